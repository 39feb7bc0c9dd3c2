// The clerk's desk (/desk/): which report, and where to begin; then the form, its text, its page, and the file to hand in.

import { askPerson } from "./desk-ask.js";
import { aboutDraft, beginDraft, draftsOf, dropDraft, isUnsaved, keepNow, keepSoon, listDrafts, onGoOn } from "./desk-drafts.js";
import { onDrop } from "./desk-drop.js";
import { ask } from "./desk-engine.js";
import { importFile, tooLarge } from "./desk-import.js";
import { saveReport } from "./desk-leave.js";
import { edit, flush, isOpen, listen, putAway, report, take, tell, tellFault } from "./desk-report.js";
import { forgetBack } from "./desk-said.js";
import { showTab } from "./desk-tabs.js";
import { choice, choose, chooseNone, chosenSoFar, load, openUnit, unitOf } from "./desk-units.js";
import { find, findAll } from "./gongkai-elements.js";
import "./desk-correct.js";
import "./desk-form.js";
import "./desk-keys.js";
import "./desk-problems.js";
import "./desk-text.js";

/** @typedef {import("./desk-units.js").Unit} Unit */
/** @typedef {import("./desk-drafts.js").Kept} Kept */
/** @typedef {import("./desk-report.js").State} State */
/** @typedef {"last_year" | "published" | "empty" | {text: string, stored: string} | {name: string, content: Uint8Array}} Source */

const desk = find(document, "[data-desk]", HTMLElement);
const form = find(desk, "[data-start]", HTMLFormElement);
const fileField = find(form, "[data-file]", HTMLInputElement);
const ways = findAll(form, "[data-way]", HTMLButtonElement);
const work = find(desk, "[data-work]", HTMLElement);

/** @type {File | null} a document that waits for unit and year */
let waiting = null;
let isBeginning = false;

/* ---- where to begin ---- */

/** Either the choice of a report, or the report. @param {boolean} isWorking */
const showWork = (isWorking) => {
  form.hidden = isWorking;
  work.hidden = !isWorking;
  document.body.classList.toggle("dk-working", isWorking);
};

/**
 * Takes a report in hand; one that cannot be taken leaves what is there.
 * @param {Unit} unit
 * @param {number} year
 * @param {Source} source
 * @param {Kept} [kept] the draft that goes on
 * @param {boolean} [isBeside] other drafts of the report stay
 */
const begin = async (unit, year, source, kept, isBeside = false) => {
  if (isBeginning) return false;
  isBeginning = true;
  for (const place of [form, work]) place.inert = true; // what is typed meanwhile would go into the other report
  form.setAttribute("aria-busy", "true");
  try {
    await openUnit(unit);
    if (isOpen()) keepNow();
    const isFile = typeof source === "object" && "content" in source;
    const given = isFile ? { name: source.name } : source;
    /** @type {State} */
    const state = await ask("start", [year, given], isFile ? { content: source.content } : {});
    beginDraft(state.text, kept, isBeside);
    showWork(true);
    showTab("dk-form");
    take(state);
    if (state.said) tell(state.said);
    work.inert = false;
    find(work, "[data-whose]", HTMLElement).focus();
    return true;
  } catch (error) {
    tellFault(error);
    return false;
  } finally {
    isBeginning = false;
    for (const place of [form, work]) place.inert = false;
    form.removeAttribute("aria-busy");
  }
};

/** A draft goes on, with what was typed last. @param {Kept} kept */
const goOnWith = async (kept) => {
  const { unit: id, name, year, text, stored = "", edits = [] } = kept.draft;
  const unit = unitOf(id);
  if (!unit) {
    tell(`网站上现在没有“${name}”。`);
    return;
  }
  choose(unit, String(year));
  if (await begin(unit, year, { text, stored }, kept)) {
    for (const { method, args } of edits) await edit(method, args);
    keepSoon();
    openWaiting();
  }
};

/**
 * Begins anew; where the report has a draft the person says what becomes of it.
 * @param {Unit} unit
 * @param {number} year
 * @param {Source} source
 */
const beginAnew = async (unit, year, source) => {
  const others = draftsOf(unit.id, year);
  const [kept] = others;
  /** @type {"away" | "beside" | "goOn" | ""} */
  let answer = "away";
  if (kept) {
    const many = others.length > 1 ? `有 ${others.length} 份草稿，最新的一份` : "有一份草稿";
    const words = `${kept.draft.name} ${year}年度在这个浏览器里${many}：${aboutDraft(kept.draft)}。`;
    const away = others.length > 1 ? "丢掉最新的草稿，重新开始" : "丢掉草稿重新开始";
    answer = await askPerson("有草稿", words, { away, beside: "都留着，另起一份", goOn: "接着做草稿" });
  }
  if (kept && answer === "goOn") await goOnWith(kept);
  if (answer !== "away" && answer !== "beside") return;
  if (!(await begin(unit, year, source, undefined, answer === "beside"))) return;
  if (kept && answer === "away") dropDraft(kept);
  openWaiting();
};

