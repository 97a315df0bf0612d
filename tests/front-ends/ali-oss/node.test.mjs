// ali-oss as npm has it, in Node, with either version of its signatures.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import OSS from "ali-oss";
import { startReceiver } from "./receiver.mjs";
import { bucket, longTerm, region, roleArn, startSimulator } from "./simulator.mjs";

const partSize = 100 * 1024;
const key = "users/42/a photo+ü.jpg";
let simulator, receiver, folder, large;

before(async () => {
  [simulator, receiver] = await Promise.all([startSimulator(), startReceiver()]);
  folder = mkdtempSync(join(tmpdir(), "ali-oss-files-"));
  large = join(folder, "large.jpg");
  writeFileSync(large, randomBytes(10 * partSize + 123));
});

after(async () => {
  await Promise.all([simulator?.stop(), receiver?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => receiver.received.splice(0));

const client = (isV4, options = {}) =>
  new OSS({ ...longTerm, bucket, region, endpoint: simulator.url, sldEnable: true, authorizationV4: isV4, ...options });

const is = (code, status) => (error) => error.code === code && error.status === status;

for (const isV4 of [false, true]) {
  const name = isV4 ? "V4" : "V1";

  test(`${name}: put, head, get and delete`, async () => {
    const oss = client(isV4);
    const content = randomBytes(5000);
    const { res } = await oss.put(key, content, { mime: "image/jpeg", meta: { owner: "42" }, headers: { "Cache-Control": "no-cache" } });
    assert.equal(res.status, 200);
    const head = await oss.head(key);
    assert.deepEqual([head.meta, head.res.headers["content-type"], head.res.headers["content-length"]], [{ owner: "42" }, "image/jpeg", "5000"]);
    assert.deepEqual((await oss.get(key)).content, content);
    assert.deepEqual((await oss.get(key, { headers: { Range: "bytes=10-19" } })).content, content.subarray(10, 20));
    await oss.delete(key);
    await assert.rejects(oss.get(key), is("NoSuchKey", 404));
    await assert.rejects(oss.head(key), is("NoSuchKey", 404));
  });

  test(`${name}: put of a file and of a stream`, async () => {
    const oss = client(isV4);
    await oss.put("file.jpg", large);
    assert.deepEqual((await oss.get("file.jpg")).content, readFileSync(large));
    await oss.putStream("stream.jpg", (await oss.getStream("file.jpg")).stream);
    assert.deepEqual((await oss.get("stream.jpg")).content, readFileSync(large));
  });

  test(`${name}: by the bucket's host name`, async () => {
    const oss = client(isV4, { endpoint: simulator.url.replace("localhost", "127.0.0.1"), sldEnable: false });
    await oss.put(key, Buffer.from("by host"));
    assert.equal((await oss.get(key)).content.toString(), "by host");
  });

  test(`${name}: put with a callback`, async () => {
    const { data, res } = await client(isV4).put(key, Buffer.from("hello"), { mime: "image/jpeg", callback: receiver.callback });
    const expected = { object: key, size: "5", etag: res.headers.etag.slice(1, -1), mimeType: "image/jpeg", operation: "PutObject", album: "7 ü" };
    assert.deepEqual(data, { isGenuine: true, callback: expected });
    assert.deepEqual(receiver.received, [expected]);
  });

  test(`${name}: a callback that fails is told, and the object is there`, async () => {
    const oss = client(isV4);
    await simulator.faults({ drop: 1 });
    await assert.rejects(oss.put("failed.jpg", Buffer.from("hello"), { callback: receiver.callback }), is("CallbackFailed", 203));
    assert.equal((await oss.head("failed.jpg")).status, 200);
  });

  test(`${name}: lists`, async () => {
    const oss = client(isV4);
    const folder = `list-${name}/`;
    for (const file of ["a", "b/1", "b/2", "c d"]) await oss.put(folder + file, Buffer.from(file));
    const seen = [];
    for (let token; ; ) {
      const page = await oss.listV2({ prefix: folder, delimiter: "/", "max-keys": 1, ...(token && { "continuation-token": token }) });
      seen.push(...page.objects.map((object) => object.name), ...(page.prefixes ?? []));
      if (!page.isTruncated) break;
      token = page.nextContinuationToken;
    }
    assert.deepEqual(seen, ["a", "b/", "c d"].map((file) => folder + file));
    assert.equal((await oss.listV2({ prefix: folder, "fetch-owner": true })).objects[0].owner.id, "1000000000000000");

    const first = await oss.list({ prefix: folder, "max-keys": 2 });
    const second = await oss.list({ prefix: folder, marker: first.nextMarker });
    assert.deepEqual([...first.objects, ...second.objects].map((object) => object.name), ["a", "b/1", "b/2", "c d"].map((file) => folder + file));
    assert.deepEqual([first.isTruncated, second.isTruncated], [true, false]);
  });

  test(`${name}: multipartUpload in parallel with a callback`, async () => {
    const oss = client(isV4);
    const fractions = [];
    const { data, etag } = await oss.multipartUpload(key, large, {
      partSize, parallel: 4, meta: { owner: "42" }, callback: receiver.callback, progress: (fraction) => fractions.push(fraction),
    });
    const expected = { object: key, size: `${10 * partSize + 123}`, etag: etag.slice(1, -1), mimeType: "image/jpeg", operation: "CompleteMultipartUpload", album: "7 ü" };
    assert.deepEqual(data, { isGenuine: true, callback: expected });
    assert.match(etag, /^"[0-9A-F]{32}-11"$/);
    assert.equal(fractions.at(-1), 1);
    const { content, res } = await oss.get(key);
    assert.deepEqual(content, readFileSync(large));
    assert.deepEqual([res.headers["x-oss-object-type"], res.headers["x-oss-meta-owner"], res.headers["content-type"]], ["Multipart", "42", "image/jpeg"]);
  });

  test(`${name}: a small file goes in one piece, with its callback`, async () => {
    const { data } = await client(isV4).multipartUpload(key, Buffer.from("small"), { callback: receiver.callback });
    assert.equal(data.callback.operation, "PutObject");
  });

  test(`${name}: an upload that broke off is resumed from its checkpoint`, async () => {
    const oss = client(isV4);
    let checkpoint;
    const progress = (fraction, at) => (checkpoint = at ?? checkpoint);
    await simulator.faults({ parts: { number: 8, refuse: 1 } });
    await assert.rejects(oss.multipartUpload("resumed.jpg", large, { partSize, parallel: 2, progress }), is("ServiceUnavailable", 503));
    const saved = JSON.parse(JSON.stringify(checkpoint));
    assert.ok(saved.doneParts.length > 0 && saved.doneParts.length < 11);

    // As after a restart: another client, and what was written down.
    const again = client(isV4);
    const { uploads } = await again.listUploads({ prefix: "resumed" });
    assert.deepEqual(uploads.map(({ name, uploadId }) => [name, uploadId]), [["resumed.jpg", saved.uploadId]]);
    const listed = await again.listParts("resumed.jpg", saved.uploadId);
    for (const { number, etag } of saved.doneParts) assert.equal(listed.parts.find((part) => part.PartNumber === `${number}`).ETag, etag);

    const { data } = await again.multipartUpload("resumed.jpg", large, { checkpoint: saved, callback: receiver.callback });
    assert.equal(data.callback.size, `${10 * partSize + 123}`);
    assert.deepEqual((await again.get("resumed.jpg")).content, readFileSync(large));
    assert.deepEqual((await again.listUploads({ prefix: "resumed" })).uploads, []);
  });

  test(`${name}: parts that lose their connection are sent again`, async () => {
    const oss = client(isV4, { retryMax: 3 });
    await simulator.faults({ parts: { number: 0, cut: 2, mute: 1 } });
    await oss.multipartUpload("retried.jpg", large, { partSize });
    assert.deepEqual((await oss.get("retried.jpg")).content, readFileSync(large));
    assert.deepEqual((await simulator.faults({})).parts, { number: 0, refuse: 0, cut: 0, mute: 0, refuseInitiate: 0, refuseComplete: 0 });
  });

  test(`${name}: a completion whose answer is lost is complete nevertheless`, async () => {
    const oss = client(isV4);
    await simulator.faults({ mute: 1 });
    await assert.rejects(oss.multipartUpload("mute.jpg", large, { partSize, callback: receiver.callback }), { status: -1 });
    assert.equal(receiver.received.length, 1);
    assert.equal((await oss.head("mute.jpg")).res.headers["content-length"], `${10 * partSize + 123}`);
    assert.deepEqual((await oss.listUploads({ prefix: "mute" })).uploads, []);
  });

  test(`${name}: an upload that is aborted leaves nothing`, async () => {
    const oss = client(isV4);
    const { uploadId } = await oss.initMultipartUpload("aborted.jpg");
    await oss.uploadPart("aborted.jpg", uploadId, 1, large, 0, partSize);
    assert.equal((await oss.listParts("aborted.jpg", uploadId)).parts.Size, `${partSize}`);
    await oss.abortMultipartUpload("aborted.jpg", uploadId);
    await assert.rejects(oss.listParts("aborted.jpg", uploadId), is("NoSuchUpload", 404));
    assert.deepEqual((await oss.listUploads({ prefix: "aborted" })).uploads, []);
  });

  test(`${name}: what is wrong with parts is told`, async () => {
    const oss = client(isV4);
    const { uploadId } = await oss.initMultipartUpload("wrong.jpg");
    await assert.rejects(oss.uploadPart("wrong.jpg", uploadId, 10_001, large, 0, partSize), is("InvalidArgument", 400));
    const { etag } = await oss.uploadPart("wrong.jpg", uploadId, 1, large, 0, partSize - 1);
    await assert.rejects(oss.completeMultipartUpload("wrong.jpg", uploadId, [{ number: 2, etag }]), is("InvalidPart", 400));
    const last = await oss.uploadPart("wrong.jpg", uploadId, 2, large, 0, 1);
    await assert.rejects(oss.completeMultipartUpload("wrong.jpg", uploadId, [{ number: 1, etag }, { number: 2, etag: last.etag }]), is("EntityTooSmall", 400));
    await oss.completeMultipartUpload("wrong.jpg", uploadId, [{ number: 1, etag }]);
    await assert.rejects(oss.completeMultipartUpload("wrong.jpg", uploadId, [{ number: 1, etag }]), is("NoSuchUpload", 404));
  });

  test(`${name}: keys of STS, renewed before they are needed`, async () => {
    const sts = new OSS.STS({ ...longTerm, endpoint: simulator.url });
    const policy = { Version: "1", Statement: [{ Effect: "Allow", Action: ["oss:PutObject", "oss:GetObject"], Resource: ["acs:oss:*:*:demo-bucket/users/42/*"] }] };
    const keys = async () => {
      const { credentials } = await sts.assumeRole(roleArn, policy, 900, "ali-oss");
      return { accessKeyId: credentials.AccessKeyId, accessKeySecret: credentials.AccessKeySecret, stsToken: credentials.SecurityToken };
    };

    let renewals = 0;
    const renewing = { refreshSTSTokenInterval: 0, refreshSTSToken: () => (renewals++, keys()) };
    const [oss, stale] = [client(isV4, { ...(await keys()), ...renewing }), client(isV4, { ...(await keys()), refreshSTSTokenInterval: 3_600_000 })];
    await stale.put(key, Buffer.from("hello"));
    await assert.rejects(oss.put("users/43/b.jpg", Buffer.from("hello")), is("AccessDenied", 403));
    await assert.rejects(oss.delete(key), is("AccessDenied", 403));

    await simulator.faults({ credentials: { revokeIssuedKeys: true } });
    await assert.rejects(stale.put(key, Buffer.from("hello")), is("InvalidAccessKeyId", 403));
    const { data } = await oss.multipartUpload(key, large, { partSize, callback: receiver.callback });
    assert.equal(data.callback.object, key);
    assert.ok(renewals >= 13);
  });
}

test("V1: URLs that are signed beforehand", async () => {
  const oss = client(false);
  await oss.put(key, Buffer.from("hello"));
  const got = await fetch(oss.signatureUrl(key, { response: { "content-type": "text/x-other" } }));
  assert.deepEqual([await got.text(), got.headers.get("content-type")], ["hello", "text/x-other"]);

  const url = oss.signatureUrl(key, { method: "PUT", "Content-Type": "image/jpeg", callback: receiver.callback });
  const put = await fetch(url, { method: "PUT", headers: { "Content-Type": "image/jpeg" }, body: "by URL" });
  assert.deepEqual([put.status, (await put.json()).callback.size], [200, "6"]);
  assert.equal((await fetch(url, { method: "PUT", headers: { "Content-Type": "text/html" }, body: "by URL" })).status, 403);
  assert.equal((await fetch(url.replace("Expires=", "Expires=9"), { method: "PUT", headers: { "Content-Type": "image/jpeg" }, body: "by URL" })).status, 403);
});

test("V4: URLs that are signed beforehand", async () => {
  const oss = client(true);
  const headers = { "content-type": "image/jpeg", "content-length": "6", "x-oss-forbid-overwrite": "false" };
  const { callback, body, customValue } = { ...receiver.callback, callback: receiver.callback.url };
  const base64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64");
  const queries = { callback: base64({ callbackUrl: callback, callbackBody: body }), "callback-var": base64({ "x:album": customValue.album }) };
  const url = await oss.signatureUrlV4("PUT", 600, { headers, queries }, key, ["content-length"]);
  const { "content-length": _, ...sent } = headers;
  const put = await fetch(url, { method: "PUT", headers: sent, body: "by URL" });
  assert.deepEqual([put.status, (await put.json()).callback.album], [200, "7 ü"]);
  assert.equal((await fetch(url, { method: "PUT", headers: sent, body: "longer than signed" })).status, 403);

  const got = await fetch(await oss.signatureUrlV4("GET", 600, undefined, key));
  assert.equal(await got.text(), "by URL");

  const { uploadId } = await oss.initMultipartUpload(key);
  const part = await fetch(await oss.signatureUrlV4("PUT", 600, { queries: { partNumber: "1", uploadId } }, key), { method: "PUT", body: randomBytes(100) });
  const { etag } = await oss.completeMultipartUpload(key, uploadId, [{ number: 1, etag: part.headers.get("etag") }]);
  assert.match(etag, /-1"$/);
});
