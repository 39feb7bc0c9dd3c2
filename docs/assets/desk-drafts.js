// Drafts in this browser, by unit and year; nothing else is kept. The saved file is what counts.
// A draft belongs to the work that wrote it: what another window wrote is never written over, both stay.

import { filledIn, isOpen, listen, report, sendTyped, tell, unansweredEdits } from "./desk-report.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Edit} Edit */
/** @typedef {import("./desk-report.js").Change} Change */
/**
 * @typedef {object} Draft
 * @property {string} unit
 * @property {string} name
 * @property {number} year
 * @property {string} text
 * @property {string} day in words
 * @property {number} [at] the same in ms since 1970, by which drafts are put in order
 * @property {number} [filled] how many fields are
 * @property {string} [edited] the field that was changed last
 * @property {string} [stored] the file that the work began with, as its bytes say it, where that is not a text
 * @property {string} [base] the text that the work began with: while nothing is changed there is no draft
 * @property {Edit[]} [edits] what was typed last and is not in the text yet
 * @property {string} [owner] the work that wrote it
 */
/** @typedef {{key: string, draft: Draft}} Kept */

const PREFIX = "gk-desk ";
const PAUSE = 800; // ms after the last change

const room = find(document, "[data-drafts]", HTMLElement);
const list = find(room, "ul", HTMLElement);
const kept = find(document, "[data-kept]", HTMLElement);
/** @type {(kept: Kept) => void} */
let goOn = () => {};
let timer = 0;
/** Where the work in hand is kept, who it is, and what it began with. */
let [key, owner, base] = ["", "", ""];
let isFull = false; // the browser did not keep the last of it
let saved = "";
let staysBeside = false; // drafts of the same report are known to be there
let edited = ""; // the field that was changed last, in words

/** @param {string} place @returns {Draft | null} */
const read = (place) => {
  try {
    const draft = JSON.parse(localStorage.getItem(place) ?? "");
    const isDraft = [draft.text, draft.unit, draft.name, draft.day].every((words) => typeof words === "string");
    return isDraft && Number.isInteger(draft.year) && Array.isArray(draft.edits ?? []) ? draft : null;
  } catch {
    return null;
  }
};

/** @param {string} place @param {Draft} draft @returns {boolean} false: no room, or not allowed */
const write = (place, draft) => {
  try {
    localStorage.setItem(place, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
};

/** @param {string} place */
const remove = (place) => {
  try {
    localStorage.removeItem(place);
  } catch {
    // not allowed: there is none
  }
};

/** All drafts, the newest first. @returns {Kept[]} */
const drafts = () => {
  /** @type {string[]} */
  let places = [];
  try {
    places = Object.keys(localStorage).filter((place) => place.startsWith(PREFIX));
  } catch {
    // not allowed: there is none
  }
  return places
    .flatMap((place) => {
      const draft = read(place);
      return draft ? [{ key: place, draft }] : [];
    })
    .sort((a, b) => (b.draft.at ?? 0) - (a.draft.at ?? 0));
};

/** The drafts of a report, the newest first. @param {string} unit @param {number} year */
export const draftsOf = (unit, year) => drafts().filter(({ draft }) => draft.unit === unit && draft.year === year);

/** Where another draft of the same report can be kept: with a number from the second on. @param {string} unit @param {number} year */
const freePlace = (unit, year) => {
  const first = `${PREFIX}${unit} ${year}`;
  let place = first;
  for (let number = 2; read(place); number += 1) place = `${first} ${number}`;
  return place;
};

/** What is said beside the report's name. @param {string} words */
const showKept = (words) => {
  kept.textContent = words;
};

const keep = () => {
  clearTimeout(timer);
  timer = 0;
  if (!isOpen()) return;
  const { unit, name, year, text, stored } = report();
  const edits = unansweredEdits();
  const place = key || (staysBeside ? freePlace(unit, year) : `${PREFIX}${unit} ${year}`);
  const there = read(place);
  const isOther = there !== null && there.owner !== owner;
  if (text === base && !edits.length) {
    if (key && !isOther) remove(key);
    isFull = false;
    showKept("");
    return;
  }
  if (there && !isOther && there.text === text && JSON.stringify(there.edits ?? []) === JSON.stringify(edits)) return;
  key = isOther ? freePlace(unit, year) : place;
  if (isOther) tell("这份报告另有一份草稿，可能是另一个窗口在改。两份草稿都留着，没有互相覆盖。");
  const now = new Date();
  const day = now.toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "medium" });
  const more = { at: now.getTime(), filled: filledIn(report()), edited };
  const isKept = write(key, { unit, name, year, text, base, stored, edits, owner, day, ...more });
  if (!isKept && !isFull) tell("这个浏览器存不下草稿，请保存文件。");
  isFull = !isKept;
  showKept(isKept ? `草稿 ${day.split(" ").at(-1)} 存在这个浏览器里` : "草稿没有存下，请保存文件");
};

