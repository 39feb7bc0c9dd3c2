// What a query names: units, and terms and figures, each with regard to the other.
import { bare, isAlike, isNamed, shared } from "./gongkai-alike.js";
import { lookup, ready } from "./gongkai-lookup.js";
import { simplified } from "./gongkai-simplified.js";
import { index, isWhole, wordsNamed } from "./gongkai-words.js";

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

const SIMILAR = 4;
const HALF = 0.5; // of the characters of the query

/**
 * Names of units and terms that have half of the characters of the query or more, the most alike first: to be asked for
 * where nothing was found.
 * @param {string} text
 */
export const similarNames = async (text) => {
  const query = bare(await simplified(text));
  const [units, { words }] = await Promise.all([ready(), index()]);
  const names = [...units.flatMap((unit) => unit.names.map(({ name }) => name)), ...words.map(([name]) => name)];
  const found = names.map((name) => ({ name, part: shared(bare(name), query) })).filter(({ part }) => part >= HALF);
  return found
    .sort((a, b) => b.part - a.part || a.name.length - b.name.length)
    .slice(0, SIMILAR)
    .map(({ name }) => name);
};
