// A section of the form, folded or open; its rows are made when it is first opened, and only what changed is shown anew.

import { freshId } from "./desk-field.js";
import { addingRow, growAll, makeLine } from "./desk-lines.js";
import { pasting } from "./desk-paste.js";
import { edit } from "./desk-report.js";
import { showProblems } from "./desk-row.js";
import { withUndo } from "./desk-said.js";
import { makeTable } from "./desk-table.js";
import { counted, isFilled, isUsed, keepUnfolded, usedRows } from "./desk-used.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Section} Section */
/** @typedef {import("./desk-report.js").Row} Row */
/** @typedef {import("./desk-report.js").Problem} Problem */
/** @typedef {import("./desk-lines.js").RowView} RowView */
/** @typedef {Map<string, Problem[]>} ByField */
/**
 * @typedef {object} SectionView
 * @property {string} id
 * @property {HTMLDetailsElement} element
 * @property {() => Section} section
 * @property {(row: Row) => void} showRow
 * @property {(totals: Record<string, string>) => void} showTotals
 * @property {(byField: ByField) => void} tell
 * @property {(path: string) => HTMLElement | undefined} reach
 * @property {(isOpen: boolean) => void} unfold
 */
/**
 * What a section is on the page.
 * @typedef {object} Shown
 * @property {Section} section
 * @property {HTMLDetailsElement} element
 * @property {HTMLElement} count how much is in it
 * @property {HTMLElement} body
 * @property {HTMLElement} box what is to be mended of the section as a whole
 * @property {HTMLButtonElement} fold shows the rows that are folded
 * @property {Map<string, RowView>} views by the path of the row, once they are made
 * @property {Map<string, string>} rowOf place → its row
 * @property {ByField} told
 * @property {Set<string>} toldRows rows that have something to be mended
 * @property {boolean} isBuilt
 * @property {(totals: Record<string, string>) => void} showTotals
 */

/** @param {Section} section */
const taking = (section) => {
  const at = section.entry.lastIndexOf("/");
  const button = make("button", { type: "button", class: "dk-plain" }, `删掉这一张`);
  button.addEventListener("click", () =>
    withUndo(`删掉了“${section.title}”。`, () =>
      edit("remove_row", [section.entry.slice(0, at), Number(section.entry.slice(at + 1))]),
    ),
  );
  return make("p", { class: "dk-ways-below" }, button);
};

/** The row of every place of a section. @param {Section} section */
const rowsByPlace = ({ rows }) =>
  new Map(
    rows.flatMap(({ path, cells }) => [path, ...Object.values(cells).map((cell) => cell.path)].map((place) => [place, path])),
  );

/** @param {Section} section @param {boolean} isOpen @returns {Shown} */
const folded = (section, isOpen) => {
  const count = make("small", {}, counted(section, 0));
  const body = make("div", { class: "dk-section__body" });
  const element = make(
    "details",
    { class: `dk-section is-${section.kind}`, id: freshId("section"), "data-section": section.id, open: isOpen },
    make("summary", {}, make("h3", {}, section.title), count),
    body,
  );
  const [box, fold] = [make("div", { hidden: true }), make("button", { type: "button", class: "dk-plain" })];
  const parts = { section, element, count, body, box, fold };
  const made = { views: new Map(), rowOf: rowsByPlace(section), told: new Map(), toldRows: new Set() };
  return { ...parts, ...made, isBuilt: false, showTotals: () => {} };
};

/* ---- rows without anything are folded ---- */

/** @param {Shown} shown */
const foldRows = ({ section, views, rowOf, told, fold }) => {
  const used = usedRows(section);
  const asked = new Set([...told].flatMap(([place, problems]) => (problems.length ? (rowOf.get(place) ?? []) : [])));
  const spare = section.rows.filter(({ path }) => !used.has(path) && !asked.has(path));
  for (const { path } of spare) views.get(path)?.element.setAttribute("hidden", "");
  fold.hidden = !spare.length;
  fold.textContent = `还有 ${spare.length} 项没有填：都显示`;
};

/** @param {Shown} shown */
const unfoldRows = ({ section, views, fold }) => {
  keepUnfolded(section);
  for (const { element } of views.values()) element.removeAttribute("hidden");
  fold.hidden = true;
};

/** Shows the rows that are folded, and leads to the first of them. @param {Shown} shown */
const unfoldAndReach = (shown) => {
  const first = [...shown.views.values()].find((view) => view.element.hidden);
  unfoldRows(shown);
  first?.reach(first.row().path)?.focus();
};

/* ---- what is in it ---- */

