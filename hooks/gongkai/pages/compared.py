"""Ready-made comparisons: the units of one category in one year, side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..derive.columns import ON_BUDGET, ON_BUDGET_RATE, PER_HEAD, ComputedColumn
from ..derive.compared_figures import compared_figures
from ..model import form
from ..model.archive import Archive, Entry, Prior, find_prior
from ..model.form import Line
from ..model.indicator import COMPUTED, Rate
from ..model.readings import READINGS
from ..model.report import Report
from ..model.unit import Unit
from ..model.year import grade_of
from .parts.format import format_exact, format_signed, format_signed_percent
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
class Worked:
    """A figure of a ready-made comparison in a computed column: what was spent, against the budget or by head.

    Attributes:
        key: the line and the column, as in addresses.
        label: as the heading of a column says it, without the measure.
        of: the line that stands for it in a report.
    """

    key: str
    label: str
    of: Callable[[Report], Line]
    column: ComputedColumn

    @property
    def measure(self) -> str:
        """万元, % or 元."""
        return self.column.measure

    def value(self, report: Report, prior: Prior) -> Decimal | None:
        """In the figure's measure."""
        return self.column.value(self.of(report), report, prior)


ON_BUDGET_AMOUNT: Final = Worked("spending.on_budget", "支出比年初预算", form.spending_of, ON_BUDGET)
#: What was spent against 年初预算, in 万元 and in %.
AGAINST_BUDGET: Final = (
    ON_BUDGET_AMOUNT, Worked("spending.on_budget_rate", "支出比年初预算", form.spending_of, ON_BUDGET_RATE)
)  # fmt: skip  # amount and rate
OPERATING_BY_HEAD: Final = Worked(
    "operating_funds.per_head", "公用经费人均", lambda _: form.OPERATING_FUNDS, PER_HEAD
)  # fmt: skip  # one of three
THREE_PUBLIC_BY_HEAD: Final = Worked(
    "three_public.per_head", "“三公”经费人均", lambda _: form.THREE_PUBLIC, PER_HEAD
)  # fmt: skip  # one of three
#: What was spent for each person of 年末人数.
BY_HEAD: Final = (
    Worked("spending.per_head", "支出人均", form.spending_of, PER_HEAD), OPERATING_BY_HEAD, THREE_PUBLIC_BY_HEAD
)  # fmt: skip  # the whole and two parts
#: What a ready-made comparison has.
Shown = Line | Rate | Worked


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
    """Every figure and rate of a ready-made comparison, and what is worked out from them."""
    report = entry.published
    if report is None:
        return Compared(entry, {})
    prior, score = find_prior(archive, entry.unit_id, entry.year), report.evaluation.score
    worked = {c.key: c.value(report, prior) for c in (*AGAINST_BUDGET, *BY_HEAD)}
    return Compared(
        entry,
        {**compared_figures(archive, entry), **worked},
        report.evaluation.grade,
        None if score is None else grade_of(score, archive.years[entry.year].grades),
    )


#: 主要数字: what was spent, against the budget, then its parts.
_MAIN: Final = (SHOWN[0], *AGAINST_BUDGET, *SHOWN[1:])


def tables(archive: Archive, year: int, category: str, found: Sequence[Compared]) -> tuple[Table, ...]:
    """主要数字, 人均, and what else is computed, if anything can be; columns that nobody publishes are left out."""
    columns, rows = _table(archive, found, _MAIN, "等级", [one.grade for one in found])
    if len(kinds_of(one.entry.published for one in found)) > 1:
        columns, rows = (*columns, Column("文种", numeric=False)), tuple(map(_with_kind, rows, found))
    main = Table(
        "shuzi", f"{year}年度{category}主要数字", "单位", columns, rows, "决算数，金额单位：万元", sortable=True
    )
    return main, *_computed_tables(archive, f"{year}年度{category}", found)


def _computed_tables(archive: Archive, of: str, found: Sequence[Compared]) -> list[Table]:
    """人均 where anybody publishes people and money, and the rates; nothing where only 口径 would stand there."""
    nobody = [None] * len(found)
    by_head = BY_HEAD if any(one.values.get(c.key) is not None for one in found for c in BY_HEAD) else ()
    staffed = _table(archive, found, (form.STAFF, *by_head) if by_head else (), "", nobody)
    rates = _table(archive, found, COMPUTED, "按得分应为", [one.computed_grade for one in found])
    made = (
        Table("renjun", f"{of}人均", "单位", *staffed, "决算数除以年末人数，由本站计算", sortable=True),
        Table("bilv", f"{of}按公开数字计算的指标", "单位", *rates, "由本站计算", sortable=True),
    )
    return [table for table in made if len(table.columns) > 1]


def _table(
    archive: Archive, found: Sequence[Compared], wanted: Sequence[Shown], grade: str, grades: Sequence[str | None]
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Columns and rows: the figures that anyone publishes, ``grade`` where anyone has one, the scope."""
    used = [c for c in wanted if any(one.values.get(c.key) is not None for one in found)]
    labels = [grade, "口径"] if any(grades) else ["口径"]
    columns = (*(Column(_heading(c)) for c in used), *(Column(label, numeric=False) for label in labels))
    graded = [[text_cell(grade) if one.values else Cell("", "text")] for one, grade in zip(found, grades, strict=True)]
    rows = (_row(archive, one, used, cells if any(grades) else []) for one, cells in zip(found, graded, strict=True))
    return columns, tuple(rows)


def _heading(figure: Shown) -> str:
    if isinstance(figure, Worked):
        return figure.label if figure.measure == "万元" else f"{figure.label}（{figure.measure}）"
    return heading(figure)


def format_worked(figure: Worked, value: Decimal | None) -> str:
    """+176.59, +22.2%, 2,733."""
    if not figure.column.signed:
        return format_exact(value)
    return format_signed_percent(value) if figure.measure == "%" else format_signed(value)


def _format(figure: Shown, value: Decimal | None) -> str:
    return format_worked(figure, value) if isinstance(figure, Worked) else format_figure(figure, value)


def _with_kind(row: Row, one: Compared) -> Row:
    report = one.entry.published
    return row._replace(cells=(*row.cells, text_cell(report.kind) if report else Cell("", "text")))


def _row(archive: Archive, one: Compared, used: Sequence[Shown], grade: list[Cell]) -> Row:
    """One unit; where its figures may not be shown, the state stands in place of the first."""
    entry, unit = one.entry, archive.units[one.entry.unit_id]
    cells = [*(number_cell(_format(c, one.values[c.key]) if one.values else "") for c in used), *grade]
    if not one.values and cells:
        cells[0] = Cell(state_label(entry), "null", tag=state_kind(entry))
    name, path = unit.name_in(entry.year), report_path(entry.unit_id, entry.year)
    short = unit.short_name if name == unit.name else None
    note = name if short and short != name else ""
    return Row(short or name, (*cells, Cell(unit.scope.value, "text")), path=path, note=note)
