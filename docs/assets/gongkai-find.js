// The field of the directory that finds a unit. Without script it leads to the search page, and the plain list remains.
import { find, findAll, make } from "./gongkai-elements.js";
import { lookup, ready } from "./gongkai-lookup.js";

const MOST = 12;
const form = find(document, "[data-gk-find]", HTMLFormElement);
const field = find(form, "input", HTMLInputElement);
const list = find(form, "ul", HTMLUListElement);
const status = find(form, "[role=status]", HTMLElement);
let current = -1;
let turn = 0;

/** @param {import("./gongkai-lookup.js").Hit} hit */
const item = ({ name, url, found }) =>
  make("li", {}, make("a", { href: url }, name), make("small", {}, found === name ? "" : found));

const show = async () => {
  const query = field.value.trim();
  const mine = ++turn;
  const hits = await lookup(query);
  if (mine !== turn) return;
  current = -1;
  list.replaceChildren(...hits.slice(0, MOST).map(item));
  status.textContent = !query ? "" : hits.length ? `找到 ${hits.length} 个单位` : "没有找到。可以写名称的一部分、拼音或首字母";
};

/** @param {number} step */
const move = (step) => {
  const links = findAll(list, "a", HTMLAnchorElement);
  if (!links.length) return;
  current = (current + step + links.length) % links.length;
  links[current].focus();
};

field.addEventListener("focus", () => ready().catch(() => {}), { once: true });
field.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  const first = findAll(list, "a", HTMLAnchorElement)[0];
  if (!first) return; // the search page finds what a report says, too
  event.preventDefault();
  first.click();
});
form.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return; // the keys are the input method's
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    field.value = "";
    show();
    field.focus();
  }
});
