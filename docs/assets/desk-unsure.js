// What a document states differently, or not certainly: one of the values is chosen, or the place is left open.

import { freshId } from "./desk-field.js";
import { findAll, make } from "./gongkai-elements.js";

/** @typedef {{written: string, source: string, doubt: string}} Candidate */
/** @typedef {{path: string, label: string, said: string, candidates: Candidate[], now: string}} Unsure */
/** @typedef {{element: HTMLElement | null, values: () => Record<string, string>, open: () => Record<string, string>, count: () => number}} UnsureView */

const LATER = ""; // what is chosen to leave a place open

/** @param {string} words @param {string[]} more what stands small behind it @param {string} name of the group @param {string} value @param {boolean} checked */
const choiceOf = (words, more, name, value, checked) => {
  const id = freshId("choice");
  return make(
    "div",
    { class: "dk-choice" },
    make("input", { type: "radio", id, name, value, checked }),
    make("label", { for: id }, make("b", {}, words), ...more.filter(Boolean).map((one) => make("small", {}, one))),
  );
};

/** One place, with the values to choose from. @param {Unsure} unsure */
const placeOf = ({ path, label, said, candidates, now }) => {
  const name = freshId("unsure");
  const is = now ? make("small", {}, `表单里是 ${now}`) : null;
  if (!candidates.length)
    return make("div", { class: "dk-unsure__place", "data-path": path }, make("b", {}, label), make("p", {}, said), is);
  return make(
    "fieldset",
    { class: "dk-unsure__place", "data-path": path },
    make("legend", {}, label),
    is,
    ...candidates.map(({ written, source, doubt }, at) => choiceOf(written, [source, doubt], name, String(at), false)),
    choiceOf(now ? "不改" : "先不填，留着待核对", [], name, LATER, true),
  );
};

/** The column that a place stands in, with the heading of its group. @param {Unsure} unsure */
const columnOf = ({ label }) => {
  const steps = label.split(" / ");
  return steps.length > 1 ? `${steps[0]}：${steps.at(-1)}` : "";
};

/** Chooses for all places of a column at once, where each has a value in that place. @param {Element[]} places @param {number} most */
const atOnce = (places, most) => {
  const ways = Array.from({ length: most }, (_, at) => ({
    value: String(at),
    words: most === 1 ? "都选上" : `都选第 ${at + 1} 种`,
  }));
  return [...ways, { value: LATER, words: "都先不填" }].map(({ value, words }) => {
    const button = make("button", { type: "button", class: "dk-plain" }, words);
    button.addEventListener("click", () => {
      for (const box of places.flatMap((place) => findAll(place, "input", HTMLInputElement))) {
        if (box.value === value) box.checked = true;
      }
      button.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return button;
  });
};

/** The places of one column below what chooses for all of them. @param {string} column @param {Unsure[]} own */
const columnView = (column, own) => {
  const places = own.map(placeOf);
  const choosable = own.filter(({ candidates }) => candidates.length);
  if (!column || choosable.length < 2) return places;
  const most = Math.min(...choosable.map(({ candidates }) => candidates.length));
  const head = make(
    "p",
    { class: "dk-unsure__column" },
    make("b", {}, `${column}（${own.length} 处）`),
    " ",
    ...atOnce(places, most),
  );
  return [head, ...places];
};

/**
 * The list of what is not certain.
 * @param {Unsure[]} unsure
 * @returns {UnsureView}
 */
export const unsureView = (unsure) => {
  /** @type {Map<string, Unsure[]>} */
  const columns = new Map();
  for (const one of unsure) columns.set(columnOf(one), [...(columns.get(columnOf(one)) ?? []), one]);
  const element = unsure.length
    ? make(
        "section",
        { class: "dk-unsure" },
        make("h3", {}, `说法不一、拿不准的（${unsure.length} 处）`),
        make("p", { class: "dk-hint" }, "对照原文选一个；不选的留着“待核对”，列在要改的里，随时可以填。"),
        ...[...columns].flatMap(([column, own]) => columnView(column, own)),
      )
    : null;
  /** The value that is chosen for a place. @param {Unsure} one */
  const chosen = ({ path, candidates }) => {
    const place = element?.querySelector(`[data-path="${CSS.escape(path)}"] input:checked`);
    return place instanceof HTMLInputElement && place.value !== LATER ? candidates[Number(place.value)]?.written : undefined;
  };
  const values = () =>
    Object.fromEntries(
      unsure.flatMap((one) => {
        const written = chosen(one);
        return written === undefined ? [] : [/** @type {const} */ ([one.path, written])];
      }),
    );
  return {
    element,
    values,
    open: () => {
      const decided = values();
      return Object.fromEntries(
        unsure.filter(({ path, now }) => !now && !(path in decided)).map(({ path, said }) => [path, said]),
      );
    },
    count: () => Object.keys(values()).length,
  };
};
