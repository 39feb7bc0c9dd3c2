// The search: units by name, pinyin and initials, then the text of all reports. A dialog on every page (opened by the link in the header or /),
// and the page /search/, whose address keeps the query. Nothing of it is loaded before a reader opens it.
const ROOT = new URL("../", import.meta.url);
const UNITS = 6, HITS = 6, REACH = 3, PAUSE = 250;

/* The worker, started when it is first asked. */
let worker = null, asked = 0;
const waiting = new Map();
const start = () => {
  worker = new Worker(new URL("gongkai-search-worker.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data: { id, answer, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error)); else resolve(answer);
  });
  worker.addEventListener("error", (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || "worker"));
    waiting.clear();
    worker = null;
  });
};
const ask = (name, what) => new Promise((resolve, reject) => {
  if (!worker) start();
  waiting.set(++asked, { resolve, reject });
  worker.postMessage({ id: asked, ask: name, what });
});

const names = async (text) => (await import("./gongkai-lookup.js")).lookup(text);

/* Beside other words, pinyin or initials of units narrow the search to these units: qrd 三公经费. */
const narrowed = async (query) => {
  const kept = [], units = [];
  const words = query.split(/\s+/).filter(Boolean);
  for (const word of words) {
    const hits = words.length > 1 && /^[a-z]{2,}$/.test(word) ? await names(word) : [];
    if (hits.length) units.push(hits.map(({ id }) => id)); else kept.push(word);
  }
  if (!kept.length || !units.length) return { query, units: undefined };
  return { query: kept.join(" "), units: units.reduce((all, ids) => all.filter((id) => ids.includes(id))) };
};

/** Years, categories and grades to narrow by; which bundles of years there are. */
export const contents = () => ask("contents");
/** The `most` newest reports in which every word of `query` occurs, from no more than `reach` bundles; `everything`: all their addresses. */
export const searchText = async (query, { filters = {}, most = HITS, reach = REACH, everything = false } = {}) => {
  const { query: words, units } = await narrowed(query);
  return ask("search", { query: words, filters: { ...filters, units }, most, reach, everything });
};
/** Units that the query or, where it finds none, one of its words is found in. */
export const searchUnits = async (query) => {
  const hits = await names(query), words = query.split(/\s+/).filter(Boolean);
  if (hits.length || words.length < 2) return hits;
  const found = (await Promise.all(words.map(names))).flat();
  return [...new Map(found.map((unit) => [unit.id, unit])).values()];
};

const make = (tag, properties = {}, ...children) => {
  const { data, ...plain } = properties, node = Object.assign(document.createElement(tag), plain);
  for (const [name, value] of Object.entries(data ?? {})) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null));
  return node;
};

const unitItem = ({ name, url, found }) => make("li", {}, make("a", { href: url }, name), found === name ? null : make("small", {}, found));

const hitItem = ({ address, title, section, excerpt, others }) => {
  const url = new URL(address, ROOT).href, at = ({ id }) => (id ? `${url}#${id}` : url), [unit, ...rest] = title.split(" ");
  const where = section.heading ? make("span", { className: "gk-hit__section" }, section.heading) : null;
  const further = others.slice(0, 3).map((other) => make("a", { href: at(other) }, other.heading));
  return make("li", { className: "gk-hit" },
    make("a", { href: at(section) }, make("span", { className: "gk-hit__unit" }, unit), make("span", { className: "gk-hit__title" }, rest.join(" ")), where),
    make("p", {}, ...excerpt.map(([words, marked]) => (marked ? make("mark", {}, words) : words))),
    further.length ? make("p", { className: "gk-hit__others" }, "还见于", ...further) : null);
};

const choice = (name, label, values) => make("label", {}, make("span", {}, label),
  make("select", { name }, make("option", { value: "" }, "全部"), ...values.map((value) => make("option", { value }, String(value)))));

const told = (units, { found, searched, rest }) => {
  if (!searched && !rest) return `${units.length ? `找到 ${units.length} 个单位` : "没有找到这个单位"}。本站没有全文索引，只能按名称找单位`;
  const said = [units.length ? `找到 ${units.length} 个单位` : "", found ? `${units.length ? "" : "找到 "}${found} 份报告` : units.length ? "正文没有找到" : ""].filter(Boolean);
  return `${said.join("，") || "没有找到。可以换一个说法，或写得短一些"}${rest ? `（查了较新的 ${searched} 份，还有 ${rest} 份没有查）` : ""}`;
};

