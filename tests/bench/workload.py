"""The workload: a whole data folder of realistic, fictional reports, the same for the same seed.

python -m tests.bench.workload FOLDER [--size S|M|L|XL] [--units N] [--seed N]
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, product, starmap
from pathlib import Path
from typing import Any, Final

import click
from tests.bench.figures import YearFigures, figures_of
from tests.bench.narrative import Writer
from tests.bench.words import BUREAUS, CITIES, COUNTIES, INDICATORS
from tests.demo.yaml_writer import Figure, dump, money

NOTE: Final = "演示数据：单位和数字都是虚构的。金额单位：万元。"
LAST_YEAR: Final = 2023
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Size:
    """How many units and years."""

    units: int
    years: int

    @property
    def span(self) -> range:
        """The years, the latest always 2023."""
        return range(LAST_YEAR - self.years + 1, LAST_YEAR + 1)


#: A bureau, a county, a city, a province.
SIZES: Final = {"S": Size(20, 5), "M": Size(100, 10), "L": Size(1000, 10), "XL": Size(15000, 10)}


@dataclass(frozen=True, slots=True)
class BenchUnit:
    """A fictional unit; ``size`` is what it spends a year, in units of 0.01 万元."""

    id: str
    name: str
    theme: str
    category: str
    size: int
    staff: int


def units(number: int) -> tuple[BenchUnit, ...]:
    """The first ``number`` units: bureau by bureau, county by county, city by city."""
    found = tuple(islice(starmap(_unit, product((("", ""), *CITIES), COUNTIES, BUREAUS)), number))
    assert len(found) == number, f"at most {len(found)} units"
    return found


def _unit(city: tuple[str, str], county: tuple[str, str], bureau: tuple[str, str, str, str]) -> BenchUnit:
    """The counties of the first round belong to no city."""
    unit_id = "-".join(filter(None, (city[0], county[0], bureau[0])))
    name = f"演示{city[1]}{'市' if city[1] else ''}{county[1]}县{bureau[1]}"
    chance = random.Random(unit_id)
    staff = chance.randint(12, 260)
    size = staff * chance.randint(2400, 3600)
    return BenchUnit(unit_id, name, bureau[2], bureau[3], size, staff)


def write_workload(folder: Path, size: Size, *, seed: int = 1, workers: int | None = None) -> None:
    """Write the data folder ``folder``: units.yml, the year rules and every report."""
    for year in size.span:
        (folder / str(year)).mkdir(parents=True, exist_ok=True)
        (folder / str(year) / "_year.yml").write_text(dump(_rules(), NOTE), encoding="utf-8")
    chosen = units(size.units)
    register = {unit.id: {"名称": unit.name, "类别": unit.category, "范围": "部门"} for unit in chosen}
    (folder / "units.yml").write_text(dump(register, NOTE), encoding="utf-8")
    with ProcessPoolExecutor(workers) as pool:  # a unit at a time, nothing of it returns
        deque(pool.map(partial(_write_unit, folder, size.span, seed), chosen, chunksize=8), maxlen=0)


def _write_unit(folder: Path, years: range, seed: int, unit: BenchUnit) -> None:
    for year, document in unit_documents(unit, years, seed):
        (folder / str(year) / f"{unit.id}.yml").write_text(dump(document, NOTE), encoding="utf-8")


def unit_documents(unit: BenchUnit, years: range, seed: int) -> Iterator[tuple[int, Document]]:
    """The reports of one unit, year by year."""
    prior: YearFigures | None = None
    for year in years:
        prior = figures_of(unit.size, unit.staff, random.Random(f"{seed}/{unit.id}/{year}/figures"), prior)
        yield year, report_of(unit, year, prior, Writer(f"{seed}/{unit.id}/{year}", unit.name, unit.theme, year))


def _rules() -> Document:
    floors = {"优": 90, "良": 80, "中": 60, "差": 0}
    return {"提纲": "湖南2022", "等级": [{"等级": grade, "下限": floor} for grade, floor in floors.items()]}


def report_of(unit: BenchUnit, year: int, figures: YearFigures, words: Writer) -> Document:
    """The report as data: about 45 figures, 12 indicators and eight sections of text."""
    form, score = _form(figures, words, random.Random(f"{unit.id}/{year}/score"))
    grade = "优" if score >= 9000 else "良" if score >= 8000 else "中"
    return {
        "标题": f"{year}年度部门整体支出绩效自评报告",
        "公开": {"状态": "已公开", "发布日期": f"{year + 1}-08-{10 + unit.size % 15:02}"},
        "引言": words.introduction(),
        "概况": {"基本情况": words.section("situation"), "主要职责": words.section("duties")},
        "人员": dict(figures.people),
        "收支": _finance(figures, words),
        "公用经费": figures.pair("公用经费"),
        "三公经费": _three_public(figures),
        "政府采购": figures.single("政府采购") | {"其中": {n: figures.single(n) for n in ("货物", "服务")}},
        "国有资产": {"固定资产": money(figures.fixed_assets), "车辆": figures.counts["公务用车保有量"]},
        "资产管理": words.section("assets"),
        "项目组织实施": words.section("implementation"),
        "绩效": {
            "自评得分": money(score),
            "自评等级": grade,
            "成效": words.achievements(),
            "结果应用": words.section("use"),
        },
        "自评表": form,
        "问题": words.points("problems"),
        "改进措施": words.points("measures"),
    }


def _finance(figures: YearFigures, words: Writer) -> Document:
    income = ("一般公共预算财政拨款收入", "其他收入")
    return {
        "收入总计": figures.single("收入总计"),
        "支出总计": figures.single("支出总计"),
        "本年收入合计": figures.single("本年收入合计") | {"其中": {name: figures.single(name) for name in income}},
        "年初结转和结余": figures.single("年初结转和结余"),
        "本年支出合计": figures.pair("本年支出合计"),
        "基本支出": figures.pair("基本支出") | {"其中": {name: figures.pair(name) for name in figures.economic}},
        "项目支出": figures.pair("项目支出") | {
            "项目": [
                {"名称": name} | figures.single(key)
                for name, key in zip(words.projects(len(figures.projects)), figures.projects, strict=True)
            ]
        },
        "年末结转和结余": figures.single("年末结转和结余"),
    }  # fmt: skip


def _three_public(figures: YearFigures) -> Document:
    vehicles = {name: figures.single(name) for name in ("公务用车购置费", "公务用车运行维护费")}
    return figures.pair("三公经费") | {
        "其中": {
            "因公出国（境）费": figures.single("因公出国（境）费"),
            "公务用车购置及运行维护费": figures.single("公务用车购置及运行维护费") | {"其中": vehicles},
            "公务接待费": figures.single("公务接待费"),
        },
        "数量": dict(figures.counts),
    }


def _form(figures: YearFigures, words: Writer, chance: random.Random) -> tuple[Document, int]:
    """自评表 and its total in hundredths of a point; 10 points are for execution."""
    spent = figures.lines["本年支出合计"]
    adjusted = max(spent["年初预算"], spent["决算"]) * chance.randint(1000, 1030) // 1000
    execution = min((spent["决算"] * 10000 // adjusted + 5) // 10, 1000)
    missed = chance.sample(range(len(INDICATORS)), chance.randint(1, 3))
    rows = [_indicator(row, words, chance, missed=at in missed) for at, row in enumerate(INDICATORS)]
    columns = {"年初预算": money(spent["年初预算"]), "全年预算": money(adjusted), "决算": money(spent["决算"])}
    funds = {"年度资金总额": columns, "分值": 10, "得分": money(execution)}
    return {"资金": funds, "指标": rows}, execution + sum(_hundredths(row["得分"]) for row in rows)


def _hundredths(points: Figure) -> int:
    return int(points.replace(".", ""))


def _indicator(row: list[Any], words: Writer, chance: random.Random, *, missed: bool) -> Document:
    """One row; a missed target earns its share of the points and says why."""
    dimension, criterion, name, sign, fixed, measure, weight = row
    target = fixed or chance.randint(12, 300)
    achieved = (
        target - max(1, target // chance.randint(8, 30)) if missed else target + (0 if measure == "%" else target // 12)
    )
    hundredths = min(weight * 100, (weight * 200 * achieved // target + 1) // 2)
    told: Document = {
        "一级指标": dimension, "二级指标": criterion, "三级指标": name.format(*words.tasks, people=words.people()),
        "计算符号": sign, "年度指标值": target, "实际完成值": achieved, "计量单位": measure,
        "分值": weight, "得分": money(hundredths),
    }  # fmt: skip
    return told | ({"偏差原因": "部分任务受季节和施工条件影响推迟，已列入下一年度计划。"} if missed else {})


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--size", type=click.Choice(list(SIZES)), default="S")
@click.option("--units", type=click.IntRange(1), help="so many units instead of those of the size")
@click.option("--seed", default=1)
def main(folder: Path, size: str, units: int | None, seed: int) -> None:
    """Write a workload into FOLDER."""
    write_workload(folder, replace(SIZES[size], units=units or SIZES[size].units), seed=seed)


if __name__ == "__main__":
    main()
