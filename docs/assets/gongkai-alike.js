// How a name answers a query: by characters of it in the same order, with a small mistake, or as a part of the query.

/**
 * As names and queries are compared: without spaces, quotation marks and brackets, in small letters.
 * @param {string} text
 */
export const bare = (text) =>
  text
    .normalize("NFKC")
    .replace(/[\s“”‘’"'「」()·、，,。]/g, "")
    .toLowerCase();

/**
 * How many characters stand between those of `query`, which occur in `name` in this order (卫…计…局); -1: they do not.
 * @param {string} name
 * @param {string} query
 */
export const gaps = (name, query) => {
  let best = -1;
  for (let start = name.indexOf(query[0]); start >= 0; start = name.indexOf(query[0], start + 1)) {
    let at = start;
    for (let n = 1; n < query.length && at >= 0; n++) at = name.indexOf(query[n], at + 1);
    if (at < 0) break;
    const between = at - start + 1 - query.length;
    if (best < 0 || between < best) best = between;
  }
  return best;
};

/**
 * Characters to be changed, added or left out until `query` is a part of `name`.
 * @param {string} name
 * @param {string} query
 */
export const mistakes = (name, query) => {
  let row = new Array(name.length + 1).fill(0);
  for (let n = 0; n < query.length; n++) {
    const next = [n + 1];
    for (let at = 1; at <= name.length; at++)
      next.push(Math.min(row[at - 1] + Number(name[at - 1] !== query[n]), row[at] + 1, next[at - 1] + 1));
    row = next;
  }
  return Math.min(...row);
};

/**
 * Whether `query` is a part of `name` but for a slip: one in four to seven characters, two in more; of three the last.
 * @param {string} name
 * @param {string} query
 */
const isSlip = (name, query) =>
  query.length === 3 ? name.includes(query.slice(0, 2)) : query.length > 3 && mistakes(name, query) <= (query.length > 7 ? 2 : 1);

/** Ranks of the ways to be found; what is found exactly ranks below all of them. */
export const IN_ORDER = 100;
const SLIP = 200;
const HOLDS = 300;
const LONGEST = 90; // characters of a name by which ranks are told apart
const APART = 4; // characters that may stand between two: of two alone little follows

/**
 * The rank of a name by which a query is not found exactly, the best least; -1: not at all.
 * @param {string} name
 * @param {string} query
 */
export const rankAlike = (name, query) => {
  if (!/\p{Script=Han}/u.test(query)) return -1;
  const between = query.length > 1 ? gaps(name, query) : -1;
  if (between >= 0 && (query.length > 2 || between <= APART)) return IN_ORDER + Math.min(between, LONGEST);
  if (isSlip(name, query)) return SLIP + mistakes(name, query);
  const own = name.replace(/^[省市县区]/, "");
  return own.length > 1 && query.includes(own) ? HOLDS + LONGEST - Math.min(own.length, LONGEST) : -1;
};

/** The ways to be found, the nearest first. */
const WAYS = [IN_ORDER, SLIP, HOLDS];

/**
 * 0: exactly, 1: in order, 2: with a slip, 3: the query holds the name.
 * @param {number} rank
 */
export const wayOf = (rank) => WAYS.filter((least) => rank >= least).length;

/**
 * The nearest way only; a query of three characters or more may be meant in either of
 * the first two.
 * @template {{rank: number}} T
 * @param {T[]} found
 * @param {string} query
 */
export const nearest = (found, query) => {
  const way = Math.min(...found.map(({ rank }) => wayOf(rank)));
  return found.filter(({ rank }) => wayOf(rank) <= way || (way === 0 && query.length > 2 && wayOf(rank) === 1));
};

/**
 * Whether the query is a name or a part of one.
 * @param {{rank: number}} found
 */
export const isNamed = ({ rank }) => rank < IN_ORDER;

/**
 * Whether the name is only like the query.
 * @param {{rank: number}} found
 */
export const isAlike = ({ rank }) => rank >= IN_ORDER && rank < HOLDS;

/**
 * The part of the characters of `query` that `name` has too, from 0 to 1.
 * @param {string} name
 * @param {string} query
 */
export const shared = (name, query) => [...query].filter((c) => name.includes(c)).length / query.length;
