// All records, ordered by unit and by year: from one JSON file, or from a folder of YAML files.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const yaml = createRequire(process.argv[1])("js-yaml"); // Eleventy's own
const { words } = createRequire(import.meta.url)("./words.cjs");
const asText = { schema: yaml.CORE_SCHEMA }; // a day stays as it is written

function readFolder(folder) {
  const files = readdirSync(folder).sort().flatMap((year) => readdirSync(join(folder, year)).sort().map((name) => join(folder, year, name)));
  return { units: JSON.parse(readFileSync("units.json", "utf8")), reports: files.map((file) => yaml.load(readFileSync(file, "utf8"), asText)) };
}

export function readRecords(source) {
  const { units, reports } = statSync(source).isDirectory() ? readFolder(source) : JSON.parse(readFileSync(source, "utf8"));
  const byUnit = new Map(units.map((unit) => [unit.unit, []]));
  const byYear = new Map();
  for (const report of reports) {
    if (report.document) Object.assign(report, words(report.document)); // with downloads
    byUnit.get(report.unit).push(report);
    if (!byYear.has(report.year)) byYear.set(report.year, []);
    byYear.get(report.year).push(report);
  }
  for (const list of byUnit.values()) {
    list.sort((a, b) => a.year - b.year);
    list.forEach((report, at) => {
      report.before = list[at - 1];
      report.previous = report.before?.year;
      report.next = list[at + 1]?.year;
      report.all = list;
    });
  }
  return {
    reports,
    units: units.map((unit) => ({ ...unit, reports: byUnit.get(unit.unit) })),
    years: [...byYear].map(([year, list]) => ({ year, reports: list, before: new Map((byYear.get(year - 1) ?? []).map((r) => [r.unit, r])) })),
  };
}
