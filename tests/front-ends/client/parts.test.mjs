import assert from "node:assert/strict";
import { test } from "node:test";
import { MB, createMemory, createPartsWorld, largeFile } from "./parts-world.mjs";
import { lost, policyExpired, problem, refused } from "./world.mjs";

const moment = () => new Promise((resolve) => setImmediate(() => resolve()));
const numbers = ({ puts }) => puts.map(({ number }) => number);

test("a large file is cut into parts, sent, and put together", async () => {
  const world = createPartsWorld();
  assert.deepEqual(await world.uploader.upload(largeFile({ size: 4.5 * MB })), { id: "u1", state: "stored" });
  assert.deepEqual(world.names(), ["sign", "urls", "complete"]);
  assert.deepEqual(world.puts.map(({ part }) => [part.start, part.size]), [[0, MB], [MB, MB], [2 * MB, MB], [3 * MB, MB], [4 * MB, MB / 2]]);
  assert.equal(world.memory.kept.size, 0);
});

test("name, type, size and vars are announced, and the method", async () => {
  const world = createPartsWorld({ profile: "films" });
  await world.uploader.upload(largeFile(), { vars: { album: "7" } });
  assert.deepEqual(world.calls[0].body, { profile: "films", method: "multipart", fileName: "film.mp4", contentType: "video/mp4", size: 5 * MB, vars: { album: "7" } });
});

test("a file below the threshold is sent as a form", async () => {
  const world = createPartsWorld();
  await world.uploader.upload(largeFile({ size: MB - 1 }));
  assert.equal(world.puts.length, 0);
  assert.ok(world.posted);
});

test("where the profile allows no parts, files are sent as forms, and it is not asked again", async () => {
  const world = createPartsWorld({ gateway: ({ name, body }) => name === "sign" && body.method && problem(403, "profile_forbidden") });
  await world.uploader.upload(largeFile());
  await world.uploader.upload(largeFile());
  assert.deepEqual(world.calls.map(({ body }) => body.method), ["multipart", undefined, undefined]);
});

test("a gateway that knows no parts signs a form, which is taken back for one that is used", async () => {
  const world = createPartsWorld({ gateway: ({ name, body }) => void (name === "sign" && delete body.method) });
  assert.equal((await world.uploader.upload(largeFile())).state, "stored");
  assert.deepEqual(world.names(), ["sign", "revoke", "sign"]);
});

test("a profile that is closed in every way is told as such", async () => {
  const world = createPartsWorld({ gateway: () => problem(403, "profile_forbidden") });
  await assert.rejects(world.uploader.upload(largeFile()), { code: "profile_forbidden" });
});

test("the limits that a refusal names are learned", async () => {
  const limits = { minBytes: 1, maxBytes: 4 * MB, contentTypes: [] };
  const world = createPartsWorld({ gateway: ({ name }) => name === "sign" && problem(422, "size_not_allowed", { members: { limits } }) });
  await assert.rejects(world.uploader.upload(largeFile()), { code: "size_not_allowed", limits });
  await assert.rejects(world.uploader.upload(largeFile()), { code: "size_not_allowed" });
  assert.equal(world.calls.length, 1);
});

for (const [given, most] of [[undefined, 4], [2, 2], [9, 9]]) {
  test(`with parallelParts ${given ?? "unset"}, ${most} parts are on their way at a time`, async () => {
    const world = createPartsWorld({ parallelParts: given, storage: moment });
    await world.uploader.upload(largeFile({ size: 20 * MB }));
    assert.equal(world.most, most);
  });
}

test("progress is that of the whole file, and ends at its end", async () => {
  const told = [];
  await createPartsWorld().uploader.upload(largeFile(), { onProgress: (fraction) => told.push(fraction) });
  assert.deepEqual(told, [...told].sort());
  assert.ok(told.some((fraction) => fraction > 0 && fraction < 1));
  assert.equal(told.at(-1), 1);
});

test("steps are told in order", async () => {
  const steps = [];
  await createPartsWorld().uploader.upload(largeFile(), { onStep: (step) => steps.push(step) });
  assert.deepEqual(steps, ["sign", "upload", "confirm", "record"]);
});

test("URLs are asked for many at a time, and a file of many parts needs few requests", async () => {
  const world = createPartsWorld();
  await world.uploader.upload(largeFile({ size: 100 * MB }));
  assert.equal(world.names().filter((name) => name === "urls").length, 5);
  assert.deepEqual(world.calls[1].body.numbers, Array.from({ length: 20 }, (_, index) => index + 1));
});

test("three parts that fail are sent again, and only they", async () => {
  const failing = new Set([1, 3, 5]);
  const world = createPartsWorld({ storage: ({ number }) => failing.delete(number) && lost });
  await world.uploader.upload(largeFile());
  assert.deepEqual(numbers(world).sort(), [1, 1, 2, 3, 3, 4, 5, 5]);
});

test("storage that is busy is tried again", async () => {
  const answers = [refused(503, "ServiceUnavailable"), refused(500, "InternalError")];
  const world = createPartsWorld({ storage: () => answers.shift() });
  assert.equal((await world.uploader.upload(largeFile())).state, "stored");
});

test("a part that stays lost ends the upload after a bounded number of tries, and what is there stays for the next time", async () => {
  const world = createPartsWorld({ parallelParts: 1, storage: ({ number }) => number === 3 && lost });
  await assert.rejects(world.uploader.upload(largeFile()), { code: "network" });
  assert.deepEqual(numbers(world), [1, 2, ...Array(8).fill(3)]);
  assert.equal(world.memory.kept.size, 1);
  assert.ok(!world.names().includes("revoke"));
});

