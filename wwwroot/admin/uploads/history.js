import { wordFor } from "../core/words.js";
import { details } from "../parts/details.js";
import { element, value } from "../parts/elements.js";
import { time } from "../parts/time.js";

/** What happened to an upload, newest first. @param {{at: string, event: string, replica: string | null, detail: Record<string, string> | null}[]} events */
export const history = (events) => element("ol", { class: "history" }, ...events.map(({ at, event, replica, detail }) => element("li", {},
  element("h3", {}, value(wordFor("event", event))),
  element("p", { class: "soft" }, time(at), replica && " · ", replica && value(replica)),
  details(detail))));
