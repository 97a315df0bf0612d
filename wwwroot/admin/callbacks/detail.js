import { bytes, milliseconds } from "../core/format.js";
import { href } from "../core/routes.js";
import { hasWord, t, wordFor } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { code, element, link, sentence } from "../parts/elements.js";
import { dictionary, facts } from "../parts/facts.js";
import { loading } from "../parts/loading.js";
import { notice } from "../parts/notice.js";
import { time } from "../parts/time.js";
import { candidates } from "./candidates.js";

/** One callback as it came, and why it was taken or refused. */
export const callbackView = (context, route) => element("section", {},
  element("p", {}, link(href("callbacks"), t("callback.back"))),
  element("h1", { tabindex: "-1" }, t("callback.title", { number: route.id })),
  loading(context, () => context.api.callback(route.id, context.signal), show));

function show(callback) {
  return [
    verdict(callback),
    facts([
      [t("callback.at"), time(callback.at)],
      [t("callback.uploadId"), callback.uploadId && link(href("uploads", callback.uploadId), code(callback.uploadId))],
      [t("callback.requestId"), callback.requestId && code(callback.requestId)],
      [t("callback.replica"), callback.replica],
      [t("callback.milliseconds"), milliseconds(callback.milliseconds)],
      [t("callback.bytes"), bytes(callback.bytes)],
    ]),
    callback.redacted && element("p", { class: "soft" }, t("callback.redacted")),
    element("h2", {}, t("callback.target")), text(callback.target),
    element("h2", {}, t("callback.candidates")), candidates(callback.candidates ?? []),
    element("h2", {}, t("callback.headers")), dictionary(callback.headers ?? {}),
    element("h2", {}, t("callback.body")), text(callback.body),
  ];
}

function verdict({ verdict, code: reasonCode, reason }) {
  const kind = { recorded: "good", duplicate: "soft" }[verdict] ?? "bad";
  return notice(kind, reasonCode ? wordFor("code", reasonCode) : wordFor("verdict", verdict),
    element("p", {}, badge("verdict", verdict), reasonCode && " ", reasonCode && code(reasonCode)),
    reasonCode && hasWord("why", reasonCode) && element("p", {}, wordFor("why", reasonCode)),
    reason && element("p", {}, sentence(reason)));
}

const text = (given) => element("pre", {}, code(given ?? t("none")));
