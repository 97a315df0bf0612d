import { locale } from "./words.js";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
const factors = { "": 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3, tib: 1024 ** 4 };
const day = 86400;

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export const number = (value, options) => new Intl.NumberFormat(locale(), options).format(value);

/** A size as people say it. @param {number} bytes */
export function size(bytes) {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  return number(bytes / 1000 ** step, { style: "unit", unit: units[step], unitDisplay: step ? "short" : "long", maximumFractionDigits: step ? 1 : 0 });
}

/** A size to the byte. @param {number} bytes */
export const bytes = (bytes) => number(bytes, { style: "unit", unit: "byte", unitDisplay: "long" });

/** "10 MB" as bytes; null if it is no size. @param {string} text */
export function parseSize(text) {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const factor = amount === undefined ? undefined : factors[unit.toLowerCase()];
  return factor === undefined ? null : Math.round(Number(amount) * factor);
}

/** @param {number} value */
export const milliseconds = (value) => number(value, { style: "unit", unit: "millisecond", maximumFractionDigits: value < 10 ? 1 : 0 });

/** @param {number} value */
export const seconds = (value) => number(value, { style: "unit", unit: "second", unitDisplay: "long" });

/** When something happened, on the reader's own clock. @param {string} iso */
export const when = (iso) => date(iso, { dateStyle: "medium", timeStyle: "medium" });

/** A time below a chart: days where the steps are days, or a day begins. @param {number} unixSeconds @param {number} step */
export function tick(unixSeconds, step) {
  const at = new Date(unixSeconds * 1000);
  const dayBegins = at.getHours() === 0 && at.getMinutes() === 0;
  return date(at, step >= day || dayBegins ? { month: "short", day: "numeric" } : { hour: "2-digit", minute: "2-digit" });
}

const date = (value, options) => new Intl.DateTimeFormat(locale(), { ...options, hourCycle: "h23" }).format(new Date(value));

/** What a datetime-local field takes, on the reader's clock. @param {string} iso */
export function localTime(iso) {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? "" : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
