// The clerk's desk (/desk/): which report, and where to begin; then the form, its text, its page, and the file to hand in.

import { listDrafts, onGoOn } from "./desk-drafts.js";
import { ask, start } from "./desk-engine.js";
import { importFile, tooLarge } from "./desk-import.js";
import { saveReport } from "./desk-leave.js";
import { isOpen, listen, report, take, tell, tellBy } from "./desk-report.js";
import { showTab } from "./desk-tabs.js";
import { find, findAll, make } from "./gongkai-elements.js";
import "./desk-correct.js";
import "./desk-form.js";
import "./desk-problems.js";
import "./desk-text.js";

/** @typedef {{id: string, name: string, short: string, code: string, years: number[]}} Unit */
/** @typedef {{year: number, state: string, has_text: boolean, can_begin: boolean}} YearOfUnit */
/** @typedef {{unit: string, name: string, years: YearOfUnit[], writable_years: number[]}} UnitOpened */
/** @typedef {import("./desk-drafts.js").Draft} Draft */
/** @typedef {"last_year" | "published" | "empty" | {text: string}} Source */

const SHOWN = 12_000; // ms that words stay

const desk = find(document, "[data-desk]", HTMLElement);
const form = find(desk, "[data-start]", HTMLFormElement);
const unitField = find(form, "#dk-unit", HTMLInputElement);
const unitList = find(form, "#dk-units", HTMLDataListElement);
const yearField = find(form, "#dk-year", HTMLSelectElement);
const unitSaid = find(form, "[data-unit-said]", HTMLElement);
const fileField = find(form, "[data-file]", HTMLInputElement);
const ways = findAll(form, "[data-way]", HTMLButtonElement);
const loading = find(desk, "[data-loading]", HTMLElement);
const work = find(desk, "[data-work]", HTMLElement);
const said = find(desk, "[data-said]", HTMLElement);

/** @type {Unit[]} */
let units = [];
/** @type {UnitOpened | null} */
let opened = null;
let shownUnit = "";
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

/** @param {unknown} error */
const tellFault = (error) => tell(error instanceof Error ? error.message : String(error));

/* ---- the engine ---- */

/** @param {string} words @param {number} share */
const progress = (words, share) => {
  find(loading, "progress", HTMLProgressElement).value = share;
  find(loading, "[role=status]", HTMLElement).textContent = words;
};

/** @type {Promise<void> | null} */
let begun = null;
let isReady = false;
/** The engine, loaded from the start on, and again where that failed. */
const engine = () => {
  loading.hidden = false;
  begun ??= start(desk, progress)
    .catch((error) => {
      begun = null;
      throw error;
    })
    .finally(() => {
      loading.hidden = true;
    });
  if (isReady) loading.hidden = true;
  begun.then(
    () => {
      isReady = true;
    },
    () => {},
  );
  return begun;
};

/* ---- which report ---- */

/** @param {Unit} unit */
const shownName = ({ name, short, code }) => [name, short, code].filter(Boolean).join(" · ");

/** The unit that is written, if it is one. */
const chosenUnit = () => {
  const written = unitField.value.trim();
  if (!written) return undefined;
  const exact = units.find((unit) => [shownName(unit), unit.name, unit.short, unit.code, unit.id].includes(written));
  const parts = units.filter((unit) => shownName(unit).includes(written));
  return exact ?? (parts.length === 1 ? parts[0] : undefined);
};

const showYears = () => {
  const unit = chosenUnit();
  unitSaid.textContent = !unit && unitField.value.trim() ? "没有这个单位，或者不止一个：从列表里选一个。" : "";
  if (unit?.id === shownUnit) return;
  shownUnit = unit?.id ?? "";
  opened = null;
  yearField.disabled = !unit;
  if (!unit) {
    yearField.replaceChildren(make("option", { value: "" }, "先选单位"));
    return;
  }
  const newest = new Date().getFullYear() - 1;
  const known = [...new Set([...unit.years, newest])].sort((a, b) => b - a);
  offerYears(known.map((year) => ({ year, said: unit.years.includes(year) ? "网站上有" : "" })));
  openUnit(unit).catch(tellFault);
};

