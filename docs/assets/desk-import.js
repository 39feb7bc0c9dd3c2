// A document that was dropped: what it says, each value with the words that state it, to be confirmed or not.

import { ask } from "./desk-engine.js";
import { freshId } from "./desk-field.js";
import { edit, isOpen, report, sendTyped, tell, tellFault } from "./desk-report.js";
import { withUndo } from "./desk-said.js";
import { unsureView } from "./desk-unsure.js";
import { findAll, make } from "./gongkai-elements.js";

/** @typedef {{path: string, label: string, written: string, source: string, now: string, is_begun: boolean}} Found */
/** @typedef {import("./desk-report.js").Section} Section */
/** @typedef {import("./desk-unsure.js").Unsure} Unsure */
/** @typedef {{name: string, kind: string, found: Found[], unsure: Unsure[], missing: string[], notes: string[], said: string, other_unit: string, text: string}} Imported */

const MOST = 40_000_000; // bytes: larger than any report, and more than a browser should hold twice
const SHORT = 60; // characters of a value that is shown whole

/** @param {File} file @returns {string} why it is not read at all; "" */
export const tooLarge = (file) =>
  file.size > MOST
    ? `“${file.name}”有 ${Math.round(file.size / 1e6)} MB，太大，没有打开。怎么改：换成报告本身的文件，扫描件和图片另外作附件。`
    : "";

/** @param {string} words */
const shortly = (words) =>
  words.length <= SHORT
    ? [words]
    : [
        make(
          "details",
          { class: "dk-whole" },
          make("summary", {}, make("span", {}, `${words.slice(0, SHORT)}…`)),
          make("span", { class: "dk-words" }, words),
        ),
      ];

/** @param {Found} found @param {boolean} isLong running words, and no cell of a table @param {boolean} isSure of its unit */
const rowOf = ({ path, label, written, source, now, is_begun }, isLong, isSure) => {
  const id = freshId("found");
  const box = make("input", { type: "checkbox", id, value: path, checked: isSure && (!now || is_begun) });
  const there = is_begun ? "自动写的是 " : "表单里是 ";
  return make(
    "tr",
    { class: now && !is_begun ? "is-other" : null },
    make("td", {}, box),
    make("th", { scope: "row" }, make("label", { for: id }, label)),
    make("td", { class: "is-value" }, ...shortly(written), now ? make("small", {}, there, ...shortly(now)) : null),
    make("td", {}, source ? make("q", {}, source) : make("span", { class: "dk-hint" }, isLong ? "正文" : "文件里的")),
  );
};

/** Where each field stands, and its kind. @returns {Map<string, {section: Section, isLong: boolean}>} */
const places = () =>
  new Map(
    report().fields.flatMap((section) =>
      section.rows.flatMap(({ kind, cells }) =>
        Object.entries(cells).map(([key, { path }]) => {
          const own = section.columns.find((column) => column.key === key)?.kind ?? kind;
          return /** @type {const} */ ([path, { section, isLong: own === "long" || section.kind === "text" }]);
        }),
      ),
    ),
  );

