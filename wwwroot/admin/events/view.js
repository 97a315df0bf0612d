import { href } from "../core/routes.js";
import { t, wordFor } from "../core/words.js";
import { code, element, link, sentence, value } from "../parts/elements.js";
import { pagedList } from "../parts/paged-list.js";
import { time } from "../parts/time.js";
import { createReplay } from "./replay.js";

const states = ["dead", "pending"];

const columns = (state, replay) => [
  { title: t("event.type"), cell: ({ type }) => value(wordFor("event.is", type)) },
  { title: t("event.uploadId"), cell: ({ uploadId }) => link(href("uploads", uploadId), code(uploadId)) },
  { title: t("event.endpoint"), cell: ({ endpoint }) => value(endpoint) },
  { title: t("event.at"), cell: ({ at }) => time(at) },
  { title: t("event.attempts"), cell: ({ attempts }) => String(attempts) },
  { title: wordFor("event.when", state), cell: ({ dueAt, doneAt }) => time(dueAt ?? doneAt) ?? t("none") },
  { title: t("event.error"), cell: ({ error }) => (error ? sentence(error) : t("none")) },
  state === "dead" && { title: t("event.action"), cell: replay.cell },
].filter(Boolean);

/** Events that no attempt brought to their endpoint, or those on their way. */
export function eventsView(context, route) {
  const asked = route.query.get("state");
  const state = states.includes(asked) ? asked : states[0];
  const replay = createReplay(context);
  const silent = element("p", { class: "soft", hidden: true }, t("events.none"));
  const list = pagedList(context, {
    caption: wordFor("events.are", state),
    columns: columns(state, replay),
    async page(cursor) {
      const found = await context.api.events({ state, cursor }, context.signal);
      silent.hidden = found.endpoints.length > 0;
      return found;
    },
    key: ({ id, endpoint }) => `${id} ${endpoint}`,
  });
  return element("section", {},
    element("div", { class: "title" },
      element("h1", { tabindex: "-1" }, t("events.title")),
      element("nav", { class: "switch", "aria-label": t("events.which") }, ...states.map((name) =>
        element("a", { href: href("events", "", { state: name }), "aria-current": name === state ? "true" : null }, wordFor("events.are", name))))),
    element("p", { class: "soft" }, wordFor("events.about", state)),
    silent, replay.outcome, list.root);
}
