// A comparison as tables and charts. Lengths may be floats; what is written never is.
import {
  cell,
  changed,
  extremes,
  measureOf,
  nameOf,
  ranked,
  scopesOf,
  shortOf,
  shown,
  titled,
} from "./gongkai-compare-figures.js";
import { draw, make } from "./gongkai-elements.js";

/** @typedef {import("./gongkai-compare-figures.js").Comparison} Comparison */
/** @typedef {import("./gongkai-compare-figures.js").Figure} Figure */
/** @typedef {import("./gongkai-compare-figures.js").Cell} Cell */
/** @typedef {{low: number, span: number}} Scale from the lowest value or 0 to the highest or 0 */

/**
 * @param {Figure} figure
 * @param {Cell} one
 */
const cellOf = (figure, one) =>
  make("td", { class: one.state ? "is-state" : one.value === null ? "is-null" : null }, shown(figure, one));

/**
 * @param {string} caption
 * @param {string} measure
 * @param {HTMLElement[]} heads
 * @param {HTMLElement[]} rows
 */
const table = (caption, measure, heads, rows) =>
  make(
    "div",
    { class: "gk-scroll", role: "region", tabindex: 0, "aria-label": caption },
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
 * @param {Comparison} c
 * @param {Figure} figure
 * @returns {Scale}
 */
const scaleOf = (c, figure) => {
  const values = c.units.flatMap((id) => c.years.flatMap((year) => cell(c, id, year, figure).value ?? [])).map(Number);
  const low = Math.min(0, ...values);
  return { low, span: Math.max(0, ...values) - low || 1 };
};

const WIDE = 280;
const TALL = 132;
const TOP = 18; // room for a value above the highest bar
const FOOT = 20; // room for the years below
const DIGIT = 6.8; // width of a digit
const HAN = 11; // width of a Han character

/**
 * The bars whose values are written above them: all, the first and the last, or the last, as there is room.
 * @param {number[]} given places of the bars
 * @param {number} step
 * @param {number} wide the widest value
 */
const fitting = (given, step, wide) => {
  const [first, last] = [given[0], given[given.length - 1]];
  if (wide <= step) return given;
  return (last - first) * step >= wide * 1.2 ? [first, last] : [last];
};

/**
 * One small chart of a unit over the years.
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {string} id
 * @param {Scale} scale
 */
const upright = (c, figure, id, { low, span }) => {
  const cells = c.years.map((year) => cell(c, id, year, figure));
  const words = cells.map((one) => shown(figure, one));
  const step = WIDE / Math.max(cells.length, 3);
  /** @param {number} number */
  const height = (number) => TOP + (TALL - TOP - FOOT) * (1 - (number - low) / span);
  const ground = height(0);
  const given = cells.flatMap((one, n) => (one.value === null ? [] : [n]));
  const labelled = fitting(given, step, Math.max(0, ...given.map((n) => words[n].length)) * DIGIT);

  /** @param {number} n */
  const year = (n) => draw("text", { x: step * (n + 0.5), y: TALL - 4, "text-anchor": "middle", class: "is-soft" }, c.years[n]);
  /** @param {number} n */
  const absent = (n) => {
    const fits = cells[n].state.length * HAN <= step * 1.3;
    return draw("text", { x: step * (n + 0.5), y: ground - 4, "text-anchor": "middle", class: "is-soft" }, fits ? words[n] : "");
  };
  /** @param {number} n */
  const bar = (n) => {
    const top = height(Number(cells[n].value));
    const wide = Math.min(step * 0.6, 34);
    const size = {
      x: step * (n + 0.5) - wide / 2,
      width: wide,
      y: Math.min(top, ground),
      height: Math.max(Math.abs(top - ground), 0.5),
    };
    return draw(
      "rect",
      { ...size, class: n === given.at(-1) ? "is-last" : null },
      draw("title", {}, `${c.years[n]}年 ${words[n]}`),
    );
  };
  /** @param {number} n */
  const label = (n) => {
    const number = Number(cells[n].value);
    const narrow = step < 70;
    const [anchor, x] =
      narrow && n === 0 ? ["start", 0.1] : narrow && n === cells.length - 1 ? ["end", n + 0.9] : ["middle", n + 0.5];
    return draw(
      "text",
      { x: step * Number(x), y: (number < 0 ? Math.max(ground, TOP) : height(number)) - 4, "text-anchor": anchor },
      words[n],
    );
  };

  return draw(
    "svg",
    {
      viewBox: `0 0 ${WIDE} ${TALL}`,
      role: "img",
      "aria-label": `${shortOf(c, id)}，${titled(c, figure)}：${words.map((one, n) => `${c.years[n]}年 ${one}`).join("，")}`,
    },
    draw("line", { x1: 0, x2: step * cells.length, y1: ground, y2: ground }),
    ...cells.flatMap((one, n) => [
      step >= 36 || (cells.length - 1 - n) % 2 === 0 ? year(n) : null,
      one.value === null ? absent(n) : bar(n),
      labelled.includes(n) ? label(n) : null,
    ]),
  );
};

/**
 * A bar for each unit, the longest first, name and value in words.
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {string} year
 */
const bars = (c, figure, year) => {
  const { low, span } = scaleOf(c, figure);
  /** @param {string} value */
  const bar = (value) => {
    const number = Number(value);
    const size = { x: ((Math.min(number, 0) - low) / span) * 100, width: Math.max((Math.abs(number) / span) * 100, 0.2) };
    return draw("rect", { ...size, y: 0, height: 4 });
  };
  const rows = ranked(c, figure, year).map(({ id, one }) =>
    make(
      "li",
      {},
      make("span", {}, shortOf(c, id)),
      make("b", {}, shown(figure, one)),
      draw(
        "svg",
        { viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
        one.value === null ? null : bar(one.value),
      ),
    ),
  );
  return make("ul", { class: "gk-ranks" }, ...rows);
};

/**
 * A figure over several years: a small chart for each unit, all on the same scale, and a table.
 * @param {Comparison} c
 * @param {Figure} figure
 */
export const overYears = (c, figure) => {
  const scale = scaleOf(c, figure);
  const charts = c.units.map((id) => make("figure", {}, make("figcaption", {}, shortOf(c, id)), upright(c, figure, id, scale)));
  const heads = c.years.map((year) => make("th", { scope: "col" }, make("a", { href: `${c.base}years/${year}/` }, year)));
  heads.push(make("th", { scope: "col", class: "is-text" }, `${c.years[0]}—${c.years.at(-1)}年变化`));
  const rows = c.units.map((id) => {
    const cells = c.years.map((year) => cellOf(figure, cell(c, id, year, figure)));
    return row(c, id, [...cells, make("td", { class: "is-text is-change" }, changed(c, figure, id))]);
  });
  return [
    make("h3", {}, titled(c, figure)),
    make("div", { class: "gk-multiples" }, ...charts),
    table(figure.label, measureOf(c, figure), heads, rows),
  ];
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
      figures.map((figure) => cellOf(figure, cell(c, id, year, figure))),
    ),
  );
  return [
    ...figures.flatMap((figure) => [
      make("h3", {}, titled(c, figure)),
      bars(c, figure, year),
      make("p", { class: "gk-links" }, extremes(c, figure, year)),
    ]),
    table(`${year}年度比较`, "", heads, rows),
  ];
};