/** @param {Shown} shown */
const addRows = (shown) => {
  const { section, body, views } = shown;
  if (section.kind === "columns" || (section.kind === "table" && section.rows.length)) {
    const made = makeTable(section, (row, view) => views.set(row.path, view));
    body.append(made.element);
    shown.showTotals = made.showTotals;
    return;
  }
  for (const row of section.rows) {
    const view = makeLine(row, section.kind === "list");
    views.set(row.path, view);
    body.append(view.element);
  }
};

/** What adds to a section. @param {Section} section */
const waysBelow = (section) => {
  const words = `加${section.adds_label === "一条" ? "" : "一个"}${section.adds_label}`;
  const ways = make("div", { class: "dk-ways-below" }, addingRow(section.adds, words));
  if (section.kind === "table") ways.append(...pasting(section));
  return ways;
};

/** Makes the rows, when they are first asked for. @param {Shown} shown */
const build = (shown) => {
  if (shown.isBuilt) return;
  shown.isBuilt = true;
  const { section, body, box, fold } = shown;
  const isAlone = section.rows.length === 1 && section.rows[0]?.label === section.title && section.kind === "text";
  body.classList.toggle("is-alone", isAlone);
  if (section.help && section.help !== section.title && !isAlone) body.append(make("p", { class: "dk-hint" }, section.help));
  body.append(box);
  addRows(shown);
  body.append(fold);
  if (section.adds) body.append(waysBelow(section));
  if (section.entry) body.append(taking(section));
  foldRows(shown);
  tellRows(shown);
  growAll(body);
};

/* ---- what is to be mended ---- */

/** Rows that have something to be mended now or had; the others stay as they are. @param {Shown} shown */
const tellRows = (shown) => {
  const { section, box, views, rowOf, told, toldRows } = shown;
  showProblems(box, told.get(section.id) ?? []);
  /** @type {Map<string, Problem[]>} */
  const now = new Map();
  for (const [place, problems] of told) {
    const path = rowOf.get(place);
    if (path !== undefined) now.set(path, [...(now.get(path) ?? []), ...problems]);
  }
  for (const path of new Set([...toldRows, ...now.keys()])) {
    const view = views.get(path);
    const problems = now.get(path) ?? [];
    if (problems.length) view?.element.removeAttribute("hidden");
    view?.tell(problems);
  }
  shown.toldRows = new Set(now.keys());
};

/** @param {Shown} shown */
const showCount = ({ section, element, count, told }) => {
  const problems = [...told.values()].reduce((sum, found) => sum + found.length, 0);
  const words = counted(section, problems);
  if (count.textContent !== words) count.textContent = words;
  element.toggleAttribute("data-told", told.size > 0);
};

/** @param {Shown} shown @param {ByField} byField */
const tell = (shown, byField) => {
  const own = [...byField].filter(([place]) => place === shown.section.id || shown.rowOf.has(place));
  if (!own.length && !shown.told.size) return;
  shown.told = new Map(own);
  showCount(shown);
  if (shown.isBuilt) tellRows(shown);
};

/* ---- what the form asks of it ---- */

/** @param {Shown} shown @param {Row} row */
const showRow = (shown, row) => {
  const view = shown.views.get(row.path);
  const wasFilled = view !== undefined && isFilled(view.row());
  view?.show(row);
  if (isFilled(row) && !wasFilled) {
    shown.element.open = true;
    view?.element.removeAttribute("hidden");
  }
  showCount(shown);
};

/** @param {Shown} shown @param {string} path */
const reach = (shown, path) => {
  const { section, element, rowOf, views } = shown;
  if (path !== section.id && !rowOf.has(path)) return undefined;
  element.open = true;
  build(shown);
  const view = views.get(rowOf.get(path) ?? "");
  if (view?.element.hidden) unfoldRows(shown);
  return view?.reach(path) ?? view?.element ?? find(element, "summary", HTMLElement);
};

/** @param {Shown} shown @param {boolean} isOpening */
const unfold = (shown, isOpening) => {
  shown.element.open = isOpening || isUsed(shown.section);
  if (!isOpening) return;
  build(shown);
  unfoldRows(shown);
};

/**
 * @param {Section} section
 * @param {boolean} isOpen
 * @returns {SectionView}
 */
export const makeSection = (section, isOpen) => {
  const shown = folded(section, isOpen);
  const { element, fold } = shown;
  fold.addEventListener("click", () => unfoldAndReach(shown));
  element.addEventListener("toggle", () => element.open && build(shown));
  if (isOpen) build(shown);
  return {
    id: section.id,
    element,
    section: () => section,
    showRow: (row) => showRow(shown, row),
    showTotals: (totals) => shown.showTotals(totals),
    tell: (byField) => tell(shown, byField),
    reach: (path) => reach(shown, path),
    unfold: (isOpening) => unfold(shown, isOpening),
  };
};
