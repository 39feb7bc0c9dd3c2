// All records from one JSON file, ordered by unit and by year.
import { readFileSync } from "node:fs";

export function readRecords(file) {
  const { units, reports } = JSON.parse(readFileSync(file, "utf8"));
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
      report.previous = list[at - 1]?.year;
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
