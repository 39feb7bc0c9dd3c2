// The figures of a comparison: the files of the years chosen, and every number as the published text.
import * as decimal from "./gongkai-decimal.js";

/**
 * A figure or indicator that can be chosen.
 * @typedef {object} Figure
 * @property {string} key
 * @property {string} label
 * @property {string} measure 万元, %, 人 …
 * @property {string[]} columns the columns that it may have, published and computed
 * @property {boolean} computed worked out by the site
 * @property {boolean} signed a change: written with its sign
 */
/** @typedef {{label: string, measure: string, signed: boolean}} Column a computed one has a measure of its own */
/** @typedef {[label: string, path: string]} Category */
/**
 * What a year says of a unit; values in the order of the file's columns, none of them without a published report.
 * @typedef {object} UnitInYear
 * @property {string} name
 * @property {string} short
 * @property {string} scope
 * @property {Category} category
 * @property {string} state
 * @property {number | null} since first year of its present scope
 * @property {(string | null)[] | null} values
 * @property {Map<string, number>} slots
 */
/** @typedef {{outline: string, units: Map<string, UnitInYear>}} Year */
/** @typedef {[string, string, string, number, string, number | null, (string | null)[] | null]} Entry */
/** @typedef {{columns: string[], outline: string, categories: Category[], units: Record<string, Entry>}} YearFile */
/**
 * What is compared.
 * @typedef {object} Comparison
 * @property {string[]} units ids
 * @property {string[]} years in order of time
 * @property {string} column
 * @property {Map<string, Column>} columns
 * @property {Map<string, {name: string, place: number}>} known every unit of the register
 * @property {Map<string, Year>} found
 * @property {string} base the way to the site root
 * @property {number} block units in one file of a year
 */
/** @typedef {{state: string, value: null} | {state: "", value: string | null}} Cell */

/** @type {Map<string, Promise<YearFile>>} */
const files = new Map();

/** @type {(url: string) => Promise<YearFile>} */
const fetched = (url) => {
  const begun = files.get(url);
  if (begun) return begun;
  const file = fetch(url)
    .then((answer) => {
      if (!answer.ok) throw new Error(url);
      return answer.json();
    })
    .catch((error) => {
      files.delete(url);
      throw error;
    });
  files.set(url, file);
  return file;
};

/**
 * The file in which a year says something of a unit.
 * @param {Comparison} c
 * @param {string} year
 * @param {string} id
 */
const address = (c, year, id) => {
  const number = Math.floor((c.known.get(id)?.place ?? 0) / c.block) + 1;
  return `${c.base}compare/${year}${number > 1 ? `-${number}` : ""}.json`;
};

/**
 * The years chosen, as far as they say something of the units chosen; only their files are asked for.
 * @param {Comparison} c
 */
export const load = async (c) => {
  /** @type {Map<string, Year>} */
  const found = new Map();
  const wanted = new Map(c.years.flatMap((year) => c.units.map((id) => [address(c, year, id), year])));
  const given = await Promise.all([...wanted].map(async ([url, year]) => ({ year, file: await fetched(url) })));
  for (const { year, file } of given) {
    const slots = new Map(file.columns.map((key, place) => [key, place]));
    const seen = found.get(year) ?? { outline: file.outline, units: new Map() };
    for (const [id, [name, short, scope, category, state, since, values]] of Object.entries(file.units)) {
      seen.units.set(id, { name, short, scope, category: file.categories[category], state, since, values, slots });
    }
    found.set(year, seen);
  }
  return found;
};

/**
 * @param {Comparison} c
 * @param {string} year
 * @param {string} id
 */
export const unitIn = (c, year, id) => c.found.get(year)?.units.get(id);

/**
 * The column of a figure: the one chosen, or 决算 where it is published in no other.
 * @param {Comparison} c
 * @param {Figure} figure
 */
const columnOf = (c, figure) => (figure.columns.includes(c.column) ? c.column : "actual");

/**
 * A rate of change, as the pages round it; null on a base of zero or below, where there is none.
 * @param {string} more
 * @param {string} base
 */
const rate = (more, base) => (decimal.isNegative(base) ? null : decimal.percent(more, base, 1));

/**
 * What is computed from the published columns (hooks/gongkai/derive/columns.py says how).
 * @type {Record<string, (value: (column: string) => string | null, people: string | null) => string | null>}
 */
