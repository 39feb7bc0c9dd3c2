"""Unit: a budget unit of the register (data/units.yml), its names through time and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from .correction import Amendment
from .record import Record, field, required
from .text import Line, UnitId, Year


class Scope(StrEnum):
    """范围: whose money the report covers; figures of different scopes are not comparable (D35)."""

    DEPARTMENT = "部门"
    UNIT = "单位"
    HEADQUARTERS = "本级"


class FormerName(Record):
    """曾用名: a name and the years it held, both inclusive."""

    name: Line = required("名称", "当时的全称")
    first_year: Year | None = field("起", "从哪个年度起用这个名称；不清楚写 null")
    last_year: Year = required("止", "用到哪个年度为止（含）", example=2018)


class Change(StrEnum):
    """How a unit came out of its predecessors."""

    MERGED = "合并"
    SPLIT = "分立"
    RESCOPED = "口径变更"
    SUCCEEDED = "承接"


class Origin(Record):
    """前身: the units whose work this one took over, from ``year`` on."""

    year: Year = required("年度", "从哪个年度起由本单位公开", example=2021)
    change: Change = required("方式", "合并、分立、口径变更或承接", example="合并")
    units: tuple[UnitId, ...] = required("单位", "前身单位的标识", example="[wenhua, lvyou]")


class Unit(Record):
    """One entry of the register. A 部门 and its 本级 are two entries."""

    name: Line = required("名称", "单位全称，照三定规定", example="某某区人民代表大会常务委员会")
    short_name: Line | None = field("简称", "日常用的简称", example="区人大常委会")
    category: Line | None = field("类别", "如人大机关、政府部门、群团组织、事业单位", example="人大机关")
    scope: Scope = field("范围", "部门、单位或本级", default=Scope.DEPARTMENT, example="部门")
    supervising_department: UnitId | None = field("主管部门", "主管部门的标识")
    organization_code: Line | None = field(
        "机构代码", "统一社会信用代码或预算编码，加引号", example="11000000000000000X"
    )
    former_names: tuple[FormerName, ...] = field("曾用名", "以前的名称和使用年度", default_factory=tuple)
    origin: Origin | None = field("前身", "由哪些单位合并、分立或变更而来")
    first_year: Year | None = field("设立年度", "第一个应公开的年度；写了前身的可以不写，就是那里的年度", example=2019)
    last_year: Year | None = field(
        "撤销年度",
        "最后一个应公开的年度；并入别的单位或由它承接的可以不写，到它的前身里写的年度的前一年为止",
        example=2020,
    )
    amendments: tuple[Amendment, ...] = field("变更", "公开以后改了登记的，每次记一条", default_factory=tuple)

    def name_in(self, year: int) -> str:
        """The full name that held in ``year``."""
        return name_in(self, year)


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """What a unit of the register is called, and was, where no more of it is at hand."""

    name: str
    former_names: tuple[FormerName, ...] = ()

    def name_in(self, year: int) -> str:
        """The full name that held in ``year``."""
        return name_in(self, year)


def name_in(unit: Unit | NamedUnit, year: int) -> str:
    """The full name of a unit that held in ``year``."""
    for former in unit.former_names:
        if year <= former.last_year and (former.first_year is None or year >= former.first_year):
            return former.name
    return unit.name


class Lifetime(NamedTuple):
    """The first and the last year of which a unit should publish; None where nothing is known."""

    first: int | None = None
    last: int | None = None


#: What a unit that does not go on after it became part of another is left by: only of these is that certain.
ENDING: Final = frozenset({Change.MERGED, Change.SUCCEEDED})


def lifetime_of(unit: Unit, later: Iterable[Origin], reported: Iterable[int] = ()) -> Lifetime:
    """What the register says of a unit's years, and what follows from it where it says nothing.

    A unit with 前身 publishes from the year that stands there, and those that were merged or succeeded until the year
    before; unless an earlier name or a report shows that it was there all the same.

    Args:
        unit: the entry of the register.
        later: the 前身 of the units that name this one as their predecessor.
        reported: the years of which it has a report.
    """
    first, last, years = unit.first_year, unit.last_year, tuple(reported)
    if first is None and unit.origin:
        was_there = any(name.last_year < unit.origin.year for name in unit.former_names)
        if not was_there and all(year >= unit.origin.year for year in years):
            first = unit.origin.year
    ends = [origin.year - 1 for origin in later if origin.change in ENDING]
    if last is None and ends and all(year <= min(ends) for year in years):
        last = min(ends)
    return Lifetime(first, last)


class SameUnits:
    """Units of a register, the same only where they are the same object: they are too many to be compared."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self.units = units

    def __hash__(self) -> int:
        return id(self.units)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameUnits) and self.units is other.units
