// Figures in columns and tables of entries: a row header, a field for each column, what is rare below the row.

import { columnsShown, widthOf } from "./desk-columns.js";
import { freshId, isNumber, makeField } from "./desk-field.js";
import { addingRow, growAll, hintOf, inUnit, naming, removing } from "./desk-lines.js";
import { besideValue, markControl, showProblems } from "./desk-row.js";
import { make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Row} Row */
/** @typedef {import("./desk-report.js").Column} Column */
/** @typedef {import("./desk-report.js").Section} Section */
/** @typedef {import("./desk-report.js").Problem} Problem */
/** @typedef {import("./desk-field.js").Field} Field */
/** @typedef {import("./desk-lines.js").RowView} RowView */
/** @typedef {{field: Field, beside: HTMLElement | null, isBelow: boolean}} Held of a cell */

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

/**
 * A row: what stands in the table, what is rare, what is to be mended.
 * @param {Section} section
 * @param {Column[]} shown
 * @param {Row} row
 * @returns {RowView}
 */
export const makeRow = (section, shown, row) => {
  let now = row;
  /** @type {Map<string, Held>} */
  const held = new Map();
  const isEntry = section.kind === "table" && !row.parts_of;
  const wide = shown.length + 2;
  const below = section.columns.filter(({ key }) => row.cells[key] && !shown.some((column) => column.key === key));
  const told = make("div", {});
  const toldRow = make("tr", { class: "dk-told", hidden: true }, make("td", { colspan: wide }, told));
  const moreRow = make("tr", { class: "dk-more", hidden: true }, make("td", { colspan: wide }));
  const more = make("button", { type: "button", class: "dk-dots", "aria-expanded": "false" });

  /** @param {Column} column @param {boolean} isBelow */
  const fieldFor = (column, isBelow) => {
    const cell = now.cells[column.key];
    if (!cell) return null;
    const name = `${isEntry ? `第${row.index + 1}行` : row.label} ${column.label}${inUnit(column.unit)}`;
    const field = makeField(cell, column.kind, column.choices, isBelow ? { id: freshId("field") } : { "aria-label": name });
    const beside = isBelow ? null : make("span", { class: "dk-beside" });
    held.set(column.key, { field, beside, isBelow });
    return { field, beside };
  };

  const openMore = () => {
    const room = moreRow.firstElementChild;
    moreRow.hidden = false;
    more.setAttribute("aria-expanded", "true");
    if (!room || room.childElementCount) return;
    const hint = hintOf(row.note);
    if (hint) room.append(make("p", { class: "dk-hint" }, hint));
    const lines = make("div", { class: "dk-more__fields" });
    for (const column of below) {
      const made = fieldFor(column, true);
      if (!made) continue;
      const { field } = made;
      const label = make("label", { for: field.control.id }, column.label + inUnit(column.unit));
      const last = now.last[column.key];
      lines.append(
        make(
          "div",
          { class: column.kind === "long" ? "is-long" : null },
          label,
          field.element,
          ...(column.kind === "long" ? [] : besideValue("", last, undefined)),
        ),
      );
    }
    room.append(lines);
    const ways = make("p", { class: "dk-more__ways" });
    if (row.adds) ways.append(addingRow(row.adds, `在“${row.label}”下面加一项其中`));
    if (!isEntry && row.index >= 0) ways.append(removing(row));
    if (ways.childElementCount) room.append(ways);
    growAll(room);
  };
  more.addEventListener("click", () => {
    if (moreRow.hidden) {
      openMore();
      return;
    }
    moreRow.hidden = true;
    more.setAttribute("aria-expanded", "false");
  });
  const showMore = () => {
    const filled = below.filter(({ key }) => now.cells[key]?.state !== "empty").length;
    more.textContent = "⋯";
    more.classList.toggle("is-filled", filled > 0);
    more.setAttribute("aria-label", `更多：${row.label}${filled ? `（填了 ${filled} 项）` : ""}`);
  };

  const cells = shown.map((column) => {
    const made = fieldFor(column, false);
    const words = column.label + inUnit(column.unit);
    return make(
      "td",
      { "data-column": column.key, "data-label": words, class: made ? (column.kind === "long" ? "is-long" : null) : "is-none" },
      ...(made ? [made.field.element, made.beside] : []),
    );
  });
  const isHeading = !Object.keys(row.cells).length;
  const label = isEntry ? String(row.index + 1) : row.names ? naming(row) : row.label;
  const header = make("th", { scope: "row", class: `is-depth${Math.min(row.depth, 3)}` }, label);
  if (isHeading && row.adds) header.append(" ", addingRow(row.adds, "加一项"));
  const end = make("td", { class: "dk-end" });
  if (below.length || row.adds || row.note) end.append(more);
  if (isEntry && row.index >= 0) end.append(removing(row));
  const element = make(
    "tbody",
    { class: "dk-row", "data-row": row.path },
    make(
      "tr",
      { class: row.parts_of ? null : "is-whole" },
      header,
      ...(isHeading ? [make("td", { colspan: shown.length })] : cells),
      end,
    ),
    moreRow,
    toldRow,
  );
  const showBeside = () => {
    for (const [key, { beside }] of held) {
      beside?.replaceChildren(
        ...besideValue(now.cells[key]?.written ?? "", key.startsWith("上年") ? undefined : now.last[key], now.sum[key]).flatMap(
          (made) => made ?? [],
        ),
      );
    }
  };
  showBeside();
  showMore();
  return {
    element,
    row: () => now,
    show: (next) => {
      const had = JSON.stringify([now.sum, now.last]);
      now = next;
      for (const [key, { field }] of held) {
        const cell = next.cells[key];
        if (cell) field.show(cell);
      }
      if (had !== JSON.stringify([next.sum, next.last])) showBeside();
      showMore();
    },
    tell: (problems) => {
      const ids = showProblems(told, problems);
      toldRow.hidden = !problems.length;
      const inCells = new Set(Object.values(now.cells).map(({ path }) => path));
      for (const { field } of held.values()) {
        const { path } = field.cell();
        const own = problems.filter((problem) => problem.field === path || !inCells.has(problem.field));
        markControl(field.control, ids, own);
      }
    },
    reach: (path) => {
      const key = Object.keys(now.cells).find((column) => now.cells[column]?.path === path);
      if (key === undefined) return path === row.path ? [...held.values()][0]?.field.control : undefined;
      if (!held.has(key)) openMore();
      return held.get(key)?.field.control;
    },
  };
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
