"""What each unit of a year spent, against its 年初预算 and last year, and the units without a report to add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from ...derive.assessment import Comparison, compare_with_budget, departments_above, prior_value, separate_reports
from ...model.archive import Archive, Entry, find_prior
from ...model.form import BASIC_EXPENDITURE, Line, spending_of
from ...model.report import Report
from ...model.unit import Unit
from ..parts.years import state_label

#: Where nothing can be set against anything.
NO_COMPARISON: Final = Comparison(None, None)


class Spending(NamedTuple):
    """What a unit spent in a year; every amount in 万元.

    Attributes:
        name: 简称, or the name that held in the year.
        line: 本年支出合计, or 支出总计 where only that is published.
        budget, budget_line: the total that is published with its 年初预算, against it, as on the report's own page.
        prior: last year's reports, as far as they can be compared; ``change`` is ``line`` against them.
        is_separate: no department above it has published too, so that it is added.
    """

    entry: Entry
    name: str
    report: Report
    line: Line
    spent: Decimal | None
    budget: Comparison
    budget_line: Line | None
    change: Comparison
    prior: tuple[Report, ...]
    is_separate: bool

    @property
    def of_budget(self) -> Comparison:
        """What was added of it against its own 年初预算; nothing where another total has to stand in."""
        return self.budget if self.budget_line is self.line else NO_COMPARISON


@dataclass(frozen=True)
class YearSpending:
    """All units of a year: ``reported`` in the order of the register, ``absent`` as (state, id, unit)."""

    year: int
    reported: tuple[Spending, ...]
    absent: tuple[tuple[str, str, Unit], ...]

    @cached_property
    def separate(self) -> tuple[Spending, ...]:
        """Those that are added: nobody's money is in two of them."""
        return tuple(one for one in self.reported if one.is_separate)

    @cached_property
    def added(self) -> tuple[Spending, ...]:
        """Those whose spending is published."""
        return tuple(one for one in self.separate if one.spent is not None)


def year_spending(archive: Archive, year: int) -> YearSpending:
    """Everything that the pages say about the money of ``year`` is made from this."""
    separate = {entry.unit_id for entry, _ in separate_reports(archive, year)}
    reported = tuple(
        _spending(archive, entry, report, is_separate=entry.unit_id in separate)
        for entry in archive.entries_of_year(year)
        if (report := entry.published)
    )
    return YearSpending(year, reported, tuple(_absent(archive, year)))


def _spending(archive: Archive, entry: Entry, report: Report, *, is_separate: bool) -> Spending:
    line, (budget_line, budget) = spending_of(report), compare_with_budget(report)
    if budget_line is BASIC_EXPENDITURE:  # a part says nothing about the whole
        budget_line, budget = None, NO_COMPARISON
    spent, name = line.value(report), short_name(archive.units[entry.unit_id], entry.year)
    prior = find_prior(archive, entry.unit_id, entry.year)
    change = Comparison(spent, prior_value(line, prior))
    return Spending(entry, name, report, line, spent, budget, budget_line, change, prior.reports, is_separate)


def short_name(unit: Unit, year: int) -> str:
    """简称, or the full name of the time where the unit was called otherwise in ``year``."""
    name = unit.name_in(year)
    return unit.short_name or name if name == unit.name else name


def _absent(archive: Archive, year: int) -> Iterator[tuple[str, str, Unit]]:
    """Units without figures of their own and of no department above them that is named, or added, itself."""
    here = {unit_id for unit_id, _ in archive.units_of_year(year)}
    for unit_id, unit in archive.units_of_year(year):
        entry = archive.find_entry(unit_id, year)
        if not (entry and entry.is_shown) and not any(above in here for above in departments_above(archive, unit_id)):
            yield state_label(entry), unit_id, unit
