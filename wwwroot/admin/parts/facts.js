import { t } from "../core/words.js";
import { element, value } from "./elements.js";

/** Names and what they stand for; what is null shows as absent. @param {[string | Node, Node | string | number | null | undefined][]} pairs */
export const facts = (pairs) => element("dl", { class: "facts" }, ...pairs.map(([name, given]) =>
  element("div", {}, element("dt", {}, name), element("dd", {}, shown(given)))));

/** A dictionary of the API, such as vars. @param {Record<string, unknown>} dictionary */
export function dictionary(dictionary) {
  const entries = Object.entries(dictionary);
  return entries.length ? facts(entries.map(([name, given]) => [value(name), given === null ? null : value(plain(given))])) : t("none");
}

/** @param {unknown} given */
export const plain = (given) => (typeof given === "object" ? JSON.stringify(given) : String(given));

const shown = (given) => {
  if (given === null || given === undefined || given === "") return element("span", { class: "soft" }, t("none"));
  return given instanceof Node ? given : value(given);
};
