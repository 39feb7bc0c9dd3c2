// Drafts in this browser, by unit and year; nothing else is kept. The saved file is what counts.
// A draft belongs to the work that wrote it: what another window wrote is never written over, both stay.

import { isOpen, listen, report, sendTyped, tell, unansweredEdits } from "./desk-report.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Edit} Edit */
/**
 * @typedef {object} Draft
 * @property {string} unit
 * @property {string} name
 * @property {number} year
 * @property {string} text
 * @property {string} day in words
 * @property {number} [at] the same in ms since 1970, by which drafts are put in order
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
/** @type {(kept: Kept) => void} */
let goOn = () => {};
let timer = 0;
/** Where the work in hand is kept, who it is, and what it began with. */
let [key, owner, base] = ["", "", ""];
let isFull = false; // the browser did not keep the last of it
let saved = "";

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

/** The newest draft of a report. @param {string} unit @param {number} year */
export const draftOf = (unit, year) => drafts().find(({ draft }) => draft.unit === unit && draft.year === year);

/** Where another draft of the same report can be kept: with a number from the second on. @param {string} first */
const freePlace = (first) => {
  let place = first;
  for (let number = 2; read(place); number += 1) place = `${first} ${number}`;
  return place;
};

const keep = () => {
  clearTimeout(timer);
  timer = 0;
  if (!isOpen()) return;
  const { unit, name, year, text, stored } = report();
  const edits = unansweredEdits();
  const place = key || `${PREFIX}${unit} ${year}`;
  const there = read(place);
  const isOther = there !== null && there.owner !== owner;
  if (text === base && !edits.length) {
    if (key && !isOther) remove(key);
    isFull = false;
    return;
  }
  key = isOther ? freePlace(`${PREFIX}${unit} ${year}`) : place;
  if (isOther) tell("这份报告另有一份草稿，可能是另一个窗口在改。两份草稿都留着，没有互相覆盖。");
  const now = new Date();
  const day = now.toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "short" });
  const isKept = write(key, { unit, name, year, text, base, stored, edits, owner, day, at: now.getTime() });
  if (!isKept && !isFull) tell("这个浏览器存不下草稿，请保存文件。");
  isFull = !isKept;
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
 */
export const beginDraft = (text, kept) => {
  clearTimeout(timer);
  timer = 0;
  owner = `${Date.now()} ${Math.random()}`;
  [key, base] = kept ? [kept.key, kept.draft.base ?? ""] : ["", text];
  [isFull, saved] = [false, kept ? "" : text];
  if (kept) write(key, { ...kept.draft, owner });
};

/** @param {Kept} kept */
export const dropDraft = (kept) => remove(kept.key);

/** Whether changes are kept nowhere but on the page. */
const isLosing = () => isOpen() && (unansweredEdits().length > 0 || (isFull && report().text !== saved));

/** Whether something was changed that is not in a saved file. */
export const isUnsaved = () => isOpen() && report().text !== base && report().text !== saved;

/** @param {Kept} kept */
const entryOf = (kept) => {
  const { name, year, day } = kept.draft;
  const open = make("button", { type: "button", class: "gk-button" }, `${name} ${year}年度`);
  const away = make("button", { type: "button", class: "dk-plain", "aria-label": `删掉草稿：${name} ${year}年度` }, "删掉");
  open.addEventListener("click", () => goOn(kept));
  away.addEventListener("click", () => {
    remove(kept.key);
    listDrafts();
  });
  return make("li", {}, open, make("small", {}, day), away);
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

/** Keeps the report as it is, in a while. */
export const keepSoon = () => {
  clearTimeout(timer);
  timer = window.setTimeout(keep, PAUSE);
};

listen((_, change) => {
  if (change) keepSoon();
});
addEventListener("pagehide", keepNow);
document.addEventListener("visibilitychange", () => document.hidden && keepNow());
addEventListener("beforeunload", (event) => {
  keepNow();
  if (isLosing()) event.preventDefault();
});
addEventListener("storage", () => !isOpen() && listDrafts());
