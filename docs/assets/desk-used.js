// What of a section is written, now or last year: the rest is folded, and a folded section says how much it is.

/** @typedef {import("./desk-report.js").Section} Section */
/** @typedef {import("./desk-report.js").Row} Row */

const FEW = 5; // rows without anything: so few are not worth folding
const KEPT = new Set(["text", "list"]);

/** @type {Set<string>} sections all of whose rows are shown while the report is in hand */
const unfolded = new Set();

/** Another report: nothing was unfolded yet. */
export const forgetUnfolded = () => unfolded.clear();

/** All rows of a section are shown from now on. @param {Section} section */
export const keepUnfolded = ({ id }) => unfolded.add(id);

/** @param {Row} row */
export const isFilled = (row) => Object.values(row.cells).some(({ state }) => state !== "empty");

/** Whether anything of a section is written, now or last year. @param {Section} section */
export const isUsed = ({ rows }) => rows.some((row) => isFilled(row) || Object.keys(row.last).length > 0);

/** The rows that are shown at once, by path: what is written, now or last year, and what it is a part of. @param {Section} section */
export const usedRows = ({ id, rows, kind }) => {
  const used = new Set(
    rows.filter((row) => isFilled(row) || Object.keys(row.last).length || row.index >= 0).map(({ path }) => path),
  );
  for (const row of [...rows].reverse()) if (used.has(row.path) && row.parts_of) used.add(row.parts_of);
  const isFew = unfolded.has(id) || KEPT.has(kind) || !used.size || rows.length - used.size < FEW;
  return isFew ? new Set(rows.map(({ path }) => path)) : used;
};

/** What a folded section says of itself. @param {Section} section @param {number} problems */
export const counted = ({ rows, kind }, problems) => {
  const filled = rows.filter(isFilled).length;
  const [number, words] =
    kind === "table" || kind === "list" ? [rows.length, `${rows.length} 条`] : [filled, `填了 ${filled} 项`];
  return (number ? words : "没有填") + (problems ? ` · ${problems} 处要看` : "");
};
