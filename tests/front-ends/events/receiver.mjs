// Receives events as an application does: what the library of Standard Webhooks does not verify is refused.
// Usage: node receiver.mjs PORT SECRET. GET answers with all that was taken.
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const [port, secret] = process.argv.slice(2);
const webhook = new Webhook(secret);
const taken = [];

createServer(async (request, response) => {
  if (request.method === "GET") return response.end(JSON.stringify(taken));
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    const event = webhook.verify(Buffer.concat(chunks), request.headers);
    taken.push({ id: request.headers["webhook-id"], ...event });
    response.writeHead(204).end();
  } catch (fault) {
    response.writeHead(400).end(String(fault));
  }
}).listen(Number(port), "127.0.0.1");
