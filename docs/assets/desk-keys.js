// What the keys do in the form's tables, and cells of a spreadsheet that are pasted into them.

import { fieldOf } from "./desk-field.js";
import { sectionAt } from "./desk-form.js";
import { cellsOf, pasteLines, pasteRows } from "./desk-paste.js";
import { enterStates } from "./desk-states.js";
import { find, targetOf } from "./gongkai-elements.js";

const root = find(document, "[data-form]", HTMLElement);

/**
 * The control in the same column of the next row that is shown.
 * @param {Element} control
 * @param {number} step 1 down, -1 up
 */
const neighbour = (control, step) => {
  const column = control.closest("td")?.dataset.column;
  if (column === undefined) return undefined;
  let row = control.closest(".dk-row");
  while (row) {
    row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    if (!(row instanceof HTMLElement) || row.hidden || !row.classList.contains("dk-row")) continue;
    const cell = [...row.querySelectorAll("td")].find((td) => td.dataset.column === column);
    const found = cell?.querySelector("input, select, textarea");
    if (found instanceof HTMLElement) return found;
  }
  return undefined;
};

/** @param {KeyboardEvent} event */
const stepOf = ({ key, shiftKey }) =>
  key === "Enter" ? (shiftKey ? -1 : 1) : key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;

root.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const target = targetOf(event);
  if (!target || !fieldOf(target)) return;
  if (event.altKey && event.key === "ArrowDown" && !(target instanceof HTMLSelectElement)) {
    event.preventDefault();
    enterStates();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || !(target instanceof HTMLInputElement)) return;
  const step = stepOf(event);
  const next = step ? neighbour(target, step) : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (next instanceof HTMLInputElement) next.select();
});

root.addEventListener("paste", (event) => {
  const control = targetOf(event);
  const field = fieldOf(control);
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const place = control?.closest("td[data-column]");
  const section = sectionAt(control);
  const rows = cellsOf(text);
  if (!field || !section || !(place instanceof HTMLElement) || (rows.length < 2 && (rows[0]?.length ?? 0) < 2)) return;
  if (control instanceof HTMLTextAreaElement && rows.every((row) => row.length < 2)) return;
  event.preventDefault();
  const column = place.dataset.column ?? "";
  const row = place.closest(".dk-row");
  const path = row?.getAttribute("data-row") ?? "";
  const held = section.rows.find((one) => one.path === path);
  if (section.kind === "table" && held && held.list === section.adds) {
    pasteRows(section, held.index, column, rows);
    return;
  }
  const shown = [...root.querySelectorAll(".dk-row:not([hidden])")].map((one) => one.getAttribute("data-row") ?? "");
  pasteLines(section, shown.slice(shown.indexOf(path)), column, rows);
});
