import assert from "node:assert/strict";
import { test } from "node:test";
import { createWorld, file, lost, problem } from "./world.mjs";

const limits = { minBytes: 1, maxBytes: 100, contentTypes: ["image/*", "text/plain"] };
const unreadable = () => ({ arrayBuffer: () => Promise.reject(new DOMException("gone", "NotFoundError")) });

for (const [what, bad, code] of [
  ["a file over the limit", { size: 101 }, "size_not_allowed"],
  ["an empty file", { size: 0 }, "size_not_allowed"],
  ["a file of another type", { type: "application/pdf" }, "content_type_not_allowed"],
  ["a file without a type", { type: "" }, "content_type_not_allowed"],
]) {
  test(`${what} is refused before a byte is sent`, async () => {
    const world = createWorld({ limits });
    await assert.rejects(world.uploader.upload(file(bad)), { name: "UploadError", code });
    assert.equal(world.calls.length + world.posts.length, 0);
  });

  test(`${what} is refused without asking, once the gateway has said what it takes`, async () => {
    const world = createWorld({ gateway: ({ body }) => body?.size === 7000 && problem(422, "size_not_allowed", { members: { limits } }) });
    await assert.rejects(world.uploader.upload(file({ size: 7000 })), { code: "size_not_allowed", limits });
    await assert.rejects(world.uploader.upload(file(bad)), { code });
    assert.equal(world.calls.length, 1);
  });
}

for (const good of [{ size: 1 }, { size: 100 }, { type: "IMAGE/gif" }, { type: "text/plain;charset=utf-8" }]) {
  test(`a file with ${JSON.stringify(good)} is within the limits`, async () => {
    assert.equal((await createWorld({ limits }).uploader.upload(file(good))).state, "stored");
  });
}

test("an empty file is sent where nothing forbids it", async () => {
  const world = createWorld();
  await world.uploader.upload(file({ size: 0 }));
  assert.equal(world.calls[0].body.size, 0);
});

test("a folder is refused before it is signed for", async () => {
  const world = createWorld();
  await assert.rejects(world.uploader.upload(file({ name: "folder", type: "", size: 4096, slice: unreadable })), { code: "file_unreadable" });
  assert.equal(world.calls.length, 0);
});

test("a file that changes while it is read ends the upload, and is not tried again", async () => {
  const changing = file();
  const world = createWorld({ storage: () => ((changing.slice = unreadable), lost) });
  await assert.rejects(world.uploader.upload(changing), { code: "file_unreadable" });
  assert.equal(world.posts.length, 1);
});

test("of a thousand files over the limit only those that were under way ask the gateway", async () => {
  const world = createWorld({ parallel: 3, gateway: () => problem(422, "size_not_allowed", { members: { limits } }) });
  const ends = await Promise.allSettled(Array.from({ length: 1000 }, () => world.uploader.upload(file({ size: 7000 }))));
  assert.ok(ends.every(({ reason }) => reason?.code === "size_not_allowed"));
  assert.equal(world.calls.length, 3);
});
