/** Timers that only `tick` moves, for as long as a test runs. */
export function standInTimers(context) {
  const { setTimeout, clearTimeout } = globalThis;
  const due = new Map();
  let now = 0;
  let made = 0;
  globalThis.setTimeout = (run, milliseconds) => (due.set(++made, { run, at: now + milliseconds }), made);
  globalThis.clearTimeout = (id) => void due.delete(id);
  context.after(() => Object.assign(globalThis, { setTimeout, clearTimeout }));
  return {
    tick(milliseconds) {
      now += milliseconds;
      for (const [id, { run, at }] of due) if (at <= now && due.delete(id)) run();
    },
  };
}
