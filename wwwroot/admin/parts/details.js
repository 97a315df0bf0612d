import { wordFor } from "../core/words.js";
import { badge } from "./badge.js";
import { code, sentence, value } from "./elements.js";
import { facts, shownValue } from "./facts.js";

const known = {
  state: (given) => badge("state", given),
  verdict: (given) => badge("verdict", given),
  look: (given) => value(wordFor("look.result", given)),
  answer: (given) => value(wordFor("answer", given)),
  code: (given) => value(wordFor("code", given)),
  reason: sentence,
  requestId: code,
  key: code,
};

/** What an event or a dependency says of itself; names this page knows have words. @param {Record<string, string | null> | null} detail */
export const details = (detail) => facts(Object.entries(detail ?? {}).map(([name, given]) => [
  value(wordFor("detail", name)),
  given !== null && Object.hasOwn(known, name) ? known[name](given) : shownValue(given),
]));