/** Keeps what is there, and what was typed a moment ago. */
export const keepNow = () => {
  if (!isOpen()) return;
  sendTyped();
  keep();
};

/** The file was saved: what is in it is safe. */
export const noteSaved = () => {
  saved = report().text;
};

/**
 * Another work begins; a draft that goes on is this work's from now on.
 * @param {string} text what it begins with
 * @param {Kept} [kept]
 * @param {boolean} [isBeside] drafts of the same report stay beside its own
 */
export const beginDraft = (text, kept, isBeside = false) => {
  clearTimeout(timer);
  timer = 0;
  owner = `${Date.now()} ${Math.random()}`;
  [key, base] = kept ? [kept.key, kept.draft.base ?? ""] : ["", text];
  staysBeside = isBeside;
  edited = kept?.draft.edited ?? "";
  showKept(kept ? `草稿，${kept.draft.day}存的` : "");
  [isFull, saved] = [false, kept ? "" : text];
  if (kept) write(key, { ...kept.draft, owner });
};

/** @param {Kept} kept */
export const dropDraft = (kept) => remove(kept.key);

/** Whether changes are kept nowhere but on the page. */
const isLosing = () => isOpen() && (unansweredEdits().length > 0 || (isFull && report().text !== saved));

/** Whether something was changed that is not in a saved file. */
export const isUnsaved = () => isOpen() && report().text !== base && report().text !== saved;

const MINUTE = 60_000; // ms
const SHORT = 12; // characters of what was written last

/** When a draft was kept. @param {Draft} draft */
const whenOf = ({ at, day }) =>
  at !== undefined && Math.abs(Date.now() - at) < MINUTE ? `刚才（${day.split(" ").at(-1)}）` : day;

/** What tells a draft from others of the same report. @param {Draft} draft */
export const aboutDraft = (draft) =>
  [whenOf(draft), draft.filled === undefined ? "" : `填了 ${draft.filled} 项`, draft.edited ? `最后改的：${draft.edited}` : ""]
    .filter(Boolean)
    .join(" · ");

/** @param {Kept} kept */
const entryOf = (kept) => {
  const { name, year } = kept.draft;
  const about = aboutDraft(kept.draft);
  const open = make("button", { type: "button", class: "gk-button" }, `${name} ${year}年度`);
  const label = `删掉草稿：${name} ${year}年度，${about}`;
  const away = make("button", { type: "button", class: "dk-plain", "aria-label": label }, "删掉");
  open.addEventListener("click", () => goOn(kept));
  away.addEventListener("click", () => {
    remove(kept.key);
    listDrafts();
  });
  return make("li", {}, open, make("small", {}, about), away);
};

export const listDrafts = () => {
  const found = drafts();
  room.hidden = !found.length;
  list.replaceChildren(...found.map(entryOf));
};

/** @param {(kept: Kept) => void} act */
export const onGoOn = (act) => {
  goOn = act;
};

/** The field that an edit changed, in words, or the first of several; sums beside it change too. @param {Change} change */
const editedOf = ({ path, changed_fields, changed_sections }) => {
  const own = changed_fields.find(({ row }) => Object.values(row.cells).some((cell) => cell.path === path));
  const { section, row } = own ?? changed_fields[0] ?? { section: changed_sections[0]?.id, row: null };
  const count = path ? 1 : changed_fields.length + changed_sections.length;
  const title = report().fields.find(({ id }) => id === section)?.title ?? "";
  const written = row ? Object.values(row.cells).find((cell) => cell.path === path)?.written : "";
  const value = written ? `（${written.slice(0, SHORT)}${written.length > SHORT ? "…" : ""}）` : "";
  const words = row && row.label !== title ? `${title} ${row.label}` : title;
  return count > 1 ? `${words}等 ${count} 处` : words + value;
};

/** Keeps the report as it is, in a while. */
export const keepSoon = () => {
  clearTimeout(timer);
  timer = window.setTimeout(keep, PAUSE);
};

listen((_, change) => {
  if (!change) return;
  edited = editedOf(change) || edited;
  keepSoon();
});
addEventListener("pagehide", keepNow);
document.addEventListener("visibilitychange", () => document.hidden && keepNow());
addEventListener("beforeunload", (event) => {
  keepNow();
  if (isLosing()) event.preventDefault();
});
addEventListener("storage", () => !isOpen() && listDrafts());
