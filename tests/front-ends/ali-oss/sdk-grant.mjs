// ali-oss as npm has it, set up with what the gateway grants, as docs/sdks.md says. Told what to do as JSON in the only argument; tells what came of it as JSON.
import { randomBytes } from "node:crypto";
import OSS from "ali-oss";

const { gateway, token, profile } = JSON.parse(process.argv[2]);
const partSize = 100 * 1024;

async function sign(fileName, idempotencyKey) {
  const answer = await fetch(new URL("/v1/uploads", gateway), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...(idempotencyKey && { "idempotency-key": idempotencyKey }) },
    body: JSON.stringify({ method: "sdk", profile, fileName, contentType: "image/jpeg", vars: { album: "7 ü" } }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const keys = ({ sdk }) => ({ accessKeyId: sdk.accessKeyId, accessKeySecret: sdk.accessKeySecret, stsToken: sdk.securityToken });

// By a name, as ali-oss takes an address for the real service's.
const client = (grant, more) => new OSS({
  ...keys(grant), bucket: grant.sdk.bucket, region: `oss-${grant.sdk.region}`, endpoint: grant.sdk.endpoint.replace("127.0.0.1", "localhost"),
  cname: grant.sdk.urlStyle === "cname", sldEnable: grant.sdk.urlStyle === "path", authorizationV4: true, ...more,
});

function callbackOf({ sdk }) {
  const read = (text) => JSON.parse(Buffer.from(text ?? "e30=", "base64"));
  const { callbackUrl: url, callbackBody: body, callbackBodyType: contentType, callbackHost: host, callbackSNI } = read(sdk.callback);
  const customValue = Object.fromEntries(Object.entries(read(sdk.callbackVar)).map(([name, value]) => [name.slice(2), value]));
  return { url, body, contentType, host, callbackSNI, customValue };
}

const results = {};
const refusal = (error) => ({ code: error.code, status: error.status });

{
  const grant = await sign("put.jpg");
  results.put = (await client(grant).put(grant.sdk.key, Buffer.from("hello"), { headers: grant.headers })).data;
}

{
  const grant = await sign("parts.jpg");
  const options = { partSize, parallel: 3, mime: grant.headers["Content-Type"], callback: callbackOf(grant) };
  results.parts = (await client(grant).multipartUpload(grant.sdk.key, randomBytes(5 * partSize + 7), options)).data;
}

{
  // What broke off goes on with the same upload and fresh credentials: the idempotency key says that it is the same.
  const [grant, again] = [await sign("resumed.jpg", "resumed"), await sign("resumed.jpg", "resumed")];
  const content = randomBytes(6 * partSize);
  const options = { partSize, parallel: 1, mime: "image/jpeg", callback: callbackOf(grant) };
  let saved;
  const first = client(grant);
  await first.multipartUpload(grant.sdk.key, content, { ...options, progress: (share, checkpoint) => ((saved = checkpoint ?? saved), share >= 0.5 && first.cancel()) }).catch((error) => (results.cancelled = error.name));
  let renewals = 0;
  const renewing = { refreshSTSTokenInterval: 0, refreshSTSToken: async () => (renewals++, keys(await sign("resumed.jpg", "resumed"))) };
  results.resumed = (await client(again, renewing).multipartUpload(again.sdk.key, content, { ...options, checkpoint: saved })).data;
  results.sameUpload = grant.id === again.id && again.sdk.accessKeyId !== grant.sdk.accessKeyId;
  results.renewals = renewals;
}

{
  const [grant, other] = [await sign("mine.jpg"), await sign("other.jpg")];
  results.anotherKey = await client(grant).put(other.sdk.key, Buffer.from("hello"), { headers: grant.headers }).catch(refusal);
  results.anotherKeyInParts = await client(grant).initMultipartUpload(other.sdk.key).catch(refusal);
  results.reading = await client(grant).get(grant.sdk.key).catch(refusal);
  const altered = { ...callbackOf(grant), customValue: { album: "8" } };
  results.alteredVars = await client(grant).put(grant.sdk.key, Buffer.from("hello"), { mime: "image/jpeg", callback: altered }).catch(refusal);
}

console.log(JSON.stringify(results));
