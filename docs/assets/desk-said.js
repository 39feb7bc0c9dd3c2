// Words for the person, at the bottom of the page: for a while, and the way back until the next change or until it is closed.

import { edit, listen, report, tellBy } from "./desk-report.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Change} Change */

const SHOWN = 12_000; // ms that words stay
const GAP = 8; // px between a field and what is said

const room = find(document, "[data-said]", HTMLElement);
/** @type {HTMLElement | null} the words that stand there for a while */
let passing = null;
/** @type {{line: HTMLElement, text: string} | null} the way back from a text, as long as the report has it */
let back = null;
let timer = 0;

/** What is in use is never below what is said. */
const keepClear = () => {
  const { style } = document.documentElement;
  if (!room.childElementCount) {
    if (style.scrollPaddingBottom) style.scrollPaddingBottom = "";
    return;
  }
  const top = room.getBoundingClientRect().top;
  style.scrollPaddingBottom = `${innerHeight - top + GAP}px`;
  const field = document.activeElement;
  if (!field?.closest("[data-work]")) return;
  const bar = document.querySelector(".dk-bar")?.getBoundingClientRect().bottom ?? 0;
  const place = field.getBoundingClientRect();
  const isBelow = place.top < innerHeight && place.bottom + GAP > top;
  if (isBelow) scrollBy(0, Math.min(place.bottom + GAP - top, Math.max(place.top - bar, 0)));
};
for (const event of ["focusin", "input"]) document.addEventListener(event, keepClear);

/** @param {HTMLElement | null | undefined} line */
const takeAway = (line) => {
  line?.remove();
  keepClear();
};

/** There is no way back any more. */
export const forgetBack = () => {
  const { line } = back ?? {};
  back = null;
  takeAway(line);
};

/** @param {string} words @param {HTMLElement[]} ways @param {() => void} close */
const lineOf = (words, ways, close) => {
  const away = make("button", { type: "button", class: "dk-plain", "aria-label": "关上提示" }, "×");
  away.addEventListener("click", close);
  return make("div", {}, make("p", {}, words), ...ways, away);
};

tellBy((words) => {
  clearTimeout(timer);
  takeAway(passing);
  passing = null;
  if (!words) return;
  const line = lineOf(words, [], () => takeAway(line));
  passing = line;
  room.prepend(line);
  keepClear();
  timer = window.setTimeout(() => takeAway(line), SHOWN);
});

/** The next change, or another report: there is no way back from what was before. */
listen((state, change) => {
  if (back && !(change && state.text === back.text)) forgetBack();
});

/** @param {string} words what was done @param {string} before @param {string} text the text now */
const offerBack = (words, before, text) => {
  forgetBack();
  const button = make("button", { type: "button", class: "dk-plain" }, "撤销");
  button.addEventListener("click", () => {
    forgetBack();
    edit("set_text", [before]);
  });
  back = { line: lineOf(words, [button], forgetBack), text };
  room.append(back.line);
  keepClear();
};

/**
 * An edit of several rows, with the text as it was before to go back to.
 * @param {string} words what was done
 * @param {() => Promise<Change | null>} act
 */
export const withUndo = async (words, act) => {
  const state = report();
  const { text } = state;
  const change = await act();
  if (change && !change.said && change.text !== text && report() === state) offerBack(words, text, change.text);
  return change;
};
