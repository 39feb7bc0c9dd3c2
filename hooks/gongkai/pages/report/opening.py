"""The opening of a report page, below the answer: plan and result, figure by figure, each with a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...derive.assessment import Assessment, Comparison
from ...model.form import BASIC_EXPENDITURE, PROJECT_EXPENDITURE, THREE_PUBLIC, Line, spending_of
from ...model.rates import percent, rounded
from ...model.report import Report
from ..parts.columns import Columns
from ..parts.format import NULL, format_exact, format_signed_percent
from ..parts.page import Link
from ..parts.sketch import Sketch, gauge, parts_of, trend
from ..parts.table import fits
from .headline import Card, cards
from .lost_points import LostPoints, lost_points
from .sentences import change_view

#: The address of the table of indicators, wherever an outline places it.
_INDICATORS: Final = "#biao-zhibiao"
_YEARS: Final = "#linian"
#: What a row has a drawing of that needs words: a bar with the tick of its budget.
GAUGES: Final = "横条是决算，竖线是年初预算。"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the opening: its label, its figure with a measure, what is said of it, its drawing, where it leads."""

    label: str
    value: str
    measure: str
    note: str
    sketch: Sketch | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """The lines in their order, and what explains the bars; "" without any."""

    rows: tuple[Row, ...]
    legend: str


def opening(report: Report, assessment: Assessment, years: Columns | None) -> Opening:
    """What was planned and spent, through the years, 三公 and score; ``years`` is what the unit spent in each."""
    spent, budget, three, score = cards(report, assessment)
    rows = (*_spending(report, assessment, spent, budget, years), _three_public(report, three), _score(report, score))
    has_gauge = any(row.sketch and row.sketch.kind == "gauge" for row in rows)
    return Opening(rows, GAUGES if has_gauge else "")


def _joined(*notes: str) -> str:
    return "；".join(filter(None, notes))


def _spending(
    report: Report, assessment: Assessment, spent: Card, budget: Card, years: Columns | None
) -> tuple[Row, ...]:
    """What was spent against its budget, on one line where both are of one line of the form; then through the years."""
    figure, is_known = assessment.budget_figure, spent.value != NULL
    is_same = years is not None and is_known and years.figure == spent.label
    own_note, through = "" if is_same else spent.note, () if years is None else (_through(years, spent.note, is_same),)
    if figure is None:
        return (Row(spent.label, spent.value, spent.measure, _joined(budget.note, make_up(report), own_note)), *through)
    if is_known and figure.label == spent.label:
        return (_planned(figure, assessment, make_up(report), own_note), *through)
    own = Row(spent.label, spent.value, spent.measure, _joined(make_up(report), own_note))
    return (own, _planned(figure, assessment), *through)


def _planned(figure: Line, assessment: Assessment, *notes: str) -> Row:
    budget, label = assessment.budget, figure.label
    if budget.base is None or budget.value is None:
        return Row(label, NULL, "", _joined(*notes))
    note = _joined(_against(budget), *notes)
    return Row(label, _plan(budget.base, budget.value), "万元", note, gauge(budget.value, budget.base))


def _against(budget: Comparison) -> str:
    """比年初预算多 176.59 万元，超出 22.2%; no percentage on a budget of zero (D24)."""
    change = change_view(budget, 1, format_exact)
    if change is None or change.direction == "same":
        return "与年初预算持平" if change else ""
    word, verb = ("多", "超出") if change.direction == "more" else ("少", "减少")
    tail = f"，{verb} {change.percent}" if change.percent else "，不计算百分比" if budget.base == 0 else ""
    return f"比年初预算{word} {change.amount} 万元{tail}"


def _plan(planned: Decimal, spent: Decimal) -> str:
    return f"预算 {format_exact(planned)} → 决算 {format_exact(spent)}"


def _through(years: Columns, last_year: str, is_same: bool) -> Row:
    """Through the years: the change from the first to the last, and that from last year if it is of that line."""
    known = [year.label for year in years.years if year.value]
    period = f"{known[0]}—{known[-1]}年"
    broken = years.broken is not None and int(known[0]) < years.broken <= int(known[-1])
    warned = f"{years.broken}年起单位或口径有变化，不宜与以前比较" if broken else ""
    change = "" if broken or years.ends is None else _change(*years.ends)
    note = _joined(f"{years.figure}{last_year}" if is_same else years.figure, warned)
    return Row("历年", f"{period} {change}".rstrip(), "", note, trend(years), Link("历年比较", _YEARS))


def _change(before: Decimal, now: Decimal) -> str:
    """+8.1%; "" from zero or less, and next to nothing."""
    rate = percent(now - before, before) if before > 0 else None
    return "持平" if before == now else format_signed_percent(rate) if rate and rounded(rate, 1) else ""


def make_up(report: Report) -> str:
    """What was spent on what; among it (其中) only where the parts do not exceed the whole."""
    lines = (spending_of(report), BASIC_EXPENDITURE, PROJECT_EXPENDITURE)
    spent, basic, project = (line.value(report) for line in lines)
    if spent is not None and project == 0 and basic == spent:
        return "全部是基本支出"
    if spent is None or basic is None or project is None:
        return ""
    among = "其中" if fits((basic, project), spent) else ""
    return f"{among}基本支出 {format_exact(basic)} 万元，项目支出 {format_exact(project)} 万元"


def _three_public(report: Report, card: Card) -> Row:
    """“三公”经费 against its budget."""
    spent, planned = THREE_PUBLIC.value(report), THREE_PUBLIC.value(report, "initial_budget")
    if spent is None or planned is None:
        return Row(card.label, card.value, card.measure, card.note)
    note = _joined(_against(Comparison(spent, planned)), card.note)
    return Row(card.label, _plan(planned, spent), "万元", note, gauge(spent, planned))


def _score(report: Report, card: Card) -> Row:
    """The points that were lost, by indicator; the score with what is known of it where that cannot be told."""
    link = Link("自评表", _INDICATORS) if report.self_evaluation.indicators else None
    lost = lost_points(report)
    if lost is None:
        return Row(card.label, card.value, card.measure, card.note, link=link)
    value = f"{card.value} / {format_exact(lost.full)}"
    if not lost.lost:
        return Row(card.label, value, card.measure, "各项指标都得满分", link=link)
    sketch = parts_of([points for _, points in lost.parts])
    return Row(f"扣掉的 {format_exact(lost.lost)} 分", value, card.measure, _where(lost), sketch, link)


def _where(lost: LostPoints) -> str:
    return " · ".join([f"{name}扣掉 {format_exact(points)}" for name, points in lost.parts])
