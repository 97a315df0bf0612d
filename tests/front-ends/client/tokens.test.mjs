import assert from "node:assert/strict";
import { test } from "node:test";
import { createWorld, file, problem } from "./world.mjs";

/** A gateway that takes only one token. */
const taking = (good) => ({ headers }) => headers.Authorization !== `Bearer ${good}` && problem(401, "unauthenticated");

/** A sign-in that counts. */
function signIn() {
  const reasons = [];
  return { reasons, token: async (reason) => `t${reasons.push(reason)}` };
}

test("a token given as text is sent as it is", async () => {
  const world = createWorld({ token: "secret" });
  await world.uploader.upload(file());
  assert.equal(world.calls[0].headers.Authorization, "Bearer secret");
});

test("a token is asked for once, however many files there are", async () => {
  const { reasons, token } = signIn();
  const { uploader } = createWorld({ token });
  await Promise.all([uploader.upload(file()), uploader.upload(file()), uploader.upload(file())]);
  assert.deepEqual(reasons, [{ refresh: false }]);
});

test("a token that is refused is asked for anew", async () => {
  const { reasons, token } = signIn();
  await createWorld({ token, gateway: taking("t2") }).uploader.upload(file());
  assert.deepEqual(reasons, [{ refresh: false }, { refresh: true }]);
});

test("a token that runs out in mid-queue is renewed once for all files", async () => {
  const { reasons, token } = signIn();
  const world = createWorld({ token, gateway: (call, { stored }) => taking(stored.size < 10 ? "t1" : "t2")(call) });
  const uploads = await Promise.all(Array.from({ length: 40 }, () => world.uploader.upload(file())));
  assert.equal(uploads.length, 40);
  assert.deepEqual(reasons, [{ refresh: false }, { refresh: true }]);
});

test("a new token that is refused too ends the upload", async () => {
  const { reasons, token } = signIn();
  await assert.rejects(createWorld({ token, gateway: taking("another") }).uploader.upload(file()), { code: "unauthenticated", status: 401 });
  assert.equal(reasons.length, 2);
});

test("a token given as text that is refused ends the upload", async () => {
  const world = createWorld({ token: "old", gateway: taking("new") });
  await assert.rejects(world.uploader.upload(file()), { code: "unauthenticated" });
  assert.equal(world.calls.length, 1);
});

test("a sign-in that fails ends the upload, and the next one asks again", async () => {
  const answers = [Promise.reject(new Error("No sign-in.")), Promise.resolve("t")];
  answers[0].catch(() => {});
  const { uploader } = createWorld({ token: () => answers.shift() });
  const failure = await uploader.upload(file()).catch((error) => error);
  assert.equal(failure.code, "unauthenticated");
  assert.equal(failure.cause.message, "No sign-in.");
  assert.equal((await uploader.upload(file())).state, "stored");
});
