// The boxes of tables and of lines for programs: one is reached by keyboard only while something in it can be scrolled; and each table and chart as a CSV file.
import { findAll, make } from "./gongkai-elements.js";

/**
 * What a table is called, without its measure; tables in texts have no name.
 * @param {HTMLTableElement | null} table
 */
const nameOf = (table) => table?.caption?.firstChild?.textContent?.trim() || "表格";

/** @param {Element} box */
const reach = (box) => {
  if (box.scrollWidth <= box.clientWidth + 1) {
    for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    return;
  }
  box.setAttribute("tabindex", "0");
  if (box.matches("code")) return; // a part of the text, no region of its own
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", nameOf(box.querySelector("table")));
};

// Boxes and tables change with the window, the size of letters, and the forms that are opened.
const sizes =
  "ResizeObserver" in window
    ? new ResizeObserver((changes) => {
        for (const { target } of changes) reach(target);
      })
    : null;
/**
 * Watches a box from now on, also one that a script has made.
 * @param {HTMLElement} box
 */
export const follow = (box) => {
  if (sizes) sizes.observe(box);
  else reach(box);
  return box;
};
for (const box of findAll(document, ".gk-scroll, pre > code", HTMLElement)) follow(box);

// Rows and cells that are laid out as something else say what they are, as not every browser remembers it.
/** @type {Record<string, string>} */
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
for (const part of findAll(
  document,
  ".gk-table.is-stacked, .is-stacked > *, .is-stacked tr, .is-stacked th, .is-stacked td",
  HTMLElement,
)) {
  const role =
    part instanceof HTMLTableCellElement && part.scope ? `${part.scope === "col" ? "column" : "row"}header` : ROLES[part.tagName];
  if (role) part.setAttribute("role", role);
}

// The link to all figures of the page becomes one to the table above it, or to the chart in whose caption it stands.
for (const link of findAll(document, ".gk-csv > a, .gk-figure figcaption > a", HTMLAnchorElement)) {
  /** @type {Element | null} */
  let above = link.closest("figure") ?? link.parentElement;
  while (above && !above.matches(".gk-scroll, figure")) above = above.previousElementSibling;
  const drawn = above?.querySelector("table") ?? above?.closest("figure");
  if (!(drawn instanceof HTMLElement)) continue;
  const isTable = drawn instanceof HTMLTableElement;
  const name = isTable ? nameOf(drawn) : drawn.querySelector("figcaption > span")?.firstChild?.textContent?.trim() || "图";
  link.textContent = isTable ? "这一张表 CSV" : "这张图 CSV";
  link.setAttribute("aria-label", `${link.textContent}：${name}`);
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const { csvOf } = await import("./gongkai-csv.js");
    const href = URL.createObjectURL(new Blob([csvOf(drawn)], { type: "text/csv;charset=utf-8" }));
    const file = link.download.replace(/(\.csv)?$/, `-${name.replace(/[\\/:*?"<>|]/g, "")}.csv`);
    make("a", { href, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  });
}
