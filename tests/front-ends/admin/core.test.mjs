import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createApi } from "../../../wwwroot/admin/core/api.js";
import * as format from "../../../wwwroot/admin/core/format.js";
import { href, parseRoute } from "../../../wwwroot/admin/core/routes.js";
import { createSession } from "../../../wwwroot/admin/core/session.js";
import { speak, t, wordFor } from "../../../wwwroot/admin/core/words.js";
import { fits } from "../../../wwwroot/admin/callbacks/filter.js";

const root = new URL("https://gateway.example/prefix/");
const answer = (status, body) => new Response(body === undefined ? null : JSON.stringify(body), { status });
const session = (token = "t", renew = async () => false) => ({ token, renew });

beforeEach(() => speak("en"));

test("a route survives being written and read", () => {
  const id = "a/b?c#d%20é😀";
  const route = parseRoute(href("uploads", id, { user: "a&b=c", state: "" }));
  assert.deepEqual([route.view, route.id, [...route.query]], ["uploads", id, [["user", "a&b=c"]]]);
});

test("a hash that leads nowhere leads to the overview", () => {
  for (const hash of ["", "#", "#/", "#/constructor", "#<script>"]) assert.equal(parseRoute(hash).view, "overview");
  assert.equal(parseRoute("#/uploads/%zz").id, "%zz");
});

test("calls go below the gateway's own path, with the token, and without empty parameters", async () => {
  const asked = [];
  const api = createApi(session("secret"), root, async (url, options) => {
    asked.push([String(url), options.headers.Authorization]);
    return answer(200, {});
  });
  await api.uploads({ user: "a b", state: "" });
  await api.upload("1/2");
  assert.deepEqual(asked, [
    ["https://gateway.example/prefix/v1/admin/uploads?user=a+b", "Bearer secret"],
    ["https://gateway.example/prefix/v1/admin/uploads/1%2F2", "Bearer secret"],
  ]);
});

test("a token that has run out is renewed once", async () => {
  const held = { token: "old", renew: async () => Boolean((held.token = "new")) };
  const seen = [];
  const api = createApi(held, root, async (_, { headers }) => {
    seen.push(headers.Authorization);
    return seen.length === 1 ? answer(401, { code: "unauthenticated" }) : answer(200, { userId: "a" });
  });
  assert.deepEqual(await api.me(), { userId: "a" });
  assert.deepEqual(seen, ["Bearer old", "Bearer new"]);
});

test("a renewal that fails leaves the refusal, which asks for a sign-in", async () => {
  const api = createApi(session(), root, async () => answer(401, { code: "unauthenticated", detail: "Sign in." }));
  await assert.rejects(api.me(), { status: 401, code: "unauthenticated", detail: "Sign in.", needsSignIn: true });
});

test("a missing role asks for a sign-in, any other refusal does not", async () => {
  const refusing = (status, code) => createApi(session(), root, async () => answer(status, { code })).me();
  await assert.rejects(refusing(403, "role_missing"), { needsSignIn: true });
  await assert.rejects(refusing(403, "profile_forbidden"), { needsSignIn: false });
  await assert.rejects(refusing(503, "ledger_unavailable"), { needsSignIn: false });
});

test("a gateway that cannot be reached is told apart from one that refuses", async () => {
  const api = createApi(session(), root, async () => {
    throw new TypeError("Failed to fetch");
  });
  await assert.rejects(api.me(), { status: 0, code: "unreachable" });
});

test("an answer that is no problem document still is a refusal", async () => {
  await assert.rejects(createApi(session(), root, async () => new Response("<html>", { status: 502 })).me(), { status: 502, code: "unknown" });
});

test("many callers share one renewal", async () => {
  let renewals = 0;
  const held = createSession();
  held.begin({ token: "a", renew: async () => `b${++renewals}` });
  assert.deepEqual(await Promise.all([held.renew(), held.renew()]), [true, true]);
  assert.equal(held.token, "b1");
});

test("a renewal that ends after the sign-out signs nobody in", async () => {
  const held = createSession();
  let finish;
  held.begin({ token: "a", renew: () => new Promise((resolve) => (finish = resolve)) });
  const renewing = held.renew();
  held.end();
  finish("b");
  assert.equal(await renewing, false);
  assert.equal(held.token, null);
});

test("sizes are read as people write them", () => {
  assert.deepEqual(["500", "10 MB", "1.5kb", "2 KiB", " 1 gb "].map(format.parseSize), [500, 1e7, 1500, 2048, 1e9]);
  assert.deepEqual(["", "MB", "-1", "10 apples", "1e9", "constructor"].map(format.parseSize), [null, null, null, null, null, null]);
});

test("sizes read as people say them, in both languages", () => {
  assert.deepEqual([0, 1, 999, 1000, 48213, 3e8].map(format.size), ["0 bytes", "1 byte", "999 bytes", "1 kB", "48.2 kB", "300 MB"]);
  speak("zh");
  assert.deepEqual([999, 48213].map(format.size), ["999字节", "48.2 kB"]);
});

test("a count picks its form", () => {
  assert.deepEqual([1, 2].map((count) => t("list.shown", { count })), ["1 entry shown.", "2 entries shown."]);
  speak("zh");
  assert.equal(t("list.shown", { count: 1 }), "已显示 1 条。");
});

test("what a user wrote cannot turn the sentence around it", () => {
  assert.equal(t("preview.alt", { name: "a.png" }), "Content of a.png");
  assert.equal(t("preview.alt", { name: "\u202Egnp.exe" }), "Content of \u2068gnp.exe\u2069");
  assert.equal(t("preview.alt", { name: "\u2069\u202E𝒳😀" }), "Content of \u2068𝒳😀\u2069");
});

test("a parameter that looks like a parameter is not filled in again", () => {
  assert.equal(t("chart.drawing", { title: "{from}", from: "now" }), "{from}, since now. The same numbers follow as a table.");
});

test("a value that has no word yet shows as it is", () => {
  assert.equal(wordFor("state", "stored"), "stored");
  assert.equal(wordFor("state", "toString"), "toString");
  assert.equal(wordFor("state", "brand-new"), "brand-new");
});

test("a new callback joins the lists it fits", () => {
  const callback = { verdict: "refused", code: "ticket_invalid", uploadId: null, requestId: "r" };
  const query = (text) => new URLSearchParams(text);
  assert.ok(fits(query(""), callback) && fits(query("verdict=refused&code=ticket_invalid"), callback));
  assert.ok(!fits(query("verdict=recorded"), callback) && !fits(query("uploadId=1"), callback));
});
