// The very page, in a frame that runs nothing, as wide as a desk or a phone; words that readers have not seen yet are marked.

import { ask } from "./desk-engine.js";
import { isOpen, listen, report, wordsOf } from "./desk-report.js";
import { onEnter, shownTab } from "./desk-tabs.js";
import { find, make } from "./gongkai-elements.js";

/** @typedef {{label: string, old: string, new: string}} Changed */

const SITE = new URL("../", import.meta.url);
const WIDTHS = { desk: "电脑", phone: "手机" };
const FIRST = matchMedia("(max-width: 44.984375em)").matches ? "phone" : "desk";

const panel = find(document, "#dk-page", HTMLElement);
const frame = make("iframe", { class: "dk-frame", sandbox: "allow-same-origin", title: "报告页面的预览", "data-width": FIRST });
const said = make("div", { class: "dk-page__said", role: "status" });
const widths = Object.entries(WIDTHS).map(([width, label]) => {
  const button = make("button", { type: "button", class: "gk-button", "aria-pressed": String(width === FIRST) }, label);
  button.addEventListener("click", () => {
    frame.dataset.width = width;
    for (const other of widths) other.setAttribute("aria-pressed", String(other === button));
  });
  return button;
});
panel.append(
  make("p", { class: "dk-widths" }, make("span", {}, "宽度"), ...widths),
  said,
  make("div", { class: "dk-stage" }, frame),
);

let shownText = "";
/** @type {{path: string, words: Promise<string[] | null>} | null} the pieces of the public page, of the report in hand */
let known = null;

/** Addresses of the page as they lead from here, without scripts; the desk's style for what is marked. @param {string} html */
const placed = (html) =>
  html
    .replace(/<script\b[\s\S]*?<\/script>/g, "")
    .replace(/((?:href|src|action)=")((?:\.\.\/)+)/g, (_, attribute) => `${attribute}${SITE.href}`)
    .replace("</head>", `<link rel="stylesheet" href="${new URL("assets/desk.css", SITE).href}"></head>`);

/** The pieces of text of a page's article. @param {Document} page */
const pieces = (page) => {
  const walker = page.createTreeWalker(page.querySelector("article") ?? page.body, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.textContent?.trim()) found.push(/** @type {Text} */ (node));
  }
  return found;
};

/**
 * Which of the words now were not there before: those outside the longest common run of both.
 * @param {string[]} before
 * @param {string[]} now
 * @returns {number[]}
 */
export const added = (before, now) => {
  let start = 0;
  while (start < before.length && start < now.length && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < now.length - start && before[before.length - 1 - end] === now[now.length - 1 - end])
    end += 1;
  const [old, fresh] = [before.slice(start, before.length - end), now.slice(start, now.length - end)];
  if (old.length * fresh.length > 4e6) return fresh.map((_, at) => start + at);
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (!row || !below) continue;
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      row[j] = old[i] === fresh[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const found = [];
  for (let i = 0, j = 0; j < fresh.length; ) {
    if (i < old.length && old[i] === fresh[j]) {
      i += 1;
      j += 1;
    } else if (i < old.length && (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0)) i += 1;
    else {
      found.push(start + j);
      j += 1;
    }
  }
  return found;
};

/** @param {Document} page */
const wordsIn = (page) => pieces(page).map(({ data }) => data.trim());

/** The pieces of text of a page that is public; null where there is none. @param {URL} address */
const load = async (address) => {
  try {
    const answer = await fetch(address);
    return answer.ok ? wordsIn(new DOMParser().parseFromString(await answer.text(), "text/html")) : null;
  } catch {
    return null;
  }
};

/** The same of the report in hand, loaded once. */
const published = () => {
  const { unit, year, path, is_public } = report();
  if (!is_public) return null;
  if (known?.path === path) return known.words;
  const words = load(new URL(`units/${unit}/${year}/`, SITE));
  known = { path, words };
  words.then((found) => {
    if (!found) known = null; // it is tried again
  });
  return words;
};

/** Marks what is not on the public page. @param {Document} page */
const mark = async (page) => {
  const old = await published();
  if (!old) return 0;
  const now = pieces(page);
  const fresh = added(old, wordsIn(page));
  for (const at of fresh) {
    const piece = now[at];
    const place = page.createElement("mark");
    place.className = "dk-changed";
    piece?.replaceWith(place);
    if (piece) place.append(piece);
  }
  return fresh.length;
};

/** @param {Changed[]} changed */
export const listChanged = (changed) =>
  make(
    "table",
    { class: "dk-changes" },
    make("caption", { class: "dk-away" }, "改动"),
    make("thead", {}, make("tr", {}, ...["项目", "已公开的", "现在的"].map((label) => make("th", { scope: "col" }, label)))),
    make(
      "tbody",
      {},
      ...changed.map(({ label, old, new: now }) =>
        make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, old || "没有"), make("td", {}, now || "没有")),
      ),
    ),
  );

const show = async () => {
  if (!isOpen() || shownTab() !== "dk-page" || shownText === report().text) return;
  shownText = report().text;
  said.replaceChildren(make("p", {}, "正在排版…"));
  /** @type {{html: string, changed: Changed[]} | null} */
  let page = null;
  try {
    page = await ask("page", [], { key: "page" });
  } catch (error) {
    shownText = "";
    said.replaceChildren(make("p", {}, wordsOf(error)));
    return;
  }
  if (!page || !isOpen()) return;
  const { changed } = page;
  frame.onload = () => ready(changed); // of two pages that follow each other only the newer is marked
  frame.srcdoc = placed(page.html);
};

/** @param {Changed[]} changed */
const ready = async (changed) => {
  const inside = frame.contentDocument;
  if (!inside || !isOpen()) return;
  inside.addEventListener("click", (event) => {
    const link = /** @type {Element | null} */ (event.target)?.closest("a"); // of another window: no instanceof
    if (!link?.getAttribute("href")?.startsWith("#")) event.preventDefault();
  });
  const marked = await mark(inside);
  if (frame.contentDocument !== inside || !isOpen()) return;
  const words = !report().is_public
    ? "这就是公开以后的页面。"
    : changed.length || marked
      ? "黄底的字和已公开的不一样。"
      : "和已公开的一样。";
  said.replaceChildren(make("p", {}, words, marked ? stepping(inside) : null), ...(changed.length ? [listChanged(changed)] : []));
};

/** Leads from one marked place to the next. @param {Document} inside */
const stepping = (inside) => {
  let at = -1;
  const button = make("button", { type: "button", class: "dk-plain" }, "看下一处");
  button.addEventListener("click", () => {
    const marks = inside.querySelectorAll(".dk-changed");
    at = (at + 1) % marks.length;
    for (const [number, place] of marks.entries()) place.classList.toggle("is-now", number === at);
    const place = marks[at];
    place?.closest("details:not([open])")?.setAttribute("open", "");
    place?.scrollIntoView({ block: "center" });
  });
  return button;
};

onEnter("dk-page", show);
listen((_, change) => {
  if (!change) shownText = "";
  show();
});
