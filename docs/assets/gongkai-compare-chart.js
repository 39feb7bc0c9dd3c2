// The charts of a comparison, as those of the pages: shapes in SVG of whole numbers that stretch with the page, words in
// HTML beside them. What is missing is a gap, and named.
import {
  apart,
  called,
  cell,
  changed,
  extremes,
  inColumn,
  ranked,
  shortOf,
  shown,
  titled,
  written,
} from "./gongkai-compare-figures.js";
import * as decimal from "./gongkai-decimal.js";
import { draw, make } from "./gongkai-elements.js";

/** @typedef {import("./gongkai-compare-figures.js").Comparison} Comparison */
/** @typedef {import("./gongkai-compare-figures.js").Figure} Figure */
/** @typedef {import("./gongkai-compare-figures.js").Cell} Cell */
/** @typedef {{low: string, high: string}} Scale */

/** Of the units in the order in which they were chosen; the stylesheet has the colours and strokes. */
const TONES = ["is-l1", "is-l2", "is-l3", "is-l4", "is-l5", "is-l6", "is-l7", "is-l8"];
const ROOMY = 6; // years
const WIDE = 100; // of a year
const TALL = 240;
const LONG = 1000; // of the longest bar

/**
 * From 0, or from below it, to the highest value; scores from 60, or from the ten below the lowest.
 * @param {Comparison} c
 * @param {Figure} figure
 * @returns {Scale}
 */
const scaleOf = (c, figure) => {
  const values = c.units.flatMap((id) => c.years.flatMap((year) => cell(c, id, year, figure).value ?? []));
  values.sort(decimal.compare);
  const [least, most] = [values[0] ?? "0", values.at(-1) ?? "0"];
  if (figure.key === "score") return { low: String(Math.min(60, Math.floor(Number(least) / 10) * 10)), high: "100" };
  return { low: decimal.isNegative(least) ? least : "0", high: decimal.isNegative(most) ? "0" : most };
};

/**
 * The caption of a chart, with its measure.
 * @param {string} words
 * @param {string} measure
 */
const caption = (words, measure) =>
  make("figcaption", {}, make("span", {}, words, "\u2003", make("small", {}, `单位：${measure}`)));

/**
 * The unbroken runs of years in which a unit has the figure; neither a gap nor a change of what is counted is joined.
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {string} id
 */
const runs = (c, figure, id) => {
  /** @type {number[][]} */
  const found = [];
  c.years.forEach((year, at) => {
    if (cell(c, id, year, figure).value === null) return;
    const last = found.at(-1);
    const joins = last?.at(-1) === at - 1 && !apart(c, figure, id, c.years[at - 1], year);
    if (last && joins) last.push(at);
    else found.push([at]);
  });
  return found;
};

/**
 * What is not drawn, in words: 区档案局 2019年 未收录、2020年 —; "" where all is.
 * @param {Comparison} c
 * @param {Figure} figure
 */
const gaps = (c, figure) => {
  const found = c.units.flatMap((id) => {
    const missing = c.years.flatMap((year) => {
      const { state, value } = cell(c, id, year, figure);
      return value === null ? [`${year}年${state || "未公开或算不出"}`] : [];
    });
    return missing.length ? [`${shortOf(c, id)}${missing.join("、")}`] : [];
  });
  return found.length ? `没有画的：${found.join("；")}。` : "";
};

/**
 * The lines of one unit, and a dot for each year.
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {string} id
 * @param {string} tone
 * @param {Scale} scale
 */
const drawn = (c, figure, id, tone, { low, high }) => {
  /** @param {number} at */
  const point = (at) => {
    const up = decimal.place(cell(c, id, c.years[at], figure).value ?? low, low, high, TALL);
    return { x: at * WIDE + WIDE / 2, y: TALL - up };
  };
  return runs(c, figure, id).flatMap((run) => [
    run.length > 1
      ? draw("polyline", {
          class: tone,
          points: run
            .map(point)
            .map(({ x, y }) => `${x},${y}`)
            .join(" "),
        })
      : null,
    ...run.map((at) => {
      const { x, y } = point(at);
      const words = `${shortOf(c, id)} ${c.years[at]}年 ${shown(c, figure, cell(c, id, c.years[at], figure))}`;
      return draw("path", { class: [tone, "is-dot"].join(" "), d: `M${x} ${y}h0` }, draw("title", {}, words));
    }),
  ]);
};

/**
 * Who is who, the highest of the last year first, with the value of that year.
 * @param {Comparison} c
 * @param {Figure} figure
 */
