import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../wwwroot/demo/api.js";
import { createUpload } from "../../../wwwroot/demo/upload.js";

const file = { name: "cat.png", type: "image/png", size: 3 };
const stored = { id: "1", state: "stored" };

function gateway(overrides = {}) {
  const calls = [];
  const note = (name, answer) => async (argument) => {
    calls.push([name, argument]);
    return typeof answer === "function" ? answer(calls) : answer;
  };
  return {
    calls,
    sign: note("sign", { id: "1", fields: {} }),
    confirm: note("confirm", overrides.confirm ?? stored),
    remove: note("remove", null),
  };
}

const answering = (status, text = "") => async () => ({ status, text });
const noPause = async () => {};

test("a callback that succeeded ends in the recorded upload, without a confirm", async () => {
  const api = gateway();
  const upload = createUpload(api, { post: answering(200, JSON.stringify(stored)), pause: noPause });
  assert.deepEqual(await upload(file), stored);
  assert.deepEqual(api.calls.map(([name]) => name), ["sign"]);
});

test("name, type and size are announced", async () => {
  const api = gateway();
  await createUpload(api, { post: answering(200, "{}"), pause: noPause })({ name: "a.bin", type: "", size: 7 });
  assert.deepEqual(api.calls[0][1], { fileName: "a.bin", contentType: "application/octet-stream", size: 7 });
});

for (const status of [203, 204, 0]) {
  test(`status ${status} turns into a confirm and ends well`, async () => {
    const api = gateway();
    assert.deepEqual(await createUpload(api, { post: answering(status), pause: noPause })(file), stored);
    assert.deepEqual(api.calls.map(([name]) => name), ["sign", "confirm"]);
  });
}

test("a confirm that comes too early is tried again", async () => {
  const api = gateway({
    confirm: (calls) => {
      if (calls.length < 4) throw new Refusal(409, "object_not_found", "not yet");
      return stored;
    },
  });
  assert.deepEqual(await createUpload(api, { post: answering(203), pause: noPause })(file), stored);
});

test("a confirm that never succeeds ends in its refusal, after a bounded number of tries", async () => {
  const api = gateway({
    confirm: () => {
      throw new Refusal(409, "object_not_found", "not yet");
    },
  });
  await assert.rejects(createUpload(api, { post: answering(203), pause: noPause })(file), { code: "object_not_found" });
  assert.equal(api.calls.filter(([name]) => name === "confirm").length, 4);
});

test("a confirm that is refused for good is not tried again", async () => {
  const api = gateway({
    confirm: () => {
      throw new Refusal(409, "upload_not_stored", "no");
    },
  });
  await assert.rejects(createUpload(api, { post: answering(203), pause: noPause })(file), { code: "upload_not_stored" });
  assert.equal(api.calls.filter(([name]) => name === "confirm").length, 1);
});

test("what storage refuses is told in its own words", async () => {
  const text = "<Error><Code>EntityTooLarge</Code><Message>Too large.</Message></Error>";
  await assert.rejects(createUpload(gateway(), { post: answering(400, text), pause: noPause })(file), { code: "EntityTooLarge", message: "Too large.", status: 400 });
});

test("cancelling revokes the grant", async () => {
  const api = gateway();
  const controller = new AbortController();
  const post = async () => {
    controller.abort();
    throw controller.signal.reason;
  };
  await assert.rejects(createUpload(api, { post, pause: noPause })(file, { signal: controller.signal }), { name: "AbortError" });
  assert.deepEqual(api.calls.map(([name]) => name), ["sign", "remove"]);
});

test("steps are told in order", async () => {
  const steps = [];
  await createUpload(gateway(), { post: answering(203), pause: noPause })(file, { onStep: (step) => steps.push(step) });
  assert.deepEqual(steps, ["sign", "upload", "callback", "record"]);
});
