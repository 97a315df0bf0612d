import { hasWord, t, wordFor } from "../core/words.js";
import { button, element, sentence, value } from "./elements.js";

/** Something the reader must know. @param {"good" | "bad" | "soft"} kind @param {string} text @param {...(Node | null | false | "")} more */
export const notice = (kind, text, ...more) =>
  element("div", { class: `notice ${kind}`, role: kind === "bad" ? "alert" : "status" }, element("p", {}, text), ...more);

/** What went wrong, in the reader's language where it is known, and the gateway's own advice. @param {Error} error @param {(() => void) | null} [onRetry] */
export function trouble(error, onRetry = null) {
  const known = hasWord("problem", error.code);
  return notice("bad", known ? wordFor("problem", error.code) : t("problem.unknown"),
    error.detail && element("p", {}, sentence(error.detail)),
    error.code && !known && element("p", {}, value(error.code)),
    onRetry && button(t("retry"), onRetry));
}
