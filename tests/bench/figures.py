"""Figures that add up by construction: whole numbers of 0.01 万元, parts first, then every whole from its parts."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests.demo.yaml_writer import Figure, money

Columns = dict[str, int]
PAIR: Final = ("年初预算", "决算")
#: Shares of a unit's spending, in thousandths.
_SHARES: Final = {"工资福利支出": 470, "商品和服务支出": 130, "对个人和家庭的补助": 60, "资本性支出": 20}
_PROJECTS: Final = ("项目一", "项目二", "项目三")


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One unit's year: lines by name, and counts."""

    lines: dict[str, Columns]
    people: dict[str, int]
    counts: dict[str, int]
    fixed_assets: int
    economic: tuple[str, ...] = tuple(_SHARES)
    projects: tuple[str, ...] = _PROJECTS

    def pair(self, name: str) -> dict[str, Figure]:
        """年初预算 and 决算 of a line."""
        return {column: money(self.lines[name][column]) for column in PAIR}

    def single(self, name: str) -> dict[str, Figure]:
        """决算 of a line."""
        return {"决算": money(self.lines[name]["决算"])}


def figures_of(size: int, staff: int, chance: random.Random, prior: YearFigures | None) -> YearFigures:
    """The figures of a year; they grow slowly out of those of the year before."""
    lines = {name: _line(chance, _basis(size * share // 1000, prior, name)) for name, share in _SHARES.items()}
    lines |= {name: _line(chance, _basis(size * 320 // 3000, prior, name)) for name in _PROJECTS}
    lines["基本支出"] = _add(lines[name] for name in _SHARES)
    lines["项目支出"] = _add(lines[name] for name in _PROJECTS)
    lines["本年支出合计"] = _add((lines["基本支出"], lines["项目支出"]))
    lines["公用经费"] = _add((lines["商品和服务支出"], lines["资本性支出"]))
    lines |= _three_public(size, chance, prior)
    lines |= {
        name: _line(chance, _basis(size * share // 1000, prior, name)) for name, share in (("货物", 12), ("服务", 20))
    }
    lines["政府采购"] = _add((lines["货物"], lines["服务"]))
    _carry(lines, chance, prior)
    people = {"编制数": staff + 3, "在职人员": staff - chance.randint(0, 2), "离退休": staff // 3}
    batches = chance.randint(6, 40)
    counts = {
        "公务用车保有量": 1 + staff // 40,
        "国内公务接待批次": batches,
        "国内公务接待人次": batches * chance.randint(5, 9),
    }
    return YearFigures(lines, people, counts, fixed_assets=staff * 1000 + chance.randint(0, 4000))


def _basis(amount: int, prior: YearFigures | None, name: str) -> int:
    return prior.lines[name]["决算"] if prior else amount


def _add(parts: Iterable[Columns]) -> Columns:
    listed = list(parts)
    return {column: sum(part[column] for part in listed) for column in PAIR}


def _line(chance: random.Random, amount: int) -> Columns:
    """A line near ``amount``, spent a little above or below its budget."""
    actual = amount * chance.randint(985, 1050) // 1000
    return {"年初预算": actual * chance.randint(950, 1040) // 1000, "决算": actual}


def _three_public(size: int, chance: random.Random, prior: YearFigures | None) -> dict[str, Columns]:
    none = dict.fromkeys(PAIR, 0)
    running, received = (
        _line(chance, _basis(size * share // 1000, prior, name))
        for share, name in ((4, "公务用车运行维护费"), (2, "公务接待费"))
    )
    return {
        "因公出国（境）费": none, "公务用车购置费": none, "公务用车运行维护费": running,
        "公务用车购置及运行维护费": running, "公务接待费": received, "三公经费": _add((running, received)),
    }  # fmt: skip


def _carry(lines: dict[str, Columns], chance: random.Random, prior: YearFigures | None) -> None:
    """Income is what was spent, plus what is left, less what was brought forward."""
    spent = lines["本年支出合计"]["决算"]
    closing = spent * chance.randint(5, 20) // 1000
    opening = prior.lines["年末结转和结余"]["决算"] if prior else spent * chance.randint(5, 20) // 1000
    other = spent * chance.randint(10, 30) // 1000
    income = spent + closing - opening
    told = {
        "年末结转和结余": closing, "年初结转和结余": opening,
        "其他收入": other, "一般公共预算财政拨款收入": income - other,
        "本年收入合计": income, "收入总计": income + opening, "支出总计": spent + closing,
    }  # fmt: skip
    lines |= {name: {"决算": amount} for name, amount in told.items()}
