// Searches the text of all reports with Pagefind, away from the page's own thread. Newest years first; a bundle of years is
// loaded when it is asked. In a worker Pagefind knows no page language, so it leaves our cut alone: on a Chinese page it
// would cut the query once more, and otherwise.
import { join, phrases, pieces } from "./gongkai-cut.js";
import { countIn, excerptOf, hasSentence, shownOf } from "./gongkai-excerpt.js";

/** @typedef {{year?: number, category?: string, grade?: string, units?: string[]}} Filters */
/** @typedef {{path: string, years: number[], reports: number, entry: unknown}} Bundle of years; how its files are named */
/** @typedef {{bundles: Bundle[], categories: string[], grades: string[]}} Contents */
/** @typedef {{query: string, filters?: Filters, most?: number, reach?: number, everything?: boolean}} Question */
/** @typedef {{element: string, id: string, text: string, location: number}} Anchor */
/** @typedef {{content: string, anchors: Anchor[], meta: Record<string, string>}} Fragment what Pagefind keeps of a report */
/** @typedef {{id: string, score: number, data: () => Promise<Fragment>}} Result */
/** @typedef {{search: (phrase: string) => Promise<{results: Result[]}>}} Pagefind */
/** @typedef {Record<string, [address: string, category: string, grade: string]>} Reports */
/** @typedef {{pagefind: Pagefind, reports: Reports}} Opened */
/** @typedef {{result: Result, address: string, unit: string, year: number, category: string, grade: string, score: number}} Met */
/** @typedef {{id: string, heading: string, text: string}} Section */
/** @typedef {import("./gongkai-excerpt.js").Excerpt} Excerpt */
/** @typedef {{id: string, heading: string}} Place */
/** @typedef {{address: string, year: number}} Older */
/** @typedef {{address: string, year: number, category: string, grade: string, title: string, section: Place, excerpt: Excerpt, others: Place[], older: Older[]}} Hit the newest report of a unit in which all occurs, and its others */
/** @typedef {{addresses?: string[], found: number, units: number, searched: number, rest: number, hits: Hit[]}} Answer reports found, their units, reports searched, not yet searched */

const TEXT = new URL("../search/text/", import.meta.url);
const CONTENTS = new URL("index.json", TEXT);

/** @param {URL} url */
const json = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
};

/**
 * What `make` promises, kept for the next time unless it fails.
 * @template T
 * @param {Map<string, Promise<T>>} kept
 * @param {string} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
const once = (kept, key, make) => {
  const begun = kept.get(key);
  if (begun) return begun;
  const promise = make().catch((error) => {
    kept.delete(key);
    throw error;
  });
  kept.set(key, promise);
  return promise;
};

/** @type {Map<string, Bundle>} */
const opened = new Map();

// All bundles share one copy of Pagefind's WebAssembly, and what Pagefind asks first stands in the contents.
const fetchAnything = self.fetch.bind(self);
/** @type {Map<string, Promise<Response>>} */
const programs = new Map();
let isGone = false; // whether a file that was asked for is not there, of which Pagefind says nothing
self.fetch = async (input, options) => {
  const entry = /[^/]+\/(?=pagefind-entry\.json)/.exec(String(input));
  if (entry) return new Response(JSON.stringify(opened.get(entry[0])?.entry));
  if (!String(input).endsWith(".pagefind")) {
    const answer = await fetchAnything(input, options);
    isGone ||= !answer.ok;
    return answer;
  }
  return (await once(programs, "", () => fetchAnything(new URL("wasm.unknown.pagefind", TEXT)))).clone();
};

/** @type {Map<string, Promise<Contents>>} */
const known = new Map();
/** @returns {Promise<Contents>} */
const contents = () => once(known, "", () => json(CONTENTS));

/** @type {Map<string, Promise<Opened>>} */
const bundles = new Map();
/** @type {(bundle: Bundle) => Promise<Opened>} */
const open = (bundle) =>
  once(bundles, bundle.path, async () => {
    const base = new URL(bundle.path, TEXT);
    opened.set(bundle.path, bundle);
    const [{ createInstance }, reports] = await Promise.all([
      import(new URL("pagefind.js", TEXT).href),
      json(new URL("reports.json", base)),
    ]);
    return { pagefind: createInstance({ basePath: base.href, noWorker: true }), reports };
  });

/**
 * Reports of one bundle in which every piece occurs, newest first.
 * @param {Bundle} bundle
 * @param {string[]} wanted
 * @param {Filters} filters
 * @returns {Promise<Met[]>}
 */
const meet = async (bundle, wanted, { year, category, grade, units }) => {
  const { pagefind, reports } = await open(bundle);
  const answers = await Promise.all(wanted.flatMap(phrases).map((phrase) => pagefind.search(phrase)));
  const scores = answers.map(({ results }) => new Map(results.map((result) => [result.id, result.score])));
  return answers[0].results
    .filter(({ id }) => scores.every((found) => found.has(id)))
    .map((result) => {
      const [address, kind, mark] = reports[result.id];
      const [, unit, when] = address.split("/");
      const score = scores.reduce((sum, found) => sum + (found.get(result.id) ?? 0), 0);
      return { result, address, unit, year: Number(when), category: kind, grade: mark, score };
    })
    .filter(
      (hit) =>
        (!year || hit.year === year) &&
        (!category || hit.category === category) &&
        (!grade || hit.grade === grade) &&
        (!units || units.includes(hit.unit)),
    )
    .sort((a, b) => b.year - a.year || b.score - a.score || (a.address < b.address ? -1 : 1));
};

