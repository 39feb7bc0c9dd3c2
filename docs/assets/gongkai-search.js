// The search: units by name, pinyin and initials, then the text of all reports. A dialog on every page (opened by the link in
// the header or /), and the page /search/, whose address keeps the query. Nothing of it is loaded before a reader opens it.
import { find, findAll, make, targetOf } from "./gongkai-elements.js";

/** @typedef {import("./gongkai-lookup.js").Hit} Unit */
/** @typedef {import("./gongkai-search-worker.js").Hit} Hit */
/** @typedef {import("./gongkai-search-worker.js").Answer} Answer */
/** @typedef {import("./gongkai-search-worker.js").Contents} Contents */
/** @typedef {import("./gongkai-search-worker.js").Filters} Filters */
/** @typedef {import("./gongkai-search-worker.js").Question} Question */

const ROOT = new URL("../", import.meta.url);
const UNITS = 6;
const HITS = 6;
const REACH = 2;
const PAUSE = 250; // milliseconds after the last key

/* ---- the worker, started when it is first asked ---- */

/** @type {Worker | null} */
let worker = null;
let asked = 0;
/** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
const waiting = new Map();

const start = () => {
  const started = new Worker(new URL("gongkai-search-worker.js", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data: { id, answer, error } }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error) one?.reject(new Error(error));
    else one?.resolve(answer);
  });
  started.addEventListener("error", (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || "worker"));
    waiting.clear();
    worker = null;
  });
  return started;
};

/**
 * @param {{ask: "contents"} | {ask: "search", question: Question}} message
 * @returns {Promise<any>}
 */
const ask = (message) =>
  new Promise((resolve, reject) => {
    worker ??= start();
    waiting.set(++asked, { resolve, reject });
    worker.postMessage({ id: asked, message });
  });

/**
 * Years, categories and grades to narrow by; which bundles of years there are.
 * @returns {Promise<Contents>}
 */
const contents = () => ask({ ask: "contents" });

/** @param {string} text */
const unitsNamed = async (text) => (await import("./gongkai-lookup.js")).lookup(text);

/**
 * Beside other words, pinyin or initials of units narrow the search to these units: qrd 三公经费.
 * @param {string} query
 */
const narrowed = async (query) => {
  const words = query.split(/\s+/).filter(Boolean);
  /** @type {string[]} */
  const kept = [];
  /** @type {string[][]} */
  const units = [];
  for (const word of words) {
    const hits = words.length > 1 && /^[a-z]{2,}$/.test(word) ? await unitsNamed(word) : [];
    if (hits.length) units.push(hits.map(({ id }) => id));
    else kept.push(word);
  }
  if (!kept.length || !units.length) return { query, units: undefined };
  return { query: kept.join(" "), units: units.reduce((all, ids) => all.filter((id) => ids.includes(id))) };
};

/**
 * The `most` newest reports in which every word of `query` occurs, from no more than `reach` bundles; `everything`: all
 * their addresses.
 * @param {string} query
 * @param {Omit<Question, "query">} [options]
 * @returns {Promise<Answer>}
 */
export const searchText = async (query, { filters = {}, most = HITS, reach = REACH, everything = false } = {}) => {
  const { query: words, units } = await narrowed(query);
  return ask({ ask: "search", question: { query: words, filters: { ...filters, units }, most, reach, everything } });
};

/**
 * Units that the query or, where it finds none, one of its words is found in.
 * @param {string} query
 */
const searchUnits = async (query) => {
  const hits = await unitsNamed(query);
  const words = query.split(/\s+/).filter(Boolean);
  if (hits.length || words.length < 2) return hits;
  const found = (await Promise.all(words.map(unitsNamed))).flat();
  return [...new Map(found.map((unit) => [unit.id, unit])).values()];
};

/* ---- what is found ---- */

/** @param {Unit} unit */
const unitItem = ({ name, url, found }) =>
  make("li", {}, make("a", { href: url }, name), found === name ? null : make("small", {}, found));

