// Units by any part of a name, by pinyin and by initials, and by what is like it; the index is loaded when first asked for.
import { bare, IN_ORDER, nearest, rankAlike, wayOf } from "./gongkai-alike.js";
import { simplified } from "./gongkai-simplified.js";

/** @typedef {{name: string, read: string[], initials: string}} Name a name, its syllables, their first letters */
/** @typedef {{id: string, name: string, url: string, names: Name[]}} Unit */
/** @typedef {{id: string, name: string, url: string, at: number, found: string, rank: number}} Hit a unit, its place in the register and the name in which it was found */
/** @typedef {[id: string, names: string[], readings?: Record<number, string>]} Entry of the index */

const ROOT = new URL("../", import.meta.url);

/** @returns {Promise<Unit[]>} */
const load = async () => {
  const answer = await fetch(new URL("search/units.json", ROOT));
  /** @type {{readings: Record<string, string>, units: Entry[]}} */
  const { readings, units } = await answer.json();
  return units.map(([id, names, own = {}]) => ({
    id,
    name: names[0],
    url: new URL(`units/${id}/`, ROOT).href,
    names: names.map((name, at) => {
      const read = own[at] ? own[at].split(" ") : [...name].map((c) => readings[c] || c.toLowerCase());
      return { name, read, initials: read.map((syllable) => syllable[0]).join("") };
    }),
  }));
};

/**
 * Where the query is found in a name: 0 best; -1 not at all.
 * @param {Name} name
 * @param {string} query
 */
const place = ({ name, read, initials }, query) => {
  const at = bare(name).indexOf(query);
  if (at >= 0) return at;
  if (!/^[a-z]+$/.test(query)) return -1;
  const short = initials.indexOf(query);
  if (short >= 0) return short + 20;
  const start = read.findIndex((_, from) => read.slice(from).join("").startsWith(query));
  return start < 0 ? -1 : start + 40;
};

/** @type {Promise<Unit[]> | null} */
let loaded = null;
/** Loads the index. */
export const ready = () => {
  loaded ??= load().catch((error) => {
    loaded = null;
    throw error;
  });
  return loaded;
};

/**
 * Where or how the query is found in a name: 0 best; -1 not at all.
 * @param {Name} name
 * @param {string} query
 */
const rankOf = (name, query) => {
  const exactly = place(name, query);
  return exactly >= 0 ? Math.min(exactly, IN_ORDER - 1) : rankAlike(bare(name.name), query);
};

/**
 * @param {Unit[]} units
 * @param {string} query
 * @returns {Hit[]}
 */
const ranked = (units, query) => {
  const hits = units.flatMap(({ id, name, url, names }, at) => {
    const found = names.map((one) => ({ rank: rankOf(one, query), name: one.name })).filter(({ rank }) => rank >= 0);
    if (!found.length) return [];
    const best = found.reduce((a, b) => (wayOf(b.rank) < wayOf(a.rank) ? b : a));
    return [{ id, name, url, at, found: best.name, rank: Math.min(...found.map(({ rank }) => rank)) }];
  });
  return nearest(hits, query).sort((a, b) => a.rank - b.rank || a.name.length - b.name.length);
};

/**
 * Units that the query is found in, best first: by a part of a name, pinyin or initials; where it is in none, by characters
 * in its order (卫…计…局), then with a slip. Traditional characters are read as simplified ones where no name has them.
 * @param {string} text
 * @returns {Promise<Hit[]>}
 */
export const lookup = async (text) => {
  const query = bare(text);
  if (!query) return [];
  const units = await ready();
  const hits = ranked(units, query);
  if (hits.length && hits[0].rank < IN_ORDER) return hits;
  const simple = bare(await simplified(query));
  return simple === query ? hits : ranked(units, simple);
};
