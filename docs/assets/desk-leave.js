// The report is done: what changed, what is left, the file to save, and the page on which it is handed in.

import { attach, attached } from "./desk-attached.js";
import { StoppedError } from "./desk-call.js";
import { noteSaved } from "./desk-drafts.js";
import { ask } from "./desk-engine.js";
import { reach } from "./desk-form.js";
import { listChanged } from "./desk-preview.js";
import { filledIn, flush, isOpen, listen, report, tell, tellFault, unfilledIn, wordsOf } from "./desk-report.js";
import { offerSaving, projectButtons } from "./desk-save.js";
import { onEnter, shownTab, showTab } from "./desk-tabs.js";
import { zipOf } from "./desk-zip.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {import("./desk-preview.js").Changed} Changed */
/** @typedef {import("./desk-report.js").Problem} Problem */
/** @typedef {{name: string, url: string, steps: string[]}} Forge */
/** @typedef {{file_name: string, folder: string, must: number, asked: number, hints: number, changed: Changed[], needs_correction: boolean, elsewhere: Problem[], forge: Forge[]}} Leaving */

const STATE = "公开/状态";

const panel = find(document, "#dk-leave", HTMLElement);
/** @param {Blob} content @param {string} name */
const save = (content, name) => {
  const address = URL.createObjectURL(content);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

/** The bytes of the data file; once the engine runs no more, those of the text that it answered last. @returns {Promise<Uint8Array<ArrayBuffer>>} */
const contentOf = async () => {
  try {
    await flush();
    return await ask("file");
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    return new TextEncoder().encode(report().text);
  }
};

/** Saves the file, with what is attached as one ZIP. */
const saveWhole = async () => {
  const content = await contentOf();
  const { path, year } = report();
  const name = path.slice(path.lastIndexOf("/") + 1);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const files = [...attached()].map(([file, bytes]) => ({ name: folder + file, content: bytes }));
  if (files.length) save(zipOf([{ name: path, content }, ...files]), `${name.replace(/\.yml$/, "")}-${year}.zip`);
  else save(new Blob([content], { type: "application/yaml" }), name);
  noteSaved();
  tell(files.length ? "已存成一个压缩包，里面是数据文件和附件。" : `已存成 ${name}，放在电脑的“下载”文件夹里。`);
};
export const saveReport = () => saveWhole().catch(tellFault);

const saveWorkbook = async () => {
  try {
    const { path, year } = report();
    const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.yml$/, "");
    await flush();
    save(new Blob([await ask("workbook")]), `${name}-${year}.xlsx`);
  } catch (error) {
    tellFault(error);
  }
};

/** @param {string} words @param {string} kind @param {() => void} act */
const button = (words, kind, act) => {
  const made = make("button", { type: "button", class: `gk-button${kind}` }, words);
  made.addEventListener("click", act);
  return made;
};

/** How much is filled in, beside last year's. */
const filledOf = () => {
  const rows = report().fields.flatMap((section) => section.rows);
  const last = rows.reduce((sum, row) => sum + Object.keys(row.last).length, 0);
  return make("p", { class: "dk-hint" }, `填了 ${filledIn(report())} 项${last ? `；上年的报告有 ${last} 项` : ""}。`);
};

/** Codes of what counts empty places that a file names. */
const BLANKS = "S21";

/** Nothing has to be mended: what is not filled in is said, by the parts of the form. */
const doneOf = () => {
  const state = report();
  const left = unfilledIn(state);
  const blanks = state.problems.find(({ code }) => code === BLANKS)?.what ?? "";
  if (!left && !blanks) return make("p", { class: "dk-done" }, "校核通过，可以交了。");
  const parts = state.unfilled.map(({ title, count }) => `${title} ${count}`).join("、");
  const words = left ? `表上常用的还有 ${left} 项没有填：${parts}。` : `${blanks}。`;
  const back = button("回到表单去填", "", () => showTab("dk-form"));
  return make(
    "div",
    { class: "dk-done is-blank" },
    make("p", {}, `校核没有查出要改的。${words}报告里没有的，可以空着，或者写“未公开”。`),
    back,
  );
};

/** What is left to do. @param {Leaving} leaving */
const leftOf = ({ must, asked, hints, needs_correction }) => {
  const words = [
    must ? `${must} 处必须改，改好以前不会公开` : "",
    asked ? `${asked} 处请核对：改数，或者写校核说明` : "",
    needs_correction ? "改了已公开的内容，还没有写更正" : "",
    hints ? `${hints} 处建议，可以不改` : "",
    unfilledIn(report()) ? `表上常用的还有 ${unfilledIn(report())} 项没有填` : "",
  ].filter(Boolean);
  if (!must && !asked && !needs_correction) return doneOf();
  const back = button("回到表单去改", "", () => showTab("dk-form"));
  return make(
    "div",
    { class: `dk-left${must ? " is-must" : ""}` },
    make("ul", {}, ...words.map((one) => make("li", {}, one))),
    back,
  );
};