/** @param {Hit} hit */
const hitItem = ({ address, title, section, excerpt, others }) => {
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
  const further = others.slice(0, 3).map((other) => make("a", { href: at(other) }, other.heading));
  return make(
    "li",
    { class: "gk-hit" },
    link,
    make("p", {}, ...text),
    further.length ? make("p", { class: "gk-hit__others" }, "还见于", ...further) : null,
  );
};

/**
 * @param {Unit[]} units
 * @param {Answer} answer
 */
const summary = (units, { found, searched, rest }) => {
  const counted = units.length ? `找到 ${units.length} 个单位` : "";
  if (!searched && !rest) return `${counted || "没有找到这个单位"}。本站没有全文索引，只能按名称找单位`;
  const reports = found ? `${counted ? "" : "找到 "}${found} 份报告` : counted && "正文没有找到";
  const words = [counted, reports].filter(Boolean).join("，") || "没有找到。可以换一个说法，或写得短一些";
  return words + (rest ? `（查了较新的 ${searched} 份，还有 ${rest} 份没有查）` : "");
};

/* ---- the form, in the dialog and on the page ---- */

/**
 * @param {string} name
 * @param {string} label
 * @param {(string | number)[]} values
 */
const choice = (name, label, values) => {
  const options = values.map((value) => make("option", { value }, String(value)));
  return make("label", {}, make("span", {}, label), make("select", { name }, make("option", { value: "" }, "全部"), ...options));
};

/**
 * Builds the search into `box`; `keep` gets each query, so that a page can keep it in its address.
 * @param {HTMLElement} box
 * @param {object} [options]
 * @param {string} [options.query]
 * @param {Record<string, string>} [options.chosen]
 * @param {(words: string, picked: Record<string, string>) => void} [options.keep]
 */
