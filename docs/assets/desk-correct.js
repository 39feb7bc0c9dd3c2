// A public report that is changed says so: the entry of 更正, with what was and what is, for the person to explain.

import { ask } from "./desk-engine.js";
import { freshId, grow } from "./desk-field.js";
import { listChanged } from "./desk-preview.js";
import { apply, edit, isOpen, listen, report, sendBy, tell, tellFault } from "./desk-report.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {import("./desk-preview.js").Changed} Changed */
/** @typedef {{needed: boolean, changed: Changed[], path: string, change: import("./desk-report.js").Change}} Corrected */

const ASKED = [
  { key: "内容", label: "改了什么", hint: "一句话写给读者，例：公务接待费决算数由 12.30 万元更正为 1.23 万元" },
  { key: "原因", label: "为什么改", hint: "例：录入时小数点错了一位" },
];
const PAUSE = 400;

const room = find(document, "[data-public]", HTMLElement);
const words = make("p", {}, "读者看得到原来的数、现在的数和原因。");
const way = make("p", { class: "dk-public__way" });
const box = make("div", { hidden: true });
const table = make("div");
const fold = make("details", { open: true }, make("summary", {}, make("b", {}, "已公开，改动要写更正")), words, way, box);
room.append(fold);
/** On a phone it would fill the screen above every view: it folds once the person goes on. */
const foldOnPhone = () => {
  if (matchMedia("(max-width: 44.984375em)").matches) fold.open = false;
};
for (const place of [".dk-tabs", "[data-jump]", ".dk-panels"])
  find(document, place, HTMLElement).addEventListener("click", foldOnPhone);

/** @type {string} where the entry stands; "" before there is one */
let path = "";
let timer = 0;
let isAsking = false;

const start = make("button", { type: "button", class: "gk-button is-main" }, "写更正");
way.append(start);

const fields = ASKED.map(({ key, label, hint }) => {
  const id = freshId("correct");
  const area = make("textarea", { class: "dk-input dk-long", id, rows: 2, "aria-describedby": `${id}-hint` });
  let composing = false;
  let waits = 0;
  const send = () => {
    clearTimeout(waits);
    waits = 0;
    if (!composing && path) edit("set_value", [`${path}/${key}`, area.value], `correct ${key}`);
  };
  area.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(waits);
  });
  area.addEventListener("compositionend", () => {
    composing = false;
    waits = window.setTimeout(send, PAUSE);
  });
  area.addEventListener("input", (event) => {
    grow(area);
    clearTimeout(waits);
    if (!(event instanceof InputEvent && event.isComposing)) waits = window.setTimeout(send, PAUSE);
  });
  area.addEventListener("change", send);
  sendBy(() => waits && send());
  box.append(
    make(
      "div",
      { class: "dk-line" },
      make("label", { class: "dk-label", for: id }, label),
      make("p", { class: "dk-hint", id: `${id}-hint` }, hint),
      area,
    ),
  );
  return { key, area };
});
box.prepend(table);

/** What the entry says now goes into its fields, unless somebody types there. */
const fill = () => {
  for (const { key, area } of fields) {
    if (area === document.activeElement) continue;
    for (const section of report().fields) {
      for (const row of section.rows) {
        const cell = Object.values(row.cells).find((one) => one.path === `${path}/${key}`);
        if (cell && area.value !== cell.written) area.value = cell.written;
      }
    }
    grow(area);
  }
};

/** Writes the entry, or brings the one that is there up to date. */
const write = async () => {
  if (isAsking) return;
  isAsking = true;
  const asked = report();
  try {
    /** @type {Corrected} */
    const found = await ask("correction");
    if (!isOpen() || report() !== asked) return;
    if (found.needed) {
      path = found.path;
      apply(found.change);
      table.replaceChildren(listChanged(found.changed));
    }
    box.hidden = !path;
    start.hidden = Boolean(path);
    fill();
    if (!found.needed && !path) tell("还没有要写更正的改动。");
  } catch (error) {
    tellFault(error);
  } finally {
    isAsking = false;
  }
};
/** Writes the entry and leads to what the person has to say of it. */
export const writeCorrection = async () => {
  await write();
  fold.open = true;
  room.scrollIntoView({ block: "center" });
  fields[0]?.area.focus({ preventScroll: true });
};
start.addEventListener("click", writeCorrection);

listen((state, change) => {
  room.hidden = !state.is_public;
  if (!change) {
    path = "";
    fold.open = true;
    box.hidden = true;
    start.hidden = false;
    return;
  }
  if (!path || isAsking || !isOpen()) return;
  clearTimeout(timer);
  timer = window.setTimeout(write, PAUSE); // another change: the entry names it too
});
