// An application server that verifies every callback as the documentation has it, and answers with what it was told.
import { verify } from "node:crypto";
import { createServer } from "node:http";

export async function startReceiver() {
  const received = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const key = await (await fetch(Buffer.from(request.headers["x-oss-pub-key-url"], "base64").toString())).text();
    const [path, query] = request.url.split(/(?=\?)/);
    const text = Buffer.concat([Buffer.from(decodeURIComponent(path) + (query ?? "") + "\n"), body]);
    const isGenuine = verify("md5", text, key, Buffer.from(request.headers.authorization, "base64"));
    const callback = Object.fromEntries(new URLSearchParams(body.toString()));
    if (isGenuine) received.push(callback);
    const answer = JSON.stringify({ isGenuine, callback });
    response.writeHead(isGenuine ? 200 : 403, { "content-type": "application/json", "content-length": Buffer.byteLength(answer) }).end(answer);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/oss/callback?from=sdk`;
  return {
    received,
    url,
    /** The callback as ali-oss wants it. */
    callback: {
      url,
      body: "object=${object}&size=${size}&etag=${etag}&mimeType=${mimeType}&operation=${operation}&album=${x:album}",
      contentType: "application/x-www-form-urlencoded",
      customValue: { album: "7 ü" },
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
