// A row of a table: its header, a field for each column, and below it what is rare and what is to be mended.

import { freshId, makeField } from "./desk-field.js";
import { addingRow, growAll, hintOf, inUnit, naming, removing } from "./desk-lines.js";
import { besideValue, markControl, showProblems } from "./desk-row.js";
import { make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Row} Row */
/** @typedef {import("./desk-report.js").Column} Column */
/** @typedef {import("./desk-report.js").Section} Section */
/** @typedef {import("./desk-report.js").Problem} Problem */
/** @typedef {import("./desk-field.js").Field} Field */
/** @typedef {import("./desk-lines.js").RowView} RowView */
/** @typedef {{field: Field, beside: HTMLElement | null}} Held of a cell */
/**
 * What a row is on the page.
 * @typedef {object} Shown
 * @property {Row} row as it was when it was made
 * @property {Row} now
 * @property {boolean} isEntry of a list: it is called by its number
 * @property {Column[]} columns that stand in the table
 * @property {Column[]} below those that stand below the row
 * @property {Map<string, Held>} held by the key of the column, once they are made
 * @property {HTMLElement} told what is to be mended
 * @property {HTMLElement} toldRow
 * @property {HTMLElement} moreRow what is rare
 * @property {HTMLButtonElement} more opens it
 */

/** @param {Section} section @param {Column[]} columns @param {Row} row @returns {Shown} */
const begin = (section, columns, row) => {
  const wide = columns.length + 2;
  const told = make("div", {});
  return {
    row,
    now: row,
    isEntry: section.kind === "table" && !row.parts_of,
    columns,
    below: section.columns.filter(({ key }) => row.cells[key] && !columns.some((column) => column.key === key)),
    held: new Map(),
    told,
    toldRow: make("tr", { class: "dk-told", hidden: true }, make("td", { colspan: wide }, told)),
    moreRow: make("tr", { class: "dk-more", hidden: true }, make("td", { colspan: wide })),
    more: make("button", { type: "button", class: "dk-dots", "aria-expanded": "false" }),
  };
};

/** @param {Shown} shown @param {Column} column @param {boolean} isBelow */
const fieldFor = ({ row, now, isEntry, held }, column, isBelow) => {
  const cell = now.cells[column.key];
  if (!cell) return null;
  const name = `${isEntry ? `第${row.index + 1}行` : row.label} ${column.label}${inUnit(column.unit)}`;
  const field = makeField(cell, column.kind, column.choices, isBelow ? { id: freshId("field") } : { "aria-label": name });
  const beside = isBelow ? null : make("span", { class: "dk-beside" });
  held.set(column.key, { field, beside });
  return { field, beside };
};

/* ---- what is rare ---- */

/** @param {Shown} shown @param {Column} column */
const lineBelow = (shown, column) => {
  const made = fieldFor(shown, column, true);
  if (!made) return null;
  const { field } = made;
  const isLong = column.kind === "long";
  return make(
    "div",
    { class: isLong ? "is-long" : null },
    make("label", { for: field.control.id }, column.label + inUnit(column.unit)),
    field.element,
    ...(isLong ? [] : besideValue("", shown.now.last[column.key], undefined)),
  );
};

/** @param {Shown} shown */
const openMore = (shown) => {
  const { row, isEntry, below, moreRow, more } = shown;
  const room = moreRow.firstElementChild;
  moreRow.hidden = false;
  more.setAttribute("aria-expanded", "true");
  if (!room || room.childElementCount) return;
  const hint = hintOf(row.note);
  if (hint) room.append(make("p", { class: "dk-hint" }, hint));
  const lines = make("div", { class: "dk-more__fields" });
  for (const column of below) lines.append(lineBelow(shown, column) ?? "");
  room.append(lines);
  const ways = make("p", { class: "dk-more__ways" });
  if (row.adds) ways.append(addingRow(row.adds, `在“${row.label}”下面加一项其中`));
  if (!isEntry && row.index >= 0) ways.append(removing(row));
  if (ways.childElementCount) room.append(ways);
  growAll(room);
};

/** @param {Shown} shown */
const turnMore = (shown) => {
  const { moreRow, more } = shown;
  if (moreRow.hidden) {
    openMore(shown);
    return;
  }
  moreRow.hidden = true;
  more.setAttribute("aria-expanded", "false");
};

