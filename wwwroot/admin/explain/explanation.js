import { seconds } from "../core/format.js";
import { t, wordFor } from "../core/words.js";
import { badge } from "../parts/badge.js";
import { code, element, sentence, value } from "../parts/elements.js";
import { facts } from "../parts/facts.js";
import { table } from "../parts/table.js";

/** What the gateway made of a text: what it is, what to change, and point by point what is met. */
export const explanation = ({ kind, summary, signature, expiresIn, sections }) => [
  element("h2", { tabindex: "-1" }, value(wordFor("kind", kind))),
  element("p", {}, sentence(summary)),
  facts([
    [t("explain.signature"), badge("signature", signature)],
    [t("explain.expires"), expiresIn === null || expiresIn === undefined ? null : expiry(expiresIn)],
  ]),
  ...sections.flatMap(({ title, rows }) => [element("h3", {}, sentence(title)), table(title, columns(), rows).root]),
];

const expiry = (expiresIn) => (expiresIn > 0 ? t("explain.expiresIn", { time: seconds(expiresIn) }) : t("explain.expired"));

const columns = () => [
  { title: t("explain.name"), cell: ({ name }) => code(name) },
  { title: t("explain.verdict"), cell: ({ verdict }) => badge("explain.verdict", verdict) },
  { title: t("explain.value"), cell: (row) => (row.value === null ? t("none") : code(row.value)) },
  { title: t("explain.expected"), cell: ({ expected }) => (expected === null ? t("none") : code(expected)) },
  { title: t("explain.help"), cell: ({ hint }) => (hint ? sentence(hint) : t("none")) },
];
