// The reader's own comparison: units × years × figures. The choice stands in the address (docs/decisions/0010); only the
// files of the years chosen are asked for; every number is the published text. Without script the ready-made tables remain.
import { called, csvOf, load, nameOf, scopesOf, shortOf, unitIn } from "./gongkai-compare-figures.js";
import { inOneYear, overYears } from "./gongkai-compare-show.js";
import { find, findAll, make } from "./gongkai-elements.js";
import { lookup, ready } from "./gongkai-lookup.js";

/** @typedef {import("./gongkai-compare-figures.js").Comparison} Comparison */
/** @typedef {import("./gongkai-compare-figures.js").Figure} Figure */
/** @typedef {"units" | "years" | "figures"} Kind */

const OFFERED = 8;
/** @type {Record<Kind, {most: number, counted: string, missing: string}>} */
const KINDS = {
  units: { most: 8, counted: "个单位", missing: "没有找到单位标识" },
  years: { most: 10, counted: "个年度", missing: "本站没有这些年度" },
  figures: { most: 6, counted: "项", missing: "没有这些数字或指标" },
};

const root = find(document, "[data-gk-compare]", HTMLElement);
const field = find(root, "#gk-unit", HTMLInputElement);
const list = find(root, "#gk-unit-list", HTMLElement);
const hint = find(root, "[data-hint]", HTMLElement);
const status = find(root, "[data-told]", HTMLElement);
const figureList = find(root, "#gk-figure", HTMLSelectElement);
const columnList = find(root, "#gk-column", HTMLSelectElement);
const peerRoom = find(root, "[data-peers]", HTMLElement);
const result = find(root, "[data-result]", HTMLElement);
const choice = find(root, "[data-choice]", HTMLDetailsElement);
const summary = find(root, "[data-summary]", HTMLElement);
const opening = summary.textContent;
const boxes = findAll(root, "input[name=year]", HTMLInputElement).reverse(); // in order of time
const idle = hint.textContent;

/** @param {HTMLOptionElement} option @returns {Figure} */
const figureOf = ({ value, label, dataset }) => ({
  key: value,
  label,
  measure: dataset.measure ?? "",
  columns: (dataset.columns ?? "").split(" "),
  computed: "computed" in dataset,
  signed: "signed" in dataset,
});
const figures = new Map([...figureList.options].map((option) => [option.value, figureOf(option)]));

/** @param {HTMLOptionElement} option */
const columnOf = ({ label, dataset }) => ({ label, measure: dataset.measure ?? "", signed: "signed" in dataset });

/** @type {Comparison & {figures: string[]}} */
const chosen = {
  units: [],
  years: [],
  figures: [],
  column: "actual",
  columns: new Map([...columnList.options].map((option) => [option.value, columnOf(option)])),
  known: new Map(),
  found: new Map(),
  base: root.dataset.base ?? "",
  block: Number(root.dataset.block),
};
const wantedFigures = () => chosen.figures.flatMap((key) => figures.get(key) ?? []);
/** @type {string[]} */
let notes = [];
let turn = 0;
let csv = "";

/* ---- the choice and the address ---- */

/**
 * What an address asks for of a kind, as far as there is such a thing and room for it.
 * @param {URLSearchParams} asked
 * @param {Kind} kind
 * @param {{has: (key: string) => boolean}} all
 * @param {(key: string) => string} name
 */
const asFarAsKnown = (asked, kind, all, name) => {
  const { most, counted, missing } = KINDS[kind];
  const words = asked.get(kind) ?? asked.get(kind.slice(0, -1)) ?? ""; // one may be asked for as ?figure=…&unit=…
  const given = [...new Set(words.split(",").filter(Boolean))];
  const unknown = given.filter((key) => !all.has(key));
  if (unknown.length) notes.push(`${missing}：${unknown.join("、")}。`);
  const known = given.filter((key) => all.has(key));
  if (known.length > most) notes.push(`一次最多比较 ${most} ${counted}，没有显示：${known.slice(most).map(name).join("、")}。`);
  return known.slice(0, most);
};

