import { number, when } from "../core/format.js";
import { t } from "../core/words.js";
import { element } from "./elements.js";
import { createLegend } from "./legend.js";
import { table } from "./table.js";
import { plot } from "./plot.js";

/**
 * Counts over time: a drawing for the eye, a legend with totals, and the same numbers as a table for everybody.
 * @param {string} title @param {AbortSignal} signal
 */
export function createChart(title, signal) {
  const legend = createLegend();
  const canvas = element("div", { class: "plot", role: "img" });
  const numbers = element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": t("chart.numbersOf", { title }) });
  const details = element("details", {}, element("summary", {}, t("chart.numbers")), numbers);
  const nothing = element("p", { class: "empty" }, t("chart.nothing"));
  const root = element("figure", { class: "card" }, element("figcaption", {}, title), legend.root, canvas, nothing, details);
  const drawing = plot(canvas, legend.point, signal);
  let latest;

  // Hundreds of rows that nobody has asked for are not made.
  details.addEventListener("toggle", fill);

  function fill() {
    if (details.open) numbers.replaceChildren(asTable(title, latest).root);
  }

  return {
    root,
    /** @param {{from: string, stepSeconds: number, series: {label: string, values: number[], target?: string}[]}} course */
    show(course) {
      latest = { ...course, times: timesOf(course) };
      legend.show(course.series);
      canvas.setAttribute("aria-label", t("chart.drawing", { title, from: when(course.from) }));
      const empty = course.series.length === 0;
      nothing.hidden = !empty;
      canvas.hidden = details.hidden = empty;
      drawing.draw(latest);
      fill();
    },
  };
}

const timesOf = ({ from, stepSeconds, series }) =>
  (series[0]?.values ?? []).map((_, index) => Date.parse(from) / 1000 + index * stepSeconds);

const asTable = (title, { times, series }) => table(title, [
  { title: t("chart.time"), cell: (index) => when(times[index] * 1000) },
  ...series.map(({ label, values }) => ({ title: label, cell: (index) => number(values[index]) })),
], times.map((_, index) => index).reverse());
