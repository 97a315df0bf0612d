import { t } from "../core/words.js";
import { button, element } from "./elements.js";
import { loading } from "./loading.js";
import { trouble } from "./notice.js";
import { table } from "./table.js";

/** A page that stays open for days must not grow for days. */
export const mostRows = 500;

/**
 * A list that is read a page at a time, newest first.
 * @template T @param {object} context
 * @param {{caption: string, columns: object[], page: (cursor: string) => Promise<{items: T[], nextCursor: string | null}>, key: (item: T) => string | number}} options
 */
export function pagedList(context, { caption, columns, page, key }) {
  const rows = new Map();
  const { root, body, row } = table(caption, columns, []);
  const empty = element("p", { class: "empty" });
  const more = button(t("list.more"), () => showMore());
  const failed = element("div");
  let cursor = "";
  let busy = false;

  function show({ items, nextCursor }) {
    const fresh = items.filter((item) => !rows.has(key(item))).map((item) => keep(item));
    body.append(...fresh);
    cursor = nextCursor ?? "";
    more.hidden = !cursor;
    settle();
    return fresh;
  }

  function keep(item) {
    const made = row(item);
    rows.set(key(item), made);
    return made;
  }

  function settle() {
    // A search may end for now before it has found anything.
    empty.textContent = cursor ? t("list.emptySoFar") : t("list.empty");
    empty.hidden = rows.size > 0;
    root.hidden = rows.size === 0;
  }

  async function showMore() {
    if (busy) return;
    busy = true;
    failed.replaceChildren();
    try {
      const [first] = show(await page(cursor));
      // The button may be gone now; reading goes on where the new rows begin.
      first?.querySelector("a")?.focus();
      context.say(t("list.shown", { count: rows.size }));
    } catch (error) {
      if (!context.refused(error)) failed.replaceChildren(trouble(error));
    } finally {
      busy = false;
    }
  }

  function prepend(item) {
    if (rows.has(key(item))) return;
    body.prepend(keep(item));
    if (rows.size > mostRows) drop([...rows].find(([, shown]) => shown === body.lastElementChild));
    settle();
  }

  function drop([oldest, shown]) {
    rows.delete(oldest);
    shown.remove();
  }

  // A row that somebody is on stays as it is until they leave it.
  function update(item) {
    const old = rows.get(key(item));
    if (old && !old.contains(document.activeElement)) old.replaceWith(keep(item));
  }

  // After a gap in the stream: what is new at the top; everything anew if the gap is wider than a page.
  async function catchUp() {
    const latest = await page("").catch((error) => context.signal.aborted || context.refused(error));
    if (!latest?.items || context.signal.aborted) return;
    if (latest.items.some((item) => rows.has(key(item)))) {
      latest.items.forEach(update);
      latest.items.toReversed().forEach(prepend);
    } else {
      body.replaceChildren();
      rows.clear();
      show(latest);
    }
  }

  context.live.on("caught-up", catchUp, context.signal);
  return {
    root: loading(context, () => page(""), (first) => {
      show(first);
      context.say(rows.size ? t("list.shown", { count: rows.size }) : empty.textContent);
      return [root, empty, failed, more];
    }),
    /** Shows a new item at the top. @type {(item: T) => void} */
    prepend,
    /** Shows an item's new state in its old place. @type {(item: T) => void} */
    update,
    /** @param {T} item */
    has: (item) => rows.has(key(item)),
    /** The greatest key. */
    newest: () => [...rows.keys()].reduce((most, each) => (most > each ? most : each), undefined),
  };
}