/** What was found, by section in its order; "" for what stands in no table. @param {Found[]} found @param {boolean} isSure */
const inSections = (found, isSure) => {
  const known = places();
  const tables = report().fields.filter(({ kind }) => kind === "table" || kind === "columns");
  /** @type {Map<string, Found[]>} */
  const groups = new Map();
  for (const one of found) {
    const own = known.get(one.path)?.section ?? tables.find(({ id }) => one.path.startsWith(`${id}/`));
    const title = own && tables.includes(own) ? own.title : "";
    groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  return [...groups].map(([title, entries]) => ({
    title,
    rows: entries.map((entry) => rowOf(entry, known.get(entry.path)?.isLong ?? false, isSure)),
  }));
};

/** The rows of one table below one tick for all of them. @param {{title: string, rows: HTMLElement[]}} group */
const bodyOf = ({ title, rows }) => {
  if (!title || rows.length < 2) return make("tbody", {}, ...rows);
  const id = freshId("whole");
  const whole = make("input", { type: "checkbox", id, "data-whole": true });
  const label = make("label", { for: id }, title, make("small", {}, `全选本表 ${rows.length} 项`));
  const body = make(
    "tbody",
    {},
    make("tr", { class: "is-whole" }, make("td", {}, whole), make("th", { colspan: 3, scope: "rowgroup" }, label)),
    ...rows,
  );
  whole.addEventListener("change", () => {
    for (const box of findAll(body, "td input[value]", HTMLInputElement)) box.checked = whole.checked;
  });
  return body;
};

/** The tick of a table says what its rows say. @param {HTMLElement} place */
const tellWhole = (place) => {
  for (const whole of findAll(place, "[data-whole]", HTMLInputElement)) {
    const rows = findAll(whole.closest("tbody") ?? place, "td input[value]", HTMLInputElement);
    whole.checked = rows.every(({ checked }) => checked);
    whole.indeterminate = !whole.checked && rows.some(({ checked }) => checked);
  }
};

/** @param {string} title @param {Node[]} entries */
const listOf = (title, entries) => (entries.length ? [make("h3", {}, title), make("ul", {}, ...entries)] : []);

/** The table of what was found. @param {HTMLElement[]} bodies */
const tableOf = (bodies) =>
  make(
    "div",
    { class: "dk-scroll dk-import__rows", tabindex: "0", role: "region", "aria-label": "找到的内容" },
    make(
      "table",
      {},
      make("caption", { class: "dk-away" }, "找到的内容"),
      make(
        "thead",
        {},
        make("tr", {}, ...["要", "项目", "找到的", "原文里的话"].map((label) => make("th", { scope: "col" }, label))),
      ),
      ...bodies,
    ),
  );

/**
 * What stands below the table.
 * @param {Imported} imported
 * @param {number} same how many values the form has already
 * @param {HTMLElement | null} unsure what is to be chosen
 */
const below = ({ missing }, same, unsure) => [
  ...(same ? [make("p", { class: "dk-hint" }, `另有 ${same} 项和表单里的一样。`)] : []),
  ...(unsure ? [unsure] : []),
  ...listOf("没有找到的", missing.length ? [make("li", {}, missing.join("、"))] : []),
];

/**
 * What was confirmed and chosen goes into the form by one edit, which a draft holds until it is answered; what nobody chose
 * stays open.
 * @param {Found[]} confirmed
 * @param {import("./desk-unsure.js").UnsureView} unsure
 */
const takeIn = async (confirmed, unsure) => {
  const [chosen, open] = [unsure.values(), unsure.open()];
  const values = { ...Object.fromEntries(confirmed.map(({ path, written }) => [path, written])), ...chosen };
  const [taken, left] = [Object.keys(values).length, Object.keys(open).length];
  if (!taken && !left) {
    tell("没有打勾的，一项也没有填。");
    return;
  }
  sendTyped();
  await withUndo(`填了 ${taken} 项${left ? `，${left} 处待核对` : ""}。`, () => edit("set_values", [values, open]));
};

/**
 * Shows what was found; what is confirmed goes into the form.
 * @param {Imported} imported
 */
const confirm = (imported) => {
  const { name, notes, other_unit } = imported;
  const unsure = unsureView(imported.unsure);
  const found = imported.found.filter(({ now, written }) => now !== written);
  const titleId = freshId("import");
  const box = make("dialog", { class: "dk-import", "aria-labelledby": titleId });
  const boxes = () => findAll(box, "td input[value]", HTMLInputElement);
  const ticked = () => new Set(boxes().flatMap(({ checked, value }) => (checked ? [value] : [])));
  const put = make("button", { type: "button", class: "gk-button is-main" });
  const away = make("button", { type: "button", class: "gk-button" }, "不填，关上");
  const count = () => {
    tellWhole(box);
    put.textContent = `把${unsure.element ? "打勾、选好" : "打勾"}的 ${ticked().size + unsure.count()} 项填进表单`;
  };
  /** @param {string} words @param {boolean} checked */
  const tickAll = (words, checked) => {
    const button = make("button", { type: "button", class: "dk-plain" }, words);
    button.addEventListener("click", () => {
      for (const one of boxes()) one.checked = checked;
      count();
    });
    return button;
  };
  box.append(
    make("h2", { id: titleId }, `“${name}”里的内容`),
    make("p", { class: "dk-hint" }, "对照原文核对：对的打勾，不对的去掉勾。打勾的才填进表单。"),
    ...[other_unit, ...notes].filter(Boolean).map((note) => make("p", { class: "gk-notice is-warn" }, note)),
    make("p", {}, tickAll("全部打勾", true), " ", tickAll("全部不要", false)),
    tableOf(inSections(found, !other_unit).map(bodyOf)),
    ...below(imported, imported.found.length - found.length, unsure.element),
    make("p", { class: "dk-actions" }, put, away),
  );
  count();
  box.addEventListener("change", count);
  box.addEventListener("close", () => box.remove());
  away.addEventListener("click", () => box.close());
  put.addEventListener("click", () => {
    const paths = ticked();
    box.close();
    takeIn(
      found.filter(({ path }) => paths.has(path)),
      unsure,
    );
  });
  document.body.append(box);
  box.showModal();
};

let newest = 0; // of the documents that were dropped

/** Reads a document for the report in hand; a newer one, or another report, takes its place. @param {File} file */
export const importFile = async (file) => {
  const refused = tooLarge(file);
  if (refused) {
    tell(refused);
    return;
  }
  newest += 1;
  const [own, state] = [newest, report()];
  tell(`正在读“${file.name}”…`);
  sendTyped();
  try {
    /** @type {Imported} */
    const imported = await ask("import_file", [file.name], { content: new Uint8Array(await file.arrayBuffer()) });
    if (own !== newest || !isOpen() || report() !== state) return;
    const { said, found, unsure, other_unit } = imported;
    const isNew = found.some(({ now, written }) => now !== written);
    if (!said && (isNew || unsure.length)) {
      tell("");
      confirm(imported);
      return;
    }
    const same = found.length ? `“${file.name}”里的 ${found.length} 项和表单里的一样。` : "里面没有找到可以填的内容。";
    tell(said || other_unit || same);
  } catch (error) {
    tellFault(error);
  }
};
