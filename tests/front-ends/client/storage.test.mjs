import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { postForm } from "../../../wwwroot/client/storage.js";
import { standInTimers } from "./timers.mjs";

/** A request that does what the test says, and remembers what it was told. */
class StandInRequest {
  static last;
  upload = {};
  status = 0;
  responseText = "";

  constructor() {
    StandInRequest.last = this;
  }

  open(...target) {
    this.target = target;
  }

  send(form) {
    this.form = form;
  }

  abort() {
    this.aborted = true;
    this.onloadend();
  }

  end(status, text) {
    Object.assign(this, { status, responseText: text });
    this.onloadend();
  }
}

const grant = { method: "POST", url: "https://bucket.example/", fields: { key: "k", policy: "p", "x-oss-signature": "s" } };
const file = new Blob(["abc"]);
const post = (signal, onProgress = () => {}) => [postForm(grant, file, onProgress, signal), StandInRequest.last];

beforeEach(() => (globalThis.XMLHttpRequest = StandInRequest));
afterEach(() => delete globalThis.XMLHttpRequest);

test("the fields are posted in their order, and the file last", async () => {
  const [posting, request] = post();
  request.end(200, "{}");
  assert.deepEqual(await posting, { status: 200, text: "{}" });
  assert.deepEqual(request.target, ["POST", "https://bucket.example/"]);
  assert.deepEqual([...request.form.keys()], ["key", "policy", "x-oss-signature", "file"]);
});

test("progress is told as a share", async () => {
  const shares = [];
  const [posting, request] = post(undefined, (share) => shares.push(share));
  request.upload.onprogress({ loaded: 1, total: 4 });
  request.upload.onprogress({ loaded: 4, total: 4 });
  request.end(200, "");
  await posting;
  assert.deepEqual(shares, [0.25, 1]);
});

test("a lost connection is status 0", async () => {
  const [posting, request] = post();
  request.end(0, "");
  assert.deepEqual(await posting, { status: 0, text: "" });
});

test("an abort ends the request", async () => {
  const controller = new AbortController();
  const [posting, request] = post(controller.signal);
  controller.abort();
  await assert.rejects(posting, { code: "aborted" });
  assert.ok(request.aborted);
});

test("an abort after the end changes nothing", async () => {
  const controller = new AbortController();
  const [posting, request] = post(controller.signal);
  request.end(200, "");
  controller.abort();
  assert.equal((await posting).status, 200);
  assert.ok(!request.aborted);
});

test("a connection that has gone silent is given up", async (context) => {
  const timers = standInTimers(context);
  const [posting, request] = post();
  timers.tick(59_000);
  request.upload.onprogress({ loaded: 1, total: 4 });
  timers.tick(59_000);
  assert.ok(!request.aborted);
  timers.tick(1_000);
  assert.deepEqual(await posting, { status: 0, text: "" });
});
