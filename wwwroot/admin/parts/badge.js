import { hasWord, wordFor } from "../core/words.js";
import { element, value } from "./elements.js";

const tones = {
  stored: "good", recorded: "good", ok: "good", met: "good", match: "good", object: "good", agrees: "good",
  refused: "bad", rejected: "bad", down: "bad", missing: "bad", mismatch: "bad", foreign: "bad", fault: "bad",
  degraded: "warn", differs: "warn", duplicate: "warn", warning: "warn", expired: "warn", callback: "warn",
};

/** A value of the API as a word with a colour; the word alone says it all. @param {string} family @param {string | null} given */
export const badge = (family, given) =>
  given && element("span", { class: `badge ${Object.hasOwn(tones, given) ? tones[given] : "plain"} ${hasWord(family, given) ? "whole" : ""}` }, value(wordFor(family, given)));
