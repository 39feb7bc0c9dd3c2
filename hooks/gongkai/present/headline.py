"""The head of a report page: the answer in one sentence and four key figures."""

from __future__ import annotations

from dataclasses import dataclass

from ..derive.assessment import Assessment
from ..derive.comparison import Comparison
from ..model.continuity import Chain
from ..model.form import THREE_PUBLIC, spending_of
from ..model.report import Report
from .format import NULL, format_exact, format_percent, format_signed_percent
from .sentences import change_view


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words of the lead; ``strong`` runs are figures."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A key figure: label, value, its measure and a note."""

    label: str
    value: str
    measure: str
    note: str


def lead(report: Report, assessment: Assessment) -> tuple[Phrase, ...]:
    """The answer first: spending, against budget, 三公, score and grade; only what is published."""
    return (*_spending(report), *_against_budget(assessment), *_three_public(report), *_score(report))


def _spending(report: Report) -> tuple[Phrase, ...]:
    spent = spending_of(report).value(report)
    if spent is None:
        return (Phrase("本报告没有公开支出总计。"),)
    basic, project = report.finance.basic_expenditure.actual, report.finance.project_expenditure.actual
    amount = (Phrase("全年支出 "), Phrase(format_exact(spent), strong=True), Phrase(" 万元"))
    if project == 0 and basic == spent:
        return (*amount, Phrase("，全部是基本支出。"))
    if basic is not None and project is not None:
        return (
            *amount,
            Phrase(f"，其中基本支出 {format_exact(basic)} 万元，项目支出 {format_exact(project)} 万元。"),
        )
    return (*amount, Phrase("。"))


def _against_budget(assessment: Assessment) -> tuple[Phrase, ...]:
    change, figure = change_view(assessment.budget, 1, format_exact), assessment.budget_figure
    if change is None or figure is None:
        return ()
    if change.direction == "same":
        return (Phrase(f"{figure.label}与年初预算持平。"),)
    word, verb = ("多", "超出") if change.direction == "more" else ("少", "减少")
    ratio = (Phrase(f"，{verb} "), Phrase(change.percent, strong=True)) if change.percent else ()
    return (
        Phrase(f"{figure.label}比年初预算{word} "),
        Phrase(change.amount, strong=True),
        Phrase(" 万元"),
        *ratio,
        Phrase("。"),
    )


def _three_public(report: Report) -> tuple[Phrase, ...]:
    spent = report.three_public.actual
    if spent is None:
        return ()
    return (
        (Phrase("“三公”经费为 0。"),)
        if spent == 0
        else (Phrase("“三公”经费 "), Phrase(format_exact(spent), strong=True), Phrase(" 万元。"))
    )


def _score(report: Report) -> tuple[Phrase, ...]:
    score, grade = report.evaluation.score, report.evaluation.grade
    if score is None:
        return ()
    words = (Phrase("自评 "), Phrase(format_exact(score), strong=True), Phrase(" 分"))
    return (*words, Phrase("，等级 "), Phrase(grade, strong=True), Phrase("。")) if grade else (*words, Phrase("。"))


def cards(report: Report, assessment: Assessment) -> tuple[Card, ...]:
    """What was spent, 比年初预算, 三公, 自评得分."""
    return (
        _spending_card(report, assessment),
        _budget_card(assessment),
        _three_public_card(report, assessment),
        _score_card(report, assessment),
    )


def _spending_card(report: Report, assessment: Assessment) -> Card:
    figure = spending_of(report)
    spent = figure.value(report)
    if spent is None:
        return Card(figure.label, NULL, "", "未公开")
    return Card(figure.label, format_exact(spent), "万元", _year_over_year(figure.key, assessment))


def _budget_card(assessment: Assessment) -> Card:
    budget, figure = assessment.budget, assessment.budget_figure
    if figure is None or budget.base is None:
        return Card("比年初预算", NULL, "", "未公开年初预算")
    note = f"{figure.label}年初预算 {format_exact(budget.base)} 万元"
    if budget.percent is None:
        return Card("比年初预算", NULL, "", f"{note}，不计算百分比")
    return Card("比年初预算", format_signed_percent(budget.percent), "", note)


def _three_public_card(report: Report, assessment: Assessment) -> Card:
    spent, parts = report.three_public.actual, [line.actual for _, line in report.three_public.children()]
    if spent is None:
        return Card("“三公”经费", NULL, "", "未公开")
    if spent == 0 and parts and not any(parts):
        return Card("“三公”经费", "0", "万元", "出国、用车、接待均为 0" if len(parts) == 3 else "所列各项均为 0")
    return Card("“三公”经费", format_exact(spent), "万元", _year_over_year(THREE_PUBLIC.key, assessment))


def _score_card(report: Report, assessment: Assessment) -> Card:
    score, grade = report.evaluation.score, report.evaluation.grade
    if score is None:
        return Card("自评得分", NULL, "", "未公开")
    known = bool(report.self_evaluation.indicators)
    note = "指标得分见自评表" if known else "未公开指标得分表"
    return Card("自评得分", format_exact(score), f"分　{grade}" if grade else "分", note)


def _year_over_year(key: str, assessment: Assessment) -> str:
    comparison = assessment.year_over_year[key]
    if comparison.base is None or assessment.prior.chain is Chain.BROKEN:
        return _no_comparison(assessment)
    subject = "比上年合并前各单位合计" if assessment.prior.chain is Chain.MERGED else "比上年"
    return change_words(subject, comparison)


def _no_comparison(assessment: Assessment) -> str:
    if assessment.prior.chain is Chain.BROKEN:
        return "口径已变，不与上年比较"
    if assessment.prior.entries:
        return "上年没有公开这个数，无法比较"
    return "本站未收录上年，无法比较"


def change_words(subject: str, comparison: Comparison) -> str:
    """比上年增加 12.30 万元，增长 1.4%; no percentage on a base of zero (D24)."""
    change = change_view(comparison, 1, format_exact)
    if change is None:
        return ""
    if change.direction == "same":
        return f"与{subject.removeprefix('比')}持平"
    verb, rate = ("增加", "增长") if change.direction == "more" else ("减少", "下降")
    tail = (
        f"，{rate} {format_percent(abs(comparison.percent), 1)}" if comparison.percent is not None else "（基数为 0）"
    )
    return f"{subject}{verb} {change.amount} 万元{tail}"
