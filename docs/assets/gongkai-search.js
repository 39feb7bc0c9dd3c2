// The search: units and terms by what they are called, figures, then the text of all reports. A dialog on every page (opened by the link in
// the header or /), and the page /search/, whose address keeps the query. Nothing of it is loaded before a reader opens it.
import { find, findAll, make, targetOf } from "./gongkai-elements.js";

/** @typedef {import("./gongkai-lookup.js").Hit} Unit */
/** @typedef {import("./gongkai-words.js").Hit} Word */
/** @typedef {import("./gongkai-search-worker.js").Answer} Answer */
/** @typedef {import("./gongkai-search-worker.js").Contents} Contents */
/** @typedef {import("./gongkai-search-worker.js").Filters} Filters */
/** @typedef {import("./gongkai-search-worker.js").Question} Question */

const ROOT = new URL("../", import.meta.url);
const UNITS = 6;
const HITS = 6;
const REACH = 2;
const PAUSE = 250; // milliseconds after the last key
/** @type {Answer} */
const NOTHING = { found: 0, units: 0, hits: [], searched: 0, rest: 0 };

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
 * The same; where a query with traditional characters is found nowhere, as it is written in simplified ones.
 * @type {typeof searchText}
 */
const searchSimplified = async (query, options) => {
  const answer = await searchText(query, options);
  if (answer.found) return answer;
  const simple = await (await import("./gongkai-simplified.js")).simplified(query);
  return simple === query ? answer : searchText(simple, options);
};

/**
 * Units and terms that a query names.
 * @param {string} query
 * @returns {Promise<{units: Unit[], words: Word[]}>}
 */
const searchNames = async (query) => (await import("./gongkai-names.js")).searchNames(query);

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
 * A part of what is found, hidden while it is empty.
 * @param {string} name
 * @param {string} [title]
 */
const part = (name, title = "") => {
  const heading = make("h2", {}, title);
  const list = make("ol", { class: name });
  const box = make("section", { hidden: true }, heading, list);
  /** @type {(items: HTMLElement[], heading?: string) => void} */
  const fill = (items, words = title) => {
    list.replaceChildren(...items);
    heading.textContent = words;
    box.hidden = !items.length;
  };
  return { box, list, fill };
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
    placeholder: "单位、名词、文字或数字",
    "aria-label": "搜索单位和报告",
  });
  const filters = make("div", { class: "gk-search__filters" });
  const submit = make("button", { type: "submit", class: "gk-search__submit" }, "搜索");
  const row = make("div", { class: "gk-search__row" }, field, submit);
  const form = make("form", { action: new URL("search/", ROOT).href, role: "search" }, row, filters);
  const status = make("p", { role: "status" });
  const units = part("gk-search__units");
  const words = part("gk-search__words");
  const figures = part("gk-search__figures", "数字");
  const hits = part("gk-search__hits", "报告正文");
  const help = make("div", { class: "gk-search__help", hidden: true });
  const more = make("button", { type: "button", class: "gk-search__more", hidden: true });
  box.append(form, status, units.box, words.box, figures.box, hits.box, more, help);

  let turn = 0;
  let most = HITS;
  let reach = REACH;
  let goesFurther = false; // whether there is more in bundles not yet searched
  let timer = 0;

  const picked = () => Object.fromEntries(findAll(filters, "select", HTMLSelectElement).map(({ name, value }) => [name, value]));

  const clear = () => {
    for (const { box } of [units, words, figures, hits]) box.hidden = true;
    more.hidden = help.hidden = true;
    status.textContent = "";
  };

  /**
   * @param {typeof import("./gongkai-search-show.js")} shows
   * @param {{units: Unit[], words: Word[]}} found
   */
  const showNames = (shows, found) => {
    units.fill(found.units.slice(0, UNITS).map(shows.unitItem), shows.unitsHeading(found.units));
    const terms = shows.termsOf(found.words);
    words.fill(terms.map(shows.wordItem), shows.wordsHeading(terms));
    figures.fill(
      shows.figuresOf(found.words).map((word) => shows.figureItem(word, found.units, Number(picked().year) || undefined)),
    );
  };

  /**
   * @param {typeof import("./gongkai-search-show.js")} shows
   * @param {Answer} answer
   */
  const showHits = (shows, answer) => {
    hits.fill(answer.hits.map(shows.hitItem));
    goesFurther = answer.hits.length >= answer.units;
    more.hidden = goesFurther && !answer.rest;
    more.textContent = goesFurther ? `接着查其余 ${answer.rest} 份报告` : "更多单位";
  };

  /** @param {number} mine the turn for which they are shown */
  const showWays = async (mine, asked = "") => {
    const shows = await import("./gongkai-search-show.js");
    help.replaceChildren(...(await shows.ways(asked)));
    help.hidden = mine !== turn;
  };

  const run = async () => {
    const asked = field.value.trim();
    const mine = ++turn;
    keep(asked, picked());
    if (!asked) {
      clear();
      return showWays(mine).catch(() => {});
    }
    const enough = [...asked].length > 1;
    try {
      status.textContent = "正在查找";
      help.hidden = true;
      const [shows, found] = await Promise.all([import("./gongkai-search-show.js"), searchNames(asked)]);
      if (mine !== turn) return;
      showNames(shows, found);
      const filters = { ...picked(), year: Number(picked().year) || undefined };
      const answer = enough ? await searchSimplified(asked, { filters, most, reach }) : NOTHING;
      if (mine !== turn) return;
      showHits(shows, answer);
      const few = `${found.units.length ? `找到 ${found.units.length} 个单位。` : ""}查正文请至少写两个字`;
      status.textContent = enough ? shows.summary(found.units, found.words, answer) : few;
      if (enough && !found.units.length && !found.words.length && !answer.found) await showWays(mine, asked);
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
    const before = hits.list.children.length;
    most += HITS;
    if (goesFurther) reach += REACH;
    await run();
    (hits.list.children[before]?.querySelector("a") ?? field).focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the keys are the input method's
    if (targetOf(event)?.matches("select")) return;
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
    .then(run);
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
