import { number } from "../core/format.js";
import { element, link, value } from "./elements.js";
import { swatch } from "./series.js";

/** Which line is what, with its total; while the pointer is on the drawing, with its value there. */
export function createLegend() {
  const root = element("ul", { class: "legend" });
  let series = [];
  let numbers = [];

  function point(index) {
    series.forEach(({ values }, at) => {
      const shown = index === null ? values.reduce((total, each) => total + each, 0) : values[index];
      numbers[at].textContent = number(shown ?? 0);
    });
  }

  return {
    root,
    point,
    /** @param {{label: string, values: number[], target?: string}[]} next */
    show(next) {
      const same = next.length === series.length && next.every(({ label }, index) => label === series[index].label);
      series = next;
      // A link that has the focus stays where it is.
      if (!same) {
        numbers = next.map(() => element("b"));
        root.replaceChildren(...next.map(({ label, target }, index) => element("li", {},
          element("span", { class: swatch(index) }), target ? link(target, value(label)) : label, " ", numbers[index])));
      }
      point(null);
    },
  };
}