/** @param {{year: number, said: string}[]} years */
const offerYears = (years) => {
  const chosen = yearField.value;
  yearField.replaceChildren(
    ...years.map(({ year, said }) => make("option", { value: year }, `${year}年度${said ? `（${said}）` : ""}`)),
  );
  if (years.some(({ year }) => String(year) === chosen)) yearField.value = chosen;
};

/** @param {Unit} unit */
const fetchUnit = async (unit) => {
  const [answer] = await Promise.all([fetch(`${desk.dataset.reference}${unit.id}.zip`), engine()]);
  if (!answer.ok) throw new Error("单位的数据没有取到。怎么改：看看网络，再选一次单位");
  const content = new Uint8Array(await answer.arrayBuffer());
  /** @type {UnitOpened} */
  const found = await ask("open_unit", [], { content });
  if (shownUnit !== unit.id) return found;
  opened = found;
  offerYears(found.years.map(({ year, state }) => ({ year, said: state === "未收录" ? "还没有" : state })));
  showWays();
  return found;
};

/** @type {{id: string, found: Promise<UnitOpened>} | null} */
let opening = null;
/** Loads what is public of a unit, once, and offers its years. @param {Unit} unit */
const openUnit = (unit) => {
  if (opening?.id === unit.id) return opening.found;
  const found = fetchUnit(unit);
  opening = { id: unit.id, found };
  found.catch(() => {
    opening = null;
  });
  return found;
};

/** Which ways a year has. */
const showWays = () => {
  const year = opened?.years.find((one) => String(one.year) === yearField.value);
  for (const button of ways) {
    const way = button.dataset.way;
    button.disabled =
      Boolean(year) &&
      ((way === "published" && !year?.has_text) || ((way === "last_year" || way === "empty") && !year?.can_begin));
  }
};

unitField.addEventListener("input", (event) => {
  if (!(event instanceof InputEvent && event.isComposing)) showYears();
});
unitField.addEventListener("change", showYears);
yearField.addEventListener("change", showWays);

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

/** Unit and year as chosen; words where they are missing. */
const choice = () => {
  const unit = chosenUnit();
  if (!unit) {
    unitSaid.textContent = "先选单位。";
    unitField.focus();
    return null;
  }
  return { unit, year: Number(yearField.value) };
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
  const unit = units.find((one) => one.id === id);
  if (!unit || isOpen()) return;
  unitField.value = shownName(unit);
  showYears();
  const [, year = ""] = /^标题: *["']?(\d{4})/m.exec(text) ?? [];
  if ([...yearField.options].some(({ value }) => value === year)) yearField.value = year;
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
  const chosen = isOpen() ? { unit: units.find(({ id }) => id === report().unit), year: report().year } : choice();
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
  unitField.focus();
});

onGoOn((/** @type {Draft} */ draft) => {
  const unit = units.find(({ id }) => id === draft.unit);
  if (!unit) {
    tell(`网站上现在没有“${draft.name}”。`);
    return;
  }
  unitField.value = shownName(unit);
  begin(unit, draft.year, { text: draft.text });
});

listen((state, change) => {
  if (change) return;
  find(work, "[data-whose]", HTMLElement).textContent = `${state.name} ${state.year}年度`;
  find(work, "[data-state]", HTMLElement).textContent =
    `${state.is_public ? "已公开" : "还没有公开"} · 金额单位：${state.measure} · ${state.path}`;
});

const open = async () => {
  const answer = await fetch(desk.dataset.units ?? "");
  units = await answer.json();
  unitList.replaceChildren(...units.map((unit) => make("option", { value: shownName(unit) })));
  showYears();
};

document.body.classList.add("dk-wide");
const isNew = typeof WebAssembly === "object" && typeof HTMLDialogElement === "function";
find(desk, "[data-old]", HTMLElement).classList.toggle("is-shown", !isNew);
find(desk, "[data-dk]", HTMLElement).hidden = !isNew;
if (isNew) {
  listDrafts();
  engine().catch(tellFault);
  open().catch(() => {
    unitSaid.textContent = "单位名录没有载入，请检查网络，再打开一次。";
  });
}