const legend = (c, figure) => {
  const year = c.years[c.years.length - 1];
  const items = ranked(c, figure, year).map(({ id, one }) => {
    const line = draw("line", { class: TONES[c.units.indexOf(id)], x1: 0, x2: 28, y1: 6, y2: 6 });
    return make(
      "li",
      {},
      draw("svg", { width: 28, height: 12, "aria-hidden": "true" }, line),
      make("span", {}, shortOf(c, id)),
      make("b", {}, shown(c, figure, one)),
    );
  });
  return make("ul", { class: "gk-lines__units", "aria-label": `${year}年` }, ...items);
};

/**
 * A line for each unit over the years.
 * @param {Comparison} c
 * @param {Figure} figure
 */
export const lines = (c, figure) => {
  const scale = scaleOf(c, figure);
  const as = inColumn(c, figure);
  const alone = c.units.length === 1 ? c.units[0] : "";
  const said = c.units.map((id) => {
    const words = c.years.map((year) => `${year}年 ${shown(c, figure, cell(c, id, year, figure))}`);
    return `${shortOf(c, id)}：${words.join("，")}`;
  });
  const last = c.years[c.years.length - 1];
  const highest = extremes(c, figure, last);
  const words = alone
    ? `${shortOf(c, alone)}，${c.years[0]}—${last}年${changed(c, figure, alone)}`
    : highest
      ? `${last}年${highest}`
      : called(c, figure);
  const ground = decimal.compare(scale.low, "0") > 0 ? TALL : TALL - decimal.place("0", scale.low, scale.high, TALL);
  const years = c.years.map((year, at) => {
    const one = alone ? cell(c, alone, year, figure) : null;
    const quiet = c.years.length > ROOMY && at > 0 && at < c.years.length - 1; // on a phone there is no room for all
    return make(
      "li",
      { class: quiet ? "is-quiet" : null },
      make("span", {}, year),
      one && make(one.value === null ? "small" : "b", {}, shown(c, figure, one)),
    );
  });
  const missing = gaps(c, figure);
  return make(
    "figure",
    { class: "gk-figure gk-columns gk-lines" },
    caption(words, as.measure),
    make("p", { class: "gk-lines__end" }, written(as, scale.high)),
    draw(
      "svg",
      {
        viewBox: `0 0 ${WIDE * c.years.length} ${TALL}`,
        preserveAspectRatio: "none",
        role: "img",
        "aria-label": `${titled(c, figure)}：${said.join("；")}`,
      },
      draw("rect", { class: "is-base", y: ground, width: WIDE * c.years.length, height: 1 }),
      ...c.units.flatMap((id, n) => drawn(c, figure, id, TONES[n], scale)),
    ),
    scale.low === "0" ? null : make("p", { class: "gk-lines__end" }, written(as, scale.low)),
    make("ol", {}, ...years),
    alone ? null : legend(c, figure),
    missing ? make("p", { class: "gk-links" }, missing) : null,
  );
};

/**
 * A bar for each unit, the longest first, name and value in words; what is below zero goes to the left of it.
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {string} year
 */
export const bars = (c, figure, year) => {
  const values = c.units.flatMap((id) => cell(c, id, year, figure).value ?? []).concat("0");
  values.sort(decimal.compare);
  const [low, high] = [values[0], values[values.length - 1]];
  const zero = decimal.place("0", low, high, LONG);
  const ground = decimal.isNegative(low) ? zero : 0;
  /** @param {string} value */
  const bar = (value) => {
    const end = decimal.isZero(value) ? ground : decimal.place(value, low, high, LONG);
    const width = decimal.isZero(value) ? 0 : Math.max(Math.abs(end - ground), 2);
    return draw("rect", { class: "is-c1", x: Math.min(end, ground), width, height: 10 });
  };
  const rows = ranked(c, figure, year).map(({ id, one }) =>
    make(
      "li",
      {},
      make("span", {}, shortOf(c, id)),
      draw(
        "svg",
        { viewBox: `0 0 ${LONG} 10`, preserveAspectRatio: "none", "aria-hidden": "true" },
        ground ? draw("rect", { class: "is-base", x: ground, width: 2, height: 10 }) : null,
        one.value === null ? null : bar(one.value),
      ),
      make("b", {}, shown(c, figure, one)),
    ),
  );
  return make(
    "figure",
    { class: "gk-figure gk-bars" },
    caption(extremes(c, figure, year) || called(c, figure), inColumn(c, figure).measure),
    make("ul", {}, ...rows),
  );
};
