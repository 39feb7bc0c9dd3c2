// Units by any part of a name, by pinyin and by initials; the index is loaded when it is first asked for.
const ROOT = new URL("../", import.meta.url);
let loaded = null;

const load = async () => {
  const answer = await fetch(new URL("search/units.json", ROOT));
  const data = await answer.json();
  return data.units.map(([id, names, own = {}]) => ({
    id, name: names[0], url: new URL(`units/${id}/`, ROOT).href,
    names: names.map((name, at) => {
      const read = own[at] ? own[at].split(" ") : [...name].map((c) => data.readings[c] || c.toLowerCase());
      return { name, read, initials: read.map((s) => s[0]).join("") };
    }),
  }));
};

/* Where the query is found in a name: 0 best; -1 not at all. */
const place = ({ name, read, initials }, query) => {
  const at = name.toLowerCase().indexOf(query);
  if (at >= 0) return at;
  if (!/^[a-z]+$/.test(query)) return -1;
  const short = initials.indexOf(query);
  if (short >= 0) return short + 20;
  for (let start = 0; start < read.length; start++)
    if (read.slice(start).join("").startsWith(query)) return start + 40;
  return -1;
};

/** Loads the index. */
export const ready = () => (loaded ??= load().catch((error) => { loaded = null; throw error; }));

/** Units that the query is found in, best first: id, name, url, and the name it was found in. */
export const lookup = async (text) => {
  const query = text.replace(/\s+/g, "").toLowerCase();
  if (!query) return [];
  const units = await ready();
  return units
    .map((unit) => {
      const hits = unit.names.map((name) => [place(name, query), name.name]).filter(([at]) => at >= 0);
      return hits.length ? [Math.min(...hits.map(([at]) => at)), unit, hits[0][1]] : null;
    })
    .filter(Boolean)
    .sort((a, b) => a[0] - b[0] || a[1].name.length - b[1].name.length)
    .map(([, { id, name, url }, found]) => ({ id, name, url, found }));
};