const readAddress = () => {
  const asked = new URLSearchParams(location.search);
  const years = boxes.map((box) => box.value);
  chosen.units = asFarAsKnown(asked, "units", chosen.known, (id) => nameOf(chosen, id));
  chosen.years = asFarAsKnown(asked, "years", new Set(years), String).sort();
  chosen.figures = asFarAsKnown(asked, "figures", figures, (key) => figures.get(key)?.label ?? key);
  if (!chosen.years.length) chosen.years = years.slice(-3);
  if (!chosen.figures.length) chosen.figures = [root.dataset.default ?? ""];
  const column = asked.get("column") || "actual";
  if (chosen.columns.has(column)) chosen.column = column;
  else notes.push(`没有这一栏：${column}。`);
};

const writeAddress = () => {
  /** @type {Kind[]} */
  const kinds = ["units", "years", "figures"];
  const parts = kinds
    .filter((kind) => chosen[kind].length)
    .map((kind) => `${kind}=${chosen[kind].map(encodeURIComponent).join(",")}`);
  if (chosen.column !== "actual") parts.push(`column=${chosen.column}`);
  history.replaceState(null, "", `${location.pathname}?${parts.join("&")}`);
};

const change = (note = "") => {
  notes = note ? [note] : [];
  writeAddress();
  return show();
};

/**
 * @param {"units" | "figures"} kind
 * @param {string} key
 * @param {string} name
 */
const add = (kind, key, name) => {
  const { most, counted } = KINDS[kind];
  if (chosen[kind].includes(key)) return change(`${name}已经选了。`);
  if (chosen[kind].length >= most) return change(`一次最多比较 ${most} ${counted}，去掉一个再加。`);
  chosen[kind].push(key);
  return change(`已加上${name}。`);
};

/**
 * @param {"units" | "figures"} kind
 * @param {string} key
 * @param {string} name
 * @param {HTMLElement} next where the focus goes
 */
const remove = (kind, key, name, next) => {
  chosen[kind] = chosen[kind].filter((other) => other !== key);
  change(`已去掉${name}。`);
  next.focus();
};

/* ---- showing ---- */

/** @param {string[]} more */
const tell = (...more) => status.replaceChildren(...[...notes, ...more].map((note) => make("p", {}, note)));

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} press
 */
const chip = (text, label, press) => {
  const button = make("button", { type: "button", "aria-label": label }, text);
  button.addEventListener("click", press);
  return make("li", {}, button);
};

const showChoice = () => {
  const units = chosen.units.map((id) => ({ id, name: nameOf(chosen, id) }));
  find(root, "[data-chosen=units]", HTMLElement).replaceChildren(
    ...units.map(({ id, name }) => chip(name, `去掉${name}`, () => remove("units", id, name, field))),
  );
  find(root, "[data-chosen=figures]", HTMLElement).replaceChildren(
    ...wantedFigures().map(({ key, label }) => chip(label, `去掉${label}`, () => remove("figures", key, label, figureList))),
  );
  for (const box of boxes) box.checked = chosen.years.includes(box.value);
  columnList.value = chosen.column;
};

/** 2018—2023, or 2018、2020、2023 where years between are left out. */
const yearsInWords = () => {
  const all = boxes.map((box) => box.value);
  const [first, last] = [chosen.years[0], chosen.years[chosen.years.length - 1]];
  const whole = all.indexOf(last) - all.indexOf(first) + 1 === chosen.years.length;
  return chosen.years.length > 2 && whole ? `${first}—${last}` : chosen.years.join("、");
};

/** The choice in one line. */
const showSummary = () => {
  const wanted = wantedFigures();
  const units = chosen.units.length === 1 ? shortOf(chosen, chosen.units[0]) : `比较 ${chosen.units.length} 个单位`;
  const figures = wanted.length > 2 ? `${wanted.length} 项` : wanted.map((figure) => called(chosen, figure)).join("、");
  summary.textContent = missing() ? opening : [units, yearsInWords(), figures].join(" · ");
};

/**
 * What stands above the units that can be added: where all of their kind stand, or the year.
 * @param {string} year
 * @param {import("./gongkai-compare-figures.js").Category | undefined} category
 * @param {boolean} offers
 */
