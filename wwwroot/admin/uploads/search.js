import { localTime, parseSize } from "../core/format.js";
import { href } from "../core/routes.js";
import { t, wordFor } from "../core/words.js";
import { button, element } from "../parts/elements.js";
import { input, select } from "../parts/field.js";

const states = ["issued", "stored", "expired", "rejected", "deleted"];
const evidence = ["callback", "object"];
const sizes = ["minSize", "maxSize"];
const times = ["from", "to"];
const rare = ["keyPrefix", "evidence", "type", ...sizes, ...times];

/** The search form. What was searched for stands in the address, so that it can be kept, shared and gone back to. @param {URLSearchParams} query */
export function searchForm(query) {
  const given = (name) => query.get(name) ?? "";
  const text = (name, attributes) => input(wordFor("search", name), name, given(name), attributes);
  const choice = (name, family, values) => select(wordFor("search", name), name, given(name), values.map((each) => [each, wordFor(family, each)]));
  const form = element("form", { class: "search", role: "search", "aria-label": t("search.title") },
    element("div", { class: "fields" }, text("user"), text("id"), text("profile"), choice("state", "state", states)),
    element("details", { open: rare.some(given) }, element("summary", {}, t("search.more")),
      element("div", { class: "fields" }, text("keyPrefix"), text("type"), choice("evidence", "evidence", evidence),
        ...sizes.map((name) => text(name, { placeholder: t("search.sizeExample") })),
        ...times.map((name) => input(wordFor("search", name), name, given(name) && localTime(given(name)), { type: "datetime-local" })))),
    element("div", { class: "buttons" },
      element("button", { type: "submit", class: "primary" }, t("search.go")),
      button(t("search.clear"), () => go({}))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = read(form);
    if (asked) go(asked);
  });
  return form;
}

function read(form) {
  const asked = Object.fromEntries([...new FormData(form)].map(([name, given]) => [name, given.trim()]));
  for (const name of sizes) {
    if (asked[name] === "") continue;
    const size = parseSize(asked[name]);
    if (size === null) return complain(form.elements[name]);
    asked[name] = String(size);
  }
  for (const name of times) if (asked[name]) asked[name] = new Date(asked[name]).toISOString();
  return asked;
}

function complain(field) {
  field.setCustomValidity(t("search.noSize"));
  field.reportValidity();
  field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
  return null;
}

function go(query) {
  location.hash = href("uploads", "", query);
}
