import { t } from "../core/words.js";
import { button, element, value } from "./elements.js";

/**
 * Asks before something is done. Escape, and a press on Enter without a choice, mean no.
 * @param {{title: string, text: string, subject: string, yes: string, kind?: string}} question @returns {Promise<boolean>}
 */
export function ask({ title, text, subject, yes, kind = "primary" }) {
  return new Promise((resolve) => {
    const no = button(t("dialog.no"), () => dialog.close());
    no.autofocus = true;
    const dialog = element("dialog", { "aria-labelledby": "dialog-title", "aria-describedby": "dialog-text" },
      element("h2", { id: "dialog-title" }, title),
      element("p", { id: "dialog-text" }, text),
      element("p", { class: "subject" }, value(subject)),
      element("div", { class: "buttons end" }, no, button(yes, () => dialog.close("yes"), kind)));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
