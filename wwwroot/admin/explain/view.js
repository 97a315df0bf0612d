import { t } from "../core/words.js";
import { element } from "../parts/elements.js";
import { trouble } from "../parts/notice.js";
import { explanation } from "./explanation.js";

/** A box for whatever somebody has at hand (a grant, a form, a policy, a callback, an error of OSS), and what the gateway makes of it. */
export function explainView(context) {
  const box = element("textarea", { id: "explain-text", rows: "9", required: true, autocomplete: "off", spellcheck: "false", dir: "auto", "aria-describedby": "explain-hint" });
  const result = element("div", { class: "place" });
  const form = element("form", { class: "explain" },
    element("label", { for: "explain-text" }, t("explain.label")), box,
    element("p", { id: "explain-hint", class: "soft" }, t("explain.hint")),
    element("button", { type: "submit", class: "primary" }, t("explain.go")));
  let busy = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      const answer = await context.api.explain(box.value, context.signal);
      result.replaceChildren(...explanation(answer));
      result.querySelector("h2").focus();
    } catch (error) {
      if (!context.signal.aborted && !context.refused(error)) result.replaceChildren(trouble(error));
    } finally {
      busy = false;
    }
  });

  return element("section", {}, element("h1", { tabindex: "-1" }, t("explain.title")), form, result);
}
