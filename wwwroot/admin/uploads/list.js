import { size } from "../core/format.js";
import { href } from "../core/routes.js";
import { t } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { element, link, value } from "../parts/elements.js";
import { pagedList } from "../parts/paged-list.js";
import { time } from "../parts/time.js";
import { newcomers } from "./newcomers.js";
import { searchForm } from "./search.js";

const columns = () => [
  { title: t("upload.fileName"), cell: ({ id, fileName, erased }) => link(href("uploads", id), erased ? t("upload.erased") : value(fileName)) },
  { title: t("upload.userId"), cell: ({ userId, erased }) => (erased ? t("none") : value(userId)) },
  { title: t("upload.state"), cell: ({ state }) => badge("state", state) },
  { title: t("upload.evidence"), cell: ({ evidence }) => badge("evidence", evidence) ?? t("none") },
  { title: t("upload.contentType"), cell: ({ contentType }) => value(contentType ?? t("none")) },
  { title: t("upload.size"), cell: (upload) => (upload.size === null ? t("none") : size(upload.size)) },
  { title: t("upload.profile"), cell: ({ profile }) => value(profile) },
  { title: t("upload.issuedAt"), cell: ({ issuedAt }) => time(issuedAt) },
];

/** Everybody's uploads, newest first, as far as they are searched for. */
export function uploadsView(context, route) {
  const list = pagedList(context, {
    caption: t("uploads.title"),
    columns: columns(),
    page: (cursor) => context.api.uploads(new URLSearchParams([...route.query, ["cursor", cursor]]), context.signal),
    key: ({ id }) => id,
  });
  return element("section", {},
    element("h1", { tabindex: "-1" }, t("uploads.title")),
    searchForm(route.query),
    element("div", { class: "title" },
      element("h2", { tabindex: "-1", "data-results": true }, t("list.results")),
      newcomers(context, list, route.query.size === 0)),
    list.root);
}
