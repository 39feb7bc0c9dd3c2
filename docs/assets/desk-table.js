// Figures in columns and tables of entries: the head, the rows, the sums of the columns.

import { columnsShown, widthOf } from "./desk-columns.js";
import { isNumber } from "./desk-field.js";
import { hintOf } from "./desk-lines.js";
import { makeRow } from "./desk-table-row.js";
import { make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Row} Row */
/** @typedef {import("./desk-report.js").Column} Column */
/** @typedef {import("./desk-report.js").Section} Section */
/** @typedef {import("./desk-lines.js").RowView} RowView */

const HEAD = { columns: 9.5, table: 1.6 };
const END = { columns: 2.2, table: 3.2 };

/** @param {Section} section @param {Column[]} shown */
const colgroup = (section, shown) => {
  const kind = section.kind === "table" ? "table" : "columns";
  const widths = [HEAD[kind], ...shown.map((column) => widthOf(section, column)), END[kind]];
  const cols = widths.map((width) => {
    const col = make("col");
    col.style.width = `${width}rem`;
    return col;
  });
  return { element: make("colgroup", {}, ...cols), least: widths.reduce((sum, width) => sum + width, 0) };
};

/** @param {Section} section @param {Column[]} shown */
const head = (section, shown) => {
  const first = section.kind === "table" ? "序号" : "项目";
  return make(
    "thead",
    {},
    make(
      "tr",
      {},
      make("th", { scope: "col" }, first),
      ...shown.map(({ label, unit, kind, note }) =>
        make(
          "th",
          { scope: "col", class: isNumber(kind) ? "is-number" : null, title: hintOf(note) || null },
          label,
          unit ? make("small", {}, unit) : null,
        ),
      ),
      make("th", { scope: "col" }, make("span", { class: "dk-away" }, "更多")),
    ),
  );
};

/** The sums of the columns. @param {Section} section @param {Column[]} shown */
const foot = (section, shown) => {
  const cells = shown.map(({ key }) => make("td", { "data-column": key }));
  const element = make(
    "tfoot",
    {},
    make("tr", {}, make("th", { scope: "row" }, make("span", { class: "dk-away" }, "合计")), ...cells, make("td")),
  );
  /** @param {Record<string, string>} totals */
  const show = (totals) => {
    element.hidden = !Object.keys(totals).length;
    for (const [at, { key }] of shown.entries()) {
      const total = totals[key];
      cells[at]?.replaceChildren(...(total === undefined ? [] : [make("small", {}, "合计 "), make("b", {}, total)]));
    }
  };
  show(section.totals);
  return { element, show };
};

/**
 * @param {Section} section
 * @param {(row: Row, view: RowView) => void} hold keeps what was made of a row
 */
export const makeTable = (section, hold) => {
  const shown = columnsShown(section);
  const { element: cols, least } = colgroup(section, shown);
  const bottom = section.kind === "table" ? foot(section, shown) : null;
  const rows = section.rows.map((row) => {
    const view = makeRow(section, shown, row);
    hold(row, view);
    return view.element;
  });
  const caption = make("caption", { class: "dk-away" }, section.title);
  const table = make(
    "table",
    { class: `dk-table is-${section.kind}` },
    caption,
    cols,
    head(section, shown),
    ...rows,
    bottom?.element ?? null,
  );
  table.style.minWidth = `${least}rem`;
  return { element: make("div", { class: "dk-scroll" }, table), showTotals: bottom?.show ?? (() => {}) };
};