const mount = (box, { query = "", chosen = {}, keep = () => {} } = {}) => {
  const field = make("input", {
    type: "search",
    name: "q",
    value: query,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    placeholder: "单位名称、拼音，或报告里的文字、数字",
    "aria-label": "搜索单位和报告",
  });
  const filters = make("div", { class: "gk-search__filters" });
  const form = make("form", { action: new URL("search/", ROOT).href, role: "search" }, field, filters);
  const status = make("p", { role: "status" });
  const units = make("ul", { class: "gk-search__units" });
  const unitPart = make("section", { hidden: true }, make("h2", {}, "单位"), units);
  const hits = make("ol", { class: "gk-search__hits" });
  const hitPart = make("section", { hidden: true }, make("h2", {}, "报告正文"), hits);
  const more = make("button", { type: "button", class: "gk-search__more", hidden: true });
  box.append(form, status, unitPart, hitPart, more);

  let turn = 0;
  let most = HITS;
  let reach = REACH;
  let goesFurther = false; // whether there is more in bundles not yet searched
  let timer = 0;

  const picked = () => Object.fromEntries(findAll(filters, "select", HTMLSelectElement).map(({ name, value }) => [name, value]));

  const clear = () => {
    unitPart.hidden = hitPart.hidden = more.hidden = true;
    status.textContent = "";
  };

  /** @param {Unit[]} found */
  const showUnits = (found) => {
    units.replaceChildren(...found.slice(0, UNITS).map(unitItem));
    unitPart.hidden = !found.length;
  };

  /** @param {Answer} answer */
  const showHits = (answer) => {
    hits.replaceChildren(...answer.hits.map(hitItem));
    hitPart.hidden = !answer.found;
    goesFurther = answer.hits.length >= answer.found;
    more.hidden = goesFurther && !answer.rest;
    more.textContent = goesFurther ? `接着查其余 ${answer.rest} 份报告` : "更多报告";
  };

  const run = async () => {
    const words = field.value.trim();
    const mine = ++turn;
    keep(words, picked());
    if (!words) return clear();
    const enough = [...words].length > 1;
    try {
      status.textContent = "正在查找";
      const found = await searchUnits(words);
      if (mine !== turn) return;
      showUnits(found);
      const filters = { ...picked(), year: Number(picked().year) || undefined };
      const answer = enough ? await searchText(words, { filters, most, reach }) : { found: 0, hits: [], searched: 0, rest: 0 };
      if (mine !== turn) return;
      showHits(answer);
      const few = `${found.length ? `找到 ${found.length} 个单位。` : ""}查正文请至少写两个字`;
      status.textContent = enough ? summary(found, answer) : few;
    } catch {
      if (mine === turn) status.textContent = "正文没有查成。可以再试一次，也可以从单位名录和年度目录查找";
    }
  };

  const afresh = () => {
    most = HITS;
    reach = REACH;
    return run();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(afresh, PAUSE);
  };

  /** @param {number} step */
  const move = (step) => {
    const links = findAll(box, "section:not([hidden]) li > a", HTMLElement);
    const all = [field, ...links, ...(more.hidden ? [] : [more])];
    const active = document.activeElement;
    const at = active instanceof HTMLElement ? all.indexOf(active) : -1;
    all[Math.min(Math.max(at, 0) + step, all.length - 1)]?.focus();
  };

  field.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) soon();
  });
  field.addEventListener("compositionend", soon);
  filters.addEventListener("change", afresh);
  more.addEventListener("click", async () => {
    const before = hits.children.length;
    most += HITS;
    if (goesFurther) reach += REACH;
    await run();
    (hits.children[before]?.querySelector("a") ?? field).focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || targetOf(event)?.matches("select")) return;
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  });
  contents()
    .then(({ bundles, categories, grades }) => {
      const years = [...new Set(bundles.flatMap((bundle) => bundle.years))].sort((a, b) => b - a);
      if (years.length)
        filters.append(choice("year", "年度", years), choice("category", "类别", categories), choice("grade", "等级", grades));
      for (const select of findAll(filters, "select", HTMLSelectElement)) select.value = chosen[select.name] ?? "";
    })
    .catch(() => {
      status.textContent = "没有读到全文索引，只能按名称找单位";
    })
    .then(() => {
      if (query) run();
    });
  return { field, form, run };
};

/* ---- the dialog of every page ---- */

const makeDialog = () => {
  const close = make("button", { type: "button", class: "gk-search__close", "aria-label": "关闭搜索" }, "关闭");
  const box = make("div", { class: "gk-search" });
  const dialog = make("dialog", { class: "gk-dialog", "aria-label": "搜索" }, close, box);
  document.body.append(dialog);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    const target = targetOf(event);
    if (target === dialog || target?.closest("a")) dialog.close();
  });
  return { dialog, field: mount(box).field };
};

/** @type {ReturnType<typeof makeDialog> | null} */
let made = null;
const openDialog = () => {
  made ??= makeDialog();
  if (!made.dialog.open) made.dialog.showModal();
  made.field.focus();
  made.field.select();
};

/* ---- the page /search/ ---- */

/** @param {HTMLElement} page */
const mountOn = (page) => {
  const { q = "", ...chosen } = Object.fromEntries(new URLSearchParams(location.search));
  /** @type {(words: string, picked: Record<string, string>) => void} */
  const keep = (words, picked) => {
    const given = Object.entries({ q: words, ...picked }).filter(([, value]) => value);
    history.replaceState(null, "", `${location.pathname}${given.length ? `?${new URLSearchParams(given)}` : ""}`);
  };
  page.replaceChildren();
  const { field, form, run } = mount(page, { query: q, chosen, keep });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  field.focus();
};

const [page] = findAll(document, "[data-gk-search]", HTMLElement);
for (const link of findAll(document, "[data-gk-open-search]", HTMLAnchorElement)) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || page) return;
    event.preventDefault();
    openDialog();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (targetOf(event)?.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  if (page) find(page, "input", HTMLInputElement).focus();
  else openDialog();
});
if (page) mountOn(page);
