import { t } from "../core/words.js";
import { button } from "../parts/elements.js";
import { mostRows } from "../parts/paged-list.js";

/**
 * Follows uploads as they change. New ones wait behind a button: rows that move by themselves are hard to read and hard to hit.
 * @param {boolean} unfiltered whether the list shows everything; what fits a search only the gateway knows
 */
export function newcomers(context, list, unfiltered) {
  const waiting = new Map();
  const show = button("", () => {
    for (const upload of waiting.values()) list.prepend(upload);
    waiting.clear();
    show.hidden = true;
    list.root.querySelector("a")?.focus();
  });
  show.hidden = true;

  context.live.on("upload", (upload) => {
    if (list.has(upload)) return list.update(upload);
    // Ids are ordered by time: an older one is an upload further down, on a page not read yet.
    if (!unfiltered || upload.id < (list.newest() ?? "")) return;
    waiting.set(upload.id, upload);
    if (waiting.size > mostRows) waiting.delete(waiting.keys().next().value);
    show.textContent = t("uploads.new", { count: waiting.size });
    show.hidden = false;
  }, context.signal);

  return show;
}
