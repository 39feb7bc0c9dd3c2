// The clerk's desk (/desk/): which report, and where to begin; then the form, its text, its page, and the file to hand in.

import { listDrafts, onGoOn } from "./desk-drafts.js";
import { ask } from "./desk-engine.js";
import { importFile, tooLarge } from "./desk-import.js";
import { saveReport } from "./desk-leave.js";
import { isOpen, listen, report, take, tell, tellBy, tellFault } from "./desk-report.js";
import { showTab } from "./desk-tabs.js";
import { choice, choose, load, openUnit, unitOf } from "./desk-units.js";
import { find, findAll, make } from "./gongkai-elements.js";
import "./desk-correct.js";
import "./desk-form.js";
import "./desk-keys.js";
import "./desk-problems.js";
import "./desk-text.js";

/** @typedef {import("./desk-units.js").Unit} Unit */
/** @typedef {import("./desk-drafts.js").Draft} Draft */
/** @typedef {"last_year" | "published" | "empty" | {text: string}} Source */

const SHOWN = 12_000; // ms that words stay

const desk = find(document, "[data-desk]", HTMLElement);
const form = find(desk, "[data-start]", HTMLFormElement);
const fileField = find(form, "[data-file]", HTMLInputElement);
const ways = findAll(form, "[data-way]", HTMLButtonElement);
const work = find(desk, "[data-work]", HTMLElement);
const said = find(desk, "[data-said]", HTMLElement);

/** @type {File | null} a document that waits for unit and year */
let waiting = null;

/* ---- words for the person ---- */

let shown = 0;
tellBy((words, undo) => {
  clearTimeout(shown);
  said.replaceChildren();
  if (!words) return;
  said.append(make("p", {}, words));
  if (undo) {
    const back = make("button", { type: "button", class: "dk-plain" }, "撤销");
    back.addEventListener("click", () => {
      said.replaceChildren();
      undo();
    });
    said.append(back);
  }
  const away = make("button", { type: "button", class: "dk-plain", "aria-label": "关上提示" }, "×");
  away.addEventListener("click", () => said.replaceChildren());
  said.append(away);
  shown = window.setTimeout(() => said.replaceChildren(), SHOWN);
});

/* ---- where to begin ---- */

/** Either the choice of a report, or the report. @param {boolean} isWorking */
const showWork = (isWorking) => {
  form.hidden = isWorking;
  work.hidden = !isWorking;
  document.body.classList.toggle("dk-working", isWorking);
};

/**
 * Takes a report in hand.
 * @param {Unit} unit
 * @param {number} year
 * @param {Source} source
 */
const begin = async (unit, year, source) => {
  form.setAttribute("aria-busy", "true");
  try {
    await openUnit(unit);
    const state = await ask("start", [year, source]);
    showWork(true);
    showTab("dk-form");
    take(state);
    find(work, "[data-whose]", HTMLElement).focus();
    if (waiting) importFile(waiting);
  } catch (error) {
    tellFault(error);
  } finally {
    waiting = null;
    form.removeAttribute("aria-busy");
  }
};

for (const button of ways) {
  button.addEventListener("click", () => {
    const way = button.dataset.way;
    if (way === "file") {
      fileField.click();
      return;
    }
    const chosen = choice();
    if (chosen && (way === "published" || way === "last_year" || way === "empty")) begin(chosen.unit, chosen.year, way);
  });
}
form.addEventListener("submit", (event) => event.preventDefault());

/* ---- files ---- */

/** Whose saved file it is, by its name and its title, as far as they say. @param {File} file @param {string} text */
const chooseFor = (file, text) => {
  const id = file.name.replace(/(?: ?\(\d+\))?\.ya?ml$/i, "");
  const unit = unitOf(id);
  if (!unit || isOpen()) return;
  const [, year = ""] = /^标题: *["']?(\d{4})/m.exec(text) ?? [];
  choose(unit, year);
};

/** A report that was saved goes on; a document is read into the form. @param {File} file */
const openFile = async (file) => {
  const refused = tooLarge(file);
  if (refused) {
    tell(refused);
    return;
  }
  const isSaved = /\.ya?ml$/i.test(file.name);
  if (isOpen() && !isSaved) {
    importFile(file);
    return;
  }
  const text = isSaved ? await file.text() : "";
  if (isSaved) chooseFor(file, text);
  const chosen = isOpen() ? { unit: unitOf(report().unit), year: report().year } : choice();
  if (!chosen?.unit) {
    tell(`先选单位和年度，再打开“${file.name}”。`);
    return;
  }
  if (isSaved) {
    begin(chosen.unit, chosen.year, { text });
    return;
  }
  waiting = file;
  const { years } = await openUnit(chosen.unit);
  const hasText = years.find(({ year }) => year === chosen.year)?.has_text;
  begin(chosen.unit, chosen.year, hasText ? "published" : "empty");
};

fileField.addEventListener("change", () => {
  const [file] = fileField.files ?? [];
  fileField.value = "";
  if (file) openFile(file).catch(tellFault);
});
desk.addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  desk.classList.add("is-over");
});
for (const left of ["dragleave", "drop", "dragend"]) desk.addEventListener(left, () => desk.classList.remove("is-over"));
desk.addEventListener("drop", (event) => {
  const [file] = event.dataTransfer?.files ?? [];
  if (!file) return;
  event.preventDefault();
  openFile(file).catch(tellFault);
});

/* ---- the report in hand ---- */

find(work, "[data-save]", HTMLElement).addEventListener("click", saveReport);
find(work, "[data-open]", HTMLElement).addEventListener("click", () => fileField.click());
find(work, "[data-another]", HTMLElement).addEventListener("click", () => {
  showWork(false);
  listDrafts();
  find(form, "#dk-unit", HTMLInputElement).focus();
});

onGoOn((/** @type {Draft} */ draft) => {
  const unit = unitOf(draft.unit);
  if (!unit) {
    tell(`网站上现在没有“${draft.name}”。`);
    return;
  }
  choose(unit, String(draft.year));
  begin(unit, draft.year, { text: draft.text });
});

listen((state, change) => {
  if (change) return;
  find(work, "[data-whose]", HTMLElement).textContent = `${state.name} ${state.year}年度`;
  find(work, "[data-state]", HTMLElement).textContent =
    `${state.is_public ? "已公开" : "还没有公开"} · 金额单位：${state.measure} · ${state.path}`;
});

document.body.classList.add("dk-wide");
const isNew = typeof WebAssembly === "object" && typeof HTMLDialogElement === "function";
find(desk, "[data-old]", HTMLElement).classList.toggle("is-shown", !isNew);
find(desk, "[data-dk]", HTMLElement).hidden = !isNew;
if (isNew) {
  listDrafts();
  load();
}
