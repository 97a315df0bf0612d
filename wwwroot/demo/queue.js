/**
 * Runs tasks a few at a time, in order.
 * @param {number} parallel
 */
export function createQueue(parallel) {
  /** @type {(() => Promise<void>)[]} */
  const waiting = [];
  let running = 0;

  function next() {
    while (running < parallel && waiting.length > 0) {
      const task = waiting.shift();
      running++;
      task().finally(() => {
        running--;
        next();
      });
    }
  }

  return {
    /** @param {() => Promise<void>} task that reports its own failure */
    add(task) {
      waiting.push(task);
      next();
    },
  };
}