for (const button of ways) {
  button.addEventListener("click", () => {
    const way = button.dataset.way;
    if (way === "file" && !waiting) {
      fileField.click();
      return;
    }
    const chosen = choice();
    if (!chosen) return;
    if (way === "file" && waiting) openFile(waiting).catch(tellFault);
    if (way === "published" || way === "last_year" || way === "empty") {
      beginAnew(chosen.unit, chosen.year, way).catch(tellFault);
    }
  });
}
form.addEventListener("submit", (event) => event.preventDefault());

/* ---- files ---- */

const fileWords = find(form, "[data-way=file] b", HTMLElement);
const fileTitle = fileWords.textContent ?? "";
/** A file that waits is named on the button that opens it. @param {File | null} file */
const wait = (file) => {
  waiting = file;
  fileWords.textContent = file ? `打开“${file.name}”` : fileTitle;
};

/** What waited is read into the report that was taken in hand. */
const openWaiting = () => {
  const file = waiting;
  wait(null);
  if (file && !isSavedFile(file)) importFile(file);
};

/** @param {File} file */
const isSavedFile = (file) => /\.ya?ml$/i.test(file.name);

/** Whose saved file it is, by its name and its title, as far as nothing else was chosen. @param {File} file @param {string} text */
const chooseFor = (file, text) => {
  const unit = unitOf(file.name.replace(/(?: ?\(\d+\))?\.ya?ml$/i, ""));
  const { unit: chosen, written } = chosenSoFar();
  if (!unit || (written && chosen?.id !== unit.id)) return;
  const [, year = ""] = /^标题: *["']?(\d{4})/m.exec(text) ?? [];
  choose(unit, year);
};

/** A report that was saved, over the one in hand; the changes of that stay as a draft. @param {File} file @param {Source} source */
const openOver = async (file, source) => {
  await flush();
  const words = `现在这份有没保存的改动。打开“${file.name}”以后，这些改动留作草稿，在“换一份”里接着做。`;
  const ways = { open: "打开这个文件", stay: "不打开" };
  if (isUnsaved() && (await askPerson("有没保存的改动", words, ways)) !== "open") return;
  const { unit: id, year } = report();
  const unit = unitOf(id);
  if (unit) await begin(unit, year, source);
};

/** A report that was saved goes on; a document is read into the form. @param {File} file */
const openFile = async (file) => {
  const refused = tooLarge(file);
  if (refused) {
    tell(refused);
    return;
  }
  const isSaved = isSavedFile(file);
  if (isOpen() && !isSaved) {
    importFile(file);
    return;
  }
  const source = { name: file.name, content: isSaved ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array() };
  if (isOpen()) {
    await openOver(file, source);
    return;
  }
  if (isSaved) chooseFor(file, new TextDecoder().decode(source.content));
  wait(file);
  const chosen = choice();
  if (!chosen) {
    tell(`“${file.name}”等着：选好单位和年度，再按“打开”。`);
    return;
  }
  if (isSaved) {
    await beginAnew(chosen.unit, chosen.year, source);
    return;
  }
  const { years } = await openUnit(chosen.unit);
  const hasText = years.find(({ year }) => year === chosen.year)?.has_text;
  await beginAnew(chosen.unit, chosen.year, hasText ? "published" : "empty");
};

fileField.addEventListener("change", () => {
  const [file] = fileField.files ?? [];
  fileField.value = "";
  if (file) openFile(file).catch(tellFault);
});
onDrop((file) => {
  if (!isBeginning) openFile(file).catch(tellFault);
});

/* ---- the report in hand ---- */

find(work, "[data-save]", HTMLElement).addEventListener("click", saveReport);
find(work, "[data-open]", HTMLElement).addEventListener("click", () => fileField.click());
find(work, "[data-another]", HTMLElement).addEventListener("click", async () => {
  await flush().catch(tellFault);
  keepNow();
  putAway();
  forgetBack();
  wait(null);
  showWork(false);
  chooseNone();
  listDrafts();
  find(form, "#dk-unit", HTMLInputElement).focus();
});

onGoOn(goOnWith);

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
