"""Figures that add up by construction: whole numbers of 0.01 万元, made from the parts up.

A unit's year is a flat mapping of lines to their columns, so that departments and mergers are plain sums.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

from tests.demo.columns import COLUMNS, Columns, add
from tests.demo.district import MADE_OF, UNITS, YEARS, DemoUnit
from tests.demo.functional import by_code
from tests.demo.words import theme_of

ECONOMIC: Final = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出")
KINDS: Final = ("货物", "工程", "服务")
#: Part of 项目支出 paid from 政府性基金, and part of all income that is 事业收入, in %.
FUND_SHARE: Final = {"交通": 18, "街道": 12, "民政": 9, "市容": 15}
OWN_INCOME: Final = {"学校": 8, "知识产权": 4}
#: 项目支出 of a year that was unlike the others, in % of the usual.
UNUSUAL: Final = {("yanshi-weijian", 2020): 148, ("yanshi-jiedao", 2021): 139, ("yanshi-shirong", 2022): 78}
THREE: Final = ("公务用车购置费", "公务用车运行维护费", "因公出国（境）费", "公务接待费")


@dataclass(slots=True)
class YearFigures:
    """One unit's year: lines by name, projects by name, counts."""

    lines: dict[str, Columns]
    projects: dict[str, Columns] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    functional: dict[str, Columns] = field(default_factory=dict)

    def actual(self, name: str) -> int:
        """The 决算 of a line."""
        return self.lines[name]["决算"]


def all_figures() -> dict[tuple[str, int], YearFigures]:
    """Every unit's figures for every year in which it exists."""
    found: dict[tuple[str, int], YearFigures] = {}
    for unit in UNITS:
        if unit.id not in MADE_OF:
            for year in range(unit.first, unit.last + 1):
                found[unit.id, year] = _year(unit, year, _prior(unit, year, found))
    for whole, parts in MADE_OF.items():
        for year in YEARS:
            found[whole, year] = _sum([found[part, year] for part in parts])
    return found


def _prior(unit: DemoUnit, year: int, found: dict[tuple[str, int], YearFigures]) -> YearFigures | None:
    """Last year's figures; those of all predecessors of a merger added up."""
    origin = unit.register.get("前身", {})
    if origin.get("年度") == year:
        return _sum([found[i, year - 1] for i in origin["单位"]]) if origin["方式"] == "合并" else None
    return found.get((unit.id, year - 1))


def _sum(parts: list[YearFigures]) -> YearFigures:
    lines = {name: add(part.lines[name] for part in parts) for name in parts[0].lines}
    projects = {name: dict(columns) for part in parts for name, columns in part.projects.items()}
    counts = {name: sum(part.counts[name] for part in parts) for name in parts[0].counts}
    codes = {code: None for part in parts for code in part.functional}
    functional = {code: add(p.functional[code] for p in parts if code in p.functional) for code in codes}
    return YearFigures(lines, projects, counts, functional)


