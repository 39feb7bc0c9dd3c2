// The data file as text beside the form: what is typed here shows there, and what cannot be read leaves the form as it was.

import { edit, listen, report, sendBy } from "./desk-report.js";
import { MARKS } from "./desk-row.js";
import { onEnter, shownTab } from "./desk-tabs.js";
import { find, make } from "./gongkai-elements.js";

const PAUSE = 500; // ms after the last key

const panel = find(document, "#dk-text", HTMLElement);
const numbers = make("pre", { class: "dk-numbers", "aria-hidden": "true" });
const area = make("textarea", {
  class: "dk-area",
  spellcheck: "false",
  autocapitalize: "off",
  autocomplete: "off",
  wrap: "off",
  "aria-label": "数据文件的文本",
  "aria-describedby": "dk-text-said",
});
const said = make("div", { class: "dk-text__said", id: "dk-text-said", role: "status" });
panel.append(
  make("p", { class: "dk-hint" }, "保存和交出去的就是这个文件。在这里改的，表单跟着改；读不通的时候，表单保持原样。"),
  said,
  make("div", { class: "dk-paper" }, numbers, area),
);

let timer = 0;
let composing = false;
let sent = "";

const number = () => {
  const lines = area.value.split("\n").length;
  if (Number(numbers.dataset.lines) === lines) return;
  numbers.dataset.lines = String(lines);
  numbers.textContent = Array.from({ length: lines }, (_, at) => String(at + 1)).join("\n");
};

const send = () => {
  clearTimeout(timer);
  timer = 0;
  if (composing || area.value === sent) return;
  sent = area.value;
  edit("set_text", [area.value], "set_text");
};

const follow = () => {
  const { text, problems, is_readable } = report();
  if (shownTab() !== "dk-text") return;
  const isTyping = area === document.activeElement && area.value !== sent;
  if (!isTyping && !timer && area.value !== text) {
    const [from, to, top] = [area.selectionStart, area.selectionEnd, area.scrollTop];
    area.value = text;
    area.setSelectionRange(Math.min(from, text.length), Math.min(to, text.length));
    area.scrollTop = top;
  }
  if (!isTyping && !timer) sent = area.value;
  number();
  area.setAttribute("aria-invalid", String(!is_readable));
  const lines = problems.filter(({ line, file }) => line && file === report().path);
  said.replaceChildren(
    ...(is_readable ? [] : [make("p", {}, make("b", {}, "现在读不通。"), "改好以前，表单是改坏以前的样子。")]),
    make(
      "ul",
      {},
      ...lines.map((problem) =>
        make("li", {}, link(problem.line, MARKS[problem.level] ?? ""), ` ${problem.level}：${problem.what}`),
      ),
    ),
  );
};

/** @param {number} line @param {string} mark */
const link = (line, mark) => {
  const button = make("button", { type: "button", class: `dk-plain is-${mark}` }, `第 ${line} 行`);
  button.addEventListener("click", () => goToLine(line));
  return button;
};

/** The line is selected and shown. @param {number} line from 1 */
export const goToLine = (line) => {
  const lines = area.value.split("\n");
  const from = lines.slice(0, line - 1).reduce((sum, words) => sum + words.length + 1, 0);
  area.focus({ preventScroll: true });
  area.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
  area.scrollIntoView({ block: "nearest" });
  area.scrollTop = Math.max(0, (area.scrollHeight / Math.max(lines.length, 1)) * (line - 6));
};

area.addEventListener("input", (event) => {
  number();
  clearTimeout(timer);
  if (!(event instanceof InputEvent && event.isComposing)) timer = window.setTimeout(send, PAUSE);
});
area.addEventListener("compositionstart", () => {
  composing = true;
  clearTimeout(timer);
});
area.addEventListener("compositionend", () => {
  composing = false;
  timer = window.setTimeout(send, PAUSE);
});
area.addEventListener("change", send);
sendBy(() => timer && send());
area.addEventListener("scroll", () => {
  numbers.scrollTop = area.scrollTop;
});
onEnter("dk-text", follow);
listen(follow);
