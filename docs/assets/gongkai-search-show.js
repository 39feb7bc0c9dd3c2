// What a search has found, as a reader sees it: units with their newest report, terms with their meaning, figures with the
// units that have them, texts by unit; and ways on where nothing was found.
import { isAlike, wayOf } from "./gongkai-alike.js";
import * as decimal from "./gongkai-decimal.js";
import { make } from "./gongkai-elements.js";
import { similarNames } from "./gongkai-names.js";
import { index } from "./gongkai-words.js";

/** @typedef {import("./gongkai-lookup.js").Hit} Unit */
/** @typedef {import("./gongkai-words.js").Hit} Word */
/** @typedef {import("./gongkai-search-worker.js").Hit} Hit */
/** @typedef {import("./gongkai-search-worker.js").Answer} Answer */
/** @typedef {[year: number, said: string] | null} Newest of a unit: its newest report, and what was spent or the state */
/** @typedef {[id: string, name: string, value: string]} Value of a figure */
/** @typedef {{columns: string[], units: Record<string, [name: string, short: string | null, scope: string, category: number, state: string, since: number | null, values: (string | null)[] | null]>}} Figures of a year */

const ROOT = new URL("../", import.meta.url);
const BLOCK = 100; // units in one file of newest reports, and of figures
const COMPARED = 5;
const OTHERS = 3;
const WORDS = 3; // of one kind
const SLIP = 2; // found with a slip only