/** Builds the search into `box`; `keep` is told each query, so that a page can keep it in its address. */
export const mount = (box, { query = "", chosen = {}, keep = () => {} } = {}) => {
  const field = make("input", { type: "search", name: "q", value: query, autocomplete: "off", spellcheck: false, enterKeyHint: "search", placeholder: "单位名称、拼音，或报告里的文字、数字", data: { "aria-label": "搜索单位和报告", autocapitalize: "off" } });
  const filters = make("div", { className: "gk-search__filters" }), status = make("p", { data: { role: "status" } });
  const units = make("ul", { className: "gk-search__units" }), hits = make("ol", { className: "gk-search__hits" });
  const unitPart = make("section", { hidden: true }, make("h2", {}, "单位"), units), hitPart = make("section", { hidden: true }, make("h2", {}, "报告正文"), hits);
  const more = make("button", { type: "button", className: "gk-search__more", hidden: true });
  const form = make("form", { action: new URL("search/", ROOT).href, data: { role: "search" } }, field, filters);
  box.append(form, status, unitPart, hitPart, more);
  let turn = 0, most = HITS, reach = REACH, timer = 0;

  const picked = () => {
    const values = Object.fromEntries([...filters.querySelectorAll("select")].map(({ name, value }) => [name, value]));
    return { ...values, year: Number(values.year) || undefined };
  };
  const clear = () => { unitPart.hidden = hitPart.hidden = more.hidden = true; status.textContent = ""; };

  const run = async () => {
    const words = field.value.trim(), mine = ++turn, late = () => mine !== turn;
    keep(words, picked());
    if (!words) return clear();
    try {
      status.textContent = "正在查找";
      const found = await searchUnits(words);
      if (late()) return;
      units.replaceChildren(...found.slice(0, UNITS).map(unitItem));
      unitPart.hidden = !found.length;
      const text = [...words].length > 1 ? await searchText(words, { filters: picked(), most, reach }) : { found: 0, hits: [], searched: 0, rest: 0 };
      if (late()) return;
      hits.replaceChildren(...text.hits.map(hitItem));
      hitPart.hidden = !text.found;
      more.hidden = text.hits.length >= text.found && !text.rest;
      more.dataset.further = text.hits.length < text.found ? "" : "yes";
      more.textContent = text.hits.length < text.found ? "更多报告" : `接着查其余 ${text.rest} 份报告`;
      status.textContent = [...words].length > 1 ? told(found, text) : `${found.length ? `找到 ${found.length} 个单位。` : ""}查正文请至少写两个字`;
    } catch {
      if (!late()) status.textContent = "正文没有查成。可以再试一次，也可以从单位名录和年度目录查找";
    }
  };
  const afresh = () => { most = HITS; reach = REACH; return run(); };
  const soon = () => { clearTimeout(timer); timer = setTimeout(afresh, PAUSE); };

  const links = () => [field, ...box.querySelectorAll("section:not([hidden]) li > a"), ...(more.hidden ? [] : [more])];
  const move = (step) => {
    const all = links(), at = all.indexOf(document.activeElement);
    all[Math.min(Math.max((at < 0 ? 0 : at) + step, 0), all.length - 1)].focus();
  };
  field.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  field.addEventListener("compositionend", soon);
  filters.addEventListener("change", afresh);
  more.addEventListener("click", async () => {
    const before = hits.children.length;
    most += HITS;
    if (more.dataset.further) reach += REACH;
    await run();
    (hits.children[before]?.querySelector("a") ?? field).focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.matches("select")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
  });
  contents().then(({ bundles, categories, grades }) => {
    const years = [...new Set(bundles.flatMap((bundle) => bundle.years))].sort((a, b) => b - a);
    if (years.length) filters.append(choice("year", "年度", years), choice("category", "类别", categories), choice("grade", "等级", grades));
    for (const select of filters.querySelectorAll("select")) select.value = chosen[select.name] ?? "";
    if (query) run();
  }).catch(() => { status.textContent = "没有读到全文索引，只能按名称找单位"; if (query) run(); });
  return { field, form, run };
};

/* The dialog of every page. */
let dialog = null, search = null;
const openDialog = () => {
  if (!dialog) {
    const close = make("button", { type: "button", className: "gk-search__close", data: { "aria-label": "关闭搜索" } }, "关闭"), box = make("div", { className: "gk-search" });
    dialog = make("dialog", { className: "gk-dialog", data: { "aria-label": "搜索" } }, close, box);
    document.body.append(dialog);
    search = mount(box);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("a")) dialog.close(); });
  }
  if (!dialog.open) dialog.showModal();
  search.field.focus();
  search.field.select();
};

/* The page /search/. */
const page = document.querySelector("[data-gk-search]");
const read = () => Object.fromEntries(new URLSearchParams(location.search));
const startPage = () => {
  const { q = "", ...chosen } = read();
  const address = (words, picked) => {
    const given = Object.entries({ q: words, ...picked }).filter(([, value]) => value);
    return `${location.pathname}${given.length ? `?${new URLSearchParams(given)}` : ""}`;
  };
  page.replaceChildren();
  const here = mount(page, { query: q, chosen, keep: (words, picked) => history.replaceState(null, "", address(words, picked)) });
  here.form.addEventListener("submit", (event) => { event.preventDefault(); here.run(); });
  here.field.focus();
};

const typing = ({ target }) => target.closest("input, textarea, select, [contenteditable]");
for (const link of document.querySelectorAll("[data-gk-open-search]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || page) return;
    event.preventDefault();
    openDialog();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event)) return;
  event.preventDefault();
  if (page) page.querySelector("input").focus(); else openDialog();
});
if (page) startPage();
