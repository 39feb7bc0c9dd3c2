// Which unit and year: found by name, 简称 or code; what is public of a unit is loaded once it is chosen.
import { DroppedError } from "./desk-call.js";
import { ask, start } from "./desk-engine.js";
import { tellFault } from "./desk-report.js";
import { find, findAll, make } from "./gongkai-elements.js";

/** @typedef {{id: string, name: string, short: string, code: string, years: number[], former?: string[]}} Unit */
/** @typedef {{year: number, state: string, has_text: boolean, can_begin: boolean, last: number | null, why: string}} YearOfUnit last: what the new one may be like; why: nothing can be written */
/** @typedef {{unit: string, name: string, years: YearOfUnit[], writable_years: number[]}} UnitOpened */

const NOT_RECORDED = "未收录";
const OFFERED = 40; // units in the list at a time: a province has fifteen thousand

const desk = find(document, "[data-desk]", HTMLElement);
const form = find(desk, "[data-start]", HTMLFormElement);
const unitField = find(form, "#dk-unit", HTMLInputElement);
const unitList = find(form, "#dk-units", HTMLDataListElement);
const yearField = find(form, "#dk-year", HTMLSelectElement);
const unitSaid = find(form, "[data-unit-said]", HTMLElement);
const ways = findAll(form, "[data-way]", HTMLButtonElement);
const loading = find(desk, "[data-loading]", HTMLElement);

/** @type {Unit[]} */
let units = [];
/** @type {Promise<Uint8Array> | null} the list of units as it was loaded */
let listed = null;
let isYearChosen = false; // by the person, or for a file
/** @type {UnitOpened | null} */
let opened = null;
let shownUnit = "";

/* ---- the engine ---- */

/** @param {string} words @param {number} share */
const progress = (words, share) => {
  find(loading, "progress", HTMLProgressElement).value = share;
  find(loading, "[role=status]", HTMLElement).textContent = words;
};

/** The engine is told of all units, for a document that is dropped may be of any; without the list it does without. */
const tellUnits = async () => {
  const content = await listed?.catch(() => null);
  if (content) await ask("know_units", [], { content });
};

/** @type {Promise<void> | null} */
let begun = null;
/** The engine, loaded from the start on, and again where that failed. */
const engine = () => {
  if (begun) return begun;
  loading.hidden = false;
  begun = start(desk, progress)
    .then(tellUnits)
    .catch((error) => {
      begun = null;
      throw error;
    })
    .finally(() => {
      loading.hidden = true;
    });
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
  isYearChosen = false;
  showWays();
  yearField.disabled = !unit;
  if (!unit) {
    yearField.replaceChildren(make("option", { value: "" }, "先选单位"));
    return;
  }
  const newest = new Date().getFullYear() - 1;
  const known = [...new Set([...unit.years, newest])].sort((a, b) => b - a);
  offerYears(known.map((year) => ({ year, said: unit.years.includes(year) ? "网站上有" : "", why: "" })));
  openUnit(unit).catch(tellFault);
};

/** The years; the newest that can be written is chosen, unless one was. @param {{year: number, said: string, why: string}[]} years */
const offerYears = (years) => {
  const newest = years.find(({ why }) => !why) ?? years[0];
  const chosen = isYearChosen ? yearField.value : String(newest?.year ?? "");
  yearField.replaceChildren(
    ...years.map(({ year, said }) => make("option", { value: year }, `${year}年度${said ? `（${said}）` : ""}`)),
  );
  if (years.some(({ year }) => String(year) === chosen)) yearField.value = chosen;
};

/** @param {Unit} unit @returns {Promise<UnitOpened>} */
const fetchUnit = async (unit) => {
  const [answer] = await Promise.all([fetch(`${desk.dataset.reference}${unit.id}.zip`), engine()]);
  if (!answer.ok) throw new Error("单位的数据没有取到。怎么改：看看网络，再选一次单位");
  const content = new Uint8Array(await answer.arrayBuffer());
  if (opening?.id !== unit.id) throw new DroppedError(); // another unit was chosen meanwhile: the engine has one at a time
  return await ask("open_unit", [], { content });
};

/** Years and ways of the unit that is chosen. @param {Unit} unit @param {UnitOpened} found */
const showOpened = (unit, found) => {
  if (shownUnit !== unit.id) return;
  opened = found;
  offerYears(
    found.years.map(({ year, state, why }) => ({ year, why, said: why ? "不能填" : state === NOT_RECORDED ? "还没有" : state })),
  );
  showWays();
};

