"""Writes ``tests/demo/data``: the fictional district. Run again, it writes the same bytes.

python -m tests.demo.make_demo
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from tests.demo import old_form
from tests.demo.district import NEW_OUTLINE, UNITS, YEARS, DemoUnit
from tests.demo.figures import all_figures
from tests.demo.reports import report_of
from tests.demo.special import attachment_files, make_special
from tests.demo.yaml_writer import dump

from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.open_data.data_file import SCHEMA_LINE
from gongkai.open_data.data_layout import Shape

FOLDER = Path(__file__).parent / "data"
_DEADLINES: Final = {2022: "2023-08-20", 2023: "2024-08-20"}
#: What this district calls lines of the forms.
_NAMES: Final = {"公务接待费": ["来客接待支出"], "临聘": ["购买服务人员"]}
NOTE = "演示数据：单位和数字都是虚构的。金额单位：万元。"


def demo_files() -> dict[str, bytes]:
    """Every file of the demo's data folder, by its name below that folder."""
    figures = all_figures()
    files = {
        "units.yml": dump(_register(), NOTE, shape=Shape(Unit, is_open=True)),
        "名称.yml": dump(_NAMES, NOTE, shape=Shape(None)),
    }
    for year in YEARS:
        files[f"{year}/_year.yml"] = dump(_rules(year), NOTE, shape=Shape(YearRules))
    for unit in UNITS:
        for year in range(unit.first, unit.last + 1):
            if year not in unit.missing:
                before = figures.get((unit.id, year - 1))
                document = report_of(unit, year, figures[unit.id, year], before)
                make_special((unit.id, year), document)
                note = NOTE.replace("万元", document.get("原文金额单位", "万元"))
                files[f"{year}/{unit.id}.yml"] = dump(document, SCHEMA_LINE.removeprefix("# "), note)
    return {name: text.encode() for name, text in files.items()} | attachment_files()


def _register() -> dict[str, Any]:
    return {unit.id: _unit(unit) for unit in UNITS}


def _unit(unit: DemoUnit) -> dict[str, Any]:
    return {"名称": unit.name, "简称": unit.short, "类别": unit.category, "范围": unit.scope} | unit.register


def _rules(year: int) -> dict[str, Any]:
    floors = {"优": 90, "良": 80, "中": 60, "差": 0}
    rules: dict[str, Any] = {
        "提纲": "湖南2022" if year >= NEW_OUTLINE else "湖南2016",
        "等级": [{"等级": grade, "下限": floor} for grade, floor in floors.items()],
    }
    if year in old_form.YEARS:
        rules["指标表"] = [dict(rule) for rule in old_form.RULES]
    if year in _DEADLINES:
        rules["公开期限"] = {"截止日期": _DEADLINES[year], "依据": "演示区财政局通知（虚构）"}
    return rules


def main() -> None:
    """Write the files."""
    for name, content in demo_files().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
