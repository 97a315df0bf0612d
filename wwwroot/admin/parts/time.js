import { when } from "../core/format.js";
import { element } from "./elements.js";

/** A time on the reader's clock, with the exact one at hand. @param {string | null} iso */
export const time = (iso) => iso && element("time", { datetime: iso, title: iso }, when(iso));
