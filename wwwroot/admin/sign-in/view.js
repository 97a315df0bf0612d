import { t, wordFor } from "../core/words.js";
import { button, element, sentence, value } from "../parts/elements.js";
import { notice } from "../parts/notice.js";

/**
 * What is shown to whoever is not signed in.
 * @param {{settings: {authority: string | null, clientId: string | null, demo: boolean}, users: string[], failure: {reason: string, detail: string} | null,
 *   onOpenId: () => void, onDemo: (user: string) => void}} options
 */
export function signInView({ settings, users, failure, onOpenId, onDemo }) {
  const openId = Boolean(settings.authority && settings.clientId);
  return element("section", { class: "narrow" },
    element("h1", { tabindex: "-1" }, t("signIn.title")),
    failure && notice("bad", wordFor("signIn.failure", failure.reason), failure.detail && element("p", {}, value(failure.detail))),
    openId && element("p", {}, t("signIn.openId"), " ", value(new URL(settings.authority).host)),
    openId && element("p", {}, button(t("signIn.go"), onOpenId, "primary")),
    users.length > 0 && element("p", {}, t("signIn.demo")),
    users.length > 0 && element("div", { class: "buttons" }, ...users.map((user) => button(user, () => onDemo(user)))),
    !openId && users.length === 0 && notice("bad", t("signIn.none")));
}

/** @param {{detail: string}} refusal @param {() => void} onOther */
export function forbiddenView(refusal, onOther) {
  return element("section", { class: "narrow" },
    element("h1", { tabindex: "-1" }, t("forbidden.title")),
    notice("bad", t("forbidden.text"), element("p", {}, sentence(refusal.detail))),
    element("p", {}, button(t("forbidden.other"), onOther, "primary")));
}
