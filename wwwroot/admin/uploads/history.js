import { t, wordFor } from "../core/words.js";
import { element, value } from "../parts/elements.js";
import { dictionary } from "../parts/facts.js";
import { time } from "../parts/time.js";

/** What happened to an upload, in order. @param {{at: string, event: string, replica: string | null, detail: Record<string, unknown> | null}[]} events */
export const history = (events) => (events.length === 0
  ? element("p", { class: "empty" }, t("list.empty"))
  : element("ol", { class: "history" }, ...events.map(({ at, event, replica, detail }) => element("li", {},
    element("h3", {}, value(wordFor("event", event))),
    element("p", { class: "soft" }, time(at), replica && " · ", replica && value(replica)),
    detail?.code && element("p", {}, wordFor("code", detail.code)),
    detail && Object.keys(detail).length > 0 && dictionary(detail)))));
