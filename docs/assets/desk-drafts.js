// Drafts in this browser, by unit and year; nothing else is kept. The saved file is what counts.

import { listen, report } from "./desk-report.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {{unit: string, name: string, year: number, text: string, day: string}} Draft */

const PREFIX = "gk-desk ";
const PAUSE = 800; // ms after the last change

const room = find(document, "[data-drafts]", HTMLElement);
const list = find(room, "ul", HTMLElement);
/** @type {(draft: Draft) => void} */
let goOn = () => {};
let timer = 0;
let published = "";

/** @param {string} key @returns {Draft | null} */
const read = (key) => {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "");
    return typeof draft.text === "string" && typeof draft.unit === "string" && Number.isInteger(draft.year) ? draft : null;
  } catch {
    return null;
  }
};

const keys = () => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
};

/** @param {{unit: string, year: number}} draft */
const keyOf = ({ unit, year }) => `${PREFIX}${unit} ${year}`;

const keep = () => {
  clearTimeout(timer);
  timer = 0;
  const { unit, name, year, text } = report();
  if (text === published) return;
  const day = new Date().toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "short" });
  try {
    localStorage.setItem(keyOf({ unit, year }), JSON.stringify({ unit, name, year, text, day }));
  } catch {
    // no room, or not allowed: the saved file is what counts
  }
};

/** @param {string} key */
const remove = (key) => {
  try {
    localStorage.removeItem(key);
  } catch {
    // not allowed: there is none
  }
};

export const listDrafts = () => {
  const found = keys().flatMap((key) => {
    const draft = read(key);
    return draft ? [{ key, draft }] : [];
  });
  room.hidden = !found.length;
  list.replaceChildren(
    ...found
      .sort((a, b) => b.draft.day.localeCompare(a.draft.day))
      .map(({ key, draft }) => {
        const open = make("button", { type: "button", class: "gk-button" }, `${draft.name} ${draft.year}年度`);
        const away = make(
          "button",
          { type: "button", class: "dk-plain", "aria-label": `删掉草稿：${draft.name} ${draft.year}年度` },
          "删掉",
        );
        open.addEventListener("click", () => goOn(draft));
        away.addEventListener("click", () => {
          remove(key);
          listDrafts();
        });
        return make("li", {}, open, make("small", {}, draft.day), away);
      }),
  );
};

/** @param {(draft: Draft) => void} act */
export const onGoOn = (act) => {
  goOn = act;
};

/** Keeps the report as it is, in a while. */
const keepSoon = () => {
  clearTimeout(timer);
  timer = window.setTimeout(keep, PAUSE);
};

/** What was taken from a document is no published text: it is kept. */
export const keepTaken = () => {
  published = "";
  keepSoon();
};

listen((state, change) => {
  if (change) keepSoon();
  else published = state.text;
});
addEventListener("pagehide", () => timer && keep());
