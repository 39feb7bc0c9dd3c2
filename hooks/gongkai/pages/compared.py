"""Ready-made comparisons: the units of one category in one year, side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.archive import Archive, Entry, find_prior
from ..model.form import Line
from ..model.indicator import COMPUTED, Rate
from ..model.readings import READINGS
from ..model.stated import Stated
from ..model.unit import Unit
from ..model.year import grade_of
from .parts.page import kinds_of, report_path
from .parts.table import Cell, Column, Row, Table, number_cell, text_cell
from .parts.years import format_figure, heading, state_kind, state_label

_NO_ADDRESS: Final = re.compile(r"[^a-z0-9]+")


def category_of(unit: Unit) -> str:
    """类别; 其他 where the register names none."""
    return unit.category or "其他"


def category_slugs(archive: Archive) -> Mapping[str, str]:
    """Category → the last part of its address, in the order of the register; those read alike are numbered."""
    found: dict[str, str] = {}
    for category in dict.fromkeys(map(category_of, archive.units.values())):
        slug = _NO_ADDRESS.sub("-", "".join(READINGS[category]).lower()).strip("-") or "lei"
        alike = sum(1 for other in found.values() if other.rstrip("0123456789").rstrip("-") == slug)
        found[category] = f"{slug}-{alike + 1}" if alike else slug
    return found


#: The figures of ready-made comparisons, from the whole to the score.
SHOWN: Final = (
    form.EXPENDITURE, form.TOTAL_EXPENDITURE, form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE, form.THREE_PUBLIC,
    form.OPERATING_FUNDS, form.STAFF, form.SCORE,
)  # fmt: skip  # names, read in a row


@dataclass(frozen=True, slots=True)
class Group:
    """The units of one category that have a file for one year, and how many have none."""

    category: str
    slug: str
    entries: tuple[Entry, ...]
    absent: int

    @property
    def published(self) -> int:
        """How many reports can be read."""
        return sum(1 for entry in self.entries if entry.is_shown)


@dataclass(frozen=True, slots=True)
class Compared:
    """What one unit is compared by in one year; no values where its figures may not be shown."""

    entry: Entry
    values: Mapping[str, Decimal | None]
    grade: str | None = None
    computed_grade: str | None = None


def groups_of_year(archive: Archive, year: int, slugs: Mapping[str, str]) -> tuple[Group, ...]:
    """The categories of a year in the order of the register; those without any file are left out."""
    entries: dict[str, list[Entry]] = {category: [] for category in slugs}
    absent = dict.fromkeys(slugs, 0)
    for unit_id, unit in archive.units_of_year(year):
        if entry := archive.find_entry(unit_id, year):
            entries[category_of(unit)].append(entry)
        else:
            absent[category_of(unit)] += 1
    return tuple(
        Group(category, slugs[category], tuple(found), absent[category]) for category, found in entries.items() if found
    )


def compared(archive: Archive, entry: Entry) -> Compared:
    """Every figure and rate of a ready-made comparison."""
    report = entry.published
    if report is None:
        return Compared(entry, {})
    stated, score = Stated(report, find_prior(archive, entry.unit_id, entry.year).reports), report.evaluation.score
    return Compared(
        entry,
        {c.key: c.compared(stated) for c in (*SHOWN, *COMPUTED)},
        report.evaluation.grade,
        None if score is None else grade_of(score, archive.years[entry.year].grades),
    )


def tables(archive: Archive, year: int, category: str, entries: tuple[Entry, ...]) -> tuple[Table, ...]:
    """主要数字, and what is computed from them if anything can be; columns that nobody publishes are left out."""
    found = [compared(archive, entry) for entry in entries]
    columns, rows = _table(archive, found, SHOWN, "等级", [one.grade for one in found])
    if len(kinds_of(one.entry.published for one in found)) > 1:
        columns, rows = (*columns, Column("文种", numeric=False)), tuple(map(_with_kind, rows, found))
    main = Table("shuzi", f"{year}年度{category}主要数字", "单位", columns, rows, "决算数，金额单位：万元")
    columns, rows = _table(archive, found, COMPUTED, "按得分应为", [one.computed_grade for one in found])
    made = Table("bilv", f"{year}年度{category}按公开数字计算的指标", "单位", columns, rows, "由本站计算")
    return (main, made) if len(columns) > 1 else (main,)


def _table(
    archive: Archive, found: list[Compared], wanted: Sequence[Line | Rate], grade: str, grades: list[str | None]
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Columns and rows: the figures that anyone publishes, ``grade`` where anyone has one, the scope."""
    used = [c for c in wanted if any(one.values.get(c.key) is not None for one in found)]
    labels = [grade, "口径"] if any(grades) else ["口径"]
    columns = (*(Column(heading(c)) for c in used), *(Column(label, numeric=False) for label in labels))
    graded = [[text_cell(grade) if one.values else Cell("", "text")] for one, grade in zip(found, grades, strict=True)]
    rows = (_row(archive, one, used, cells if any(grades) else []) for one, cells in zip(found, graded, strict=True))
    return columns, tuple(rows)


def _with_kind(row: Row, one: Compared) -> Row:
    report = one.entry.published
    return row._replace(cells=(*row.cells, text_cell(report.kind) if report else Cell("", "text")))


def _row(archive: Archive, one: Compared, used: Sequence[Line | Rate], grade: list[Cell]) -> Row:
    """One unit; where its figures may not be shown, the state stands in place of the first."""
    entry, unit = one.entry, archive.units[one.entry.unit_id]
    cells = [*(number_cell(format_figure(c, one.values[c.key]) if one.values else "") for c in used), *grade]
    if not one.values and cells:
        cells[0] = Cell(state_label(entry), "null", tag=state_kind(entry))
    path = report_path(entry.unit_id, entry.year)
    return Row(unit.name_in(entry.year), (*cells, Cell(unit.scope.value, "text")), path=path)
