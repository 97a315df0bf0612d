import { t, wordFor } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { details } from "../parts/details.js";
import { element, value } from "../parts/elements.js";
import { time } from "../parts/time.js";

/** What the gateway stands on, and how many of it there are. @param {{name: string, state: string, since: string | null, detail: Record<string, string> | null}[]} list @param {number} replicas */
export const dependencies = (list, replicas) => element("div", {},
  element("p", { class: "soft" }, t("overview.replicas", { count: replicas })),
  element("ul", { class: "cards dense" }, ...list.map(({ name, state, since, detail }) => element("li", { class: "card" },
    element("h3", {}, value(wordFor("dependency", name)), " ", badge("dependency.state", state)),
    since && element("p", { class: "soft" }, t("dependency.since"), " ", time(since)),
    details(detail)))));
