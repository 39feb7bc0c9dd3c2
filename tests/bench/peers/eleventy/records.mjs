// All records, ordered by unit and by year: from one JSON file, or from a folder of YAML files.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const yaml = createRequire(process.argv[1])("js-yaml"); // Eleventy's own
const { words } = createRequire(import.meta.url)("./words.cjs");
const asText = { schema: yaml.CORE_SCHEMA }; // a day stays as it is written

function readFolder(folder) {
  const names = readdirSync(folder).sort().flatMap((year) => readdirSync(join(folder, year)).sort().map((name) => join(year, name)));
  return { units: JSON.parse(readFileSync("units.json", "utf8")), reports: names.map((name) => readReport(folder, name)) };
}

function readReport(folder, name) {
  const report = yaml.load(readFileSync(join(folder, name), "utf8"), asText);
  if (!report.document) return report;
  // with downloads: what the checks have found is worked out elsewhere
  const checks = JSON.parse(readFileSync(join(folder, "../checks", name.replace(/yml$/, "json")), "utf8"));
  return Object.assign(report, words(report.document), { checks });
}

export function readRecords(source) {
  const { units, reports } = statSync(source).isDirectory() ? readFolder(source) : JSON.parse(readFileSync(source, "utf8"));
  const byUnit = new Map(units.map((unit) => [unit.unit, []]));
  const byYear = new Map();
  for (const report of reports) {
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
