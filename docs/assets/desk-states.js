// The little list beside the field in use: a value, 未公开, nothing.

import { UNPUBLISHED } from "./desk-field.js";
import { make } from "./gongkai-elements.js";

/** @typedef {import("./desk-field.js").Field} Field */

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
