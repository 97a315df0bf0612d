import { t, wordFor } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { code, element, sentence, value } from "../parts/elements.js";
import { facts, plain } from "../parts/facts.js";
import { time } from "../parts/time.js";

const shown = {
  state: (given) => badge("state", given),
  verdict: (given) => badge("verdict", given),
  look: (given) => value(wordFor("look.result", given)),
  reason: sentence,
  code: (given) => value(wordFor("code", given)),
  requestId: code,
};

/** What happened to an upload, newest first. @param {{at: string, event: string, replica: string | null, detail: Record<string, unknown> | null}[]} events */
export const history = (events) => element("ol", { class: "history" }, ...events.map(({ at, event, replica, detail }) => element("li", {},
  element("h3", {}, value(wordFor("event", event))),
  element("p", { class: "soft" }, time(at), replica && " · ", replica && value(replica)),
  detail && facts(Object.entries(detail).map(([name, given]) => [value(wordFor("detail", name)), show(name, given)])))));

const show = (name, given) => (Object.hasOwn(shown, name) && given !== null ? shown[name](given) : given === null ? null : value(plain(given)));
