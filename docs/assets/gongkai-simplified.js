// Traditional characters of a query as simplified ones. The table is loaded only for a query that needs it.

/** @type {Set<string> | null} */
let known = null;
/** The characters of GB 2312, which no table needs to change: its rows 16 to 87. */
const simple = () => {
  if (known) return known;
  const bytes = [];
  for (let row = 0xb0; row <= 0xf7; row++) for (let at = 0xa1; at <= 0xfe; at++) bytes.push(row, at);
  known = new Set(new TextDecoder("gbk").decode(new Uint8Array(bytes)));
  return known;
};

/** @type {Map<string, string> | null} */
let table = null;
const load = async () => {
  const { PAIRS } = await import("./gongkai-traditional.js");
  const pairs = [...PAIRS.replace(/\s+/g, "")];
  return new Map(pairs.flatMap((one, at) => (at % 2 ? [] : [[one, pairs[at + 1]]])));
};

/**
 * `text` with simplified characters; what is not in the table, or simplified already, stays.
 * @param {string} text
 */
export const simplified = async (text) => {
  const strange = [...text].some((c) => /\p{Script=Han}/u.test(c) && !simple().has(c));
  if (!strange) return text;
  table ??= await load();
  return [...text].map((c) => table?.get(c) ?? c).join("");
};