def _year(unit: DemoUnit, year: int, prior: YearFigures | None) -> YearFigures:
    """Parts first, then every whole from its parts."""
    chance = random.Random(f"{unit.id}-{year}")
    grown = 100 + random.Random(unit.id).randint(0, 5) * (year - 2018)
    size = unit.size * grown // 100
    shares = {"工资福利支出": 46, "商品和服务支出": 12, "对个人和家庭的补助": 5, "资本性支出": 2}
    lines = {n: _line(chance, size * share // 100, prior, n) for n, share in shares.items()}
    projects = _projects(unit, year, chance, size * 35 * UNUSUAL.get((unit.id, year), 100) // 10_000)
    whole = add(projects.values())
    whole["上年决算"] = prior.actual("项目支出") if prior else size * 34 // 100
    lines["项目支出"] = whole
    lines |= _three_public(unit, chance, size, prior)
    for kind, share in zip(KINDS, (3, 2 if unit.theme in FUND_SHARE else 0, 4), strict=True):
        lines[kind] = _line(chance, size * share // 100, prior, kind)
    figures = YearFigures(lines, projects, _counts(unit, year, chance, lines))
    lines["政府性基金预算财政拨款收入"] = _of(whole, FUND_SHARE.get(unit.theme, 0), prior, "政府性基金预算财政拨款收入")
    _carry(figures, prior, chance, OWN_INCOME.get(unit.theme, 0))
    basic = add(lines[name] for name in ECONOMIC)
    fund = lines["政府性基金预算财政拨款收入"]
    figures.functional = by_code(unit.theme, unit.category == "事业单位", basic, whole, fund)
    return figures


def _of(whole: Columns, share: int, prior: YearFigures | None, name: str) -> Columns:
    """A share of a line in %, last year's 决算 as last year had it."""
    part = {column: whole[column] * share // 100 for column in COLUMNS}
    return part | ({"上年决算": prior.actual(name)} if prior and name in prior.lines else {})


def _line(chance: random.Random, amount: int, prior: YearFigures | None, name: str) -> Columns:
    """A line near ``amount``: a little spent beyond or below the budget, last year's 决算 as last year had it."""
    actual = amount * chance.randint(970, 1030) // 1000
    initial = actual * chance.randint(940, 1040) // 1000
    adjusted = actual * chance.randint(1000, 1030) // 1000
    before = prior.actual(name) if prior and name in prior.lines else amount * chance.randint(950, 1000) // 1000
    return {"上年决算": before, "年初预算": initial, "全年预算": adjusted, "决算": actual}


def _projects(unit: DemoUnit, year: int, chance: random.Random, amount: int) -> dict[str, Columns]:
    names = _project_names(unit, year, chance)
    weights = [chance.randint(3, 9) for _ in names]
    return {
        name: _line(chance, amount * weight // sum(weights), None, "")
        for name, weight in zip(names, weights, strict=True)
    }


def _project_names(unit: DemoUnit, year: int, chance: random.Random) -> list[str]:
    """Some of the unit's projects; a very long list is divided by area."""
    listed = theme_of(unit.theme).projects
    if year in unit.projects:
        areas = ("东片", "南片", "西片", "北片", "中片")
        return [f"{name}（{area}）" for area in areas for name in listed][: unit.projects[year]]
    return chance.sample(listed, chance.randint(3, min(6, len(listed))))


def _three_public(unit: DemoUnit, chance: random.Random, size: int, prior: YearFigures | None) -> dict[str, Columns]:
    zero = dict.fromkeys(COLUMNS, 0)
    if unit.three_public in {"zero", "null"}:
        return {name: dict(zero) for name in THREE}
    running, received = size * 4 // 1000, size * 2 // 1000
    return {
        "公务用车购置费": dict(zero),
        "公务用车运行维护费": _line(chance, running, prior, "公务用车运行维护费"),
        "因公出国（境）费": dict(zero),
        "公务接待费": _line(chance, received, prior, "公务接待费"),
    }


def _counts(unit: DemoUnit, year: int, chance: random.Random, lines: dict[str, Columns]) -> dict[str, int]:
    kept = 0 if lines["公务用车运行维护费"]["决算"] == 0 else 1 + unit.staff // 40
    batches = 0 if lines["公务接待费"]["决算"] == 0 else chance.randint(6, 30)
    return {
        "编制数": unit.staff + 3,
        "在职人员": unit.staff - chance.randint(0, 2),
        "离退休": unit.staff // 3,
        "公务用车保有量": kept,
        "国内公务接待批次": batches,
        "国内公务接待人次": batches * chance.randint(5, 9),
        "固定资产": unit.staff * chance.randint(900, 1100),
    }


def _carry(figures: YearFigures, prior: YearFigures | None, chance: random.Random, own_share: int) -> None:
    """Income is what was spent, plus what is left, less what was brought forward."""
    lines = figures.lines
    spent = add([*(lines[name] for name in ECONOMIC), lines["项目支出"]])
    closing = {column: spent[column] * chance.randint(5, 20) // 1000 for column in COLUMNS}
    opening = {column: spent[column] * chance.randint(2, 5) // 1000 for column in COLUMNS}
    other = {column: spent[column] * chance.randint(1, 3) // 100 for column in COLUMNS}
    if prior:
        opening["决算"] = prior.actual("年末结转和结余")
        for name, line in (("年初结转和结余", opening), ("年末结转和结余", closing), ("其他收入", other)):
            line["上年决算"] = prior.actual(name)
    own = lines["事业收入"] = _of(spent, own_share, prior, "事业收入")
    fund = lines["政府性基金预算财政拨款收入"]
    lines["年末结转和结余"], lines["年初结转和结余"], lines["其他收入"] = closing, opening, other
    lines["一般公共预算财政拨款收入"] = {
        c: spent[c] + closing[c] - opening[c] - other[c] - own[c] - fund[c] for c in COLUMNS
    }
