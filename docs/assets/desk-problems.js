// What is to be mended, by how grave it is; each entry leads to its field.

import { reach } from "./desk-form.js";
import { listen, report, tell, unfilledIn } from "./desk-report.js";
import { MARKS } from "./desk-row.js";
import { showTab } from "./desk-tabs.js";
import { goToLine } from "./desk-text.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {import("./desk-report.js").Problem} Problem */
/** @typedef {import("./desk-report.js").State} State */
/** @typedef {import("./desk-report.js").UnfilledPart} UnfilledPart */

const aside = find(document, "[data-problems]", HTMLElement);
const title = find(aside, "h2", HTMLElement);
const room = find(document, "[data-problem-list]", HTMLElement);
const counts = find(document, "[data-counts]", HTMLElement);
const open = find(document, "[data-open-problems]", HTMLButtonElement);
let told = "";

/** Where a problem is, in words. @param {Problem} problem */
const whereOf = ({ field, file, line }) => {
  if (file !== report().path) return file;
  for (const section of report().fields) {
    if (section.id === field) return section.title;
    for (const row of section.rows) {
      if (row.path === field) return row.label;
      for (const [key, cell] of Object.entries(row.cells)) {
        if (cell.path !== field) continue;
        const column = section.columns.find((one) => one.key === key);
        return column?.label && key !== "value" && column.label !== row.label ? `${row.label} ${column.label}` : row.label;
      }
    }
  }
  return line ? `第 ${line} 行` : "整份文件";
};

/** Leads to a field of the form; false where there is none. @param {HTMLElement | undefined} field */
const leadTo = (field) => {
  closeSheet();
  if (!field) return false;
  showTab("dk-form");
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
  return true;
};

/** Leads to the field, or to the line of the text where there is none. @param {Problem} problem */
const lead = (problem) => {
  if (problem.file !== report().path) {
    tell(`这一处在 ${problem.file}，不在这份报告里，请告诉管网站的人。`);
    return;
  }
  const field = problem.field ? reach(problem.field) : undefined;
  if (leadTo(field)) return;
  showTab("dk-text");
  goToLine(Math.max(problem.line, 1));
};

/** @param {Problem} problem */
const entry = (problem) => {
  const button = make(
    "button",
    { type: "button", class: `is-${MARKS[problem.level]}` },
    make("b", {}, whereOf(problem)),
    make("span", {}, problem.what),
  );
  button.addEventListener("click", () => lead(problem));
  return make("li", {}, button);
};

/** A part of the form that is not filled in leads to its first empty field. @param {UnfilledPart} part */
const emptyPart = ({ title: name, count, field }) => {
  const button = make(
    "button",
    { type: "button", class: "is-blank" },
    make("b", {}, name),
    make("span", {}, `${count} 项没有填`),
  );
  button.addEventListener("click", () => leadTo(reach(field)));
  return make("li", {}, button);
};

/** @param {UnfilledPart[]} unfilled @param {number} left */
const emptyParts = (unfilled, left) =>
  make(
    "section",
    { class: "is-blank" },
    make("h3", {}, `没有填（${left}）`),
    make("p", { class: "dk-hint" }, "报告里有的填上；报告里没有这个数的写“未公开”，也可以空着。"),
    make("ul", {}, ...unfilled.map(emptyPart)),
  );

/** While something cannot be read, a short list does not mean that the rest is right. */
const notChecked = () =>
  make(
    "p",
    { class: "gk-notice is-warn", "data-waits": true },
    "下面“必须改”的没有改好，这份报告还读不完整，合计、比例、上年数这些都还没有核对。先改好这里，再看有没有别的要改。",
  );

/** @param {State} state */
const show = (state) => {
  const { problems, unfilled, is_checked } = state;
  const now = JSON.stringify([problems.map(({ level, what, field, line }) => [level, what, field, line]), unfilled, is_checked]);
  if (now === told) return;
  told = now;
  const left = unfilledIn(state);
  const byLevel = Object.keys(MARKS).map((level) => ({ level, found: problems.filter((one) => one.level === level) }));
  const given = byLevel.filter(({ found }) => found.length);
  const nothing = left ? "没有填完" : "没有要改的";
  const words = given.map(({ level, found }) => `${level} ${found.length}`);
  const counted = [...words, left ? `没有填 ${left}` : ""].filter(Boolean).join(" · ") || nothing;
  title.textContent = problems.length ? `要改的（${problems.length}）` : nothing;
  counts.textContent = counted;
  open.textContent = counted;
  room.replaceChildren(
    ...(is_checked ? [] : [notChecked()]),
    ...given.map(({ level, found }) =>
      make(
        "section",
        { class: `is-${MARKS[level]}` },
        make("h3", {}, `${level}（${found.length}）`),
        make("ul", {}, ...found.map(entry)),
      ),
    ),
    ...(left ? [emptyParts(unfilled, left)] : []),
  );
  if (!problems.length && !left) room.append(make("p", { class: "dk-hint" }, "可以看看预览，保存文件，交出去。"));
};

listen(show);

/* ---- on a phone the list is a sheet that the bar at the bottom opens ---- */

/** @param {boolean} isOpen */
const showSheet = (isOpen) => {
  aside.classList.toggle("is-open", isOpen);
  open.setAttribute("aria-expanded", String(isOpen));
};
const closeSheet = () => showSheet(false);
open.addEventListener("click", () => {
  showSheet(!aside.classList.contains("is-open"));
  if (aside.classList.contains("is-open")) room.querySelector("button")?.focus();
});
aside.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !aside.classList.contains("is-open")) return;
  closeSheet();
  open.focus();
});
