"""Sentences that are written from the figures, and what figures prove of each other.

A sentence is written only if its figure is published, so that text and table cannot disagree; figures are as written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from ...derive.assessment import Comparison
from ...model import form
from ...model.amounts import Figure, Item
from ...model.form import Line, spending_of
from ...model.outline import Sentence
from ...model.rates import rounded
from ...model.report import Report
from ..parts.format import format_exact, format_percent, format_plain
from ..parts.table import TOLERANCE, fits

#: The kinds of expenditure of a year.
_KINDS: Final = (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE, *form.OTHER_EXPENDITURE)
_FISCAL_EXPENDITURE: Final = form.line_at("财政拨款", "本年支出合计")
_FISCAL_TOTAL: Final = form.line_at("财政拨款", "支出总计")
#: Names and amounts that are published, 万元.
Pieces = tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A difference in words: ``direction`` with the absolute amount and percentage."""

    direction: Literal["more", "less", "same"]
    amount: str
    percent: str | None

    @property
    def verbs(self) -> tuple[str, str]:
        """What the amount did, and what the percentage did."""
        return ("增加", "增长") if self.direction == "more" else ("减少", "下降")


def change_view(
    comparison: Comparison, digits: int = 2, write: Callable[[Decimal], str] = format_plain
) -> ChangeView | None:
    """The words of a comparison; None where there is nothing to compare, no percentage that is rounded to nothing."""
    gap = comparison.difference
    if gap is None:
        return None
    rate = comparison.percent
    return ChangeView(
        direction="more" if gap > 0 else "less" if gap < 0 else "same",
        amount=write(abs(gap)),
        percent=None if rate is None or (gap and not rounded(rate, digits)) else format_percent(abs(rate), digits),
    )


def _stated_on_budget(line: Item) -> ChangeView | None:
    """What the report itself says of the change against 年初预算, where it does not publish that."""
    stated = line.changes
    if stated is None or stated.on_budget is None:
        return None
    gap, rate = stated.on_budget, stated.on_budget_rate
    return ChangeView(
        direction="more" if gap > 0 else "less" if gap < 0 else "same",
        amount=format_plain(abs(gap)),
        percent=None if rate is None else f"{format_exact(abs(rate))}%",
    )


def published(report: Report, *lines: Line) -> Pieces:
    """Those of ``lines`` whose 决算 is published."""
    return tuple((line.label, value) for line in lines if (value := line.value(report)) is not None)


def pieces_of(figure: Figure) -> Pieces:
    """What is published of the parts of a line; of a part without a figure of its own, that of its parts.

    With a derived part among them there is no telling what makes up the line.
    """
    found: list[tuple[str, Decimal]] = []
    for part in figure.parts():
        value = part.value()
        if part.is_derived("actual"):
            return ()
        found += pieces_of(part) if value is None else [(part.label, value)]
    return tuple(found)


def fiscal_spent(report: Report) -> Pieces:
    """What was spent of 财政拨款 in a report without a total of all funds, as far as that is published."""
    return published(report, _FISCAL_EXPENDITURE) or published(report, _FISCAL_TOTAL)


def of_all_funds(report: Report) -> str:
    """What says that a missing total is not that of 财政拨款, which is published."""
    return "全部资金的" if fiscal_spent(report) else ""


def stated_change(figure: Figure) -> str:
    """报告写比上年减少 0.42 万元，下降 12.46%: what the report itself says; "" where it says nothing."""
    stated = figure.item.changes
    gap, rate = (None, None) if stated is None else (stated.on_prior, stated.on_prior_rate)
    said = [f"{'增加' if gap > 0 else '减少'} {format_exact(abs(gap))} 万元"] if gap else []
    if rate:
        said.append(f"{'增长' if rate > 0 else '下降'} {format_exact(abs(rate))}%")
    same = ["持平"] if gap == 0 or (gap is None and rate == 0) else []
    return f"报告写{'与上年' if same else '比上年'}{'，'.join(same or said)}" if same or said else ""


def is_all_spent(report: Report, figure: Line) -> bool:
    """Whether ``figure`` was spent in the year: 支出总计 holds the carry-over too, unless the figures leave no room."""
    whole = figure.value(report)
    if figure is form.EXPENDITURE:
        return True
    if form.CLOSING_BALANCE.value(report) == 0 and form.DISTRIBUTED_BALANCE.value(report) == 0:
        return True
    known = [value for _, value in published(report, *_KINDS)]
    return bool(known) and whole is not None and abs(sum(known, Decimal(0)) - whole) <= TOLERANCE * len(known)


def carried_over(report: Report) -> str:
    """What of 支出总计 was not spent, as far as it is published."""
    left, whole = form.CLOSING_BALANCE.value(report), form.TOTAL_EXPENDITURE.value(report)
    return f"（含年末结转和结余 {format_exact(left)} 万元）" if left and fits((left,), whole) else ""


