import { t } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { code, element } from "../parts/elements.js";
import { table } from "../parts/table.js";
import { time } from "../parts/time.js";

/** Which keys there are and how old they are. A key that this replica has no longer may still be another's. @param {Record<string, any>[]} items */
export const keys = (items) => items.length
  ? table(t("keys.title"), [
    { title: t("keys.kind"), cell: ({ kind }) => badge("keys.kind", kind) },
    { title: t("keys.id"), cell: ({ id }) => code(id) },
    { title: t("keys.use"), cell: ({ use }) => badge("keys.use", use ?? "absent") },
    { title: t("keys.age"), cell: age },
    { title: t("keys.lastSeen"), cell: ({ lastSeen }) => time(lastSeen) },
    { title: t("keys.spentAt"), cell: ({ spentAt }) => time(spentAt) },
  ], items).root
  : element("p", { class: "empty" }, t("keys.none"));

const age = ({ days, old, advisedDays, firstSeen }) => element("span", {},
  t("keys.days", { count: days }), " (", time(firstSeen), ")",
  old && element("p", { class: "notice warn" }, t("keys.old", { count: advisedDays })));
