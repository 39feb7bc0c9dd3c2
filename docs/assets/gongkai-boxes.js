// The boxes of tables and of lines for programs: one is reached by keyboard only while something in it can be scrolled; and each table as a CSV file.
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

/**
 * What a cell holds: figures as programs read them, words as they stand; the mark of a row is none of its words.
 * @param {HTMLTableCellElement} cell
 */
const heldBy = (cell) => {
  const words = [...cell.childNodes].filter((node) => !(node instanceof Element && node.matches(".gk-mark")));
  const text = words
    .map((node) => (node instanceof Element && node.matches(".gk-derived") ? "（推算）" : node.textContent))
    .join("");
  const said = text.trim().replace(/\s+/g, " ");
  if (/^[+−-]?[\d,]+(\.\d+)?%?$/.test(said)) return said.replace(/[,+]/g, "").replace("−", "-");
  return /^[=+\-@＝＋－＠]/.test(said) ? `'${said}` : said; // never a formula
};

/** @param {HTMLTableElement} table */
const csvOf = (table) => {
  const rows = [...table.rows].filter((row) => !row.hidden).map((row) => [...row.cells].map(heldBy));
  const measure = table.caption?.querySelector("small")?.textContent;
  if (measure && rows[0]) rows[0][0] += `（${measure}）`;
  const lines = rows.map((row) => row.map((text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
};

// The link to all figures of the page becomes one to the table above it.
for (const link of findAll(document, ".gk-csv > a", HTMLAnchorElement)) {
  /** @type {Element | null} */
  let above = link.parentElement;
  while (above && !above.matches(".gk-scroll")) above = above.previousElementSibling;
  const table = above?.querySelector("table");
  if (!table) continue;
  const name = nameOf(table);
  link.textContent = "这一张表 CSV";
  link.setAttribute("aria-label", `这一张表 CSV：${name}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const href = URL.createObjectURL(new Blob([csvOf(table)], { type: "text/csv;charset=utf-8" }));
    make("a", { href, download: link.download.replace(/(\.csv)?$/, `-${name}.csv`) }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  });
}
