"""The answer first: what was spent, against the budget and last year, 三公, score and grade; only what is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...derive.assessment import Assessment, Comparison
from ...model import form
from ...model.archive import Chain
from ...model.form import ANNUAL_FUNDS, BASIC_EXPENDITURE, PROJECT_EXPENDITURE, THREE_PUBLIC, Line, spending_of
from ...model.report import Report
from ..parts.format import format_exact
from .headline import amounts, other_columns, total_of
from .sentences import carried_over, change_view, fiscal_spent, is_all_spent, of_all_funds, published


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words of the lead; ``strong`` runs are figures."""

    text: str
    strong: bool = False


#: What last year's figures are those of, where no page of this unit shows them.
_LAST_YEAR: Final = {Chain.MERGED: "上年合并前各单位合计", Chain.SUCCEEDED: "上年前身单位"}


def lead(report: Report, assessment: Assessment) -> tuple[Phrase, ...]:
    """The answer, from what was spent to the grade."""
    spent = spending_of(report)
    return (
        *_spending(report, spent, assessment),
        *_other_budget(spent, report, assessment),
        *_three_public(report, assessment),
        *_score(report),
    )


def words_of(phrases: tuple[Phrase, ...]) -> str:
    """The same without marks, for those who see the address alone."""
    return "".join([phrase.text for phrase in phrases])


def _amount(words: str, value: str) -> tuple[Phrase, ...]:
    return Phrase(f"{words} "), Phrase(value, strong=True), Phrase(" 万元")


def _spending(report: Report, figure: Line, assessment: Assessment) -> tuple[Phrase, ...]:
    spent = figure.value(report)
    if spent is None:
        return _without_total(report)
    words, more = ("全年支出", "") if is_all_spent(report, figure) else (figure.label, carried_over(report))
    said = [*_amount(words, format_exact(spent)), *([Phrase(more)] if more else [])]
    if assessment.budget_figure is figure:
        said += _compared("年初预算", assessment.budget)
    return (*said, *_with_last_year(figure, assessment), Phrase("。"))


def _compared(base: str, comparison: Comparison) -> tuple[Phrase, ...]:
    """，比年初预算多 1.6%; the amount where there is no percentage to tell (a base of zero, next to nothing)."""
    change = change_view(comparison, 1, format_exact)
    if change is None:
        return ()
    if change.direction == "same":
        return (Phrase(f"，与{base}持平"),)
    words = f"，比{base}{'多' if change.direction == 'more' else '少'} "
    if change.percent:
        return Phrase(words), Phrase(change.percent, strong=True)
    return Phrase(words), Phrase(change.amount, strong=True), Phrase(" 万元")


def _with_last_year(figure: Line, assessment: Assessment) -> tuple[Phrase, ...]:
    """Against last year, unless the unit or what it counts has changed."""
    prior = assessment.prior
    if prior.chain is Chain.BROKEN:
        return ()
    whose = _LAST_YEAR.get(prior.chain, "上年") if prior.reports else "上年"
    return _compared(whose, assessment.year_over_year[figure.key])


def _without_total(report: Report) -> tuple[Phrase, ...]:
    """What is published in place of a total: that of the 自评表, other columns of the total, or its parts."""
    funds = ANNUAL_FUNDS.value(report)
    if funds is not None:
        return (*_amount("自评表的年度资金全年执行", format_exact(funds)), Phrase("。"))
    figure, parts = total_of(report), [BASIC_EXPENDITURE, PROJECT_EXPENDITURE]
    if BASIC_EXPENDITURE.value(report) is None:
        parts += [form.PERSONNEL_FUNDS, form.OPERATING_FUNDS]
    given, pieces = other_columns(figure.of(report)), fiscal_spent(report) + published(report, *parts)
    missing = f"本报告没有公开{of_all_funds(report)}{figure.label}" + ("的决算数" if given else "")
    return (Phrase("，".join([missing, *given, *amounts(pieces)]) + "。"),)


def _other_budget(spent: Line, report: Report, assessment: Assessment) -> tuple[Phrase, ...]:
    """Against the budget, where that is known of another line than what was spent."""
    figure = assessment.budget_figure
    if figure is None or (figure is spent and spent.value(report) is not None):
        return ()
    first, *more = _compared("年初预算", assessment.budget)
    return (Phrase(f"{figure.label}{first.text.removeprefix('，')}"), *more, Phrase("。"))


def _three_public(report: Report, assessment: Assessment) -> tuple[Phrase, ...]:
    spent = THREE_PUBLIC.value(report)
    if spent is None:
        return ()
    words = (Phrase("“三公”经费为 0"),) if spent == 0 else _amount("“三公”经费", format_exact(spent))
    return (*words, *_with_last_year(THREE_PUBLIC, assessment), Phrase("。"))


def _score(report: Report) -> tuple[Phrase, ...]:
    score, grade = report.evaluation.score, report.evaluation.grade
    known = (Phrase("自评 "), Phrase(format_exact(score), strong=True), Phrase(" 分")) if score is not None else ()
    if grade:
        known = (*known, Phrase("，等级 " if known else "自评等级 "), Phrase(grade, strong=True))
    return (*known, Phrase("。")) if known else ()
