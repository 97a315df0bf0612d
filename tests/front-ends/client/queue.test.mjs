import assert from "node:assert/strict";
import { test } from "node:test";
import { createWorld, file, lost } from "./world.mjs";

test("a thousand files at once are uploaded a few at a time, in order, each signed for when its turn comes", async () => {
  let running = 0;
  let most = 0;
  const world = createWorld({
    parallel: 4,
    storage: async (_, { calls, posts }) => {
      most = Math.max(most, ++running);
      assert.ok(calls.length <= posts.length + 4);
      await null;
      running--;
    },
  });
  const uploads = await Promise.all(Array.from({ length: 1000 }, (_, index) => world.uploader.upload(file({ name: `${index}` }))));
  assert.equal(new Set(uploads.map(({ id }) => id)).size, 1000);
  assert.equal(most, 4);
  assert.deepEqual(world.calls.map(({ body }) => body.fileName), Array.from({ length: 1000 }, (_, index) => `${index}`));
});

test("a file that fails does not hold up the others", async () => {
  const world = createWorld({ parallel: 1, storage: ({ grant }) => grant.id === "u1" && { status: 400, text: "" } });
  const ends = await Promise.allSettled([world.uploader.upload(file()), world.uploader.upload(file())]);
  assert.deepEqual(ends.map(({ status }) => status), ["rejected", "fulfilled"]);
});

test("an upload that is aborted while it waits asks for nothing, and its place is free", async () => {
  const controller = new AbortController();
  const world = createWorld({ parallel: 1, storage: () => controller.abort() });
  const [first, second, third] = await Promise.allSettled([undefined, controller.signal, undefined].map((signal) => world.uploader.upload(file(), { signal })));
  assert.deepEqual([first.status, second.reason?.code, third.status], ["fulfilled", "aborted", "fulfilled"]);
  assert.deepEqual(world.names(), ["sign", "sign"]);
});

test("an upload that is aborted before it begins asks for nothing", async () => {
  const world = createWorld();
  await assert.rejects(world.uploader.upload(file(), { signal: AbortSignal.abort() }), { name: "UploadError", code: "aborted" });
  assert.equal(world.calls.length, 0);
});

for (const [when, options] of Object.entries({
  "while it is signed for": (abort) => ({ gateway: ({ name }) => name === "sign" && abort() }),
  "while the file is sent": (abort) => ({ storage: abort }),
  "while it waits to try again": (abort) => ({ storage: () => lost, gateway: ({ name }) => name === "confirm" && abort() }),
  "while it is confirmed": (abort) => ({ storage: () => ({ status: 203, text: "" }), gateway: ({ name }) => name === "confirm" && abort() }),
})) {
  test(`an upload that is aborted ${when} ends, and keeps no grant`, async () => {
    const controller = new AbortController();
    const world = createWorld(options(() => void controller.abort("reason")));
    const failure = await world.uploader.upload(file(), { signal: controller.signal }).catch((error) => error);
    assert.equal(failure.code, "aborted");
    assert.equal(failure.cause, "reason");
    const signed = !when.includes("signed");
    assert.equal(world.names().includes("revoke"), signed);
  });
}