const peerWords = (year, category, offers) => {
  const [label, path] = category ?? ["各类别", `compare/${year}/`];
  const words = category ? (offers ? "同类单位，点一下加上；也可以看" : "同类单位见") : "可以从这些单位开始；也可以看";
  return [words, make("a", { href: chosen.base + path }, `${year}年${label}全部单位`)];
};

/** Units of the first one's kind, in the newest year that has it; before any is chosen, the first of the register. */
const showPeers = () => {
  const id = chosen.units[0];
  const newest = chosen.years[chosen.years.length - 1] ?? "";
  const year = id ? ([...chosen.years].reverse().find((one) => unitIn(chosen, one, id)) ?? "") : newest;
  const first = id ? unitIn(chosen, year, id) : undefined;
  const all = [...(chosen.found.get(year)?.units ?? [])];
  peerRoom.hidden = id ? !first : !all.length;
  if (peerRoom.hidden) return;
  const others = all.filter(
    ([other, unit]) => (!first || unit.category[0] === first.category[0]) && unit.values && !chosen.units.includes(other),
  );
  const offered = chosen.units.length < KINDS.units.most ? others.slice(0, OFFERED) : [];
  find(peerRoom, "p", HTMLElement).replaceChildren(...peerWords(year, first?.category, offered.length > 0));
  /** @type {(id: string, name: string) => void} */
  const press = (other, name) => {
    add("units", other, name);
    summary.parentElement?.focus();
  };
  find(peerRoom, "ul", HTMLElement).replaceChildren(
    ...offered.map(([other, { name, short }]) => {
      const label = short && short !== name ? `加上${short}，${name}` : `加上${name}`; // begins with what is seen
      return chip(short || name, label, () => press(other, name));
    }),
  );
};

/** Before any unit is chosen: some that can be, of the newest year chosen. */
const showFirstUnits = async () => {
  const [id] = chosen.known.keys();
  if (!id || !chosen.years.length) return;
  const mine = turn;
  try {
    const found = await load({ ...chosen, units: [id], years: chosen.years.slice(-1) });
    if (mine !== turn) return;
    chosen.found = found;
    showPeers();
  } catch {
    peerRoom.hidden = true; // what can be typed remains
  }
};

/** How the chosen column is worked out. */
const computedNote = () => {
  const how = [...columnList.options].find((option) => option.value === chosen.column)?.title;
  return `“${chosen.columns.get(chosen.column)?.label}”由本站计算：${how}。`;
};

const showResult = () => {
  const wanted = wantedFigures();
  const parts =
    chosen.years.length > 1 ? wanted.flatMap((figure) => overYears(chosen, figure)) : inOneYear(chosen, wanted, chosen.years[0]);
  find(root, "[data-tables]", HTMLElement).replaceChildren(...parts);
  const scopes = new Set(chosen.units.flatMap((id) => scopesOf(chosen, id)));
  find(root, "[data-notes]", HTMLElement).textContent =
    "“—”表示未公开，“0.00”表示公开为零，“未收录”只表示本站没有这份报告。" +
    (wanted.some((figure) => called(chosen, figure) !== figure.label) ? computedNote() : "") +
    (scopes.size > 1 ? "所选单位口径不同：部门的数字包括本级和所属单位，不宜直接比大小。" : "");
  showPeers();
  showSummary();
  URL.revokeObjectURL(csv);
  csv = URL.createObjectURL(new Blob([csvOf(chosen, wanted)], { type: "text/csv;charset=utf-8" }));
  const link = find(root, "[data-csv]", HTMLAnchorElement);
  link.href = csv;
  link.download = "gongkai-duibi.csv";
  result.hidden = false;
};

const missing = () => {
  if (!chosen.units.length) return "先选一个单位。";
  if (!chosen.years.length) return "选一个年度。";
  return chosen.figures.length ? "" : "选一项数字或指标。";
};

const show = async () => {
  const mine = ++turn;
  showChoice();
  const lack = missing();
  if (lack) {
    result.hidden = true;
    peerRoom.hidden = true;
    choice.open = true;
    showSummary();
    tell(lack);
    return chosen.units.length ? undefined : showFirstUnits();
  }
  tell("正在载入数字……");
  try {
    const found = await load(chosen);
    if (mine !== turn) return;
    chosen.found = found;
    showResult();
  } catch {
    if (mine !== turn) return;
    notes.push("数据没有载入，请检查网络，再选一次。");
  }
  tell();
};

