import { milliseconds } from "../core/format.js";
import { href } from "../core/routes.js";
import { t, wordFor } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { code, element, link, value } from "../parts/elements.js";
import { pagedList } from "../parts/paged-list.js";
import { time } from "../parts/time.js";
import { filterForm } from "./filter.js";
import { following } from "./following.js";

const columns = () => [
  { title: t("callback.at"), cell: ({ number, at }) => link(href("callbacks", number), time(at)) },
  { title: t("callback.verdict"), cell: ({ verdict }) => badge("verdict", verdict) },
  { title: t("callback.reason"), cell: (item) => (item.code ? value(wordFor("code", item.code)) : t("none")) },
  { title: t("callback.uploadId"), cell: ({ uploadId }) => (uploadId ? link(href("uploads", uploadId), code(uploadId)) : t("none")) },
  { title: t("callback.requestId"), cell: ({ requestId }) => (requestId ? code(requestId) : t("none")) },
  { title: t("callback.milliseconds"), cell: (item) => milliseconds(item.milliseconds) },
];

/** The flight recorder: every callback that came, and what became of it. */
export function callbacksView(context, route) {
  const list = pagedList(context, {
    caption: t("callbacks.title"),
    columns: columns(),
    page: (cursor) => context.api.callbacks(new URLSearchParams([...route.query, ["cursor", cursor]]), context.signal),
    key: ({ number }) => number,
  });
  return element("section", {},
    element("h1", { tabindex: "-1" }, t("callbacks.title")),
    element("p", { class: "soft" }, t("callbacks.replica")),
    filterForm(route.query),
    element("div", { class: "title" },
      element("h2", { tabindex: "-1", "data-results": true }, t("list.results")),
      following(context, route.query, list)),
    list.root);
}
