import assert from "node:assert/strict";
import { test } from "node:test";
import { createWorld, file, first, problem, refused } from "./world.mjs";

test("a file is signed for, posted, and recorded", async () => {
  const world = createWorld();
  assert.deepEqual(await world.uploader.upload(file()), { id: "u1", state: "stored" });
  assert.deepEqual(world.names(), ["sign"]);
  assert.equal(world.posts.length, 1);
});

test("profile, name, type, size and vars are announced", async () => {
  const world = createWorld({ profile: "images" });
  await world.uploader.upload(file(), { vars: { album: "7" } });
  assert.deepEqual(world.calls[0].body, { profile: "images", fileName: "cat.png", contentType: "image/png", size: 3, vars: { album: "7" } });
});

for (const [type, announced] of [["", "application/octet-stream"], ["text/plain;charset=utf-8", "text/plain"], ["Image/PNG", "image/png"], ["nonsense", "application/octet-stream"]]) {
  test(`a file of type "${type}" is announced as ${announced}`, async () => {
    const world = createWorld();
    await world.uploader.upload(file({ type }));
    assert.equal(world.calls[0].body.contentType, announced);
  });
}

test("the gateway may be behind another origin and a path", async () => {
  const world = createWorld({ url: "https://other.example/uploads/" });
  await world.uploader.upload(file());
  assert.equal(world.calls[0].url, "https://other.example/uploads/v1/uploads");
});

for (const status of [203, 201, 204]) {
  test(`status ${status} of storage turns into a confirm and ends well`, async () => {
    const world = createWorld({ storage: ({ grant }, { stored }) => (stored.add(grant.id), { status, text: "<Error><Code>CallbackFailed</Code></Error>" }) });
    assert.equal((await world.uploader.upload(file())).state, "stored");
    assert.deepEqual(world.names(), ["sign", "confirm"]);
  });
}

test("an answer that is cut short turns into a confirm", async () => {
  const world = createWorld({ storage: ({ grant }, { stored }) => (stored.add(grant.id), { status: 200, text: '{"id":"u1","sta' }) });
  assert.equal((await world.uploader.upload(file())).state, "stored");
});

test("a confirm that comes too early is tried again", async () => {
  const late = ({ name }, { calls, stored }) => (name === "confirm" && calls.length === 4 && stored.add("u1"), undefined);
  const world = createWorld({ storage: first({ status: 203, text: "" }), gateway: late });
  assert.equal((await world.uploader.upload(file())).state, "stored");
  assert.deepEqual(world.names(), ["sign", "confirm", "confirm", "confirm"]);
});

test("a confirm that is refused for good is not tried again", async () => {
  const world = createWorld({ storage: first({ status: 203, text: "" }), gateway: ({ name }) => name === "confirm" && problem(409, "upload_not_stored") });
  await assert.rejects(world.uploader.upload(file()), { name: "UploadError", code: "upload_not_stored", status: 409, message: "It is upload_not_stored." });
  assert.deepEqual(world.names(), ["sign", "confirm"]);
});

test("what storage refuses for good is told with its own code, and not tried again", async () => {
  const world = createWorld({ storage: () => refused(400, "EntityTooLarge", "Too large.") });
  await assert.rejects(world.uploader.upload(file()), { code: "storage_refused", storageCode: "EntityTooLarge", message: "Too large.", status: 400 });
  assert.equal(world.posts.length, 1);
});

test("what the gateway refuses for good is told with its code, and nothing is posted", async () => {
  const world = createWorld({ gateway: () => problem(429, "quota_exceeded") });
  await assert.rejects(world.uploader.upload(file()), { code: "quota_exceeded", status: 429 });
  assert.equal(world.calls.length, 1);
  assert.equal(world.posts.length, 0);
});

test("an answer that is no gateway's is told as such", async () => {
  const world = createWorld({ gateway: () => new Response("<html>", { status: 200 }) });
  await assert.rejects(world.uploader.upload(file()), { code: "unexpected_answer" });
});

test("steps and progress are told in order", async () => {
  const steps = [];
  const told = { onStep: (step) => steps.push(step), onProgress: (fraction) => steps.push(fraction) };
  await createWorld().uploader.upload(file(), told);
  assert.deepEqual(steps, ["sign", "upload", 1, "record"]);
});
