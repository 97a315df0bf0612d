import { t } from "../core/words.js";
import { element } from "./elements.js";

/** A labelled field. @param {string} label @param {string} name @param {string} given @param {Record<string, string>} [attributes] */
export const input = (label, name, given, attributes = {}) =>
  element("label", { class: "field" }, element("span", {}, label),
    element("input", { name, value: given, type: "text", autocomplete: "off", spellcheck: "false", dir: "auto", ...attributes }));

/** A labelled choice, or none. @param {string} label @param {string} name @param {string} given @param {[string, string][]} options value and word */
export function select(label, name, given, options) {
  // A value that came with the address stays chosen even if this page does not know it.
  const known = given === "" || options.some(([option]) => option === given) ? options : [...options, [given, given]];
  return element("label", { class: "field" }, element("span", {}, label),
    element("select", { name }, ...[["", t("any")], ...known].map(([option, word]) =>
      element("option", { value: option, selected: option === given }, word))));
}
