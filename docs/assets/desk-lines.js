// Rows that are one field each: a value, a text, an entry of a list; label above, hint below it, then the field.

import { freshId, grow, isNumber, makeField } from "./desk-field.js";
import { edit } from "./desk-report.js";
import { besideValue, markControl, showProblems } from "./desk-row.js";
import { withUndo } from "./desk-said.js";
import { make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Row} Row */
/** @typedef {import("./desk-report.js").Problem} Problem */
/** @typedef {import("./desk-report.js").Section} Section */
/**
 * @typedef {object} RowView
 * @property {HTMLElement} element
 * @property {() => Row} row
 * @property {(row: Row) => void} show
 * @property {(problems: Problem[]) => void} tell
 * @property {(path: string) => HTMLElement | undefined} reach the control of a cell, opened
 */

/** What a label says of its measure. @param {string} unit */
export const inUnit = (unit) => (unit ? `（${unit}）` : "");

/** What to write, without what the label says. @param {string} note */
export const hintOf = (note) =>
  note
    .split("；")
    .filter((part) => !part.startsWith("单位："))
    .join("；");

/** The button that takes a row out. @param {Row} row */
export const removing = (row) => {
  const button = make("button", { type: "button", class: "dk-plain", "aria-label": `删掉：${row.label}` }, "删");
  button.addEventListener("click", () => withUndo(`删掉了“${row.label}”。`, () => edit("remove_row", [row.list, row.index])));
  return button;
};

/** The button that puts a row below a list or a line. @param {string} path @param {string} words */
export const addingRow = (path, words) => {
  const button = make("button", { type: "button", class: "gk-button", "data-adds": path }, words);
  button.addEventListener("click", () => edit("add_row", [path]));
  return button;
};

/** The name that the unit gives a row. @param {Row} row */
export const naming = (row) => {
  const input = make("input", { class: "dk-input", type: "text", value: row.label, "aria-label": `名称：${row.label}` });
  input.addEventListener("change", () => edit("rename_row", [row.path, input.value]));
  return input;
};

/** @param {Row} row @returns {RowView} a row without a field, below which the unit puts its own */
const heading = (row) => {
  const element = make("div", { class: "dk-line is-heading" }, make("p", {}, row.label + inUnit(row.unit)));
  const hint = hintOf(row.note);
  if (hint) element.append(make("p", { class: "dk-hint" }, hint));
  const told = make("div", { hidden: true });
  const adding = addingRow(row.adds, "加一项");
  element.append(adding, told);
  return {
    element,
    row: () => row,
    show: () => {},
    tell: (problems) => showProblems(told, problems),
    reach: () => adding,
  };
};

/**
 * A row with one field.
 * @param {Row} row
 * @param {boolean} isLong its hint need not be said in every row
 * @returns {RowView}
 */
export const makeLine = (row, isLong) => {
  const [key] = Object.keys(row.cells);
  const cell = key === undefined ? undefined : row.cells[key];
  if (key === undefined || !cell) return heading(row);
  let now = row;
  const id = freshId("field");
  const hint = hintOf(row.note);
  const hintId = hint && !isLong ? freshId("hint") : "";
  const field = makeField(cell, row.kind, row.choices, { id });
  const beside = make("span", { class: "dk-beside" });
  const told = make("div", { hidden: true });
  const label = row.names
    ? make("span", { class: "dk-label" }, naming(row), row.unit)
    : make("label", { class: "dk-label", for: id }, row.label + inUnit(row.unit));
  if (row.names) field.control.setAttribute("aria-label", row.label + inUnit(row.unit));
  const element = make(
    "div",
    { class: `dk-line is-${isNumber(row.kind) ? "number" : row.kind}`, "data-row": row.path },
    make("div", { class: "dk-line__label" }, label, row.index >= 0 ? removing(row) : null),
    hintId ? make("p", { class: "dk-hint", id: hintId }, hint) : null,
    make("div", { class: "dk-line__field" }, field.element, beside),
    told,
  );
  const showLast = () => {
    const last = now.last[key];
    if (row.kind === "long") beside.replaceChildren(...(last && last !== now.cells[key]?.written ? [lastWords(last)] : []));
    else beside.replaceChildren(...besideValue(now.cells[key]?.written ?? "", last, undefined).flatMap((made) => made ?? []));
  };
  showLast();
  markControl(field.control, "", [], hintId);
  return {
    element,
    row: () => now,
    show: (next) => {
      now = next;
      const cell = next.cells[key];
      if (cell) field.show(cell);
      if (row.kind !== "long") showLast();
    },
    tell: (problems) => markControl(field.control, showProblems(told, problems), problems, hintId),
    reach: (path) => (path === row.path || path === cell.path ? field.control : undefined),
  };
};

/** Last year's words, folded. @param {string} words */
const lastWords = (words) => make("details", { class: "dk-lastwords" }, make("summary", {}, "上年写的"), make("div", {}, words));

/** Long texts are as high as their words, once they are on the page. @param {ParentNode} place */
export const growAll = (place) => {
  for (const control of place.querySelectorAll("textarea")) grow(control);
};