/** @type {{id: string, found: Promise<UnitOpened>} | null} */
let opening = null;
/** Loads what is public of a unit, once, and offers its years. @param {Unit} unit */
export const openUnit = (unit) => {
  const { found } = opening?.id === unit.id ? opening : { found: fetchUnit(unit) };
  opening = { id: unit.id, found };
  found.then(
    (answer) => showOpened(unit, answer),
    () => {
      if (opening?.found === found) opening = null;
    },
  );
  return found;
};

/** What each way says as long as it can be gone. */
const usual = new Map(ways.map((button) => [button, find(button, "span", HTMLElement).textContent]));

/** Why a way cannot be gone; "". @param {string} way @param {YearOfUnit} year */
const whyNot = (way, { why, state, has_text, can_begin, last }) => {
  const isThere = state !== NOT_RECORDED;
  if (why) return way === "published" && has_text ? "" : why;
  if (way === "file") return "";
  if (way === "published") {
    if (has_text) return "";
    return isThere ? `这一年度的报告“${state}”，网站上没有它的内容：打开自己存的文件` : "网站上没有这一年度的报告";
  }
  if (!can_begin) return has_text ? "这一年度已经有报告：从“修改已公开的”改起" : "这一年度已经有报告：打开自己存的文件";
  const isLike = way === "last_year" && last === null;
  return isLike ? "网站上没有这个单位更早的报告，没有可以照的：从空表填起，或者打开文件" : "";
};

/** Which ways a year has, and why it has not the others, before they are pressed. */
const showWays = () => {
  const year = opened?.years.find((one) => String(one.year) === yearField.value);
  for (const button of ways) {
    const way = button.dataset.way ?? "";
    const reason = year ? whyNot(way, year) : ""; // not known yet
    const isOlder = year && way === "last_year" && year.last !== year.year - 1;
    const like = isOlder ? `没有 ${year.year - 1} 年度的报告：结构照 ${year.last} 年度，上年决算自己填` : usual.get(button);
    button.disabled = reason !== "";
    find(button, "span", HTMLElement).textContent = (year?.why ? usual.get(button) : reason || like) ?? "";
  }
  if (year) unitSaid.textContent = year.why;
};

/** The units that what is written may mean. */
const offerUnits = () => {
  const written = unitField.value.trim();
  const found = units.filter((unit) => shownName(unit).includes(written));
  unitList.replaceChildren(...found.slice(0, OFFERED).map((unit) => make("option", { value: shownName(unit) })));
};

const lookUp = () => {
  offerUnits();
  showYears();
};
unitField.addEventListener("input", (event) => {
  if (!(event instanceof InputEvent && event.isComposing)) lookUp();
});
unitField.addEventListener("compositionend", lookUp);
unitField.addEventListener("change", showYears);
yearField.addEventListener("change", () => {
  isYearChosen = true;
  showWays();
});

/** Unit and year as chosen; words where they are missing. */
export const choice = () => {
  const unit = chosenUnit();
  if (!unit) {
    unitSaid.textContent = "先选单位。";
    unitField.focus();
    return null;
  }
  return { unit, year: Number(yearField.value) };
};

/** A unit by its id. @param {string} id */
export const unitOf = (id) => units.find((unit) => unit.id === id);

/** Chooses for the person, as far as the site has it. @param {Unit} unit @param {string} year */
export const choose = (unit, year) => {
  unitField.value = shownName(unit);
  showYears();
  if (![...yearField.options].some(({ value }) => value === year)) return;
  yearField.value = year;
  isYearChosen = true;
};

/** No unit is chosen, so that the list offers all. */
export const chooseNone = () => {
  unitField.value = "";
  lookUp();
};

/** What of the choice is made so far. */
export const chosenSoFar = () => ({ unit: chosenUnit(), written: unitField.value.trim() });

/** Loads the engine and the list of units. */
export const load = async () => {
  listed = fetch(desk.dataset.units ?? "").then(async (answer) => new Uint8Array(await answer.arrayBuffer()));
  engine().catch(tellFault);
  try {
    units = JSON.parse(new TextDecoder().decode(await listed));
    offerUnits();
    showYears();
  } catch {
    unitSaid.textContent = "单位名录没有载入，请检查网络，再打开一次。";
  }
};
