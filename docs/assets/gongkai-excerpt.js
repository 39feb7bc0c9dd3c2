// What is shown of a report that a search has found: a sentence around the words, not the cells of a table.

/** @typedef {[words: string, marked: boolean][]} Excerpt */

const LEAD = 28;
const LENGTH = 110;

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * A word or a figure is not a part of a longer one; quotation marks do not part Han characters.
 * @param {string} piece
 */
const place = (piece) =>
  /^[\w.]+$/.test(piece) ? `\\b${escaped(piece)}(?!\\w|\\.\\d)` : [...piece].map(escaped).join("[“”‘’]*");

/** @param {string[]} wanted */
const patternOf = (wanted) => new RegExp(wanted.map(place).join("|"), "giu");

/**
 * A place at or before `at` that is not inside a figure with its sign: half a figure would be a wrong figure.
 * @param {string} text
 * @param {number} at
 */
const beside = (text, at) => {
  /** @param {number} n */
  const inside = (n) => n > 0 && n < text.length && /[\w.%+−-]/.test(text[n - 1]) && /[\w.%]/.test(text[n]);
  let found = at;
  while (inside(found)) found--;
  return found;
};

/**
 * What can be read of a line: itself, or, of a row of a table, the cells that hold sentences.
 * @param {string} line
 */
const sentencesOf = (line) => {
  const cells = line.split(" ").filter(Boolean);
  const isRow = cells.filter((cell) => /^([−+]?[\d.]+%?|—)$/.test(cell)).length > 1;
  return isRow ? cells.filter((cell) => cell.length > 11 && /[，。；：]/.test(cell)) : [line];
};

/**
 * The lines of a section: those that are sentences, and rows of tables.
 * @param {string} text
 */
const linesOf = (text) => {
  const lines = text.split(/\s*\n\s*/).filter(Boolean);
  return { sentences: lines.flatMap(sentencesOf), rows: lines.filter((line) => !sentencesOf(line).includes(line)) };
};

/**
 * How many of the pieces a text holds.
 * @param {string} text
 * @param {string[]} wanted
 */
export const countIn = (text, wanted) => wanted.filter((piece) => patternOf([piece]).test(text)).length;

/**
 * The line that holds most of what is wanted, the first of several; "" where none holds any.
 * @param {string[]} lines
 * @param {string[]} wanted
 */
const bestOf = (lines, wanted) => {
  const counted = lines.map((line) => ({ line, n: countIn(line, wanted) })).filter(({ n }) => n);
  return counted.reduce((a, b) => (b.n > a.n ? b : a), { line: "", n: 0 }).line;
};

/**
 * Whether one of the sentences of a section holds something of what is wanted.
 * @param {string} text
 * @param {string[]} wanted
 */
export const hasSentence = (text, wanted) => Boolean(bestOf(linesOf(text).sentences, wanted));

/**
 * What is shown of a section: a sentence; of a row of a table its name alone, or, where a figure is looked for, the row.
 * @param {string} text
 * @param {string[]} wanted
 */
export const shownOf = (text, wanted) => {
  const { sentences, rows } = linesOf(text);
  const sentence = bestOf(sentences, wanted);
  if (sentence) return sentence;
  const figures = wanted.filter((piece) => /^[\d.]+$/.test(piece));
  const row = bestOf(rows, figures) || bestOf(rows, wanted);
  if (figures.length) return row;
  const [name, ...cells] = row.split(" ");
  const met = cells.filter((cell) => !countIn(name, wanted) && countIn(cell, wanted));
  return row ? `表里的一行：${[name, ...met].join("，")}` : (sentences[0] ?? "");
};

/**
 * Where an excerpt begins: with the sentence of the place found, if that is not far before it.
 * @param {string} text
 * @param {number} at
 */
const startBefore = (text, at) => {
  if (at <= LEAD) return 0;
  const begun = Math.max(...[..."。；！？"].map((mark) => text.lastIndexOf(mark, at - 1))) + 1;
  return at - begun <= 2 * LEAD ? begun : beside(text, at - LEAD);
};

/**
 * Text around the first place found.
 * @param {string} text
 * @param {string[]} wanted
 */
export const excerptOf = (text, wanted) => {
  const pattern = patternOf(wanted);
  const start = startBefore(text, Math.max(text.search(pattern), 0));
  const end = beside(text, start + LENGTH);
  const shown = text.slice(start, end);
  /** @type {Excerpt} */
  const parts = start ? [["…", false]] : [];
  let last = 0;
  for (const match of shown.matchAll(pattern)) {
    parts.push([shown.slice(last, match.index), false], [match[0], true]);
    last = match.index + match[0].length;
  }
  parts.push([shown.slice(last) + (end < text.length ? "…" : ""), false]);
  return parts.filter(([words]) => words);
};
