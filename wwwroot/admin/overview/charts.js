import { href } from "../core/routes.js";
import { t, wordFor } from "../core/words.js";
import { element } from "../parts/elements.js";
import { createChart } from "../parts/chart.js";

const groups = {
  arrivals: ["grants", "callbacks", "duplicates"],
  recovery: ["confirms", "reconciled", "expired", "rejected", "deleted"],
};

/** The courses of an overview. Each chart follows later overviews in its place. @param {object} overview @param {AbortSignal} signal */
export function createCharts(overview, signal) {
  const charts = [
    ...Object.entries(groups).map(([group, names]) => chartOf(t(`chart.${group}`), (latest) =>
      names.map((name) => ({ label: t(`series.${name}`), values: latest.series[name] })))),
    chartOf(t("chart.refusals"), (latest) => Object.entries(latest.refusals).map(([code, values]) =>
      ({ label: wordFor("code", code), values, target: href("callbacks", "", { verdict: "refused", code }) }))),
  ];

  function chartOf(title, seriesOf) {
    const chart = createChart(title, signal);
    return { root: chart.root, show: (latest) => chart.show({ from: latest.from, stepSeconds: latest.stepSeconds, series: seriesOf(latest) }) };
  }

  const update = (latest) => charts.forEach((chart) => chart.show(latest));
  update(overview);
  return { root: element("div", { class: "charts" }, ...charts.map(({ root }) => root)), update };
}
