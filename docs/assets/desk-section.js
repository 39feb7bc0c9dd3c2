// A section of the form, folded or open; its rows are made when it is first opened, and only what changed is shown anew.

import { freshId } from "./desk-field.js";
import { addingRow, growAll, makeLine } from "./desk-lines.js";
import { pasting } from "./desk-paste.js";
import { edit } from "./desk-report.js";
import { showProblems } from "./desk-row.js";
import { withUndo } from "./desk-said.js";
import { makeTable } from "./desk-table.js";
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

const FEW = 5; // rows without anything: so few are not worth folding
const KEPT = new Set(["text", "list"]);

/** @type {Set<string>} sections all of whose rows are shown while the report is in hand */
const unfolded = new Set();

/** Another report: nothing was unfolded yet. */
export const forgetUnfolded = () => unfolded.clear();

/** @param {Row} row */
const isFilled = (row) => Object.values(row.cells).some(({ state }) => state !== "empty");

/** Whether anything of a section is written, now or last year. @param {Section} section */
export const isUsed = ({ rows }) => rows.some((row) => isFilled(row) || Object.keys(row.last).length > 0);

/** The rows that are shown at once, by path: what is written, now or last year, and what it is a part of. @param {Section} section */
const usedRows = ({ id, rows, kind }) => {
  const used = new Set(
    rows.filter((row) => isFilled(row) || Object.keys(row.last).length || row.index >= 0).map(({ path }) => path),
  );
  for (const row of [...rows].reverse()) if (used.has(row.path) && row.parts_of) used.add(row.parts_of);
  const isFew = unfolded.has(id) || KEPT.has(kind) || !used.size || rows.length - used.size < FEW;
  return isFew ? new Set(rows.map(({ path }) => path)) : used;
};

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

/** What a folded section says of itself. @param {Section} section @param {number} problems */
const counted = ({ rows, kind }, problems) => {
  const filled = rows.filter(isFilled).length;
  const words =
    kind === "table" || kind === "list"
      ? rows.length
        ? `${rows.length} 条`
        : "没有填"
      : filled
        ? `填了 ${filled} 项`
        : "没有填";
  return problems ? `${words} · ${problems} 处要看` : words;
};

/**
 * @param {Section} section
 * @param {boolean} isOpen
 * @returns {SectionView}
 */
export const makeSection = (section, isOpen) => {
  /** @type {Map<string, RowView>} */
  const views = new Map();
  /** @type {Map<string, string>} place → its row */
  const rowOf = new Map();
  let isBuilt = false;
  let showTotals = (/** @type {Record<string, string>} */ _) => {};
  /** @type {ByField} */
  let told = new Map();
  /** @type {Set<string>} */
  let toldRows = new Set();
  const id = freshId("section");
  const count = make("small", {}, counted(section, 0));
  const box = make("div", { hidden: true });
  const body = make("div", { class: "dk-section__body" });
  const element = make(
    "details",
    { class: `dk-section is-${section.kind}`, id, "data-section": section.id, open: isOpen },
    make("summary", {}, make("h3", {}, section.title), count),
    body,
  );
  const fold = make("button", { type: "button", class: "dk-plain" });
  for (const row of section.rows) {
    rowOf.set(row.path, row.path);
    for (const { path } of Object.values(row.cells)) rowOf.set(path, row.path);
  }

  /** @param {Row} row @param {RowView} view */
  const hold = (row, view) => views.set(row.path, view);
  const foldRows = () => {
    const used = usedRows(section);
    const spare = section.rows.filter(({ path }) => !used.has(path) && !problemsOf(path).length);
    for (const { path } of spare) views.get(path)?.element.setAttribute("hidden", "");
    fold.hidden = !spare.length;
    fold.textContent = `还有 ${spare.length} 项没有填：都显示`;
  };
  const unfoldRows = () => {
    unfolded.add(section.id);
    for (const { element } of views.values()) element.removeAttribute("hidden");
    fold.hidden = true;
  };
  fold.addEventListener("click", () => {
    const first = [...views.values()].find((view) => view.element.hidden);
    unfoldRows();
    first?.reach(first.row().path)?.focus();
  });
  /** @param {string} path of a row */
  const problemsOf = (path) => [...told].flatMap(([place, problems]) => (rowOf.get(place) === path ? problems : []));

  const build = () => {
    if (isBuilt) return;
    isBuilt = true;
    const isAlone = section.rows.length === 1 && section.rows[0]?.label === section.title && section.kind === "text";
    body.classList.toggle("is-alone", isAlone);
    if (section.help && section.help !== section.title && !isAlone) body.append(make("p", { class: "dk-hint" }, section.help));
    body.append(box);
    if (section.kind === "columns" || (section.kind === "table" && section.rows.length)) {
      const made = makeTable(section, hold);
      body.append(made.element);
      showTotals = made.showTotals;
    } else {
      for (const row of section.rows) {
        const view = makeLine(row, section.kind === "list");
        hold(row, view);
        body.append(view.element);
      }
    }
    body.append(fold);
    if (section.adds) {
      const ways = make(
        "div",
        { class: "dk-ways-below" },
        addingRow(section.adds, `加${section.adds_label === "一条" ? "" : "一个"}${section.adds_label}`),
      );
      if (section.kind === "table") ways.append(...pasting(section));
      body.append(ways);
    }
    if (section.entry) body.append(taking(section));
    foldRows();
    tellRows();
    growAll(body);
  };
  /** Rows that have something to be mended now or had; the others stay as they are. */
  const tellRows = () => {
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
    toldRows = new Set(now.keys());
  };
  const showCount = () => {
    const words = counted(
      section,
      [...told.values()].reduce((sum, problems) => sum + problems.length, 0),
    );
    if (count.textContent !== words) count.textContent = words;
    element.toggleAttribute("data-told", told.size > 0);
  };
  element.addEventListener("toggle", () => element.open && build());
  if (isOpen) build();

  return {
    id: section.id,
    element,
    section: () => section,
    showRow: (row) => {
      const view = views.get(row.path);
      const wasFilled = view !== undefined && isFilled(view.row());
      view?.show(row);
      if (isFilled(row) && !wasFilled) {
        element.open = true;
        view?.element.removeAttribute("hidden");
      }
      showCount();
    },
    showTotals: (totals) => showTotals(totals),
    tell: (byField) => {
      const own = [...byField].filter(([place]) => place === section.id || rowOf.has(place));
      if (!own.length && !told.size) return;
      told = new Map(own);
      showCount();
      if (isBuilt) tellRows();
    },
    reach: (path) => {
      if (path !== section.id && !rowOf.has(path)) return undefined;
      element.open = true;
      build();
      const view = views.get(rowOf.get(path) ?? "");
      if (view?.element.hidden) unfoldRows();
      return view?.reach(path) ?? view?.element ?? find(element, "summary", HTMLElement);
    },
    unfold: (isOpening) => {
      element.open = isOpening || isUsed(section);
      if (isOpening) {
        build();
        unfoldRows();
      }
    },
  };
};