const COMPUTED = {
  on_budget: (value) => {
    const [actual, budget] = [value("actual"), value("initial_budget")];
    return actual === null || budget === null ? null : decimal.minus(actual, budget);
  },
  on_budget_rate: (value, people) => {
    const [more, budget] = [COMPUTED.on_budget(value, people), value("initial_budget")];
    return more === null || budget === null ? null : rate(more, budget);
  },
  on_prior: (value) => value("on_prior"),
  on_prior_rate: (value) => {
    const [actual, more] = [value("actual"), value("on_prior")];
    return actual === null || more === null ? null : rate(more, decimal.minus(actual, more));
  },
  per_head: (value, people) => {
    const actual = value("actual");
    return actual === null || people === null ? null : decimal.ratio(actual, people, 10000n, 0);
  },
};

/**
 * @param {Comparison} c
 * @param {string} id
 * @param {string} year
 * @param {Figure} figure
 * @returns {Cell}
 */
export const cell = (c, id, year, figure) => {
  const unit = unitIn(c, year, id);
  if (!unit) return { state: "未收录", value: null };
  const { values, slots, state } = unit;
  if (!values) return { state, value: null };
  /** @param {string} key */
  const given = (key) => values[slots.get(key) ?? -1] ?? null;
  /** @param {string} column */
  const value = (column) => given(column === "actual" ? figure.key : `${figure.key}.${column}`);
  const column = columnOf(c, figure);
  return { state: "", value: column in COMPUTED ? COMPUTED[column](value, given("serving_staff")) : value(column) };
};

/**
 * The figure as the chosen column has it: a computed one has a measure of its own.
 * @param {Comparison} c
 * @param {Figure} figure
 * @returns {Figure}
 */
export const inColumn = (c, figure) => {
  const { measure, signed } = c.columns.get(columnOf(c, figure)) ?? { measure: "", signed: false };
  return measure ? { ...figure, measure, signed, computed: true } : figure;
};

/**
 * A value with its sign and %, or with the decimals of money; its measure stands in the heading.
 * @param {Figure} figure
 * @param {string} value
 */
export const written = ({ measure, signed }, value) => {
  const plus = signed && !decimal.isNegative(value) && !decimal.isZero(value) ? "+" : "";
  return `${plus}${decimal.show(value, measure === "万元" ? 2 : 0)}${measure === "%" ? "%" : ""}`;
};

/**
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {Cell} one
 */
export const shown = (c, figure, one) => one.state || (one.value === null ? "—" : written(inColumn(c, figure), one.value));

/**
 * 基本支出比年初预算, 公用经费人均; the label alone in a published column.
 * @param {Comparison} c
 * @param {Figure} figure
 */
export const called = (c, figure) => {
  const column = c.columns.get(columnOf(c, figure));
  return column?.measure ? figure.label + column.label.replace("（%）", "") : figure.label;
};

/**
 * @param {Comparison} c
 * @param {Figure} figure
 */
export const titled = (c, figure) => {
  const { measure, computed } = inColumn(c, figure);
  const column = measure === "万元" && !computed ? `${c.columns.get(columnOf(c, figure))?.label}，` : "";
  return `${called(c, figure)}（${column}${measure}）`;
};

/**
 * @param {Comparison} c
 * @param {Figure} figure
 */
export const measureOf = (c, figure) => {
  const { measure, computed } = inColumn(c, figure);
  if (computed) return `由本站计算，单位：${measure}`;
  return measure === "万元" ? `${c.columns.get(columnOf(c, figure))?.label}，金额单位：万元` : `单位：${measure}`;
};

/**
 * @param {Comparison} c
 * @param {string} id
 */
export const nameOf = (c, id) => c.known.get(id)?.name ?? id;

/**
 * Its short name in the newest year that has the unit.
 * @param {Comparison} c
 * @param {string} id
 */
export const shortOf = (c, id) => [...c.years].reverse().flatMap((year) => unitIn(c, year, id) ?? [])[0]?.short || nameOf(c, id);

/**
 * @param {Comparison} c
 * @param {string} id
 */
export const scopesOf = (c, id) => [...new Set(c.years.map((year) => unitIn(c, year, id)?.scope ?? "").filter(Boolean))];

/**
 * Why two years of a unit are not compared; "" where they are.
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {string} id
 * @param {string} before
 * @param {string} now
 */
