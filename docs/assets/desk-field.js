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
 * @param {Cell} cell
 * @param {Kind} kind
 * @param {string[]} choices
 * @param {Record<string, string>} attributes of the control: its name, what describes it
 * @returns {Field}
 */
export const makeField = (cell, kind, choices, attributes) => {
  let now = cell;
  let sent = shown(cell);
  let composing = false;
  let sending = 0; // answers that are still to come: a newer one may be sent before the last is answered
  let timer = 0;
  let control = controlOf(kind, choices, cell);
  const element = make("span", { class: "dk-cell", "data-state": cell.state }, control);

  const prepare = () => {
    for (const [name, value] of Object.entries(attributes)) control.setAttribute(name, value);
    fields.set(control, field);
  };
  /** A word of one's own in the place of the list. */
  const writeOwn = () => {
    const input = make("input", { class: "dk-input", type: "text", autocomplete: "off" });
    control.replaceWith(input);
    control = input;
    prepare();
    input.focus();
  };
  const put = () => {
    const words = shown(now);
    if (control instanceof HTMLSelectElement && ![...control.options].some(({ value }) => value === words)) {
      control.replaceChildren(...optionsOf(choices, words));
    }
    if (control.value !== words) control.value = words;
    grow(control);
  };
  /**
   * What the file says now. What a person is typing stays as it is until the field is left.
   * @param {Cell} next
   */
  const show = (next) => {
    now = next;
    element.dataset.state = next.state;
    const isUsed = control === document.activeElement;
    if (timer || composing || (isUsed && (sending || control.value !== sent))) return;
    sent = shown(next);
    put();
  };
  const send = async () => {
    clearTimeout(timer);
    timer = 0;
    if (composing) return;
    if (control.value === OTHER) {
      writeOwn();
      return;
    }
    const words = control.value;
    if (words === sent) return;
    sent = words;
    sending += 1;
    await setValue(now.path, words.trim() === UNPUBLISHED ? null : words);
    sending -= 1;
    if (control.value === words && control !== document.activeElement) settle();
  };
  /** The field is left: what was typed gives way to what is written for it, 1,200 to 1200. */
  const settle = () => {
    if (timer || composing || sending || control.value !== sent) return;
    sent = shown(now);
    put();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(send, PAUSE);
  };
  /** @type {Field} */
  const field = {
    element,
    get control() {
      return control;
    },
    kind,
    cell: () => now,
    show,
    soon,
    send,
    settle,
    compose: (isComposing) => {
      composing = isComposing;
      if (isComposing) clearTimeout(timer);
      else soon();
    },
  };
  control.value = sent;
  prepare();
  return field;
};

/** Whether what is typed may be a day that a field for days has. @param {string} written */
export const isDay = (written) => DAY.test(written);

/* ---- the little list beside the field in use: a value, 未公开, nothing ---- */

const states = make(
  "select",
  { tabindex: "-1", "aria-label": "填数、未公开，还是没有填" },
  make("option", { value: "fill" }, "填写"),
  make("option", { value: "unpublished" }, UNPUBLISHED),
  make("option", { value: "empty" }, "没有填"),
);
const holder = make("span", { class: "dk-states" }, make("span", { "aria-hidden": "true" }, "▾"), states);
/** @type {Field | undefined} */
let used;

states.addEventListener("change", () => {
  const field = used;
  if (!field) return;
  const { control } = field;
  if (states.value === "unpublished") control.value = UNPUBLISHED;
  else if (states.value === "empty" || control.value === UNPUBLISHED) control.value = "";
  field.send();
  control.focus();
});
states.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" && event.key !== "Enter") return;
  event.preventDefault();
  used?.control.focus();
});

/** The list goes to the field that is used now. @param {Field} field */
export const offerStates = (field) => {
  used = field;
  if (field.control instanceof HTMLSelectElement) {
    holder.remove();
    return;
  }
  const { state } = field.cell();
  states.value = state === "unpublished" || state === "empty" ? state : "fill";
  if (holder.parentElement !== field.element) field.element.append(holder);
};

/** By Alt and arrow down the list of the field in use is reached. */
export const enterStates = () => holder.isConnected && states.focus();
