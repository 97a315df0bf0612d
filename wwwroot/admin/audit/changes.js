import { t } from "../core/words.js";
import { code, element, value } from "../parts/elements.js";
import { plain } from "../parts/facts.js";

/** What an action changed: each value that differs, before and after. @param {{before: Record<string, unknown> | null, after: Record<string, unknown> | null}} entry */
export function changes({ before, after }) {
  if (before && !after) return t("audit.unknown");
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .filter((name) => plain(before?.[name] ?? null) !== plain(after?.[name] ?? null));
  if (names.length === 0) return t("none");
  return element("ul", {}, ...names.map((name) => element("li", {}, value(name), ": ", side(before?.[name]), " → ", side(after?.[name]))));
}

const side = (given) => (given === undefined || given === null ? t("none") : code(plain(given)));
