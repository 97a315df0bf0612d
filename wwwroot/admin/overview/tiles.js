import { number } from "../core/format.js";
import { t } from "../core/words.js";
import { element } from "../parts/elements.js";

export const sum = (values) => values.reduce((total, each) => total + each, 0);

const counts = {
  grants: ({ series }) => sum(series.grants),
  callbacks: ({ series }) => sum(series.callbacks),
  duplicates: ({ series }) => sum(series.duplicates),
  refusals: ({ refusals }) => sum(Object.values(refusals).map(sum)),
  confirms: ({ series }) => sum(series.confirms),
  reconciled: ({ series }) => sum(series.reconciled),
  expired: ({ series }) => sum(series.expired),
  rejected: ({ series }) => sum(series.rejected),
  deleted: ({ series }) => sum(series.deleted),
};

/** What happened in the window, as one number each. */
export const tiles = (overview) => element("dl", { class: "tiles" }, ...Object.entries(counts).map(([name, count]) =>
  element("div", {}, element("dt", {}, t(`series.${name}`)), element("dd", {}, number(count(overview))))));
