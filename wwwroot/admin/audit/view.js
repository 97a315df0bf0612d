import { href } from "../core/routes.js";
import { t, wordFor } from "../core/words.js";
import { code, element, link, value } from "../parts/elements.js";
import { pagedList } from "../parts/paged-list.js";
import { time } from "../parts/time.js";
import { changes } from "./changes.js";

const isUpload = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

const columns = () => [
  { title: t("audit.at"), cell: ({ at }) => time(at) },
  { title: t("audit.who"), cell: ({ who }) => value(who) },
  { title: t("audit.action"), cell: ({ action }) => value(wordFor("audit.did", action)) },
  { title: t("audit.target"), cell: ({ target }) => (isUpload.test(target) ? link(href("uploads", target), code(target)) : target ? code(target) : t("none")) },
  { title: t("audit.change"), cell: changes },
];

/** Who did what here. */
export function auditView(context) {
  const list = pagedList(context, {
    caption: t("audit.title"),
    columns: columns(),
    page: (cursor) => context.api.audit({ cursor }, context.signal),
    key: (entry) => entry,
  });
  return element("section", {}, element("h1", { tabindex: "-1" }, t("audit.title")), list.root);
}
