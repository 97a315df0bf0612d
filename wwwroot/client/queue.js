import { aborted } from "./errors.js";

/**
 * Runs tasks a few at a time, in order. A task whose signal is aborted while it waits never starts.
 * @param {number} parallel
 */
export function createQueue(parallel) {
  /** @type {Set<() => void>} */
  const waiting = new Set();
  let running = 0;

  function next() {
    for (const start of waiting) {
      if (running >= parallel) return;
      waiting.delete(start);
      start();
    }
  }

  /**
   * @template T
   * @param {() => Promise<T>} task @param {AbortSignal} [signal] @returns {Promise<T>}
   */
  return (task, signal) => new Promise((resolve, reject) => {
    const leave = () => {
      waiting.delete(start);
      reject(aborted(signal));
    };
    const start = () => {
      signal?.removeEventListener("abort", leave);
      running++;
      task().then(resolve, reject).finally(() => {
        running--;
        next();
      });
    };
    if (signal?.aborted) return leave();
    signal?.addEventListener("abort", leave, { once: true });
    waiting.add(start);
    next();
  });
}
