import { milliseconds, number } from "../core/format.js";
import { t, wordFor } from "../core/words.js";
import { value } from "../parts/elements.js";
import { table } from "../parts/table.js";

/** How long signing and answering a callback take. @param {Record<string, {p50: number, p99: number, count: number}>} latencies */
export const latency = (latencies) => table(t("latency.title"), [
  { title: t("latency.what"), cell: ([name]) => value(wordFor("latency.of", name)) },
  { title: t("latency.p50"), cell: ([, { p50 }]) => measured(p50) },
  { title: t("latency.p99"), cell: ([, { p99 }]) => measured(p99) },
  { title: t("latency.count"), cell: ([, { count }]) => number(count) },
], Object.entries(latencies)).root;

const measured = (value) => (value === null ? t("none") : milliseconds(value));
