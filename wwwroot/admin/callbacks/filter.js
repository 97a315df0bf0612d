import { href } from "../core/routes.js";
import { t, wordFor } from "../core/words.js";
import { button, element } from "../parts/elements.js";
import { input, select } from "../parts/field.js";

const verdicts = ["recorded", "duplicate", "refused"];
const codes = [
  "callback_unsigned", "callback_key_untrusted", "callback_signature_invalid", "ticket_invalid", "ticket_expired", "ticket_mismatch",
  "callback_malformed", "callback_too_large", "method_not_allowed", "ledger_unavailable", "oss_unavailable",
];

/** The fields a list of callbacks can be narrowed by. */
export const filters = ["verdict", "code", "uploadId", "requestId"];

/** Whether a new callback belongs into a list that is narrowed like this. @param {URLSearchParams} query @param {Record<string, unknown>} callback */
export const fits = (query, callback) => filters.every((name) => !query.get(name) || callback[name] === query.get(name));

/** @param {URLSearchParams} query */
export function filterForm(query) {
  const given = (name) => query.get(name) ?? "";
  const choice = (name, family, values) => select(wordFor("filter", name), name, given(name), values.map((each) => [each, wordFor(family, each)]));
  const form = element("form", { class: "search", role: "search", "aria-label": t("filter.title") },
    element("div", { class: "fields" }, choice("verdict", "verdict", verdicts), choice("code", "code", codes),
      input(wordFor("filter", "uploadId"), "uploadId", given("uploadId")), input(wordFor("filter", "requestId"), "requestId", given("requestId"))),
    element("div", { class: "buttons" },
      element("button", { type: "submit", class: "primary" }, t("filter.go")),
      button(t("filter.clear"), () => go({}))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, text.trim()])));
  });
  return form;
}

function go(query) {
  location.hash = href("callbacks", "", query);
}
