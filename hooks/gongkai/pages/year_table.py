"""The table of a year: all units with what they spent, against 年初预算 and last year, and how it was evaluated.

A year of many units has a table of its categories instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from ..derive.assessment import Comparison, compare_with_budget, prior_value, separate_reports
from ..model.archive import Archive, Entry, find_prior
from ..model.form import (
    BASIC_EXPENDITURE,
    OPERATING_FUNDS,
    PROJECT_EXPENDITURE,
    SCORE,
    THREE_PUBLIC,
    TOTAL_EXPENDITURE,
    Line,
    spending_of,
)
from ..model.rates import percent
from ..model.report import Report
from ..model.unit import Unit
from .compared import category_of
from .divided import Division
from .parts.folded import BY_REGISTER, shortened
from .parts.format import format_amount, format_signed, format_signed_percent
from .parts.page import kinds_of, report_path, unit_path, year_part_path
from .parts.table import Cell, Column, Row, Table, number_cell, text_cell
from .parts.years import format_figure, state_kind, state_label

#: What was spent, where the reports of a year say it by different lines.
SPENT: Final = "本年支出"
_PARTS: Final = (BASIC_EXPENDITURE, PROJECT_EXPENDITURE, OPERATING_FUNDS, THREE_PUBLIC)
#: A district's units stand there as the official list has them; more of them are shortened.
_LONG: Final = 100
_MEASURE: Final = "决算数，金额单位：万元；“比”的各栏由本站计算"


class _Known(NamedTuple):
    """What a row is made of: a report, the line by which it says what was spent, and what that is set against."""

    report: Report
    spent: Line
    budget_line: Line | None
    budget: Comparison
    prior: Comparison


#: A column and its cell in the row of a report.
_Shape = Sequence[tuple[Column, Callable[[_Known], Cell]]]


def year_table(archive: Archive, year: int, units: Iterable[tuple[str, Unit]], whose: str = "各单位") -> Table:
    """A row for each of some units of a year, those too that show no figures; ``whose`` they are."""
    reports = tuple(filter(None, (entry.published for entry in archive.entries_of_year(year))))
    shape = _shape(reports)
    rows = tuple(_row(archive, unit_id, unit, year, shape) for unit_id, unit in units)
    columns = tuple(column for column, _ in shape)
    table = Table("danwei", f"{year}年度{whose}主要数字", "单位", columns, rows, _MEASURE, sortable=True)
    return shortened(table, BY_REGISTER, _LONG)


def spent_label(reports: Iterable[Report]) -> str:
    """What was spent is called by its line, where all reports that publish it do so by the same."""
    lines = {line.label for report in reports for line in [spending_of(report)] if line.value(report) is not None}
    return lines.pop() if len(lines) == 1 else SPENT


def _shape(reports: Sequence[Report]) -> _Shape:
    """The columns, those first that readers come for; 支出总计 and 文种 only where they say something of their own."""
    spent = spent_label(reports)
    has_total = spent != TOTAL_EXPENDITURE.label and any(TOTAL_EXPENDITURE.value(one) is not None for one in reports)
    figures = (*((TOTAL_EXPENDITURE,) if has_total else ()), *_PARTS, SCORE)
    kind = [(Column("文种", numeric=False), _kind)] if len(kinds_of(reports)) > 1 else []
    return (
        (Column(spent), lambda known: _spent(known, spent)),
        (Column("比年初预算"), lambda known: _noted(format_signed(known.budget.difference), known)),
        (Column("比年初预算（%）"), lambda known: _noted(format_signed_percent(known.budget.percent), known)),
        (Column("支出比上年"), lambda known: number_cell(format_signed_percent(known.prior.percent))),
        *((Column(figure.label), _figure(figure)) for figure in figures),
        (Column("等级", numeric=False), lambda known: text_cell(known.report.evaluation.grade)),
        *kind,
    )


def _spent(known: _Known, label: str) -> Cell:
    """What was spent; the line too, where it is another than the column's, or than that of most."""
    text = format_amount(known.spent.value(known.report))
    by_total = label == SPENT and known.spent is TOTAL_EXPENDITURE and known.spent.value(known.report) is not None
    return Cell(text, "noted", note=known.spent.label) if by_total else number_cell(text)


