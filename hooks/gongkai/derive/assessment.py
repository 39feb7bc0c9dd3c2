"""Assessment: what is computed for one report, kept apart from what the report states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..model.archive import Archive, Entry, Prior, find_prior
from ..model.form import ANNUAL_FUNDS, BASIC_EXPENDITURE, EXPENDITURE, MAIN_LINES, TOTAL_EXPENDITURE, Line
from ..model.indicator import RATES, Rate, Stated, find_rate
from ..model.rates import difference, percent, total
from ..model.report import Report
from ..model.unit import Scope
from ..model.year import PointsRange, PointsRule, grade_of, points_for


@dataclass(frozen=True, slots=True)
class Comparison:
    """``value`` against ``base``; both in the figure's measure, either may be missing."""

    value: Decimal | None
    base: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """``value - base``."""
        return difference(self.value, self.base)

    @property
    def percent(self) -> Decimal | None:
        """Difference ÷ base × 100; None on a base of zero (D24)."""
        return percent(self.difference, self.base)


@dataclass(frozen=True, slots=True)
class Rated:
    """A declared rate that could be computed.

    Attributes:
        value: in %, unrounded.
        worked: the formula with its figures.
        rule, points: the year's rule for it, if the year has one, and the points that it gives.
    """

    rate: Rate
    value: Decimal
    worked: str
    rule: PointsRule | None
    points: PointsRange | None


def rated(report: Report, prior: tuple[Report, ...], rules: tuple[PointsRule, ...]) -> tuple[Rated, ...]:
    """Every declared rate that has all its inputs, in the order of the form."""
    stated = Stated(report, prior)
    found = []
    for rate in RATES:
        value = rate.value(stated)
        if value is not None:
            rule = next((rule for rule in rules if find_rate(rule.indicator) is rate), None)
            found.append(Rated(rate, value, rate.worked(stated), rule, points_for(rule, value) if rule else None))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What follows from a report, its year's rules and the reports of other years.

    Attributes:
        prior: the comparable year before.
        year_over_year: each figure against last year, by figure key.
        budget: the expenditure that has an initial budget, against it: 本年支出合计,
            支出总计, 年度资金总额 of the 自评表, or 基本支出 where only that is known.
        budget_figure: which of these it is; None where neither budget is known.
        grade: the grade that the stated score earns on the year's scale.
        rates: declared rates computed from the report's figures.
    """

    prior: Prior
    year_over_year: Mapping[str, Comparison]
    budget: Comparison
    budget_figure: Line | None
    grade: str | None
    rates: tuple[Rated, ...]


#: What follows from each report, by unit and year.
Assessed = Mapping[tuple[str, int], Assessment]


def assess(archive: Archive, entry: Entry, report: Report) -> Assessment:
    """Compute everything that the pages say about ``report`` beyond its own words."""
    prior = find_prior(archive, entry.unit_id, entry.year)
    rules = archive.years.get(entry.year)
    (figure, budget), score = compare_with_budget(report), report.evaluation.score
    return Assessment(
        prior=prior,
        year_over_year={f.key: compare_with_last_year(f, report, prior) for f in MAIN_LINES},
        budget=budget,
        budget_figure=figure,
        grade=None if score is None or rules is None else grade_of(score, rules.grades),
        rates=rated(report, prior.reports, rules.points if rules else ()),
    )


def prior_value(figure: Line, prior: Prior) -> Decimal | None:
    """Last year's value of ``figure``, the sum over predecessors; None where not comparable."""
    return total(figure.value(report) for report in prior.reports)


def compare_with_last_year(figure: Line, report: Report, prior: Prior) -> Comparison:
    """Against last year's report, or else this report's own 上年决算 column, unless that was derived."""
    base = prior_value(figure, prior)
    return Comparison(figure.value(report), figure.value(report, "prior_actual") if base is None else base)


def compare_with_budget(report: Report) -> tuple[Line | None, Comparison]:
    """The first of the totals that is published with its 年初预算, else 基本支出 if that is."""
    for figure in (EXPENDITURE, TOTAL_EXPENDITURE, ANNUAL_FUNDS, BASIC_EXPENDITURE):
        compared = Comparison(figure.value(report), figure.value(report, "initial_budget"))
        if compared.difference is not None:
            return figure, compared
    return None, Comparison(None, None)


def separate_reports(archive: Archive, year: int) -> Iterator[tuple[Entry, Report]]:
    """The published reports of ``year``, without those of units below a department that has published too."""
    published = {entry.unit_id: entry for entry in archive.entries_of_year(year) if entry.is_shown}
    for unit_id, entry in published.items():
        if entry.published and not any(above in published for above in departments_above(archive, unit_id)):
            yield entry, entry.published


def departments_above(archive: Archive, unit_id: str) -> Iterator[str]:
    """The departments above a unit, whose figures contain its own; a circle in the register ends."""
    seen, above = {unit_id}, archive.units[unit_id].supervising_department
    while above and above not in seen and above in archive.units:
        if archive.units[above].scope is Scope.DEPARTMENT:
            yield above
        seen.add(above)
        above = archive.units[above].supervising_department
