// Cuts text as hooks/gongkai/search/fulltext.py does, makes queries of it, and joins it again.
// tests/search/cut_cases.yml holds both to one rule.
const HAN = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
/** @type {Record<string, string>} */
const QUOTES = { "“": "{", "”": "}", "‘": "[", "’": "]" };
/** @type {Record<string, string>} */
const UNQUOTES = { "{": "“", "}": "”", "[": "‘", "]": "’" };
const PIECE = new RegExp(
  `(?<han>[${HAN}](?:[“”‘’]*[${HAN}])*)` +
    `|(?<word>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|(?:(?![${HAN}])[\\p{L}\\p{N}])+)(?:\\.[0-9]+)*)` +
    "|(?<gap>\\s+)|(?<mark>.)",
  "gu",
);
const CHARACTER = new RegExp(`([“”‘’]*)([${HAN}])`, "gu");
const PAIR = new RegExp(`^([{}[\\]]*)([${HAN}])[${HAN}]?$`, "u");
const WORD = /^[\p{L}\p{N}]/u;
const POINT = "\ua78f";
const GAP = "¦";

/** @param {string} run */
const pairs = (run) => {
  const found = [...run.matchAll(CHARACTER)];
  return found.map(([, quotes, han], at) => [...quotes].map((q) => QUOTES[q]).join("") + han + (found[at + 1]?.[2] ?? ""));
};
/** @param {string} text */
const word = (text) => text.replaceAll(",", "").replaceAll(".", POINT);

/** @param {string} text */
export const cut = (text) =>
  [...text.matchAll(PIECE)]
    .flatMap(({ 0: all, groups = {} }) => (groups.han ? pairs(all) : groups.word ? [word(all)] : [groups.gap ? GAP : all]))
    .join(" ");

/**
 * What must occur for a query to be met: words, figures and Han characters that nothing but quotation marks parts.
 * @param {string} text
 */
export const pieces = (text) => {
  const found = [""];
  for (const { 0: all, groups = {} } of text.normalize("NFKC").matchAll(PIECE)) {
    if (groups.han || groups.word) found[found.length - 1] += groups.han ? all : all.replaceAll(",", "");
    else if (!(all in QUOTES)) found.push("");
  }
  return [...new Set(found.map((piece) => piece.replace(/[“”‘’]/g, "")).filter(Boolean))];
};

/**
 * A piece as Pagefind's queries, all of which must be met. A last character is the beginning of a pair in the text, so it
 * is looked for apart.
 * @param {string} piece
 */
export const phrases = (piece) => {
  const tokens = cut(piece).split(" ");
  const [beforeLast, last] = ["", ...tokens].slice(-2);
  if (!PAIR.test(last)) return [`"${tokens.join(" ")}"`];
  const before = `"${tokens.slice(0, -1).join(" ")}"`;
  if (tokens.length === 1) return [last];
  return PAIR.test(beforeLast) ? [before] : [before, last];
};

/**
 * Tokens → the text as it was, thousands separators and runs of white space aside.
 * @param {string[]} tokens
 */
export const join = (tokens) => {
  let text = "";
  let last = "";
  for (const token of tokens) {
    const pair = PAIR.exec(token);
    if (pair) text += [...pair[1]].map((q) => UNQUOTES[q]).join("") + pair[2];
    else
      text +=
        token === GAP ? " " : (WORD.test(token) && WORD.test(last) && !PAIR.test(last) ? " " : "") + token.replaceAll(POINT, ".");
    last = token;
  }
  return text;
};
