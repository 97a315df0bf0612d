import { t } from "../core/words.js";
import { element, value } from "./elements.js";
import { time } from "./time.js";

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Names and what they stand for; what is null shows as absent. @param {[string | Node, Node | string | number | null | undefined][]} pairs */
export const facts = (pairs) => element("dl", { class: "facts" }, ...pairs.map(([name, given]) =>
  element("div", {}, element("dt", {}, name), element("dd", {}, shown(given)))));

/** A dictionary of the API, such as vars. @param {Record<string, unknown>} dictionary */
export function dictionary(dictionary) {
  const entries = Object.entries(dictionary);
  return entries.length ? facts(entries.map(([name, given]) => [value(name), shownValue(given)])) : t("none");
}

/** Any value of the API; times on the reader's clock. @param {unknown} given */
export const shownValue = (given) => (given === null ? null : instant.test(given) ? time(given) : value(plain(given)));

/** Any value of the API as text. @param {unknown} given */
export const plain = (given) => (Array.isArray(given) ? given.map(plain).join(", ") : typeof given === "object" ? JSON.stringify(given) : String(given));

const shown = (given) => {
  if (given === null || given === undefined || given === "") return element("span", { class: "soft" }, t("none"));
  return given instanceof Node ? given : value(given);
};
