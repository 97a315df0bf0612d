import { element } from "./elements.js";

/**
 * A table that turns into cards where there is no room. The roles are spelled out because a browser forgets them with the table's layout.
 * @template T @param {string} caption @param {{title: string, cell: (item: T) => Node | string | null}[]} columns @param {T[]} items
 */
export function table(caption, columns, items) {
  const body = element("tbody", { role: "rowgroup" }, ...items.map((item) => row(columns, item)));
  const root = element("table", { role: "table" },
    element("caption", { class: "visually-hidden" }, caption),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" },
      ...columns.map(({ title }) => element("th", { role: "columnheader", scope: "col" }, title)))),
    body);
  return { root, body, row: (item) => row(columns, item) };
}

function row(columns, item) {
  return element("tr", { role: "row" }, ...columns.map(({ title, cell }, index) => {
    const role = index ? { role: "cell" } : { role: "rowheader", scope: "row" };
    // On a card the column's name stands before the value.
    return element(index ? "td" : "th", { ...role, "data-name": title }, element("div", {}, cell(item)));
  }));
}
