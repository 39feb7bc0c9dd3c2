// What stands beside a field: last year's value, the sum of the parts, and what is to be mended there.

import { writeCorrection } from "./desk-correct.js";
import { freshId, grow } from "./desk-field.js";
import { edit, report } from "./desk-report.js";
import { make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Problem} Problem */
/** @typedef {import("./desk-report.js").Sum} Sum */

/** @type {Record<string, string>} */
export const MARKS = { 必须改: "must", 请核对: "ask", 建议: "hint" };

/**
 * What stands small below a value.
 * @param {string} written
 * @param {string | undefined} last what last year's report has; nothing is said of what is the same
 * @param {Sum | undefined} sum
 */
export const besideValue = (written, last, sum) => [
  last === undefined || last === written ? null : make("small", { class: "dk-last" }, `上年 ${last}`),
  sum === undefined ? null : sumOf(sum),
];

/** @param {Sum} sum */
const sumOf = ({ sum, difference }) => {
  if (difference !== "" && Number(difference) === 0) return make("small", { class: "dk-sum" }, "分项合计相符");
  if (difference === "") return make("small", { class: "dk-sum" }, `分项合计 ${sum}`);
  return make("small", { class: "dk-sum is-off" }, `分项合计 ${sum}`, make("b", {}, `差 ${difference}`));
};

/** The answer that is written so far. @param {string} path */
const answerAt = (path) => {
  for (const section of report().fields) {
    for (const row of section.rows) if (row.path === path) return row.cells.value?.written ?? "";
  }
  return "";
};

/** What the same 校核说明 answers besides: an answer is one for all findings of a check. @param {Problem} problem */
const answeredToo = ({ answer, what, field }) => {
  const others = report().problems.filter((one) => one.answer === answer && !(one.what === what && one.field === field));
  if (!others.length) return [];
  return [
    make("p", { class: "dk-hint" }, `这一条说明同时回答下面 ${others.length} 处，都写进去：`),
    make("ul", { class: "dk-answer__too" }, ...others.map((one) => make("li", {}, one.what))),
  ];
};

/** The field that a question stands at, which may be made anew meanwhile. @param {HTMLElement} box */
const fieldAround = (box) => {
  const row = box.closest("[data-row], [data-section]");
  const [name = "", value = ""] = row?.hasAttribute("data-row")
    ? ["data-row", row.getAttribute("data-row") ?? ""]
    : ["data-section", row?.getAttribute("data-section") ?? ""];
  const described = row?.querySelector(`[aria-describedby~="${box.closest(".dk-problem")?.id}"]`);
  return () => {
    const found = described?.isConnected
      ? described
      : document.querySelector(`[${name}="${CSS.escape(value)}"]`)?.querySelector("input, select, textarea, summary");
    return found instanceof HTMLElement ? found : undefined;
  };
};

/** Does what changes the page above and around what is in use; that stays where it is on the screen. @param {() => HTMLElement | undefined} place @param {() => Promise<unknown>} act */
const inPlace = async (place, act) => {
  const before = place()?.getBoundingClientRect().top;
  await act();
  const after = place()?.getBoundingClientRect().top;
  if (before !== undefined && after !== undefined) scrollBy(0, after - before);
};

/** A place to write 校核说明, where the question stands. @param {Problem} problem */
const answering = (problem) => {
  const id = freshId("answer");
  const text = make("textarea", { class: "dk-input dk-long", id, rows: 2 });
  const save = make("button", { type: "button", class: "gk-button is-main" }, "写进校核说明");
  const too = make("div");
  const box = make(
    "div",
    { class: "dk-answer", hidden: true },
    make("label", { for: id }, `校核说明（${problem.code}）`),
    make("p", { class: "dk-hint" }, "数字没有错的，写明为什么对不上，会和报告一起公开。"),
    too,
    text,
    save,
  );
  const open = make("button", { type: "button", class: "dk-plain", "aria-expanded": "false" }, "写说明");
  open.addEventListener("click", () => {
    box.hidden = !box.hidden;
    open.setAttribute("aria-expanded", String(!box.hidden));
    if (box.hidden) return;
    too.replaceChildren(...answeredToo(problem));
    text.value = answerAt(problem.answer);
    text.focus();
  });
  text.addEventListener("input", () => grow(text));
  save.addEventListener("click", async () => {
    const field = fieldAround(box);
    await inPlace(field, () => edit("set_value", [problem.answer, text.value]));
    if (!document.activeElement?.closest("[data-form]")) field()?.focus({ preventScroll: true });
  });
  return [open, box];
};

/** Codes of what a public report's changes lack, which the desk writes itself. */
const CORRECTED = new Set(["G02", "G10"]);

const correcting = () => {
  const button = make("button", { type: "button", class: "dk-plain" }, "写更正");
  button.addEventListener("click", writeCorrection);
  return button;
};

/** @param {Problem} problem */
const cureOf = ({ code, form_cure }) =>
  CORRECTED.has(code) ? "写更正，写明改了什么、为什么；没有要改的，改回原来的" : form_cure;

/** Why it is looked at, and a right example, folded. @param {Problem} problem */
const moreOf = ({ code, why, example }) => {
  const shown = CORRECTED.has(code) ? "" : example;
  if (!why && !shown) return null;
  const words = [why ? "为什么核对" : "", shown ? "文件里的写法" : ""].filter(Boolean).join("、");
  return make("details", {}, make("summary", {}, words), why ? make("p", {}, why) : null, shown ? make("pre", {}, shown) : null);
};

/** @param {Problem} problem @param {string} id */
export const problemBox = (problem, id) => {
  const cure = cureOf(problem);
  return make(
    "div",
    { class: `dk-problem is-${MARKS[problem.level]}`, id },
    make("p", {}, make("b", {}, problem.level), " ", problem.what),
    cure ? make("p", { class: "dk-cure" }, `怎么改：${cure}`) : null,
    ...(problem.answer ? answering(problem) : []),
    CORRECTED.has(problem.code) ? correcting() : null,
    moreOf(problem),
  );
};

/**
 * Shows what is to be mended in a box, unless it is the same as before or the person is writing in it.
 * @param {HTMLElement} box
 * @param {Problem[]} problems
 * @returns {string} the ids of what describes the field
 */
export const showProblems = (box, problems) => {
  const said = JSON.stringify(problems.map(({ level, what, cure }) => [level, what, cure]));
  if (box.dataset.told !== said) {
    const keepsWriting = box.contains(document.activeElement) && document.activeElement instanceof HTMLTextAreaElement;
    if (keepsWriting) return box.dataset.ids ?? "";
    box.dataset.told = said;
    const made = problems.map((problem) => problemBox(problem, freshId("problem")));
    box.replaceChildren(...made);
    box.dataset.ids = made.map(({ id }) => id).join(" ");
  }
  box.hidden = !problems.length;
  return box.dataset.ids ?? "";
};

/**
 * Marks a control that has something to be mended.
 * @param {HTMLElement} control
 * @param {string} ids of what describes it
 * @param {Problem[]} problems
 * @param {string} always what describes it besides
 */
export const markControl = (control, ids, problems, always = "") => {
  const described = [always, problems.length ? ids : ""].filter(Boolean).join(" ");
  if (described) control.setAttribute("aria-describedby", described);
  else control.removeAttribute("aria-describedby");
  const worst = problems.some(({ level }) => level === "必须改") ? "must" : problems.length ? "ask" : "";
  if (worst === "must") control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
  const holder = control.parentElement;
  if (!holder) return;
  if (worst) holder.dataset.problem = worst;
  else delete holder.dataset.problem;
};
