/**
 * URLs for parts: asked for many at a time, in the order in which they will be wanted, and again when they have ended.
 * @param {Set<number>} pending numbers of the parts that are not there yet
 * @param {(numbers: number[]) => Promise<{parts: import("../index.js").PartUrl[]}>} ask
 * @param {() => number} now
 */
export function createPartUrls(pending, ask, now) {
  const batch = 20;
  // A URL counts when its request arrives, which may be a little later.
  const margin = 10_000;
  /** @type {Map<number, {url: string, end: number}>} */
  const known = new Map();
  /** @type {Promise<void> | null} */
  let asking = null;

  /** @param {number} number */
  const isGood = (number) => now() < (known.get(number)?.end ?? 0);

  /** @param {number} number */
  async function fetch(number) {
    const numbers = new Set([number]);
    for (const other of pending) {
      if (numbers.size === batch) break;
      if (!isGood(other)) numbers.add(other);
    }
    const asked = now();
    const { parts } = await ask([...numbers]);
    // One that lives for less than the margin is used at once.
    for (const part of parts) known.set(part.number, { url: part.url, end: asked + Math.max(part.expiresIn * 1000 - margin, 1) });
  }

  return {
    /** @param {number} number @returns {Promise<string>} */
    async of(number) {
      while (!isGood(number)) {
        // Whoever waits may find that it was asked for already.
        if (asking) await asking.catch(() => {});
        else await (asking = fetch(number).finally(() => (asking = null)));
      }
      return /** @type {{url: string}} */ (known.get(number)).url;
    },

    /** Storage no longer takes what was signed. */
    forget: () => known.clear(),
  };
}
