// A field of the form: its control, which of the three states of nothing it is in, and when what is typed is sent.
// Nothing here reacts while an input method is composing.

import { setValue } from "./desk-report.js";
import { make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Cell} Cell */
/** @typedef {import("./desk-report.js").Kind} Kind */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */
/**
 * @typedef {object} Field
 * @property {HTMLElement} element what holds the control
 * @property {Control} control
 * @property {Kind} kind
 * @property {() => Cell} cell
 * @property {(cell: Cell) => void} show
 * @property {() => void} soon sends after a pause
 * @property {() => Promise<void>} send sends what is there now
 * @property {() => void} settle when the field is left
 * @property {(composing: boolean) => void} compose
 */

const PAUSE = 300; // ms after the last key
export const UNPUBLISHED = "未公开";
const OTHER = "\u0000"; // what is chosen to write a word that is not in the list
const NUMBERS = new Set(["money", "count", "number", "percent"]);
const DAY = /^\d{4}-\d\d-\d\d$/;

/** @type {WeakMap<Element, Field>} */
const fields = new WeakMap();

/** The field of a control. @param {Element | null} control */
export const fieldOf = (control) => (control ? fields.get(control) : undefined);

let last = 0;
/** A name that no other element of the page has. @param {string} word */
export const freshId = (word) => {
  last += 1;
  return `dk-${word}-${last}`;
};

/** @param {Kind} kind */
export const isNumber = (kind) => NUMBERS.has(kind);

/** What the control shows of a cell. @param {Cell} cell */
const shown = (cell) => (cell.state === "unpublished" ? UNPUBLISHED : cell.written);

/** @param {string[]} choices @param {string} written */
const optionsOf = (choices, written) => {
  const more = written && written !== UNPUBLISHED && !choices.includes(written) ? [written] : [];
  return [
    make("option", { value: "" }, "没有填"),
    ...[...choices, ...more].map((choice) => make("option", { value: choice }, choice)),
    make("option", { value: UNPUBLISHED }, UNPUBLISHED),
    make("option", { value: OTHER }, "另写…"),
  ];
};

/** @param {Kind} kind @param {string[]} choices @param {Cell} cell @returns {Control} */
const controlOf = (kind, choices, cell) => {
  if (kind === "choice" && choices.length) {
    const select = make("select", { class: "dk-input" }, ...optionsOf(choices, shown(cell)));
    select.value = shown(cell);
    return select;
  }
  if (kind === "long") return make("textarea", { class: "dk-input dk-long", rows: 2 });
  const input = make("input", { class: "dk-input", type: "text", autocomplete: "off", spellcheck: "false" });
  if (isNumber(kind)) {
    input.inputMode = "decimal";
    input.classList.add("dk-number");
  }
  if (kind === "date") input.placeholder = "如 2021-06-30";
  return input;
};

const GROWS = CSS.supports("field-sizing", "content"); // by itself, as the style has it

/** A long text is as high as its words. @param {Control} control */
export const grow = (control) => {
  if (GROWS || !(control instanceof HTMLTextAreaElement) || !control.classList.contains("dk-long")) return;
  control.style.height = "auto";
  if (control.scrollHeight) control.style.height = `${control.scrollHeight + 2}px`;
};

/**
 * A field at work.
 * @typedef {object} Held
 * @property {Kind} kind
 * @property {string[]} choices
 * @property {Record<string, string>} attributes of the control: its name, what describes it
 * @property {HTMLElement} element
 * @property {Control} control
 * @property {Cell} now what the file says
 * @property {string} sent what was sent last
 * @property {boolean} isComposing
 * @property {number} sending answers that are still to come: a newer one may be sent before the last is answered
 * @property {number} timer
 */

/** @param {Held} held @param {Field} field */
const prepare = ({ control, attributes }, field) => {
  for (const [name, value] of Object.entries(attributes)) control.setAttribute(name, value);
  fields.set(control, field);
};

/** A word of one's own in the place of the list. @param {Held} held @param {Field} field */
const writeOwn = (held, field) => {
  const input = make("input", { class: "dk-input", type: "text", autocomplete: "off" });
  held.control.replaceWith(input);
  held.control = input;
  prepare(held, field);
  input.focus();
};

/** @param {Held} held */
const put = ({ control, choices, now }) => {
  const words = shown(now);
  if (control instanceof HTMLSelectElement && ![...control.options].some(({ value }) => value === words)) {
    control.replaceChildren(...optionsOf(choices, words));
  }
  if (control.value !== words) control.value = words;
  grow(control);
};

/** What the file says now. What a person is typing stays as it is until the field is left. @param {Held} held @param {Cell} next */
const show = (held, next) => {
  held.now = next;
  held.element.dataset.state = next.state;
  const { control, sending, sent, timer, isComposing } = held;
  const isUsed = control === document.activeElement;
  if (timer || isComposing || (isUsed && (sending || control.value !== sent))) return;
  held.sent = shown(next);
  put(held);
};

/** The field is left: what was typed gives way to what is written for it, 1,200 to 1200. @param {Held} held */
const settle = (held) => {
  const { control, timer, isComposing, sending, sent } = held;
  if (timer || isComposing || sending || control.value !== sent) return;
  held.sent = shown(held.now);
  put(held);
};

/** @param {Held} held @param {Field} field */
const send = async (held, field) => {
  clearTimeout(held.timer);
  held.timer = 0;
  if (held.isComposing) return;
  const words = held.control.value;
  if (words === OTHER) {
    writeOwn(held, field);
    return;
  }
  if (words === held.sent) return;
  held.sent = words;
  held.sending += 1;
  await setValue(held.now.path, words.trim() === UNPUBLISHED ? null : words);
  held.sending -= 1;
  if (held.control.value === words && held.control !== document.activeElement) settle(held);
};

/** @param {Held} held @returns {Field} */
const fieldWith = (held) => {
  /** @type {Field} */
  const field = {
    element: held.element,
    get control() {
      return held.control;
    },
    kind: held.kind,
    cell: () => held.now,
    show: (next) => show(held, next),
    soon: () => {
      clearTimeout(held.timer);
      held.timer = window.setTimeout(field.send, PAUSE);
    },
    send: () => send(held, field),
    settle: () => settle(held),
    compose: (isComposing) => {
      held.isComposing = isComposing;
      if (isComposing) clearTimeout(held.timer);
      else field.soon();
    },
  };
  return field;
};

/**
 * @param {Cell} cell
 * @param {Kind} kind
 * @param {string[]} choices
 * @param {Record<string, string>} attributes of the control: its name, what describes it
 * @returns {Field}
 */
export const makeField = (cell, kind, choices, attributes) => {
  const control = controlOf(kind, choices, cell);
  const element = make("span", { class: "dk-cell", "data-state": cell.state }, control);
  const given = { kind, choices, attributes, element, control, now: cell, sent: shown(cell) };
  const held = { ...given, isComposing: false, sending: 0, timer: 0 };
  const field = fieldWith(held);
  control.value = held.sent;
  prepare(held, field);
  return field;
};

/** Whether what is typed may be a day that a field for days has. @param {string} written */
export const isDay = (written) => DAY.test(written);
