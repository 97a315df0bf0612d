import { aborted } from "./errors.js";

const first = 500;
const longest = 8_000;

/** How often something is tried again; with the pauses below that takes 16 to 32 seconds. */
export const retries = 7;

/**
 * How long to wait after a failure: doubling, half of it random so that many pages do not come back at once, and never less than was asked for.
 * @param {number} failures @param {number} retryAfter in seconds @param {() => number} random
 */
export function pauseAfter(failures, retryAfter, random) {
  const pause = Math.min(longest, first * 2 ** failures);
  return Math.max(retryAfter * 1000, pause * (1 + random()) / 2);
}

/**
 * Tries until it succeeds, or fails for good, or has failed too often.
 * @template T
 * @param {() => Promise<T>} task
 * @param {(error: any) => boolean} mayComeRight
 * @param {{wait: import("./index.js").Surroundings["wait"], random: () => number}} parts
 * @param {AbortSignal} [signal]
 */
export async function persist(task, mayComeRight, { wait, random }, signal) {
  for (let failures = 0; ; failures++) {
    try {
      return await task();
    } catch (error) {
      if (failures === retries || !mayComeRight(error)) throw error;
      await wait(pauseAfter(failures, /** @type {any} */ (error).retryAfter ?? 0, random), signal);
    }
  }
}

/** Waits, unless aborted. @param {number} milliseconds @param {AbortSignal} [signal] @returns {Promise<void>} */
export const sleep = (milliseconds, signal) => new Promise((resolve, reject) => {
  if (signal?.aborted) return reject(aborted(signal));
  const leave = () => {
    clearTimeout(timer);
    reject(aborted(signal));
  };
  const timer = setTimeout(() => {
    signal?.removeEventListener("abort", leave);
    resolve();
  }, milliseconds);
  signal?.addEventListener("abort", leave, { once: true });
});
