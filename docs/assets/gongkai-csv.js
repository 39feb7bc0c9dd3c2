// A table or a chart as a CSV file: what stands in it, figures as programs read them. Loaded when a reader asks for one.

/**
 * What a cell holds: figures as programs read them, words as they stand; the mark of a row is none of its words.
 * @param {Element | null | undefined} cell
 */
const heldBy = (cell) => {
  const words = [...(cell?.childNodes ?? [])].filter((node) => !(node instanceof Element && node.matches(".gk-mark")));
  return written(
    words.map((node) => (node instanceof Element && node.matches(".gk-derived") ? "（推算）" : node.textContent)).join(""),
  );
};

/** @param {string} text */
const written = (text) => {
  const said = text.trim().replace(/\s+/g, " ");
  if (/^[+−-]?[\d,]+(\.\d+)?%?$/.test(said)) return said.replace(/[,+]/g, "").replace("−", "-");
  return /^[=+\-@＝＋－＠]/.test(said) ? `'${said}` : said; // never a formula
};

/**
 * @param {HTMLTableElement} table
 * @returns {string[][]}
 */
const rowsOfTable = (table) => {
  const rows = [...table.rows].filter((row) => !row.hidden).map((row) => [...row.cells].map(heldBy));
  const measure = table.caption?.querySelector("small")?.textContent;
  if (measure && rows[0]) rows[0][0] += `（${measure}）`;
  return rows;
};

/**
 * A whole in its parts: what each comes to, and its share.
 * @param {Element} figure
 * @param {string} amount
 */
const rowsOfShare = (figure, amount) => [
  ["项目", amount, "占比"],
  ...[...figure.querySelectorAll(".gk-legend > li")].map((part) => [
    written(part.firstChild?.textContent ?? ""),
    heldBy(part.querySelector("b")),
    heldBy(part.querySelector("small")),
  ]),
];

/**
 * Bars: the group that each stands in, where there are several.
 * @param {Element} figure
 * @param {string} amount
 */
const rowsOfBars = (figure, amount) => {
  const bars = [...figure.querySelectorAll("ul > li")].map((bar) => {
    const group = bar.parentElement?.previousElementSibling;
    const own = [heldBy(bar.querySelector("span")), heldBy(bar.querySelector("b"))];
    return group?.matches("p") ? [heldBy(group), ...own] : own;
  });
  return [["项目", ...(bars[0]?.length > 2 ? ["栏"] : []), amount], ...bars];
};

/**
 * Columns: a year in each row, and what its parts come to.
 * @param {Element} figure
 * @param {string} amount
 */
const rowsOfColumns = (figure, amount) => {
  const parts = [...figure.querySelectorAll(".gk-legend > li")].map((part) => heldBy(part));
  const told = [...figure.querySelectorAll("g > title")].map((title) => title.textContent ?? "");
  const years = [...figure.querySelectorAll("ol > li")].map((place) => {
    const year = heldBy(place.firstElementChild);
    const own = told.find((words) => words.startsWith(`${year}年 `))?.slice(year.length + 2) ?? "";
    const of = new Map(own.split("，").map((said) => /** @type {[string, string]} */ (said.split(" "))));
    return [year, heldBy(place.querySelector("b, small")), ...parts.map((name) => written(of.get(name) ?? ""))];
  });
  return [["年度", amount, ...parts], ...years];
};

/** @param {Element} figure */
const rowsOfFigure = (figure) => {
  const measure = figure
    .querySelector("figcaption small")
    ?.textContent?.replace(/^单位：/, "")
    .split("；")[0];
  const amount = measure ? `数（${measure}）` : "数";
  if (figure.matches(".gk-columns")) return rowsOfColumns(figure, amount);
  return figure.matches(".gk-bars") ? rowsOfBars(figure, amount) : rowsOfShare(figure, amount);
};

/** @param {HTMLElement} drawn a table or a chart */
export const csvOf = (drawn) => {
  const rows = drawn instanceof HTMLTableElement ? rowsOfTable(drawn) : rowsOfFigure(drawn);
  const lines = rows.map((row) => row.map((text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
};
