import assert from "node:assert/strict";
import { test } from "node:test";
import { alreadyThere, createWorld, file, first, lost, policyExpired, problem, refused } from "./world.mjs";

const away = () => Promise.reject(new TypeError("Failed to fetch"));

test("a connection that is lost before the file is stored is tried again with the same form", async () => {
  const world = createWorld({ storage: first(lost) });
  assert.equal((await world.uploader.upload(file())).id, "u1");
  assert.deepEqual(world.names(), ["sign", "confirm"]);
  assert.equal(world.posts.length, 2);
});

test("a connection that is lost after the file is stored is not tried again", async () => {
  const world = createWorld({ storage: ({ grant }, { stored }) => (stored.add(grant.id), lost) });
  assert.equal((await world.uploader.upload(file())).id, "u1");
  assert.equal(world.posts.length, 1);
});

test("what is there already after a lost connection is this file, and ends well", async () => {
  const answers = [lost, alreadyThere];
  const world = createWorld({ storage: ({ grant }, { stored }) => (answers.length === 1 && stored.add(grant.id), answers.shift()) });
  assert.equal((await world.uploader.upload(file())).id, "u1");
  assert.deepEqual(world.names(), ["sign", "confirm", "confirm"]);
});

test("storage that is busy is tried again", async () => {
  const world = createWorld({ storage: first(refused(503, "ServiceUnavailable"), refused(500, "InternalError")) });
  assert.equal((await world.uploader.upload(file())).id, "u1");
  assert.equal(world.posts.length, 3);
});

test("storage that stays away ends the upload, after a bounded number of tries", async () => {
  const world = createWorld({ storage: () => lost });
  await assert.rejects(world.uploader.upload(file()), { code: "network" });
  assert.equal(world.posts.length, 8);
});

test("storage that stays busy ends the upload in its own words", async () => {
  await assert.rejects(createWorld({ storage: () => refused(503, "ServiceUnavailable", "Slow down.") }).uploader.upload(file()), { code: "storage_unavailable", message: "Slow down." });
});

test("a grant that has run out is signed again", async () => {
  const world = createWorld({ storage: first(policyExpired) });
  assert.equal((await world.uploader.upload(file())).id, "u2");
  assert.deepEqual(world.names(), ["sign", "sign"]);
});

test("a form whose security token has run out is signed again", async () => {
  const world = createWorld({ storage: first(refused(403, "SecurityTokenExpired")) });
  assert.equal((await world.uploader.upload(file())).id, "u2");
});

test("a refusal that is no expiry is final", async () => {
  const world = createWorld({ storage: () => refused(403, "AccessDenied", "Invalid according to Policy: Policy Condition failed.") });
  await assert.rejects(world.uploader.upload(file()), { code: "storage_refused", storageCode: "AccessDenied" });
  assert.equal(world.posts.length, 1);
});

test("a grant that ends between two attempts is not posted again", async () => {
  const world = createWorld({ storage: first(lost, lost), expiresIn: 1 });
  assert.equal((await world.uploader.upload(file())).id, "u2");
  assert.deepEqual(world.posts.map(({ grant }) => grant.id), ["u1", "u1", "u2"]);
});

test("a request to sign whose answer was lost is repeated under the same key", async () => {
  const world = createWorld({ gateway: ({ name }, { calls }) => name === "sign" && calls.length === 1 && away() });
  await world.uploader.upload(file());
  const keys = world.calls.map(({ headers }) => headers["Idempotency-Key"]);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
});

test("two uploads are signed under keys of their own", async () => {
  const world = createWorld();
  await world.uploader.upload(file());
  world.now++;
  await world.uploader.upload(file());
  assert.notEqual(world.calls[0].headers["Idempotency-Key"], world.calls[1].headers["Idempotency-Key"]);
});

test("a gateway that is down for ten seconds delays the upload and no more", async () => {
  const world = createWorld({ gateway: (_, { now }) => now < 10_000 && away() });
  assert.equal((await world.uploader.upload(file())).id, "u1");
  assert.ok(world.now >= 10_000);
});

test("a gateway that goes down after the file is stored delays the record and no more", async () => {
  const world = createWorld({
    storage: ({ grant }, { stored }) => (stored.add(grant.id), { status: 203, text: "" }),
    gateway: ({ name }, { now }) => name === "confirm" && now < 10_000 && problem(503, "ledger_unavailable"),
  });
  assert.equal((await world.uploader.upload(file())).state, "stored");
});

test("a gateway that stays down ends the upload, within half a minute or so", async () => {
  const world = createWorld({ gateway: away });
  await assert.rejects(world.uploader.upload(file()), { code: "network" });
  assert.ok(world.now > 15_000 && world.now < 35_000, String(world.now));
});

test("the gateway is asked again no sooner than it says", async () => {
  const world = createWorld({ gateway: (_, { calls }) => calls.length === 1 && problem(429, "rate_limited", { headers: { "Retry-After": "20" } }) });
  await world.uploader.upload(file());
  assert.equal(world.calls[1].at, 20_000);
});

test("pauses double, up to eight seconds", async () => {
  const world = createWorld({ gateway: away });
  await assert.rejects(world.uploader.upload(file()));
  const times = world.calls.map(({ at }) => at);
  assert.deepEqual(times.slice(1).map((at, index) => at - times[index]), [375, 750, 1500, 3000, 6000, 6000, 6000]);
});
