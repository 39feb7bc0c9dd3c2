// Cuts text as hooks/gongkai/search/cut.py does, makes queries of it, and joins it again. tests/search/cut_cases.yml holds both to one rule.
const HAN = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const QUOTES = { "“": "{", "”": "}", "‘": "[", "’": "]" }, UNQUOTES = { "{": "“", "}": "”", "[": "‘", "]": "’" };
const PIECE = new RegExp(
  `(?<han>[${HAN}](?:[“”‘’]*[${HAN}])*)` +
  `|(?<word>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|(?:(?![${HAN}])[\\p{L}\\p{N}])+)(?:\\.[0-9]+)*)` +
  "|(?<gap>\\s+)|(?<mark>.)", "gu");
const CHARACTER = new RegExp(`([“”‘’]*)([${HAN}])`, "gu");
const PAIR = new RegExp(`^([{}[\\]]*)([${HAN}])[${HAN}]?$`, "u");
const WORD = /^[\p{L}\p{N}]/u;
const POINT = "\ua78f", GAP = "¦";

const pairs = (run) => {
  const found = [...run.matchAll(CHARACTER)];
  return found.map(([, quotes, han], at) => [...quotes].map((q) => QUOTES[q]).join("") + han + (found[at + 1]?.[2] ?? ""));
};
const word = (text) => text.replaceAll(",", "").replaceAll(".", POINT);

export const cut = (text) => [...text.matchAll(PIECE)].flatMap(({ 0: all, groups }) =>
  groups.han ? pairs(all) : groups.word ? [word(all)] : [groups.gap ? GAP : all]).join(" ");

/** What must occur for a query to be met: runs of Han characters (without quotation marks), words, figures. */
export const pieces = (text) => [...new Set([...text.normalize("NFKC").matchAll(PIECE)]
  .map(({ 0: all, groups }) => groups.han ? all.replace(/[“”‘’]/g, "") : groups.word ? all.replaceAll(",", "") : "")
  .filter(Boolean))];

/** A piece as Pagefind's exact query; one character is found as the beginning of a pair. */
export const phrase = (piece) => {
  const tokens = cut(piece).split(" ");
  if (!PAIR.test(tokens[0])) return `"${tokens[0]}"`;
  return tokens.length > 1 ? `"${tokens.slice(0, -1).join(" ")}"` : tokens[0];
};

/** Tokens → the text as it was, thousands separators and runs of white space aside. */
export const join = (tokens) => {
  let text = "", last = "";
  for (const token of tokens) {
    const pair = PAIR.exec(token);
    if (pair) text += [...pair[1]].map((q) => UNQUOTES[q]).join("") + pair[2];
    else text += token === GAP ? " " : (WORD.test(token) && WORD.test(last) && !PAIR.test(last) ? " " : "") + token.replaceAll(POINT, ".");
    last = token;
  }
  return text;
};
