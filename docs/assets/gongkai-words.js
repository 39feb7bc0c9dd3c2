// Terms and figures by what they are called, on the form and every day; loaded when first asked for.
import { bare, IN_ORDER, nearest, rankAlike } from "./gongkai-alike.js";
import { simplified } from "./gongkai-simplified.js";

/** @typedef {[name: string, others: string[], meaning: string, term: string, figure?: string, measure?: string]} Row of the index */
/** @typedef {{words: Row[], year: number, ranked: number[], categories: string[]}} Index year: the latest with a report that can be read; ranked: the years of which it is known who has most */
/** @typedef {{name: string, meaning: string, term: string, figure: string, measure: string, found: string, rank: number}} Hit */

const ADDRESS = new URL("../search/words.json", import.meta.url);
const OTHER = 20; // of a name that is not the first
const HELD = 60; // of a name that is a part of the query, less its length, of which at most HOLD counts
const HOLD = 15;

/** @type {Promise<Index> | null} */
let loaded = null;
/** Loads the index. */
export const index = () => {
  loaded ??= fetch(ADDRESS)
    .then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    })
    .catch((error) => {
      loaded = null;
      throw error;
    });
  return loaded;
};

/**
 * How a name answers the query: 0 best; -1 not at all.
 * @param {string} written
 * @param {string} query
 */
const rankOf = (written, query) => {
  const name = bare(written);
  if (name === query) return 0;
  const at = name.indexOf(query);
  if (at >= 0) return Math.min(10 + at, OTHER - 1);
  if (name.length > 1 && query.includes(name)) return HELD - Math.min(name.length, HOLD);
  return query.length > 3 ? rankAlike(name, query) : -1;
};

/**
 * @param {Row[]} words
 * @param {string} query
 * @returns {Hit[]}
 */
const ranked = (words, query) => {
  const hits = words.flatMap(([name, others, meaning, term, figure = "", measure = ""]) => {
    const found = [name, ...others].map((one, at) => ({ one, rank: rankOf(one, query), later: Math.min(at, 1) }));
    const known = found.filter(({ rank, later }) => rank >= 0 && !(later && rank >= IN_ORDER));
    if (!known.length) return [];
    const best = known.reduce((a, b) => (weigh(b) < weigh(a) ? b : a));
    return [{ name, meaning, term, figure, measure, found: best.one, rank: weigh(best) }];
  });
  const best = Math.min(...hits.map(({ rank }) => rank));
  return nearest(hits, query)
    .filter(({ rank }) => best > 1 || rank < HELD - HOLD)
    .sort((a, b) => a.rank - b.rank);
};

/**
 * Exactly so called, first or otherwise; then by a part.
 * @param {{rank: number, later: number}} found
 */
const weigh = ({ rank, later }) => rank + later * (rank ? OTHER : 1);

/**
 * Whether the whole query is a name or a part of one, not only a part of it.
 * @param {{rank: number}} found
 */
export const isWhole = ({ rank }) => rank < HELD - HOLD;

/**
 * Terms and figures that the query names, best first; `whole`: not those that only a part of the query names.
 * @param {string} text
 * @param {{whole?: boolean}} [options]
 * @returns {Promise<Hit[]>}
 */
export const wordsNamed = async (text, { whole = false } = {}) => {
  const query = bare(await simplified(text));
  if (query.length < 2) return [];
  const hits = ranked((await index()).words, query);
  return whole ? hits.filter(isWhole) : hits;
};
