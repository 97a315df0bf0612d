import en from "../text/en.js";
import zh from "../text/zh.js";

const storageKey = "sign-gateway-language";
const tables = { en, zh };
const marks = /[\u202a-\u202e\u2066-\u2069]/g;

let language = "en";

export const languages = Object.keys(tables);
export const currentLanguage = () => language;

/** What was chosen here before, or else what the browser asks for. */
export function settleLanguage() {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  speak(wanted.find((candidate) => candidate in tables) ?? "en");
}

/** @param {string} chosen */
export function chooseLanguage(chosen) {
  localStorage.setItem(storageKey, chosen);
  speak(chosen);
}

/** @param {string} chosen */
export function speak(chosen) {
  language = chosen;
}

/** The reader's own region where it fits the language: en-GB and en-US write dates differently. */
export function locale() {
  const own = globalThis.navigator?.language ?? "";
  return own.slice(0, 2) === language ? own : { en: "en", zh: "zh-CN" }[language];
}

/**
 * The sentence of a key. A count picks the plural form.
 * @param {string} key @param {Record<string, string | number>} [parameters]
 */
export function t(key, parameters = {}) {
  let text = tables[language][key];
  if (text === undefined) throw new Error(`There is no text for ${key}.`);
  if (typeof text === "object") text = text[new Intl.PluralRules(locale()).select(Number(parameters.count))] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => insert(parameters[name]));
}

/** The word for a value of the API. Values this page does not know yet show as they are. @param {string} family @param {string} value */
export const wordFor = (family, value) => (hasWord(family, value) ? t(`${family}.${value}`) : value);

/** @param {string} family @param {string} value */
export const hasWord = (family, value) => Object.hasOwn(tables[language], `${family}.${value}`);

// What a user wrote must not turn the sentence around it: it stands in an isolate that it cannot close.
function insert(value) {
  if (typeof value === "number") return new Intl.NumberFormat(locale()).format(value);
  return /^[ -~]*$/.test(value) ? value : `\u2068${value.replace(marks, "")}\u2069`;
}
