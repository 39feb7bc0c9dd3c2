// Comforts of a page that reads without them: menu, light and dark, the easy version, the current heading.
import "./gongkai-boxes.js";
import { find, findAll, make, targetOf } from "./gongkai-elements.js";

const root = document.documentElement;

/**
 * Remembers a setting of the reader; "": as before.
 * @param {string} name
 * @param {string} value
 */
const keep = (name, value) => {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // not remembered
  }
};

// The menu of narrow screens closes with Escape, a press outside, or a link to a place on the same page.
const menu = find(document, ".gk-menu", HTMLDetailsElement);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  find(menu, "summary", HTMLElement).focus();
});
document.addEventListener("click", (event) => {
  const target = targetOf(event);
  if (!menu.contains(target) || target?.closest("a")) menu.open = false;
});

// Light and dark: as the system has it, light, dark.
/** @type {Record<string, string>} */
const NAMES = { "": "跟随系统", light: "浅色", dark: "深色" };
const SCHEMES = Object.keys(NAMES);
const schemes = findAll(document, "[data-gk-schemes]", HTMLButtonElement);
const scheme = () => root.dataset.gkScheme ?? "";
const showScheme = () => {
  for (const button of schemes) {
    button.hidden = false;
    find(button, "span", HTMLElement).textContent = `明暗：${NAMES[scheme()]}`;
  }
};
for (const button of schemes) {
  button.addEventListener("click", () => {
    const next = SCHEMES[(SCHEMES.indexOf(scheme()) + 1) % SCHEMES.length];
    if (next) root.dataset.gkScheme = next;
    else delete root.dataset.gkScheme;
    keep("gk-scheme", next);
    showScheme();
  });
}
showScheme();

// The easy version: larger, wider set, stronger contrast.
const cares = findAll(document, "[data-gk-cares]", HTMLButtonElement);
const showCare = () => {
  for (const button of cares) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String("gkCare" in root.dataset));
  }
};
for (const button of cares) {
  button.addEventListener("click", () => {
    if ("gkCare" in root.dataset) delete root.dataset.gkCare;
    else root.dataset.gkCare = "";
    keep("gk-care", "gkCare" in root.dataset ? "1" : "");
    showCare();
  });
}
showCare();

// A form that is led to opens.
const unfold = () => {
  document
    .getElementById(location.hash.slice(1) || "main")
    ?.closest("details.gk-fold")
    ?.setAttribute("open", "");
};
addEventListener("hashchange", unfold);
unfold();

// Lists that can be sorted.
if (document.querySelector("th[data-sort]")) import("./gongkai-table.js");
// Under the header, once the title is out of sight: the unit, the year and the section that is being read.
const title = document.querySelector("[data-gk-here]");
const section = make("span");
const words = title instanceof HTMLElement ? (title.dataset.gkHere ?? "") : "";
const bar = make(
  "p",
  { class: "gk-here", hidden: true },
  make("a", { class: "gk-width", href: "#main" }, make("b", {}, words), section),
);
const header = document.querySelector(".gk-header");
if (title && header) header.append(bar);

// Another year of the unit opens at the same section; where that year has none the page begins at its top.
const years = title ? findAll(document, ".gk-years a, .gk-pager a, .gk-nav a", HTMLAnchorElement) : [];
const others = years.filter((link) => !link.closest(".gk-nav") || /^\d{4}年$/.test(link.textContent.trim()));
if (title && location.hash && !document.getElementById(decodeURIComponent(location.hash.slice(1)))) {
  history.replaceState(null, "", location.pathname + location.search);
}

// Beside a report: the chapters that stand folded on it, each with the headings below it.
/** @param {HTMLAnchorElement} chapter */
const entry = (chapter) => {
  const place = document.getElementById(decodeURIComponent(chapter.hash.slice(1)))?.closest(".gk-outline");
  const kind = place?.matches(".is-annex") ? false : "is-numbered";
  const below = place ? findAll(place, "h3[id]", HTMLElement).filter((heading) => !heading.closest("summary")) : [];
  const items = below.map(({ id, textContent }) => make("li", { class: kind }, make("a", { href: `#${id}` }, textContent)));
  const parts = items.length ? make("ul", {}, ...items) : null;
  return make("li", { class: chapter.parentElement?.className || false }, chapter.cloneNode(true), parts);
};
const beside = document.querySelector("[data-gk-toc]");
if (beside) {
  const chapters = findAll(document, ".gk-contents a", HTMLAnchorElement).map(entry);
  const heading = make("p", { class: "gk-nav__title" }, "本页目录");
  const list = make("ul", { class: "gk-numbers" }, ...chapters);
  beside.append(make("nav", { class: "gk-toc", "aria-label": "本页目录" }, heading, list));
}

// The heading that is being read, in the table of contents.
const entries = new Map(findAll(document, ".gk-toc a", HTMLAnchorElement).map((link) => [decodeURI(link.hash.slice(1)), link]));
if (entries.size) {
  const heads = [...entries.keys()].flatMap((id) => document.getElementById(id) ?? []);
  let waiting = false;
  const mark = () => {
    waiting = false;
    const read = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 4).pop();
    for (const [id, link] of entries) {
      if (id === read?.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    bar.hidden = !title || !header || title.getBoundingClientRect().bottom > header.getBoundingClientRect().bottom;
    section.textContent = (read && entries.get(read.id)?.textContent) ?? "";
    const hash = read ? `#${read.id}` : "";
    for (const link of others) if (link.hash !== hash) link.hash = hash;
  };
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  addEventListener("scroll", soon, { passive: true });
  mark();
}
