"""The floor: the plainest Python builder there is. Read YAML, fill one Jinja template, write; nothing is checked.

python -m tests.bench.plain DATA OUT
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any, Final

import jinja2
import markdown
import yaml
from markupsafe import Markup
from tests.bench.records import record_of

PEERS: Final = Path(__file__).parent / "peers"
Record = dict[str, Any]
ByUnit = dict[str, list[Record]]
ByYear = dict[int, list[Record]]


def build(data: Path, out: Path) -> None:
    """Build the site of ``data`` in ``out``."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(PEERS / "plain"), autoescape=True)
    template = environment.get_template("page.html")
    units, years = read(data)

    def write(address: str, title: str, **view: Any) -> None:
        folder = out / address
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(template.render(title=title, **view), encoding="utf-8")

    write("", "演示区预算绩效公开", links=[("/units/", "单位名录"), ("/years/", "年度")])
    write("units", "单位名录", links=[(f"/units/{unit}/", reports[-1]["name"]) for unit, reports in units.items()])
    write("years", "年度", links=[(f"/years/{year}/", f"{year}年度") for year in years])
    for year, reports in years.items():
        spent = {r["unit"]: r["figures"]["本年支出合计"] for r in years.get(year - 1, ())}
        write(f"years/{year}", f"{year}年度全部单位", year=year, reports=reports, before=spent)
    for unit, reports in units.items():
        write(f"units/{unit}", reports[-1]["name"], unit=reports)
        for before, report, after in zip([None, *reports], reports, [*reports[1:], None], strict=False):
            write(
                f"units/{unit}/{report['year']}", report["name"] + report["title"], r=report, all=reports,
                text=_text(report), previous=before and before["year"], next=after and after["year"],
            )  # fmt: skip
    shutil.copy(PEERS / "style.css", out)


def read(data: Path) -> tuple[ByUnit, ByYear]:
    """Every record, by unit and by year."""
    register = load(data / "units.yml")
    units: ByUnit = {unit: [] for unit in register}
    years: ByYear = {}
    for folder in sorted(entry for entry in data.iterdir() if entry.is_dir()):
        year = int(folder.name)
        for unit in register:
            record = record_of(unit, register[unit]["名称"], year, load(folder / f"{unit}.yml"))
            units[unit].append(record)
            years.setdefault(year, []).append(record)
    return units, years


def load(file: Path) -> Any:
    """One data file, by the fastest reader of PyYAML."""
    with file.open(encoding="utf-8") as text:
        return yaml.load(text, yaml.CSafeLoader)


def _text(report: Record) -> Markup:
    parts = [report["introduction"], *(f"## {part['title']}\n\n{part['text']}" for part in report["sections"])]
    return Markup(markdown.markdown("\n\n".join(parts)))


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