export const apart = (c, figure, id, before, now) => {
  const since = unitIn(c, now, id)?.since;
  if (since && since > Number(before)) return `${since}年起口径已变，不比较`;
  const differs = figure.key === "score" && c.found.get(before)?.outline !== c.found.get(now)?.outline;
  return differs ? "指标体系不同，不比较" : "";
};

/**
 * 增加 12.30（+1.2%）, between the first and the last year that have the figure.
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {string} id
 */
export const changed = (c, figure, id) => {
  const given = c.years.flatMap((year) => {
    const { value } = cell(c, id, year, figure);
    return value === null ? [] : [{ year, value }];
  });
  const [first, last] = [given[0], given.at(-1)];
  if (given.length < 2 || !last) return "—";
  const reason = apart(c, figure, id, first.year, last.year);
  if (reason) return reason;
  const whole = first.year === c.years[0] && last.year === c.years.at(-1);
  return `${whole ? "" : `${first.year}—${last.year}年`}${difference(inColumn(c, figure), first.value, last.value)}`;
};

/**
 * @param {Figure} figure
 * @param {string} before
 * @param {string} now
 */
const difference = (figure, before, now) => {
  const more = decimal.minus(now, before);
  if (decimal.isZero(more)) return "持平";
  const plain = { ...figure, signed: false, measure: figure.measure === "%" ? "" : figure.measure };
  const words = `${decimal.isNegative(more) ? "减少" : "增加"} ${written(plain, decimal.magnitude(more))}`;
  if (figure.measure === "%") return `${words} 个百分点`;
  if (figure.key === "score" || figure.signed || decimal.isNegative(before)) return words;
  const share = decimal.percent(more, before, 1);
  if (share === null) return `${words}（基数为 0）`;
  return `${words}（${decimal.isNegative(share) || decimal.isZero(share) ? "" : "+"}${decimal.show(share)}%）`;
};

/**
 * The units in the order of a figure, the largest first; those without it last.
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {string} year
 */
export const ranked = (c, figure, year) => {
  const rows = c.units.map((id) => ({ id, one: cell(c, id, year, figure) }));
  return rows.sort(({ one: { value: a } }, { one: { value: b } }) =>
    a === null || b === null ? Number(a === null) - Number(b === null) : decimal.compare(b, a),
  );
};

/**
 * 最高是财政局（12.30），最低是档案局（1.20），相差 11.10。 All that are equally high are named.
 * @param {Comparison} c
 * @param {Figure} figure
 * @param {string} year
 */
export const extremes = (c, figure, year) => {
  const given = ranked(c, figure, year).flatMap(({ id, one: { value } }) =>
    value === null ? [] : [{ name: shortOf(c, id), value }],
  );
  const [high, low] = [given[0], given.at(-1)];
  if (given.length < 2 || !low) return "";
  const gap = decimal.minus(high.value, low.value);
  if (decimal.isZero(gap)) return "各单位相同。";
  /** @param {string} value */
  const equal = (value) =>
    given
      .filter((one) => decimal.compare(one.value, value) === 0)
      .map((one) => one.name)
      .join("、");
  const as = inColumn(c, figure);
  const between = as.measure === "%" ? `${decimal.show(gap)} 个百分点` : written({ ...as, signed: false }, gap);
  return `最高是${equal(high.value)}（${written(as, high.value)}），最低是${equal(low.value)}（${written(as, low.value)}），相差 ${between}。`;
};

/** @param {string} text */
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** @param {string} text */
const safe = (text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

/**
 * The columns of every CSV file of the site; BOM and CRLF for Excel, no text that a program would run.
 * @param {Comparison} c
 * @param {Figure[]} figures
 */
export const csvOf = (c, figures) => {
  const rows = figures.flatMap((figure) =>
    c.units.flatMap((id) =>
      c.years.map((year) => {
        const { state, value } = cell(c, id, year, figure);
        const { measure, computed } = inColumn(c, figure);
        const nature = computed ? "计算" : "公开";
        const column = figure.measure === "万元" ? (c.columns.get(columnOf(c, figure))?.label ?? "") : computed ? "比率" : "数值";
        const words = [id, unitIn(c, year, id)?.name ?? nameOf(c, id), year, figure.label, column].map(safe);
        return [...words, value ?? "", measure, state || nature, value ?? "", ""];
      }),
    ),
  );
  const head = ["单位标识", "单位", "年度", "项目", "栏目", "数值", "计量单位", "性质", "数字", "日期"];
  return `\ufeff${[head, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("")}`;
};
