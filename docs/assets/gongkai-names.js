// What a query names: units, and terms and figures, each with regard to the other.
import { isAlike, isNamed } from "./gongkai-alike.js";
import { lookup } from "./gongkai-lookup.js";
import { isWhole, wordsNamed } from "./gongkai-words.js";

/** @typedef {import("./gongkai-lookup.js").Hit} Unit */
/** @typedef {import("./gongkai-words.js").Hit} Word */

/**
 * What a query is the name of; where it is that of nothing, what its words are the names of, each once.
 * @template {{rank: number}} T
 * @param {string} query
 * @param {(text: string) => Promise<T[]>} ask
 * @param {(one: T) => string} key
 */
const byWords = async (query, ask, key) => {
  const hits = await ask(query);
  const words = query.split(/\s+/).filter(Boolean);
  if (words.length < 2 || hits.some(isNamed)) return hits;
  const found = (await Promise.all(words.map(ask))).flat().filter(isNamed);
  return found.length ? [...new Map(found.map((one) => [key(one), one])).values()] : hits;
};

/**
 * Units and terms that a query names: of terms only those that it names as a whole where it is the name of a unit, and
 * no unit that is only like it where it is that of a term.
 * @param {string} query
 * @returns {Promise<{units: Unit[], words: Word[]}>}
 */
export const searchNames = async (query) => {
  const units = await byWords(query, lookup, ({ id }) => id);
  const whole = units.some(isNamed);
  const words = await byWords(
    query,
    (text) => wordsNamed(text, { whole }),
    ({ name }) => name,
  );
  const isWord = words.some(isWhole);
  return { units: units.filter((unit) => !isWord || !isAlike(unit)), words };
};
