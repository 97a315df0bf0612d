import assert from "node:assert/strict";
import { test } from "node:test";
import { createApi } from "../../../wwwroot/demo/api.js";
import * as format from "../../../wwwroot/demo/format.js";
import { createSession } from "../../../wwwroot/demo/session.js";

const answer = (status, body) => new Response(body === undefined ? null : JSON.stringify(body), { status });

test("sizes read as people say them", () => {
  assert.deepEqual([1, 999, 1000, 48213, 1234567, 300e6, 1.5e9].map(format.size), ["1 byte", "999 bytes", "1.0 KB", "48 KB", "1.2 MB", "300 MB", "1.5 GB"]);
});

test("a badge is the ending, or else the subtype", () => {
  assert.equal(format.badge("a.PDF", "application/pdf"), "PDF");
  assert.equal(format.badge("noending", "text/plain"), "plain");
});

test("a refusal carries the gateway's code and advice", async () => {
  const api = createApi({ token: async () => "t", renew: async () => "t" }, async () => answer(503, { code: "oss_unavailable", detail: "Try again." }));
  await assert.rejects(api.remove("1"), { code: "oss_unavailable", message: "Try again.", status: 503 });
});

test("a token that has run out is renewed once", async () => {
  const seen = [];
  const send = async (_, { headers }) => {
    seen.push(headers.Authorization);
    return seen.length === 1 ? answer(401, {}) : answer(200, { ok: true });
  };
  assert.deepEqual(await createApi({ token: async () => "old", renew: async () => "new" }, send).content("1"), { ok: true });
  assert.deepEqual(seen, ["Bearer old", "Bearer new"]);
});

test("many callers share one sign-in", async () => {
  let signIns = 0;
  const session = createSession("alice", async () => answer(200, { token: `t${++signIns}` }));
  assert.deepEqual(await Promise.all([session.token(), session.token()]), ["t1", "t1"]);
  assert.equal(await session.renew(), "t2");
});

test("a sign-in that failed is tried again", async () => {
  let attempts = 0;
  const session = createSession("alice", async () => (++attempts === 1 ? answer(500, {}) : answer(200, { token: "t" })));
  await assert.rejects(session.token());
  assert.equal(await session.token(), "t");
});
