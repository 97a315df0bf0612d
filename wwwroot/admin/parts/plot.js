import { number, tick } from "../core/format.js";
import uPlot from "../vendor/uplot/uPlot.esm.js";
import { colors } from "./series.js";

const height = 200;
const fewest = 4;

/**
 * Draws lines on a canvas, and draws them anew when the room, the theme or the data change.
 * @param {HTMLElement} place @param {(index: number | null) => void} onPoint where the pointer is @param {AbortSignal} signal
 */
export function plot(place, onPoint, signal) {
  const theme = matchMedia("(prefers-color-scheme: dark)");
  let course = null;
  /** @type {uPlot | null} */
  let drawn = null;

  function redraw() {
    drawn?.destroy();
    drawn = null;
    if (!course?.series.length || place.clientWidth === 0) return;
    drawn = new uPlot(options(place, course, onPoint), data(), place);
  }

  const data = () => [course.times, ...course.series.map(({ values }) => values)];
  const room = new ResizeObserver(() => (drawn ? drawn.setSize({ width: place.clientWidth, height }) : redraw()));
  room.observe(place);
  theme.addEventListener("change", redraw, { signal });
  signal.addEventListener("abort", () => {
    room.disconnect();
    drawn?.destroy();
  });

  return {
    /** @param {{times: number[], series: {label: string, values: number[]}[]}} next */
    draw(next) {
      const same = drawn && course.series.length === next.series.length && course.series.every(({ label }, index) => label === next.series[index].label);
      course = next;
      if (same) drawn.setData(data());
      else redraw();
    },
  };
}

function options(place, { series }, onPoint) {
  const style = getComputedStyle(place);
  const ink = style.getPropertyValue("--soft");
  const line = { stroke: style.getPropertyValue("--line"), width: 1 };
  const axis = { stroke: ink, grid: line, ticks: line, font: `12px ${style.fontFamily}` };
  return {
    width: place.clientWidth,
    height,
    padding: [10, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    hooks: { setCursor: [(chart) => onPoint(chart.cursor.idx ?? null)] },
    scales: { y: { range: (_, __, most) => [0, Math.max(fewest, most * 1.1)] } },
    axes: [
      { ...axis, space: 70, values: (_, times, __, ___, step) => times.map((time) => tick(time, step)) },
      { ...axis, size: 48, incrs: wholeSteps, values: (_, counts) => counts.map((count) => number(count, { notation: "compact" })) },
    ],
    series: [{}, ...series.map((_, index) => ({ ...colors(style, index), width: 2, points: { show: false } }))],
  };
}

// Half an upload is nothing anybody counts.
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();
