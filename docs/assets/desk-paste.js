// Cells of a spreadsheet, pasted: over the fields to the right and below, and as new rows below the last.

import { columnsShown } from "./desk-columns.js";
import { freshId } from "./desk-field.js";
import { edit, tell } from "./desk-report.js";
import { withUndo } from "./desk-said.js";
import { make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Section} Section */

/**
 * The cells of what a spreadsheet puts on the clipboard: tabs between columns, quotes around cells of several lines.
 * @param {string} text
 * @returns {string[][]}
 */
export const cellsOf = (text) => {
  /** @type {string[][]} */
  const rows = [[]];
  let cell = "";
  let isQuoted = false;
  const words = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const end = () => {
    rows[rows.length - 1]?.push(cell);
    cell = "";
  };
  for (let at = 0; at < words.length; at += 1) {
    const letter = words[at] ?? "";
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (words[at + 1] === '"') {
        cell += letter;
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell === "" && words.includes('"', at + 1)) isQuoted = true;
    else if (letter === "\t") end();
    else if (letter === "\n") {
      end();
      rows.push([]);
    } else cell += letter;
  }
  end();
  return rows;
};

/**
 * The cells in the order of all columns, with nothing for those that are not shown.
 * @param {Section} section
 * @param {string[][]} rows
 * @param {string} column of the first cell
 */
const spread = (section, rows, column) => {
  const keys = section.columns.map(({ key }) => key);
  const shown = columnsShown(section).map(({ key }) => key);
  const from = Math.max(shown.indexOf(column), 0);
  const all = keys.slice(keys.indexOf(shown[from] ?? ""));
  return rows.map((row) => all.map((key) => row[shown.indexOf(key) - from] ?? ""));
};

/**
 * Puts cells over the rows of a table.
 * @param {Section} section
 * @param {number} index of the first row
 * @param {string} column
 * @param {string[][]} rows
 */
export const pasteRows = (section, index, column, rows) => {
  const first = column || (columnsShown(section)[0]?.key ?? "");
  return withUndo(`粘贴了 ${rows.length} 行。`, () =>
    edit("paste_rows", [section.adds, index, spread(section, rows, first), first]),
  );
};

/**
 * Puts cells over the lines of the form, from one on, by their places.
 * @param {Section} section
 * @param {string[]} paths of the rows that are shown, from the first on
 * @param {string} column
 * @param {string[][]} rows
 */
export const pasteLines = (section, paths, column, rows) => {
  const keys = columnsShown(section).map(({ key }) => key);
  const from = keys.indexOf(column);
  const byPath = new Map(section.rows.map((row) => [row.path, row]));
  /** @type {Record<string, string>} */
  const values = {};
  let left = 0;
  for (const [at, cells] of rows.entries()) {
    const row = byPath.get(paths[at] ?? "");
    for (const [step, written] of cells.entries()) {
      const cell = row?.cells[keys[from + step] ?? ""];
      if (cell && written.trim()) values[cell.path] = written;
      else if (written.trim()) left += 1;
    }
  }
  if (left) tell(`有 ${left} 格没有地方放，没有粘贴。`);
  return withUndo(`粘贴了 ${Object.keys(values).length} 格。`, () => edit("set_values", [values]));
};

/** The room into which rows are pasted, below a table. @param {Section} section */
export const pasting = (section) => {
  const id = freshId("paste");
  const order = columnsShown(section).map(({ label }) => label);
  const room = make("textarea", { class: "dk-input", id, rows: 3, spellcheck: "false" });
  const box = make(
    "div",
    { class: "dk-paste", hidden: true },
    make("label", { for: id }, "在 Excel 里选中几行，复制，粘贴到这里"),
    make("p", { class: "dk-hint" }, `栏的顺序：${order.join("、")}`),
    room,
  );
  const open = make("button", { type: "button", class: "gk-button", "aria-expanded": "false" }, "从 Excel 粘贴几行");
  open.addEventListener("click", () => {
    box.hidden = !box.hidden;
    open.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) room.focus();
  });
  room.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!text.trim()) return;
    event.preventDefault();
    pasteRows(section, section.rows.filter(({ parts_of }) => !parts_of).length, "", cellsOf(text));
  });
  return [open, box];
};
