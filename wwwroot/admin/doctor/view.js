import { t } from "../core/words.js";
import { element } from "../parts/elements.js";
import { input } from "../parts/field.js";
import { notice, trouble } from "../parts/notice.js";
import { report } from "./report.js";

/** Has the gateway look at all that uploads depend on, and says what is wrong and what to do. */
export function doctorView(context) {
  const result = element("div", { class: "place" });
  const go = element("button", { type: "submit", class: "primary" }, t("doctor.go"));
  const form = element("form", { class: "search" },
    element("div", { class: "fields" }, input(t("doctor.profile"), "profile", "")),
    element("div", { class: "buttons" }, go));
  let busy = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    result.setAttribute("aria-busy", "true");
    result.replaceChildren(notice("soft", t("doctor.looking")));
    try {
      const answer = await context.api.doctor(form.elements.profile.value.trim(), context.signal);
      result.replaceChildren(...report(answer));
      result.querySelector("h2").focus();
    } catch (error) {
      if (!context.signal.aborted && !context.refused(error)) result.replaceChildren(trouble(error));
    } finally {
      busy = false;
      result.removeAttribute("aria-busy");
    }
  });

  return element("section", {},
    element("h1", { tabindex: "-1" }, t("doctor.title")),
    element("p", { class: "soft" }, t("doctor.about")),
    form, result);
}
