import { t } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { code, element, sentence, value } from "../parts/elements.js";
import { facts, plain } from "../parts/facts.js";
import { loading } from "../parts/loading.js";
import { table } from "../parts/table.js";
import { keys } from "./keys.js";

/** What this gateway runs with. Secrets are never sent here: only whether they are set. */
export const configurationView = (context) => element("section", {},
  element("h1", { tabindex: "-1" }, t("configuration.title")),
  loading(context, () => context.api.configuration(context.signal), show),
  element("h2", {}, t("keys.title")),
  // From the ledger, which may be away while the rest is not.
  loading(context, () => context.api.keys(context.signal), ({ items }) => keys(items)));

const show = ({ version, environment, warnings, profiles, settings }) => [
  facts([[t("configuration.version"), version], [t("configuration.environment"), environment]]),
  element("h2", {}, t("configuration.warnings")),
  warnings.length
    ? element("ul", {}, ...warnings.map((warning) => element("li", { class: "notice warn" }, sentence(warning))))
    : element("p", { class: "empty" }, t("configuration.noWarnings")),
  element("h2", {}, t("configuration.profiles")),
  element("ul", { class: "cards wide" }, ...profiles.map((profile) => element("li", { class: "card" },
    element("h3", {}, value(profile.name)),
    facts(profile.settings.map((setting) => [value(setting.key), shown(setting)]))))),
  element("h2", {}, t("configuration.settings")),
  table(t("configuration.settings"), [
    { title: t("configuration.key"), cell: ({ key }) => code(key) },
    { title: t("configuration.set"), cell: ({ set }) => badge("configuration.isSet", set ? "set" : "unset") },
    { title: t("configuration.value"), cell: shown },
  ], settings).root,
];

function shown({ value: given, secret, set }) {
  if (secret && set) return t("configuration.secret");
  return given === null ? t("none") : code(plain(given));
}
