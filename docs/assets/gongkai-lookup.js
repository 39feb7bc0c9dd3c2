// Units by any part of a name, by pinyin and by initials; the index is loaded when it is first asked for.

/** @typedef {{name: string, read: string[], initials: string}} Name a name, its syllables, their first letters */
/** @typedef {{id: string, name: string, url: string, names: Name[]}} Unit */
/** @typedef {{id: string, name: string, url: string, found: string}} Hit a unit and the name in which it was found */
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
  const at = name.toLowerCase().indexOf(query);
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
 * Units that the query is found in, best first.
 * @param {string} text
 * @returns {Promise<Hit[]>}
 */
export const lookup = async (text) => {
  const query = text.replace(/\s+/g, "").toLowerCase();
  if (!query) return [];
  const units = await ready();
  return units
    .map((unit) => ({
      unit,
      hits: unit.names.map((name) => ({ at: place(name, query), name: name.name })).filter(({ at }) => at >= 0),
    }))
    .filter(({ hits }) => hits.length)
    .map(({ unit: { id, name, url }, hits }) => ({
      id,
      name,
      url,
      found: hits[0].name,
      rank: Math.min(...hits.map(({ at }) => at)),
    }))
    .sort((a, b) => a.rank - b.rank || a.name.length - b.name.length);
};
