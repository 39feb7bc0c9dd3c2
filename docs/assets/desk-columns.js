// Which columns of a table are shown, and how wide they are.
import { isNumber } from "./desk-field.js";

/** @typedef {import("./desk-report.js").Row} Row */
/** @typedef {import("./desk-report.js").Column} Column */
/** @typedef {import("./desk-report.js").Section} Section */

const FEW = 4; // columns: so many that long texts have room among them
const ENOUGH = 3; // rows filled in: so many that they show which columns the unit uses

/** @type {Map<string, Set<string>>} section → columns that were shown once, and stay while the report is in hand */
const shownBefore = new Map();

/** Another report: nothing was shown yet. */
export const forgetColumns = () => shownBefore.clear();

/** @param {Row} row */
const isFilled = ({ cells }) => Object.values(cells).some(({ state }) => state !== "empty");

/** Whether anything is written in a column, now or last year. @param {Section} section @param {string} key */
const isUsed = ({ rows }, key) =>
  rows.some(({ cells, last }) => (cells[key] && cells[key].state !== "empty") || last[key] !== undefined);

/** The columns that stand in the table; the others stand below each row. @param {Section} section @returns {Column[]} */
export const columnsShown = (section) => {
  const { id, kind, columns, rows } = section;
  const hasRoom = columns.length <= FEW;
  const isTold = kind === "table" && rows.filter(isFilled).length >= ENOUGH;
  const before = shownBefore.get(id) ?? new Set();
  const shown = columns.filter((column) => {
    if (before.has(column.key)) return true;
    if (column.kind === "long" && !hasRoom) return false;
    return isUsed(section, column.key) || !(column.rare || isTold);
  });
  shownBefore.set(id, new Set(shown.map(({ key }) => key)));
  return shown;
};

/**
 * How wide a column is at least, in rem: as its longest word, within reason.
 * @param {Section} section
 * @param {Column} column
 */
export const widthOf = ({ rows, kind: shape }, { key, kind, choices, label, unit }) => {
  if (kind === "long") return 11;
  const longest = Math.max(0, ...rows.map(({ cells }) => cells[key]?.written.length ?? 0));
  const least = Math.max(label.length, unit.length) * 0.66 + 0.5;
  if (isNumber(kind)) return Math.max(least, Math.min(longest * 0.42 + 1.3, 6.5), shape === "columns" ? 5 : 3);
  if (choices.length)
    return Math.max(least, 3.9, Math.min(Math.max(longest, ...choices.map(({ length }) => length)) * 0.7 + 1.5, 5.6));
  return Math.max(least, Math.min(longest * 0.7 + 0.9, 7.4), NAMES.test(label) ? 7.4 : 0);
};

/** Columns of names, which have room before one is written. */
const NAMES = /名称|三级指标|标题/;