/** @type {Map<string, Promise<any>>} */
const files = new Map();
/** @param {string} path */
const json = (path) => {
  const begun =
    files.get(path) ??
    fetch(new URL(path, ROOT)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${path}`);
      return answer.json();
    });
  files.set(path, begun);
  begun.catch(() => files.delete(path));
  return begun;
};

/**
 * A file about the units of a block of the register: the first is named otherwise in some.
 * @param {Unit} unit
 */
const blockOf = ({ at }) => Math.floor(at / BLOCK) + 1;

/* ---- units ---- */

/** @param {Unit} unit */
export const unitItem = (unit) => {
  const { name, url, found } = unit;
  const newest = make("span");
  fillNewest(unit, newest).catch(() => {});
  return make("li", {}, make("a", { href: url }, name), make("small", {}, found === name ? "" : `${found} `, newest));
};

/**
 * @param {Unit} unit
 * @param {HTMLElement} place
 */
const fillNewest = async (unit, place) => {
  /** @type {Newest[]} */
  const rows = await json(`search/newest-${blockOf(unit)}.json`);
  const newest = rows[unit.at % BLOCK];
  if (newest) place.append(make("a", { href: `${unit.url}${newest[0]}/` }, `${newest[0]}年度`), ` ${newest[1]}`);
};

/** @param {Unit[]} units */
export const unitsHeading = (units) =>
  units.length && units.every(({ rank }) => wayOf(rank) === SLIP) ? "是不是要找这些单位" : "单位";

/* ---- terms and figures ---- */

/** @param {Word} word */
export const wordItem = ({ name, meaning, term }) =>
  make("li", {}, make("a", { href: new URL(`about/glossary/#${term}`, ROOT).href }, name), make("p", {}, `${meaning}。`));

/** @param {Word[]} words */
export const termsOf = (words) => words.filter(({ term }) => term).slice(0, WORDS);

/** @param {Word[]} words */
export const figuresOf = (words) => words.filter(({ figure }) => figure).slice(0, WORDS);

/** @param {Word[]} words */
export const wordsHeading = (words) => (words.length && words.every(isAlike) ? "是不是要找这些名词" : "名词");

/**
 * A figure: the link that compares it, and its values, of the units found or of those that have most of all.
 * @param {Word} word
 * @param {Unit[]} units
 * @param {number} [chosen] the year that the reader has chosen
 */
export const figureItem = (word, units, chosen) => {
  const link = make("a", { href: compared(word, [], chosen), "aria-label": `比较这一项：${word.name}` }, "比较这一项");
  const values = make("p");
  fillValues(word, units.slice(0, COMPARED), chosen, link, values).catch(() => {});
  return make("li", {}, make("b", {}, word.name), link, values);
};

/**
 * @param {Word} word
 * @param {string[]} ids
 * @param {number} [year]
 */
const compared = ({ figure }, ids, year) => {
  const units = ids.length ? `units=${ids.map(encodeURIComponent).join(",")}&` : "";
  return new URL(`compare/?${units}${year ? `years=${year}&` : ""}figures=${encodeURIComponent(figure)}`, ROOT).href;
};

/**
 * What units had of a figure in a year, in their order; without those that publish nothing.
 * @param {Word} word
 * @param {Unit[]} units
 * @param {number} year
 * @returns {Promise<Value[]>}
 */
const valuesOf = async (word, units, year) => {
  const blocks = [...new Set(units.map(blockOf))];
  /** @type {Figures[]} */
  const files = await Promise.all(blocks.map((block) => json(`compare/${year}${block > 1 ? `-${block}` : ""}.json`)));
  return units.flatMap((unit) => {
    const { columns, units: found } = files[blocks.indexOf(blockOf(unit))];
    const [name, short, , , , , values] = found[unit.id] ?? [];
    const value = values?.[columns.indexOf(word.figure)];
    return value ? [[unit.id, short || name || "", value]] : [];
  });
};

/**
 * Those of all units that had most of it.
 * @param {Word} word
 * @param {number} year
 * @returns {Promise<Value[]>}
 */
const mostOf = async (word, year) =>
  (await index()).ranked.includes(year) ? ((await json(`search/most-${year}.json`))[word.figure] ?? []) : [];

/**
 * @param {Word} word
 * @param {Unit[]} few
 * @param {number | undefined} chosen
 * @param {HTMLAnchorElement} link
 * @param {HTMLElement} place
 */
const fillValues = async (word, few, chosen, link, place) => {
  const year = chosen ?? (await index()).year;
  if (!year) return;
  const shown = await (few.length ? valuesOf(word, few, year) : mostOf(word, year));
  if (!shown.length) return;
  const ids = shown.map(([id]) => id);
  link.href = compared(word, ids, chosen);
  const isMoney = word.measure === "万元";
  const links = shown.map(([id, name, value], at) =>
    make(
      "span",
      {},
      make("a", { href: new URL(`units/${id}/${year}/`, ROOT).href }, name),
      ` ${decimal.show(value, isMoney ? 2 : 0)}${word.measure === "%" ? "%" : ""}${at + 1 < shown.length ? "、" : ""}`,
    ),
  );
  const said = `${year}年度${isMoney ? "决算" : ""}${word.measure === "%" ? "" : `（${word.measure}）`}`;
  place.replaceChildren(make("span", {}, `${said}${few.length ? "" : `全部单位里最${isMoney ? "多" : "高"}的`}：`), ...links);
};

/* ---- texts ---- */

/** @param {Hit} hit */
export const hitItem = ({ address, title, section, excerpt, others, older }) => {
  const url = new URL(address, ROOT).href;
  /** @param {{id: string}} place */
  const at = ({ id }) => (id ? `${url}#${id}` : url);
  const [unit, ...rest] = title.split(" ");
  const link = make(
    "a",
    { href: at(section) },
    make("span", { class: "gk-hit__unit" }, unit),
    make("span", { class: "gk-hit__title" }, rest.join(" ")),
    section.heading ? make("span", { class: "gk-hit__section" }, section.heading) : null,
  );
  const text = excerpt.map(([words, marked]) => (marked ? make("mark", {}, words) : words));
  const further = others.slice(0, OTHERS).map((other) => make("a", { href: at(other) }, other.heading));
  const years = older.map((one) => make("a", { href: new URL(one.address, ROOT).href }, `${one.year}年度`));
  return make(
    "li",
    { class: "gk-hit" },
    link,
    make("p", {}, ...text),
    further.length ? make("p", { class: "gk-hit__others" }, "还见于", ...further) : null,
    years.length
      ? make("details", { class: "gk-hit__others" }, make("summary", {}, `其他年度 ${years.length} 份`), ...years)
      : null,
  );
};

/**
 * @param {Unit[]} units
 * @param {Word[]} words
 * @param {Answer} answer
 */
export const summary = (units, words, { found, units: holding, searched, rest }) => {
  const named = units.filter(({ rank }) => wayOf(rank) !== SLIP).length;
  const [terms, figures] = [termsOf(words).length, figuresOf(words).length];
  const groups = [named && `${named} 个单位`, terms && `${terms} 个名词`, figures && `${figures} 个数字`];
  const counted = groups.filter(Boolean).join("、");
  const begun = counted ? `找到 ${counted}` : units.length ? "有名称相近的单位" : "";
  if (!searched && !rest) return `${begun || "没有找到这个单位"}。本站没有全文索引，只能按名称找单位`;
  const reports = found
    ? `${begun ? "" : "找到 "}${found} 份报告${holding < found ? `（${holding} 个单位）` : ""}`
    : begun && "正文没有找到";
  const said = [begun, reports].filter(Boolean).join("，") || "没有找到";
  return said + (rest ? `（查了较新的 ${searched} 份，还有 ${rest} 份没有查）` : "");
};

/* ---- nothing asked or found ---- */

/** @param {string} name */
const asked = (name) => make("a", { href: new URL(`search/?q=${encodeURIComponent(name)}`, ROOT).href }, name);

/**
 * Ways on: how to search, and the lists.
 * @param {string} query
 */
export const ways = async (query) => {
  const [{ categories }, similar] = await Promise.all([index(), query ? similarNames(query) : []]);
  /** @type {(path: string, label: string) => HTMLElement} */
  const way = (path, label) => make("a", { href: new URL(path, ROOT).href }, label);
  const list = [
    make("li", {}, way("units/", "单位名录"), make("small", {}, `按类别排列：${categories.join("、")}`)),
    make("li", {}, way("years/", "年度目录"), make("small", {}, "每个年度的全部单位")),
    make("li", {}, way("about/glossary/", "名词解释"), make("small", {}, "收支、“三公”经费、预算和决算、绩效")),
    make("li", {}, way("compare/", "对比"), make("small", {}, "按单位、年度和指标看数字")),
  ];
  return [
    make(
      "p",
      {},
      `${query ? "可以换一个说法，或写得短一些：" : ""}写单位名称的两三个字（卫计局、财政）、拼音首字母（czj），或者报告里的一个词、一个数；几个词用空格隔开，都要出现。`,
    ),
    similar.length ? make("p", {}, "名称相近的：", ...similar.map(asked)) : "",
    make("ul", { class: "gk-search__ways" }, ...list),
  ];
};
