import { t } from "../core/words.js";
import { code, element } from "../parts/elements.js";

/** The strings OSS may have signed, in the order they were tried. @param {{path: string, text: string, matched: boolean}[]} list */
export const candidates = (list) => (list.length === 0
  ? element("p", { class: "empty" }, t("candidates.none"))
  : element("ol", { class: "candidates" }, ...list.map(({ path, text, matched }) => element("li", { class: matched ? "card good" : "card" },
    element("h3", {}, code(path), " ", element("span", { class: matched ? "badge good" : "badge plain" }, matched ? t("candidates.matched") : t("candidates.unmatched"))),
    element("pre", {}, code(text))))));
