// Searches the text of all reports with Pagefind, away from the page's own thread. Newest years first; a bundle of years is loaded when it is asked.
// In a worker Pagefind knows no page language, so it leaves our cut alone: on a Chinese page it would cut the query once more, and otherwise.
import { join, phrases, pieces } from "./gongkai-cut.js";

const TEXT = new URL("../search/text/", import.meta.url);
const CONTENTS = new URL("index.json", TEXT);
const LEAD = 28, LENGTH = 110;
const bundles = new Map();

// All bundles share one copy of Pagefind's WebAssembly.
const fetchAnything = self.fetch.bind(self);
let program = null;
self.fetch = (input, options) => (String(input).endsWith(".pagefind")
  ? (program ??= fetchAnything(new URL("wasm.unknown.pagefind", TEXT))).then((answer) => answer.clone())
  : fetchAnything(input, options));

const json = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
};
let known = null;
const contents = () => (known ??= json(CONTENTS).catch((error) => { known = null; throw error; }));

const open = async ({ path }) => {
  const base = new URL(path, TEXT);
  const [{ createInstance }, reports] = await Promise.all([import(new URL("pagefind.js", TEXT)), json(new URL("reports.json", base))]);
  return { pagefind: createInstance({ basePath: base.href, noWorker: true }), reports };
};
const opened = (bundle) => {
  if (!bundles.has(bundle.path)) bundles.set(bundle.path, open(bundle).catch((error) => { bundles.delete(bundle.path); throw error; }));
  return bundles.get(bundle.path);
};

/* Reports of one bundle in which every piece occurs, newest first. */
const meet = async (bundle, wanted, { year, category, grade, units }) => {
  const { pagefind, reports } = await opened(bundle);
  const answers = await Promise.all(wanted.flatMap(phrases).map((phrase) => pagefind.search(phrase)));
  const scores = answers.map(({ results }) => new Map(results.map((result) => [result.id, result.score])));
  return answers[0].results
    .filter(({ id }) => scores.every((found) => found.has(id)))
    .map((result) => {
      const [address, kind, mark] = reports[result.id], [, unit, when] = address.split("/");
      return { result, address, unit, year: Number(when), category: kind, grade: mark, score: scores.reduce((sum, found) => sum + found.get(result.id), 0) };
    })
    .filter((hit) => (!year || hit.year === year) && (!category || hit.category === category) && (!grade || hit.grade === grade) && (!units || units.includes(hit.unit)))
    .sort((a, b) => b.year - a.year || b.score - a.score || (a.address < b.address ? -1 : 1));
};

const wordsOf = (text) => text.split(/\s+/).filter(Boolean);
/* Pagefind ends a block with a full stop of its own. */
const blockEnd = (token) => (token.length > 1 && token.endsWith(".") ? [token.slice(0, -1), "\n"] : [token]);

/* What Pagefind keeps of a report → its sections as the reader sees them; what stands before the first heading comes first. */
const sectionsOf = ({ content, anchors }) => {
  const words = wordsOf(content);
  const heads = anchors.filter(({ element, id }) => /^h\d$/.test(element) && id).sort((a, b) => a.location - b.location);
  return [{ id: "", text: "", location: 0 }, ...heads].map(({ id, text, location }, n) => {
    const heading = join(wordsOf(text)), whole = join(words.slice(location, heads[n]?.location).flatMap(blockEnd)).replace(/\s*\n\s*/g, " ").trim();
    return { id, heading, text: whole.startsWith(heading) ? whole.slice(heading.length).trim() : whole };
  });
};

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/* A word or a figure is not a part of a longer one; quotation marks do not part Han characters. */
const place = (piece) => (/^[\w.]+$/.test(piece) ? `\\b${escaped(piece)}(?!\\w|\\.\\d)` : [...piece].map(escaped).join("[“”‘’]*"));
const patternOf = (wanted) => new RegExp(wanted.map(place).join("|"), "giu");

/* A place at or before `at` that is not inside a figure with its sign: half a figure would be a wrong figure. */
const beside = (text, at) => {
  const inside = (n) => n > 0 && n < text.length && /[\w.%+−-]/.test(text[n - 1]) && /[\w.%]/.test(text[n]);
  while (inside(at)) at--;
  return at;
};
/* Text as [words, highlighted?] around the first place found. */
const excerptOf = (text, pattern) => {
  const first = text.search(pattern), start = beside(text, Math.max(first - LEAD, 0));
  const end = beside(text, start + LENGTH), cutOff = text.slice(start, end), parts = [];
  let last = 0;
  for (const match of cutOff.matchAll(pattern)) {
    parts.push([cutOff.slice(last, match.index), false], [match[0], true]);
    last = match.index + match[0].length;
  }
  parts.push([cutOff.slice(last) + (end < text.length ? "…" : ""), false]);
  if (start) parts.unshift(["…", false]);
  return parts.filter(([words]) => words);
};

const show = async ({ result, address, year, category, grade }, wanted) => {
  const fragment = await result.data();
  const pattern = patternOf(wanted), [top, ...rest] = sectionsOf(fragment);
  const count = ({ heading, text }) => wanted.filter((piece) => patternOf([piece]).test(`${heading}\n${text}`)).length;
  const counted = [...rest, top].map((section) => [count(section), section]).filter(([n]) => n).sort((a, b) => b[0] - a[0]);
  const best = counted[0]?.[1] ?? top;
  return {
    address: `${address}/`, year, category, grade, title: join(wordsOf(fragment.meta.title ?? "")),
    section: { id: best.id, heading: best.heading },
    excerpt: excerptOf(best === top ? (rest[0]?.text ?? "") : best.text || best.heading, pattern),
    others: counted.slice(1).map(([, { id, heading }]) => ({ id, heading })).filter(({ id }) => id),
  };
};

const search = async ({ query, filters = {}, most = 6, reach = 3, everything = false }) => {
  const wanted = pieces(query), { bundles: all } = await contents();
  const asked = all.filter(({ years }) => !filters.year || years.includes(filters.year));
  const hits = [], searched = [];
  while (wanted.length && searched.length < asked.length && (everything || (hits.length < most && searched.length < reach))) {
    const bundle = asked[searched.length];
    hits.push(...await meet(bundle, wanted, filters));
    searched.push(bundle);
  }
  const addresses = everything ? hits.map(({ address }) => `${address}/`) : undefined;
  const reports = (some) => some.reduce((sum, bundle) => sum + bundle.reports, 0);
  return {
    addresses, found: hits.length, searched: reports(searched), rest: reports(asked.slice(searched.length)),
    hits: everything ? [] : await Promise.all(hits.slice(0, most).map((hit) => show(hit, wanted))),
  };
};

const answers = { contents, search };
self.addEventListener("message", async ({ data: { id, ask, what } }) => {
  try { self.postMessage({ id, answer: await answers[ask](what) }); }
  catch (error) { self.postMessage({ id, error: String(error) }); }
});
