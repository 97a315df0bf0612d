import assert from "node:assert/strict";
import { test } from "node:test";
import { MB, createPartsWorld, largeFile } from "./parts-world.mjs";
import { lost, problem } from "./world.mjs";

const pause = "pause";

/** A page that was left in the middle of a file: parts 1 and 2 of five are there. */
async function leave(options = {}, file = largeFile()) {
  const controller = new AbortController();
  const world = createPartsWorld({ parallelParts: 1, storage: ({ number }) => void (number === 3 && controller.abort(pause)), ...options });
  await assert.rejects(world.uploader.upload(file, { signal: controller.signal, vars: options.vars }), { code: "paused" });
  assert.ok(!world.names().includes("revoke"));
  return { memory: world.memory, bucket: world.bucket };
}

const sent = ({ puts }) => puts.map(({ number }) => number);

test("an upload that was paused goes on where it stopped", async () => {
  const world = createPartsWorld(await leave());
  assert.deepEqual(await world.uploader.upload(largeFile()), { id: "u1", state: "stored" });
  assert.deepEqual(world.names().filter((name) => name !== "list"), ["urls", "complete"]);
  assert.deepEqual(sent(world), [3, 4, 5]);
  assert.equal(world.memory.kept.size, 0);
});

test("the parts that are there are read page by page", async () => {
  const left = await leave();
  for (const number of [4, 5]) left.bucket.get("u1").sizes.set(number, MB);
  const world = createPartsWorld(left);
  await world.uploader.upload(largeFile());
  assert.equal(world.names().filter((name) => name === "list").length, 2);
  assert.deepEqual(sent(world), [3]);
});

test("progress goes on where it stopped", async () => {
  const told = [];
  await createPartsWorld(await leave()).uploader.upload(largeFile(), { onProgress: (fraction) => told.push(fraction) });
  assert.ok(told[0] > 0.4, String(told[0]));
  assert.equal(told.at(-1), 1);
});

test("a part that is there and of another size is sent again", async () => {
  const left = await leave();
  left.bucket.get("u1").sizes.set(2, 17);
  const world = createPartsWorld(left);
  await world.uploader.upload(largeFile());
  assert.deepEqual(sent(world), [2, 3, 4, 5]);
});

test("an upload that a lost connection ended goes on at the next attempt", async () => {
  const failing = createPartsWorld({ parallelParts: 1, storage: ({ number }) => number === 3 && lost });
  await assert.rejects(failing.uploader.upload(largeFile()), { code: "network" });
  const world = createPartsWorld({ memory: failing.memory, bucket: failing.bucket });
  await world.uploader.upload(largeFile());
  assert.deepEqual(sent(world), [3, 4, 5]);
});

for (const [what, file, options] of [
  ["another name", { name: "other.mp4" }, {}],
  ["another size", { size: 6 * MB }, {}],
  ["another time", { lastModified: 8 }, {}],
  ["another key", {}, { resumeKey: "bob" }],
  ["another profile", {}, { profile: "films" }],
  ["other vars", {}, { vars: { album: "8" } }],
]) {
  test(`a file of ${what} is another upload`, async () => {
    const { vars, ...more } = options;
    const world = createPartsWorld({ ...(await leave()), ...more });
    assert.equal((await world.uploader.upload(largeFile(file), { vars })).id, "u2");
  });
}

test("the same file under the same key and vars is the same upload, however the vars are ordered", async () => {
  const left = await leave({ resumeKey: "alice", vars: { a: "1", b: "2" } });
  const world = createPartsWorld({ ...left, resumeKey: "alice" });
  assert.equal((await world.uploader.upload(largeFile(), { vars: { b: "2", a: "1" } })).id, "u1");
});

test("what was put together while the page was away is the upload", async () => {
  const left = await leave();
  left.bucket.get("u1").state = "stored";
  const world = createPartsWorld(left);
  assert.deepEqual(await world.uploader.upload(largeFile()), { id: "u1", state: "stored" });
  assert.deepEqual(world.names(), ["list", "complete"]);
});

for (const state of ["expired", "deleted"]) {
  test(`what was ${state} while the page was away is begun anew`, async () => {
    const left = await leave();
    left.bucket.get("u1").state = state;
    const world = createPartsWorld({ ...left, gateway: ({ name, id }) => name === "complete" && id === "u1" && problem(409, "upload_not_open") });
    assert.equal((await world.uploader.upload(largeFile())).id, "u2");
    assert.deepEqual(sent(world), [1, 2, 3, 4, 5]);
  });
}

test("another user's upload is begun anew", async () => {
  const { memory } = await leave();
  const world = createPartsWorld({ memory });
  assert.equal((await world.uploader.upload(largeFile())).id, "u1");
  assert.deepEqual(world.names(), ["list", "sign", "urls", "complete"]);
});

test("what the gateway has given up by now is not asked for", async () => {
  const left = await leave();
  const world = createPartsWorld(left);
  world.now = 86_400_000;
  assert.equal((await world.uploader.upload(largeFile())).id, "u2");
  assert.equal(world.names()[0], "sign");
});

test("a gateway that is away when the page comes back loses nothing", async () => {
  const left = await leave();
  const away = createPartsWorld({ ...left, gateway: () => Promise.reject(new TypeError("Failed to fetch")) });
  await assert.rejects(away.uploader.upload(largeFile()), { code: "network" });
  assert.deepEqual(sent(createPartsWorld(left)), []);
  const world = createPartsWorld(left);
  assert.equal((await world.uploader.upload(largeFile())).id, "u1");
});

test("an upload that OSS forgets on its way is told, and begun anew the next time", async () => {
  const forgotten = { status: 404, text: "<Error><Code>NoSuchUpload</Code></Error>" };
  const failing = createPartsWorld({ storage: () => forgotten });
  await assert.rejects(failing.uploader.upload(largeFile()), { code: "upload_not_open" });
  const world = createPartsWorld({ memory: failing.memory, bucket: failing.bucket });
  assert.equal((await world.uploader.upload(largeFile())).id, "u2");
});

test("a form that is paused is aborted, and says so", async () => {
  const controller = new AbortController();
  const world = createPartsWorld({ multipartFrom: 10 * MB, gateway: ({ name }) => void (name === "sign" && controller.abort(pause)) });
  await assert.rejects(world.uploader.upload(largeFile(), { signal: controller.signal }), { code: "paused" });
});