def _noted(text: str, known: _Known) -> Cell:
    """A figure against 年初预算; the line too, where that is not the one by which the unit says what it spent."""
    line = known.budget_line
    is_other = line is not None and line is not known.spent and text != "—"
    return Cell(text, "noted", note=line.label) if line and is_other else number_cell(text)


def _figure(figure: Line) -> Callable[[_Known], Cell]:
    return lambda known: number_cell(format_figure(figure, figure.value(known.report)))


def _kind(known: _Known) -> Cell:
    return text_cell(known.report.kind)


def _row(archive: Archive, unit_id: str, unit: Unit, year: int, shape: _Shape) -> Row:
    """The short name with the full one below it; an earlier name stands alone, for the short one is today's."""
    entry, name = archive.find_entry(unit_id, year), unit.name_in(year)
    short = unit.short_name if name == unit.name else None
    known = _known(archive, entry) if entry else None
    return Row(
        short or name,
        tuple(cell_of(known) if known else number_cell("") for _, cell_of in shape),
        path=report_path(unit_id, year) if entry else unit_path(unit_id),
        group=category_of(unit),
        note=name if short and short != name else "",
        state=Cell(state_label(entry), "text", tag=state_kind(entry)),
    )


def _known(archive: Archive, entry: Entry) -> _Known | None:
    report = entry.published
    if report is None:
        return None
    spent, (line, budget) = spending_of(report), compare_with_budget(report)
    last = prior_value(spent, find_prior(archive, entry.unit_id, entry.year))
    return _Known(report, spent, line, budget, Comparison(spent.value(report), last))


def categories_table(archive: Archive, year: int, parts: Sequence[Division]) -> Table:
    """A row for each category: how many units and reports, what they spent, and that against 年初预算."""
    reports = {entry.unit_id: report for entry, report in separate_reports(archive, year)}
    spent = spent_label(reports.values())
    columns = tuple(map(Column, ("单位（个）", "已公开（份）", spent, "比年初预算", "比年初预算（%）")))
    rows = tuple(_category_row(archive, year, part, reports) for part in parts)
    caption, measure = f"{year}年度各类别主要数字", f"{_MEASURE}；部门已公开的，本级和所属单位不再相加"
    return Table("danwei", caption, "类别", columns, rows, measure, sortable=True)


def _category_row(archive: Archive, year: int, part: Division, separate: Mapping[str, Report]) -> Row:
    ids = [unit_id for unit_id, _ in part.units]
    published = sum(1 for unit_id in ids if (entry := archive.find_entry(unit_id, year)) and entry.is_shown)
    reports = [separate[unit_id] for unit_id in ids if unit_id in separate]
    spent = [value for report in reports if (value := spending_of(report).value(report)) is not None]
    budgets = [*_comparable(reports)]
    change = sum((difference for difference, _ in budgets), Decimal(0)) if budgets else None
    rate = percent(change, sum((base for _, base in budgets), Decimal(0))) if budgets else None
    total = format_amount(sum(spent, Decimal(0)) if spent else None)
    texts = (str(len(ids)), str(published), total, format_signed(change), format_signed_percent(rate))
    return Row(part.label, tuple(map(number_cell, texts)), path=year_part_path(year, part.slug, part.number))


def _comparable(reports: Iterable[Report]) -> Iterator[tuple[Decimal, Decimal]]:
    """Difference and base of those that publish what they spent with its 年初预算."""
    for report in reports:
        line, budget = compare_with_budget(report)
        if line is spending_of(report) and budget.difference is not None and budget.base is not None:
            yield budget.difference, budget.base
