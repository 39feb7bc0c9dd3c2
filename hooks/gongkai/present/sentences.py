"""Lines of the forms → the strings that the outlines' sentences are made of, and what figures prove of each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from ..derive.comparison import Comparison
from ..model import form
from ..model.amounts import Figure, Item
from ..model.form import Line, spending_of
from ..model.rates import rounded
from ..model.report import Report
from .format import format_exact, format_percent, format_plain
from .lines import TOLERANCE, fits

#: The kinds of expenditure of a year.
_KINDS: Final = (
    form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE, form.REMITTED_TO_SUPERIOR, form.BUSINESS_EXPENDITURE,
    form.AFFILIATED_SUBSIDY,
)  # fmt: skip
#: Names and amounts that are published, 万元.
Pieces = tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A difference in words: ``direction`` with the absolute amount and percentage."""

    direction: Literal["more", "less", "same"]
    amount: str
    percent: str | None


@dataclass(frozen=True, slots=True)
class LineView:
    """One line for a sentence: figures as written, None where not published.

    ``among`` leads from the line to its parts: 其中, unless they exceed it; "" where no part has a 决算.
    """

    label: str
    prior_actual: str | None
    initial_budget: str | None
    adjusted_budget: str | None
    actual: str | None
    over_initial: ChangeView | None
    over_prior: ChangeView | None
    parts: tuple[LineView, ...]
    among: str


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


def line_view(label: str, item: Item) -> LineView:
    """``item`` and its parts for the sentences of an outline."""
    written = {name: None if value is None else format_plain(value) for name, value in item.columns.items()}
    known = [part.actual for _, part in item.children() if part.actual is not None]
    return LineView(
        label=label,
        **written,
        over_initial=change_view(Comparison(item.actual, item.initial_budget)),
        over_prior=change_view(Comparison(item.actual, item.prior_actual)),
        parts=tuple(line_view(part, line) for part, line in item.children()),
        among="" if not known else "其中" if fits(known, item.actual) else "所列",
    )


def pieces_of(figure: Figure) -> Pieces:
    """What is published of the parts of a line; of a part without a figure of its own, that of its parts."""
    found: list[tuple[str, Decimal]] = []
    for part in figure.parts():
        value = part.value()
        found += pieces_of(part) if value is None else [(part.label, value)]
    return tuple(found)


def is_all_spent(report: Report, figure: Line) -> bool:
    """Whether ``figure`` was spent in the year: 支出总计 holds the carry-over too, unless the figures leave no room."""
    whole = figure.value(report)
    if figure is form.EXPENDITURE:
        return True
    if form.CLOSING_BALANCE.value(report) == 0 and form.DISTRIBUTED_BALANCE.value(report) == 0:
        return True
    known = [value for kind in _KINDS if (value := kind.value(report)) is not None]
    return bool(known) and whole is not None and abs(sum(known, Decimal(0)) - whole) <= TOLERANCE * len(known)


def carried_over(report: Report) -> str:
    """What of 支出总计 was not spent, as far as it is published."""
    left = report.finance.closing_balance.actual
    whole = report.finance.total_expenditure.actual
    return f"（含年末结转和结余 {format_exact(left)} 万元）" if left and fits((left,), whole) else ""


def totals_sentence(report: Report) -> str:
    """全年收入总计…，全年完成实际支出…，其中：…; "" where neither income nor expenditure is published."""
    finance, figure = report.finance, spending_of(report)
    income, spent = finance.total_income.actual, figure.value(report)
    words = "全年完成实际支出" if is_all_spent(report, figure) else figure.label
    kinds = [(line.label, line.value(report)) for line in _KINDS[:2]]
    parts = "，".join(f"{label}{format_plain(value)}万元" for label, value in kinds if value is not None)
    among = "，其中：" if fits((value for _, value in kinds), spent) else "；所列"
    said = [f"全年收入总计{format_plain(income)}万元"] if income is not None else []
    if spent is not None:
        said.append(f"{words}{format_plain(spent)}万元" + (f"{among}{parts}" if parts else ""))
    return "，".join(said)


def finance_heading(report: Report) -> str:
    """The official heading only where all income is that of the general public budget: totals hold every fund."""
    finance, general = report.finance, report.finance.income.parts.general_public_budget.actual
    whole = finance.total_income.actual
    if whole is None and not finance.opening_balance.actual and not finance.used_balance.actual:
        whole = finance.income.actual
    proved = general is not None and whole is not None and abs(whole - general) <= TOLERANCE
    return "一般公共预算支出情况" if proved else "收入支出情况"