def is_general_alone(report: Report) -> bool:
    """Whether the totals, which hold every fund, are proved to be those of the general public budget."""
    finance, general = report.finance, form.GENERAL_PUBLIC_BUDGET.value(report)
    whole = form.TOTAL_INCOME.value(report)
    if whole is None and not finance.opening_balance.actual and not finance.used_balance.actual:
        whole = form.INCOME.value(report)
    return general is not None and whole is not None and abs(whole - general) <= TOLERANCE


def sentence(name: Sentence, report: Report, year: int) -> str:
    """The sentence ``name`` about ``report``; "" where its figure is not published."""
    if name is Sentence.TOTALS:
        return _totals(report, year)
    line, write = _SENTENCES[name]
    spent = line.value(report)
    return "" if spent is None else write(report, f"{format_plain(spent)}万元", year)


def _totals(report: Report, year: int) -> str:
    """全年收入总计…，全年完成实际支出…，其中：…; of these what is published."""
    figure = spending_of(report)
    income, spent = form.TOTAL_INCOME.value(report), figure.value(report)
    words = "全年完成实际支出" if is_all_spent(report, figure) else figure.label
    said = [f"全年收入总计{format_plain(income)}万元"] if income is not None else []
    if spent is not None:
        kinds = published(report, *_KINDS[:2])
        among = "，其中：" if fits((value for _, value in kinds), spent) else "；所列"
        said.append(f"{words}{format_plain(spent)}万元" + (among + _listed(kinds, "，") if kinds else ""))
    return f"本单位{year}年{'，'.join(said)}。" if said else ""


def _basic(report: Report, spent: str, year: int) -> str:
    line, budget = report.finance.basic_expenditure, form.BASIC_EXPENDITURE.value(report, "initial_budget")
    words = "基本支出指用于为保障机构正常运转、完成日常工作任务而发生的支出，包括人员经费和公用经费。"
    words += f"{year}年部门基本支出{spent}{_made_of(line)}。"
    change = change_view(Comparison(line.actual, budget)) or _stated_on_budget(line)
    if change is None:
        return words
    if change.direction == "same":
        return f"{words}决算基本支出与年初预算批复持平。"
    verb = "超出" if change.direction == "more" else "减少"
    return f"{words}决算基本支出比年初预算批复{verb}{change.amount}万元。"


def _project(report: Report, spent: str, year: int) -> str:
    return f"{year}年项目支出{spent}{_made_of(report.finance.project_expenditure)}。"


def _three_public(report: Report, spent: str, year: int) -> str:
    line, kinds = report.three_public, report.three_public.parts
    named = (
        ("因公出国（境）费用", kinds.overseas_visits),
        ("公务接待费", kinds.official_receptions),
        ("公务用车购置及运行费", kinds.official_vehicles),
    )
    made_of = _parts(line, named, "，")
    return f"{year}年“三公”经费决算支出{spent}。" + (f"{made_of}。" if made_of else "")


def _operating(report: Report, spent: str, year: int) -> str:
    budget = form.OPERATING_FUNDS.value(report, "initial_budget")
    line = report.operating_funds
    change = change_view(Comparison(line.actual, budget)) or _stated_on_budget(line)
    if change is None:
        compared = ""
    elif change.direction == "same":
        compared = "，与年初预算数持平"
    else:
        verb, rate = change.verbs
        compared = f"，比年初预算数{verb}{change.amount}万元" + (f"，{rate}{change.percent}" if change.percent else "")
    return f"{year}年度公用经费支出{spent}{compared}。"


#: The other sentences: the figure that each needs, and what writes it.
_SENTENCES: Final[Mapping[Sentence, tuple[Line, Callable[[Report, str, int], str]]]] = {
    Sentence.BASIC: (form.BASIC_EXPENDITURE, _basic),
    Sentence.PROJECT: (form.PROJECT_EXPENDITURE, _project),
    Sentence.THREE_PUBLIC: (form.THREE_PUBLIC, _three_public),
    Sentence.OPERATING: (form.OPERATING_FUNDS, _operating),
}


def _made_of(line: Item) -> str:
    parts = _parts(line, line.children(), "、")
    return f"，{parts}" if parts else ""


def _parts(line: Item, parts: Iterable[tuple[str, Item]], between: str) -> str:
    """其中 and the parts with a 决算; 所列 where they exceed the line; "" where there is none."""
    given = (pair for pair in parts if not pair[1].is_derived("actual"))
    known = tuple((label, part.actual) for label, part in given if part.actual is not None)
    among = "其中" if fits((value for _, value in known), line.actual) else "所列"
    return among + _listed(known, between) if known else ""


def _listed(pieces: Pieces, between: str) -> str:
    return between.join(f"{label}{format_plain(value)}万元" for label, value in pieces)
