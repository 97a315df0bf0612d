import { t, wordFor } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { code, element, sentence, value } from "../parts/elements.js";
import { table } from "../parts/table.js";

/** What the doctor found, in the order in which it looked. */
export const report = ({ worst, findings }) => [
  element("h2", { tabindex: "-1" }, value(wordFor("doctor.worst", worst))),
  table(t("doctor.findings"), columns(), findings).root,
];

const columns = () => [
  { title: t("doctor.check"), cell: ({ check }) => value(check) },
  { title: t("doctor.level"), cell: ({ level }) => badge("doctor.is", level) },
  { title: t("doctor.found"), cell: found },
  { title: t("doctor.code"), cell: (finding) => code(finding.code) },
];

const found = ({ profile, text, fix }) => element("div", {},
  element("p", {}, sentence(text)),
  fix && element("pre", {}, sentence(fix)),
  profile && element("p", { class: "soft" }, t("doctor.of", { profile })));
