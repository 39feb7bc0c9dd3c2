"""The four key figures of a report: what was spent, 比年初预算, 三公, 自评得分, each with its note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...derive.assessment import Assessment, Comparison, prior_value
from ...model import form
from ...model.amounts import COLUMN_LABELS, Figure
from ...model.archive import Chain
from ...model.form import ANNUAL_FUNDS, BASIC_EXPENDITURE, THREE_PUBLIC, Line, spending_of
from ...model.report import Report
from ...model.text import quoted
from ..parts.format import NULL, format_exact, format_signed_percent
from .sentences import Pieces, change_view, fiscal_spent, of_all_funds, pieces_of, stated_change

#: The totals of the forms, from what was spent to what the 自评表 repeats.
_TOTALS: Final = (form.EXPENDITURE, form.TOTAL_EXPENDITURE, ANNUAL_FUNDS)
#: So many parts have room on a card.
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A key figure: label, value, its measure and a note."""

    label: str
    value: str
    measure: str
    note: str


def cards(report: Report, assessment: Assessment) -> tuple[Card, ...]:
    """What was spent, 比年初预算, 三公, 自评得分."""
    return (
        _spending_card(report, assessment),
        _budget_card(report, assessment),
        _three_public_card(report, assessment),
        _score_card(report),
    )


def _spending_card(report: Report, assessment: Assessment) -> Card:
    figure = spending_of(report)
    spent, funds = figure.value(report), ANNUAL_FUNDS.value(report)
    if spent is None and funds is not None:
        return Card(ANNUAL_FUNDS.label, format_exact(funds), "万元", "自评表的全年执行数")
    total = figure if spent is not None else total_of(report)
    if spent is None and (fiscal := fiscal_spent(report)) and not pieces_of(total.of(report)):
        missing = ["未公开全部资金的决算数", *other_columns(total.of(report)), *amounts(fiscal)]
        return Card(total.label, NULL, "", "，".join(missing))
    return _money_card(total, report, assessment)


def _money_card(line: Line, report: Report, assessment: Assessment) -> Card:
    spent = line.value(report)
    if spent is None:
        return Card(line.label, NULL, "", _missing(line.of(report)))
    return Card(line.label, format_exact(spent), "万元", _year_over_year(line, report, assessment))


def _missing(figure: Figure) -> str:
    """What stands in place of a 决算 that is not published."""
    if given := other_columns(figure):
        return "，".join(["未公开决算数", *given])
    parts = pieces_of(figure)
    if len(parts) > _FEW:
        return f"未公开合计，公开的有 {len(parts)} 项"
    return "，".join(["未公开合计", *amounts(parts)]) if parts else "未公开"


def amounts(parts: Pieces) -> list[str]:
    """基本支出 10 万元, for each."""
    return [f"{label} {format_exact(value)} 万元" for label, value in parts]


def _budget_card(report: Report, assessment: Assessment) -> Card:
    budget, figure = assessment.budget, assessment.budget_figure
    if figure is None or budget.base is None:
        return Card("比年初预算", NULL, "", _no_budget(report))
    note = f"{figure.label}年初预算 {format_exact(budget.base)} 万元"
    if budget.percent is None:
        return Card("比年初预算", NULL, "", f"{note}，不计算百分比")
    return Card("比年初预算", format_signed_percent(budget.percent), "", note)


def _no_budget(report: Report) -> str:
    """Why what was spent cannot be set against its budget."""
    for figure in (*_TOTALS, BASIC_EXPENDITURE):
        if (base := figure.value(report, "initial_budget")) is not None:
            return f"{figure.label}年初预算 {format_exact(base)} 万元，未公开决算数"
    return f"未公开{of_all_funds(report)}{total_of(report).label}的年初预算"


def _three_public_card(report: Report, assessment: Assessment) -> Card:
    figure = THREE_PUBLIC.of(report)
    parts = [part.value() for part in figure.parts()]
    if THREE_PUBLIC.value(report) == 0 and parts and all(value == 0 for value in parts):
        return Card(figure.label, "0", "万元", "出国、用车、接待均为 0" if len(parts) == 3 else "所列各项均为 0")
    return _money_card(THREE_PUBLIC, report, assessment)


def _score_card(report: Report) -> Card:
    score, grade = report.evaluation.score, report.evaluation.grade
    if score is None:
        return Card("自评得分", NULL, "", f"未公开得分，等级{quoted(grade)}" if grade else "未公开")
    return Card("自评得分", format_exact(score), f"分　{grade}" if grade else "分", _scores_note(report))


def _scores_note(report: Report) -> str:
    """Where the scores of the indicators stand; what an attachment holds is not known here."""
    indicators = report.self_evaluation.indicators
    if any(row.score is not None for row in indicators):
        return "指标得分见自评表"
    return "本页没有指标得分，可看附件" if report.attachments else "未公开指标得分" + ("" if indicators else "表")


def _year_over_year(figure: Line, report: Report, assessment: Assessment) -> str:
    """Against last year; a base that the report itself states (上年决算) is not that of units before a merger."""
    comparison, prior = assessment.year_over_year[figure.key], assessment.prior
    if comparison.base is None or prior.chain is Chain.BROKEN:
        return (prior.chain is not Chain.BROKEN and stated_change(figure.of(report))) or _no_comparison(assessment)
    elsewhere = _ELSEWHERE.get(prior.chain) if prior_value(figure, prior) is not None else None
    base = f"{elsewhere}的 {format_exact(comparison.base)} 万元" if elsewhere else ""
    return change_words(f"比上年{base}", comparison)


#: Whose figures the base is, where no page of this unit shows them.
_ELSEWHERE: Final = {Chain.MERGED: "合并前各单位合计", Chain.SUCCEEDED: "前身单位"}


def _no_comparison(assessment: Assessment) -> str:
    prior = assessment.prior
    if prior.chain is Chain.BROKEN:
        return "口径已变，不与上年比较"
    if prior.chain is Chain.NONE:
        return "前身单位上年的报告没有收录齐，无法比较" if prior.entries else "本站未收录上年，无法比较"
    withheld = next((entry.state.value for entry in prior.entries if not entry.is_shown), None)
    return f"上年报告{withheld}，无法比较" if withheld else "上年没有公开这个数，无法比较"


def change_words(subject: str, comparison: Comparison) -> str:
    """比上年增加 12.30 万元，增长 1.4%; no percentage on a base of zero (D24)."""
    change = change_view(comparison, 1, format_exact)
    if change is None:
        return ""
    if change.direction == "same":
        return f"与{subject.removeprefix('比')}持平"
    verb, rate = change.verbs
    tail = f"，{rate} {change.percent}" if change.percent else "（基数为 0）" if comparison.base == 0 else ""
    return f"{subject}{verb} {change.amount} 万元{tail}"


def total_of(report: Report) -> Line:
    """The first total of which anything is published; 支出总计 where nothing is."""
    return next((figure for figure in _TOTALS if figure.of(report).alone().is_given), form.TOTAL_EXPENDITURE)


def other_columns(figure: Figure) -> list[str]:
    """年初预算 10 万元: what stands beside a 决算 that is not published."""
    columns = [pair for pair in figure.item.columns.items() if pair[0] != "actual" and not figure.is_derived(pair[0])]
    return amounts(tuple((COLUMN_LABELS[name], value) for name, value in columns if value is not None))
