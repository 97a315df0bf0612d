import assert from "node:assert/strict";
import { test } from "node:test";
import { pauseAfter, sleep } from "../../../wwwroot/client/retry.js";
import { standInTimers } from "./timers.mjs";

test("half of a pause is random, so that pages do not come back together", () => {
  assert.deepEqual([0, 0.5, 1].map((share) => pauseAfter(2, 0, () => share)), [1000, 1500, 2000]);
});

test("waiting ends when its time is over", async (context) => {
  const timers = standInTimers(context);
  const waiting = sleep(8_000);
  timers.tick(8_000);
  await waiting;
});

test("waiting ends at once when it is aborted", async () => {
  const controller = new AbortController();
  const waiting = sleep(1e9, controller.signal);
  controller.abort();
  await assert.rejects(waiting, { code: "aborted" });
});

test("waiting that is aborted already does not begin", async () => {
  await assert.rejects(sleep(1e9, AbortSignal.abort()), { code: "aborted" });
});
