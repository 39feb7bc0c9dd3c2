// A comparison laid out: for each figure its chart and its table, the words in HTML.
import { follow } from "./gongkai-boxes.js";
import { bars, lines } from "./gongkai-compare-chart.js";
import { called, cell, changed, measureOf, nameOf, scopesOf, shown, titled } from "./gongkai-compare-figures.js";
import { make } from "./gongkai-elements.js";

/** @typedef {import("./gongkai-compare-figures.js").Comparison} Comparison */
/** @typedef {import("./gongkai-compare-figures.js").Figure} Figure */
/** @typedef {import("./gongkai-compare-figures.js").Cell} Cell */

/**
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {Cell} one
 */
const cellOf = (c, figure, one) =>
  make("td", { class: one.state ? "is-state" : one.value === null ? "is-null" : null }, shown(c, figure, one));

/**
 * @param {string} caption
 * @param {string} measure
 * @param {HTMLElement[]} heads
 * @param {HTMLElement[]} rows
 */
const table = (caption, measure, heads, rows) =>
  follow(
    make(
      "div",
      { class: "gk-scroll" },
      make(
        "table",
        { class: "gk-table" },
        make("caption", {}, caption, "\u2003", make("small", {}, measure)),
        make(
          "thead",
          {},
          make("tr", {}, make("th", { scope: "col" }, "单位"), ...heads, make("th", { scope: "col", class: "is-text" }, "口径")),
        ),
        make("tbody", {}, ...rows),
      ),
    ),
  );

/**
 * @param {Comparison} c
 * @param {string} id
 * @param {HTMLElement[]} cells
 */
const row = (c, id, cells) =>
  make(
    "tr",
    {},
    make("th", { scope: "row" }, make("a", { href: `${c.base}units/${id}/` }, nameOf(c, id))),
    ...cells,
    make("td", { class: "is-text" }, scopesOf(c, id).join("、")),
  );

/**
 * A figure over several years: a line for each unit, and a table.
 * @param {Comparison} c
 * @param {Figure} figure
 */
export const overYears = (c, figure) => {
  const years = matchMedia("(max-width: 45em)").matches ? [...c.years].reverse() : c.years; // what is newest is seen first
  const heads = years.map((year) => make("th", { scope: "col" }, make("a", { href: `${c.base}years/${year}/` }, year)));
  heads.push(make("th", { scope: "col", class: "is-text" }, `${c.years[0]}—${c.years.at(-1)}年变化`));
  const rows = c.units.map((id) => {
    const cells = years.map((year) => cellOf(c, figure, cell(c, id, year, figure)));
    return row(c, id, [...cells, make("td", { class: "is-text is-change" }, changed(c, figure, id))]);
  });
  return [make("h2", {}, titled(c, figure)), lines(c, figure), table(called(c, figure), measureOf(c, figure), heads, rows)];
};

/**
 * Figures of one year: bars and who is highest and lowest for each, and one table.
 * @param {Comparison} c
 * @param {Figure[]} figures
 * @param {string} year
 */
export const inOneYear = (c, figures, year) => {
  const heads = figures.map((figure) => make("th", { scope: "col" }, titled(c, figure)));
  const rows = c.units.map((id) =>
    row(
      c,
      id,
      figures.map((figure) => cellOf(c, figure, cell(c, id, year, figure))),
    ),
  );
  return [
    ...figures.flatMap((figure) => [make("h2", {}, titled(c, figure)), bars(c, figure, year)]),
    table(`${year}年度比较`, "", heads, rows),
  ];
};
