// Comforts of a page that reads without them: menu, light and dark, the easy version, the current heading.
import "./gongkai-boxes.js";
import { find, findAll, targetOf } from "./gongkai-elements.js";

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
  document.getElementById(location.hash.slice(1))?.closest("details.gk-fold")?.setAttribute("open", "");
};
addEventListener("hashchange", unfold);
unfold();

// Lists that can be sorted.
if (document.querySelector("th[data-sort]")) import("./gongkai-table.js");

// The heading that is being read, in the table of contents.
const entries = new Map(findAll(document, ".gk-toc a", HTMLAnchorElement).map((link) => [decodeURI(link.hash.slice(1)), link]));
if (entries.size) {
  const heads = [...entries.keys()].flatMap((id) => document.getElementById(id) ?? []);
  let waiting = false;
  const mark = () => {
    waiting = false;
    const read = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 4).at(-1);
    for (const [id, link] of entries) {
      if (id === read?.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  addEventListener("scroll", soon, { passive: true });
  mark();
}