/** What the button that opens it says. @param {Shown} shown */
const showMore = ({ row, now, below, more }) => {
  const filled = below.filter(({ key }) => now.cells[key]?.state !== "empty").length;
  more.textContent = "⋯";
  more.classList.toggle("is-filled", filled > 0);
  more.setAttribute("aria-label", `更多：${row.label}${filled ? `（填了 ${filled} 项）` : ""}`);
};

/* ---- the row itself ---- */

/** @param {Shown} shown @param {Column} column */
const cellFor = (shown, column) => {
  const made = fieldFor(shown, column, false);
  const words = column.label + inUnit(column.unit);
  return make(
    "td",
    { "data-column": column.key, "data-label": words, class: made ? (column.kind === "long" ? "is-long" : null) : "is-none" },
    ...(made ? [made.field.element, made.beside] : []),
  );
};

/** @param {Shown} shown */
const elementOf = (shown) => {
  const { row, isEntry, columns, below, more, moreRow, toldRow } = shown;
  const isHeading = !Object.keys(row.cells).length;
  const cells = isHeading ? [make("td", { colspan: columns.length })] : columns.map((column) => cellFor(shown, column));
  const label = isEntry ? String(row.index + 1) : row.names ? naming(row) : row.label;
  const header = make("th", { scope: "row", class: `is-depth${Math.min(row.depth, 3)}` }, label);
  if (isHeading && row.adds) header.append(" ", addingRow(row.adds, "加一项"));
  const end = make("td", { class: "dk-end" });
  if (below.length || row.adds || row.note) end.append(more);
  if (isEntry && row.index >= 0) end.append(removing(row));
  return make(
    "tbody",
    { class: "dk-row", "data-row": row.path },
    make("tr", { class: row.parts_of ? null : "is-whole" }, header, ...cells, end),
    moreRow,
    toldRow,
  );
};

/** Last year's values and the sums of the parts. @param {Shown} shown */
const showBeside = ({ now, held }) => {
  for (const [key, { beside }] of held) {
    const last = key.startsWith("上年") ? undefined : now.last[key];
    beside?.replaceChildren(...besideValue(now.cells[key]?.written ?? "", last, now.sum[key]).flatMap((made) => made ?? []));
  }
};

/** @param {Shown} shown @param {Row} next */
const show = (shown, next) => {
  const had = JSON.stringify([shown.now.sum, shown.now.last]);
  shown.now = next;
  for (const [key, { field }] of shown.held) {
    const cell = next.cells[key];
    if (cell) field.show(cell);
  }
  if (had !== JSON.stringify([next.sum, next.last])) showBeside(shown);
  showMore(shown);
};

/** @param {Shown} shown @param {Problem[]} problems */
const tell = ({ now, held, told, toldRow }, problems) => {
  const ids = showProblems(told, problems);
  toldRow.hidden = !problems.length;
  const inCells = new Set(Object.values(now.cells).map(({ path }) => path));
  for (const { field } of held.values()) {
    const { path } = field.cell();
    const own = problems.filter((problem) => problem.field === path || !inCells.has(problem.field));
    markControl(field.control, ids, own);
  }
};

/** @param {Shown} shown @param {string} path */
const reach = (shown, path) => {
  const { row, now, held } = shown;
  const key = Object.keys(now.cells).find((column) => now.cells[column]?.path === path);
  if (key === undefined) return path === row.path ? [...held.values()][0]?.field.control : undefined;
  if (!held.has(key)) openMore(shown);
  return held.get(key)?.field.control;
};

/**
 * A row: what stands in the table, what is rare, what is to be mended.
 * @param {Section} section
 * @param {Column[]} columns
 * @param {Row} row
 * @returns {RowView}
 */
export const makeRow = (section, columns, row) => {
  const shown = begin(section, columns, row);
  shown.more.addEventListener("click", () => turnMore(shown));
  const element = elementOf(shown);
  showBeside(shown);
  showMore(shown);
  return {
    element,
    row: () => shown.now,
    show: (next) => show(shown, next),
    tell: (problems) => tell(shown, problems),
    reach: (path) => reach(shown, path),
  };
};