/* ---- looking for a unit: a combobox, by keyboard or pointer ---- */

let current = -1;
let looks = 0;

const close = () => {
  list.hidden = true;
  list.replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
  current = -1;
};

const empty = () => {
  field.value = "";
  hint.textContent = idle;
  close();
};

/** @param {string} id */
const pick = (id) => {
  empty();
  add("units", id, nameOf(chosen, id));
};

/**
 * @param {import("./gongkai-lookup.js").Hit} hit
 * @param {number} n
 */
const optionOf = ({ id, name, found }, n) => {
  const option = make(
    "li",
    { role: "option", id: `gk-unit-${n}`, "aria-selected": "false", "data-unit": id },
    name,
    found === name ? null : make("small", {}, found),
  );
  option.addEventListener("pointerdown", (event) => event.preventDefault());
  option.addEventListener("click", () => pick(id));
  return option;
};

/** @param {number} step */
const move = (step) => {
  const options = findAll(list, "li", HTMLLIElement);
  if (!options.length) return;
  current = (current + step + options.length) % options.length;
  options.forEach((option, n) => {
    option.setAttribute("aria-selected", String(n === current));
  });
  options[current].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[current].id);
};

const look = async () => {
  const mine = ++looks;
  const hits = await lookup(field.value);
  if (mine !== looks) return;
  close();
  list.replaceChildren(...hits.slice(0, OFFERED).map(optionOf));
  list.hidden = !hits.length;
  field.setAttribute("aria-expanded", String(hits.length > 0));
  if (!field.value.trim()) hint.textContent = idle;
  else
    hint.textContent = hits.length
      ? `找到 ${hits.length} 个单位，用上下键选，回车加上`
      : "没有找到。可以写名称的一部分、拼音或首字母";
  move(1);
};

/** @param {KeyboardEvent} event */
const press = (event) => {
  if (event.isComposing || event.keyCode === 229) return; // the keys are the input method's
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && current >= 0) {
    event.preventDefault();
    pick(findAll(list, "li", HTMLLIElement)[current].dataset.unit ?? "");
  } else if (event.key === "Escape") empty();
};

/** @param {HTMLInputElement} box */
const changeYears = (box) => {
  const years = boxes.filter((one) => one.checked).map((one) => one.value);
  const { most, counted } = KINDS.years;
  if (years.length > most) {
    box.checked = false;
    return change(`一次最多比较 ${most} ${counted}，去掉一个再加。`);
  }
  chosen.years = years;
  return change();
};

const copy = async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    notes = ["链接已复制。"];
  } catch {
    notes = [`请从这里复制：${location.href}`];
  }
  tell();
};

const listen = () => {
  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", press);
  for (const box of boxes) box.addEventListener("change", () => changeYears(box));
  find(root, "[data-add]", HTMLElement).addEventListener("click", () =>
    add("figures", figureList.value, figures.get(figureList.value)?.label ?? ""),
  );
  columnList.addEventListener("change", () => {
    chosen.column = columnList.value;
    change();
  });
  find(root, "form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    result.scrollIntoView();
  });
  find(root, "[data-clear]", HTMLElement).addEventListener("click", () => {
    chosen.units = [];
    change("已清空单位。");
    field.focus();
  });
  find(root, "[data-copy]", HTMLElement).addEventListener("click", copy);
};

const start = async () => {
  const isChosen = document.documentElement.dataset.gkChosen === "yes";
  choice.open = !isChosen;
  try {
    for (const [place, { id, name }] of (await ready()).entries()) chosen.known.set(id, { name, place });
  } catch {
    root.hidden = false;
    notes = ["单位名录没有载入，请检查网络，再打开一次。下面现成的比较照常可以看。"];
    return tell();
  }
  readAddress();
  listen();
  const shown = show();
  if (isChosen) showSummary();
  root.hidden = false;
  await shown;
};
start();