test("what storage refuses for good is told with its own code, and forgotten", async () => {
  const world = createPartsWorld({ parallelParts: 1, storage: () => refused(400, "InvalidDigest", "No.") });
  await assert.rejects(world.uploader.upload(largeFile()), { code: "storage_refused", storageCode: "InvalidDigest" });
  assert.equal(world.puts.length, 1);
  assert.equal(world.memory.kept.size, 0);
});

test("one part that is refused for good ends the others too", async () => {
  const world = createPartsWorld({ storage: async ({ number }) => (number === 2 ? refused(400, "InvalidDigest") : moment()) });
  await assert.rejects(world.uploader.upload(largeFile({ size: 50 * MB })), { code: "storage_refused" });
  const sent = world.puts.length;
  for (let moments = 0; moments < 20; moments++) await moment();
  assert.equal(world.puts.length, sent);
});

for (const [what, ended] of [["a URL that has ended", policyExpired], ["credentials that have ended", refused(403, "SecurityTokenExpired")], ["a key that is gone", refused(403, "InvalidAccessKeyId")]]) {
  test(`${what} is asked for anew, and the upload goes on`, async () => {
    const world = createPartsWorld({ parallelParts: 1, storage: ({ url }) => (Number(url.split("/").at(-1)) <= 5 && url.includes("/3/") ? ended : undefined) });
    assert.equal((await world.uploader.upload(largeFile())).state, "stored");
    assert.deepEqual(world.calls.filter(({ name }) => name === "urls").map(({ body }) => body.numbers), [[1, 2, 3, 4, 5], [3, 4, 5]]);
  });
}

test("a URL is not used once its time is nearly over", async () => {
  const world = createPartsWorld({ parallelParts: 1, expiresIn: 60, storage: (_, world) => void (world.now += 20_000) });
  await world.uploader.upload(largeFile());
  assert.deepEqual(world.calls.filter(({ name }) => name === "urls").map(({ body }) => body.numbers[0]), [1, 4]);
  for (const { url, at } of world.puts) assert.ok(at < world.calls.findLast(({ name, at: asked }) => name === "urls" && asked <= at).at + 60_000, url);
});

test("URLs that live for less than any margin are still used, one at a time", async () => {
  const world = createPartsWorld({ parallelParts: 1, expiresIn: 1 });
  assert.equal((await world.uploader.upload(largeFile({ size: 2 * MB }))).state, "stored");
});

test("a gateway that is down for ten seconds delays the upload and no more", async () => {
  const world = createPartsWorld({ gateway: (_, { now }) => now < 10_000 && Promise.reject(new TypeError("Failed to fetch")) });
  assert.equal((await world.uploader.upload(largeFile())).state, "stored");
});

test("an answer to complete that is lost is asked for again", async () => {
  const world = createPartsWorld({ gateway: ({ name }, { calls }) => name === "complete" && calls.filter((call) => call.name === name).length === 1 && Promise.reject(new TypeError("Failed to fetch")) });
  assert.equal((await world.uploader.upload(largeFile())).state, "stored");
  assert.deepEqual(world.names(), ["sign", "urls", "complete", "complete"]);
});

test("parts that are found missing at the end are sent, and completed again", async () => {
  let lostOne = false;
  const world = createPartsWorld({ gateway: ({ name, id }, { bucket }) => void (name === "complete" && !lostOne && (lostOne = true, bucket.get(id).sizes.delete(2))) });
  assert.equal((await world.uploader.upload(largeFile())).state, "stored");
  assert.deepEqual(numbers(world), [1, 2, 3, 4, 5, 2]);
});

test("parts that are always found missing end the upload", async () => {
  const world = createPartsWorld({ gateway: ({ name }) => name === "complete" && problem(409, "object_not_found") });
  await assert.rejects(world.uploader.upload(largeFile()), { code: "object_not_found" });
  assert.equal(world.names().filter((name) => name === "complete").length, 3);
});

test("a file that was changed on its way is told from a lost connection", async () => {
  let changed = false;
  const unreadable = { arrayBuffer: async () => { throw new Error("changed"); } };
  const file = largeFile({ slice: (start, end) => (changed ? unreadable : { size: end - start, arrayBuffer: async () => new ArrayBuffer(1) }) });
  const world = createPartsWorld({ storage: () => (changed = true, lost) });
  await assert.rejects(world.uploader.upload(file), { code: "file_unreadable" });
});

test("an upload that is aborted is taken back and forgotten", async () => {
  const controller = new AbortController();
  const world = createPartsWorld({ storage: ({ number }) => void (number === 3 && controller.abort()) });
  await assert.rejects(world.uploader.upload(largeFile(), { signal: controller.signal }), { code: "aborted" });
  assert.equal(world.names().at(-1), "revoke");
  assert.equal(world.memory.kept.size, 0);
});

test("an upload that is aborted before it begins asks nobody", async () => {
  const world = createPartsWorld();
  await assert.rejects(world.uploader.upload(largeFile(), { signal: AbortSignal.abort() }), { code: "aborted" });
  assert.equal(world.calls.length, 0);
});

test("two files at once are two uploads", async () => {
  const world = createPartsWorld({ memory: createMemory() });
  const files = ["a.bin", "b.bin"].map((name) => largeFile({ name }));
  assert.deepEqual((await Promise.all(files.map((file) => world.uploader.upload(file)))).map(({ id }) => id).sort(), ["u1", "u2"]);
});