/** That a report which is being prepared does not show yet. */
const stateOf = () => {
  const rows = report().fields.flatMap((section) => section.rows);
  const state = rows.find(({ path }) => path === STATE)?.cells.value?.written;
  if (state !== "待公开") return null;
  const words = "状态是“待公开”，收进仓库以后网站上还不显示。要公开的，把状态改成“已公开”，写上发布日期。";
  const way = button("去改状态", "", () => {
    showTab("dk-form");
    reach(STATE)?.focus();
  });
  return make("p", { class: "gk-notice" }, words, " ", way);
};

/** @param {Leaving} leaving */
const fileOf = ({ file_name, folder }) => {
  const input = make("input", { type: "file", multiple: true, class: "dk-input", id: "dk-attach" });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.value = ""; // so that the same file can be chosen once more
    attach(files).then(show, tellFault);
  });
  const names = [...attached().keys()];
  return make(
    "section",
    {},
    make("h3", {}, "一、保存文件"),
    make("p", {}, "文件叫 ", make("code", {}, file_name), "，属于文件夹 ", make("code", {}, `${folder}/`), "。文件名不要改。"),
    make(
      "p",
      { class: "dk-actions" },
      button(names.length ? "保存压缩包" : "保存文件", " is-main", saveReport),
      ...projectButtons(attached),
      button("另存一份 Excel 表", "", saveWorkbook),
    ),
    make(
      "div",
      { class: "dk-line" },
      make("label", { class: "dk-label", for: "dk-attach" }, "有附件的，加在这里"),
      make("p", { class: "dk-hint" }, names.length ? `已加：${names.join("、")}` : "和数据文件一起存成一个压缩包，不上传。"),
      input,
    ),
    make("p", { class: "dk-hint" }, "下次在这一页打开保存的文件，就能接着做。"),
  );
};

const copy = async () => {
  try {
    await navigator.clipboard.writeText(report().text);
    tell("文件内容已复制，到那一页全选、粘贴。");
  } catch {
    tell("浏览器不让复制。怎么改：在“文本”里全选，再复制");
  }
};

/** @param {Leaving} leaving */
const forgeOf = ({ forge, folder }) =>
  make(
    "section",
    {},
    make("h3", {}, "二、交到仓库"),
    ...(forge.length
      ? forge.map(({ name, url, steps }) =>
          make(
            "div",
            { class: "dk-forge" },
            make("p", {}, make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, `${name}（新窗口）`)),
            make("ol", {}, ...steps.map((step) => make("li", {}, step))),
            button("复制文件内容", "", copy),
          ),
        )
      : [make("p", {}, "把文件交给管网站的人，告诉他放进 ", make("code", {}, `${folder}/`), "。")]),
  );

/** @param {Changed[]} changed */
const changesOf = (changed) =>
  changed.length ? make("section", {}, make("h3", {}, `改了 ${changed.length} 处`), listChanged(changed)) : null;

/** What other reports are asked because of this one. @param {Problem[]} elsewhere */
const elsewhereOf = (elsewhere) =>
  elsewhere.length
    ? make(
        "section",
        {},
        make("h3", {}, `别的报告跟着要看的（${elsewhere.length}）`),
        make("p", { class: "dk-hint" }, "这一份改了，下面几处和它对不上。交出去以后，合并请求的校核也会这样说。"),
        make("ul", {}, ...elsewhere.map(({ file, level, what }) => make("li", {}, make("code", {}, file), ` ${level}：${what}`))),
      )
    : null;

const show = async () => {
  if (!isOpen() || shownTab() !== "dk-leave") return;
  try {
    /** @type {Leaving | null} */
    const leaving = await ask("leaving", [], { key: "leaving" });
    if (!leaving) return;
    const parts = [
      leftOf(leaving),
      filledOf(),
      stateOf(),
      changesOf(leaving.changed),
      elsewhereOf(leaving.elsewhere ?? []),
      fileOf(leaving),
      forgeOf(leaving),
    ];
    panel.replaceChildren(...parts.flatMap((made) => made ?? []));
  } catch (error) {
    panel.replaceChildren(make("p", {}, wordsOf(error)));
  }
};
offerSaving(attached);
onEnter("dk-leave", show);
listen(show);
