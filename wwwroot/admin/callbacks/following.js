import { t } from "../core/words.js";
import { button } from "../parts/elements.js";
import { mostRows } from "../parts/paged-list.js";
import { fits } from "./filter.js";

const pause = 500;
const quiet = 10_000;

/**
 * Lets new entries in at the top of the list, a few times a second at most. Whoever reads can hold them back meanwhile.
 * @param {URLSearchParams} query what the list is narrowed by
 */
export function following(context, query, list) {
  const arrived = [];
  let held = false;
  let timer = 0;
  let untold = 0;
  let toldAt = 0;

  const hold = button(t("callbacks.hold"), () => {
    held = !held;
    flush();
  });

  function arrive(callback) {
    if (!fits(query, callback)) return;
    arrived.push(callback);
    // More than the list would show is not kept for it.
    if (arrived.length > mostRows) arrived.shift();
    timer ||= setTimeout(flush, pause);
  }

  function flush() {
    clearTimeout(timer);
    timer = 0;
    hold.textContent = held ? t("callbacks.release", { count: arrived.length }) : t("callbacks.hold");
    if (held) return;
    untold += arrived.length;
    for (const callback of arrived.splice(0)) list.prepend(callback);
    tell();
  }

  // A screen reader that told each one would tell nothing else.
  function tell() {
    if (untold === 0 || Date.now() - toldAt < quiet) return;
    context.say(t("callbacks.arrived", { count: untold }));
    toldAt = Date.now();
    untold = 0;
  }

  context.live.on("callback", arrive, context.signal);
  context.signal.addEventListener("abort", () => clearTimeout(timer));
  return hold;
}
