"""Sentences that are written from the figures, so that text and table cannot disagree.

A sentence is written only if its figure is published; figures are as written in the data file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from ..derive.comparison import Comparison
from ..model.amounts import Item
from ..model.outline import Sentence
from ..model.report import Report
from .format import format_percent, format_plain


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A difference in words: ``direction`` with the absolute amount and percentage."""

    direction: Literal["more", "less", "same"]
    amount: str
    percent: str | None


def change_view(
    comparison: Comparison, digits: int = 2, write: Callable[[Decimal], str] = format_plain
) -> ChangeView | None:
    """The words of a comparison; None where there is nothing to compare."""
    gap = comparison.difference
    if gap is None:
        return None
    rate = comparison.percent
    return ChangeView(
        direction="more" if gap > 0 else "less" if gap < 0 else "same",
        amount=write(abs(gap)),
        percent=None if rate is None else format_percent(abs(rate), digits),
    )


def sentence(name: Sentence, report: Report, year: int) -> str:
    """The sentence ``name`` about ``report``; "" where its figure is not published."""
    return _SENTENCES[name](report, year)


def _totals(report: Report, year: int) -> str:
    """What was spent is 本年支出合计; 支出总计, which contains the carry-over, only where a report gives no other."""
    finance = report.finance
    income, spent = finance.total_income.actual, finance.expenditure.actual
    if spent is None:
        spent = finance.total_expenditure.actual
    said = [f"全年收入总计{format_plain(income)}万元"] if income is not None else []
    if spent is not None:
        made_of = _amounts((("基本支出", finance.basic_expenditure), ("项目支出", finance.project_expenditure)), "，")
        said.append(f"全年完成实际支出{format_plain(spent)}万元" + (f"，其中：{made_of}" if made_of else ""))
    return f"本单位{year}年{'，'.join(said)}。" if said else ""


def _basic(report: Report, year: int) -> str:
    line = report.finance.basic_expenditure
    if line.actual is None:
        return ""
    return (
        "基本支出指用于为保障机构正常运转、完成日常工作任务而发生的支出，包括人员经费和公用经费。"
        f"{year}年部门基本支出{format_plain(line.actual)}万元{_made_of(line)}。"
        + _against_budget(line, "决算基本支出比年初预算批复")
    )


def _project(report: Report, year: int) -> str:
    line = report.finance.project_expenditure
    return "" if line.actual is None else f"{year}年项目支出{format_plain(line.actual)}万元{_made_of(line)}。"


def _three_public(report: Report, year: int) -> str:
    line, kinds = report.three_public, report.three_public.parts
    if line.actual is None:
        return ""
    named = (
        ("因公出国（境）费用", kinds.overseas_visits),
        ("公务接待费", kinds.official_receptions),
        ("公务用车购置及运行费", kinds.official_vehicles),
    )
    made_of = _amounts(named, "，")
    return f"{year}年“三公”经费决算支出{format_plain(line.actual)}万元。" + (f"其中{made_of}。" if made_of else "")


def _operating(report: Report, year: int) -> str:
    line = report.operating_funds
    if line.actual is None:
        return ""
    return f"{year}年度公用经费支出{format_plain(line.actual)}万元{_change(line, '年初预算数')}。"


#: Every sentence by its name in an outline.
_SENTENCES: Final[Mapping[Sentence, Callable[[Report, int], str]]] = {
    Sentence.TOTALS: _totals,
    Sentence.BASIC: _basic,
    Sentence.PROJECT: _project,
    Sentence.THREE_PUBLIC: _three_public,
    Sentence.OPERATING: _operating,
}


def _made_of(line: Item) -> str:
    parts = _amounts(line.children(), "、")
    return f"，其中{parts}" if parts else ""


def _amounts(lines: Iterable[tuple[str, Item]], between: str) -> str:
    return between.join(f"{label}{format_plain(line.actual)}万元" for label, line in lines if line.actual is not None)


def _against_budget(line: Item, subject: str) -> str:
    change = change_view(Comparison(line.actual, line.initial_budget))
    if change is None:
        return ""
    if change.direction == "same":
        return f"{subject}持平。"
    return f"{subject}{'超出' if change.direction == 'more' else '减少'}{change.amount}万元。"


def _change(line: Item, base: str) -> str:
    change = change_view(Comparison(line.actual, line.initial_budget))
    if change is None:
        return ""
    if change.direction == "same":
        return f"，与{base}持平"
    verb, rate = ("增加", "增长") if change.direction == "more" else ("减少", "下降")
    return f"，比{base}{verb}{change.amount}万元" + (f"，{rate}{change.percent}" if change.percent else "")