/** @param {string} text */
const wordsOf = (text) => text.split(/\s+/).filter(Boolean);

/**
 * Pagefind ends a block with a full stop of its own.
 * @param {string} token
 */
const blockEnd = (token) => (token.length > 1 && token.endsWith(".") ? [token.slice(0, -1), "\n"] : [token]);

/**
 * What Pagefind keeps of a report → its sections as the reader sees them; what stands before the first heading comes first.
 * @param {Fragment} fragment
 * @returns {Section[]}
 */
const sectionsOf = ({ content, anchors }) => {
  const words = wordsOf(content);
  const heads = anchors.filter(({ element, id }) => /^h\d$/.test(element) && id).sort((a, b) => a.location - b.location);
  return [{ id: "", text: "", location: 0 }, ...heads].map(({ id, text, location }, n) => {
    const heading = join(wordsOf(text));
    const tokens = words.slice(location, heads[n]?.location).flatMap(blockEnd);
    const whole = join(tokens).trim();
    return { id, heading, text: (whole.startsWith(heading) ? whole.slice(heading.length) : whole).trim() };
  });
};

/**
 * The newest report of a unit, and where else in it; the years of its others.
 * @param {Met[]} met
 * @param {string[]} wanted
 * @returns {Promise<Hit>}
 */
const show = async ([newest, ...older], wanted) => {
  const { result, address, year, category, grade } = newest;
  const fragment = await result.data();
  const [top, ...rest] = sectionsOf(fragment);
  /** @param {Section} section */
  const weigh = (section) => {
    const n = countIn(`${section.heading}\n${section.text}`, wanted);
    return { section, n: n && n + Number(hasSentence(section.text, wanted)) / 2 };
  };
  const counted = [...rest, top].map(weigh).filter(({ n }) => n);
  const [best, ...others] = counted.sort((a, b) => b.n - a.n).map(({ section }) => section);
  const text = best && best !== top ? shownOf(best.text, wanted) || best.heading : shownOf(rest[0]?.text ?? "", wanted);
  return {
    address: `${address}/`,
    year,
    category,
    grade,
    title: join(wordsOf(fragment.meta.title ?? "")),
    section: { id: best?.id ?? "", heading: best?.heading ?? "" },
    excerpt: excerptOf(text, wanted),
    others: others.filter(({ id }) => id).map(({ id, heading }) => ({ id, heading })),
    older: older.map((one) => ({ address: `${one.address}/`, year: one.year })),
  };
};

/**
 * What was met by unit, in the order of the first of each.
 * @param {Met[]} met
 */
const byUnit = (met) => {
  /** @type {Map<string, Met[]>} */
  const units = new Map();
  for (const one of met) units.set(one.unit, [...(units.get(one.unit) ?? []), one]);
  return [...units.values()];
};

/**
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
const search = async ({ query, filters = {}, most = 6, reach = 2, everything = false }) => {
  const wanted = pieces(query);
  const { bundles: all } = await contents();
  const asked = all.filter(({ years }) => !filters.year || years.includes(filters.year));
  /** @type {Met[]} */
  const met = [];
  let searched = 0;
  while (wanted.length && searched < asked.length && (everything || (byUnit(met).length < most && searched < reach))) {
    met.push(...(await meet(asked[searched], wanted, filters)));
    searched++;
  }
  /** @param {Bundle[]} some */
  const reports = (some) => some.reduce((sum, bundle) => sum + bundle.reports, 0);
  const units = byUnit(met);
  return {
    addresses: everything ? met.map(({ address }) => `${address}/`) : undefined,
    found: met.length,
    units: units.length,
    searched: reports(asked.slice(0, searched)),
    rest: reports(asked.slice(searched)),
    hits: everything ? [] : await Promise.all(units.slice(0, most).map((hits) => show(hits, wanted))),
  };
};

/**
 * When the site was published anew while a page was open, the index has other names: its contents are read again, once.
 * @param {Question} question
 */
const searchPresent = async (question) => {
  isGone = false;
  const found = await search(question).catch((error) => {
    if (!isGone) throw error;
  });
  if (found && !isGone) return found;
  forget();
  isGone = false;
  const again = await search(question);
  if (!isGone) return again;
  forget(); // Pagefind would not ask for the same file again, and find nothing
  throw new Error("part of the index is not there");
};

const forget = () => {
  for (const kept of [known, bundles, opened]) kept.clear();
};

/** @type {Promise<unknown>} */
let before = Promise.resolve();
/**
 * One question after the other: each is told of the files that it misses itself.
 * @param {Question} question
 */
const searchInTurn = (question) => {
  const turn = before.catch(() => {}).then(() => searchPresent(question));
  before = turn;
  return turn;
};

/** @param {{ask: "contents"} | {ask: "search", question: Question}} message */
const answer = (message) => (message.ask === "contents" ? contents() : searchInTurn(message.question));

self.addEventListener("message", async ({ data: { id, message } }) => {
  try {
    self.postMessage({ id, answer: await answer(message) });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
});
