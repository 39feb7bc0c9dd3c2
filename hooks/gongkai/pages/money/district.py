"""What the units of a year spent together, in a sentence; added are published figures alone, and what is missing is
named by its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from ...derive.assessment import Comparison
from ...model.form import TOTAL_EXPENDITURE
from ...model.rates import rounded
from ...model.unit import Scope, Unit
from ..parts.format import format_amount, format_signed_percent
from ..report.answer import Phrase
from .spending import Spending, YearSpending
from .sums import Compared

#: 万元 in an 亿元.
_HUNDRED_MILLION: Final = Decimal(10_000)


def money_words(amount: Decimal) -> str:
    """2.84 亿元; 8,577.57 万元 below one 亿元."""
    if abs(amount) >= _HUNDRED_MILLION:
        return f"{format_amount(rounded(amount / _HUNDRED_MILLION, 2))} 亿元"
    return f"{format_amount(amount)} 万元"


def headline(year: YearSpending, units: Mapping[str, Unit]) -> tuple[Phrase, ...]:
    """2022 年，已公开的 14 个部门花了 2.84 亿元."""
    added = year.added
    if not added:
        return (Phrase(f"{year.year} 年，本站收录的报告里没有支出合计"),)
    spent = sum((one.spent or Decimal(0) for one in added), Decimal(0))
    who = f"{len(added)} 个{_kind([units[one.entry.unit_id] for one in added])}"
    return (Phrase(f"{year.year} 年，已公开的 {who}花了 "), Phrase(money_words(spent), strong=True))


def _kind(units: Sequence[Unit]) -> str:
    scopes = {unit.scope is Scope.DEPARTMENT for unit in units}
    return "部门" if scopes == {True} else "单位" if scopes == {False} else "部门和单位"


def details(year: YearSpending) -> tuple[Phrase, ...]:
    """Against 年初预算 and last year, as far as both are published; then whose figures are missing, and why."""
    added = year.added
    parts = [list(part) for part in (_budget(added), _change(added), _exceeding(added))]
    parts += [[Phrase(words)] for words in _missing(year)]
    found: list[Phrase] = []
    for part in filter(None, parts):
        found += [Phrase("，"), *part] if found else part
    return (*found, Phrase("。")) if found else ()


def _of_how_many(count: int, added: Sequence[Spending]) -> str:
    return "" if count == len(added) else f"可比的 {count} 个"


def _budget(added: Sequence[Spending]) -> Iterator[Phrase]:
    budget, count = _together(one.of_budget for one in added)
    yield from _compared(f"{_of_how_many(count, added)}比年初预算", budget)


def _change(added: Sequence[Spending]) -> Iterator[Phrase]:
    change, count = _together(one.change for one in added)
    yield from _compared(f"{_of_how_many(count, added)}比上年", change)


def _together(comparisons: Iterable[Comparison]) -> tuple[Comparison, int]:
    found = Compared()
    for one in comparisons:
        found.add(one.value, one.base)
    return found.whole, found.count


def _compared(subject: str, found: Comparison) -> Iterator[Phrase]:
    gap = found.difference
    if gap is None:
        return
    if gap == 0:
        yield Phrase(f"{subject.replace('比年', '与年').replace('比上', '与上')}持平")
        return
    yield Phrase(f"{subject}{'多' if gap > 0 else '少'} ")
    yield Phrase(money_words(abs(gap)), strong=True)
    if found.percent is not None:
        yield Phrase(f"（{format_signed_percent(found.percent)}）")


def _exceeding(added: Sequence[Spending]) -> Iterator[Phrase]:
    """How many spent more than their 年初预算, by whatever."""
    known = [gap for one in added if (gap := one.of_budget.difference) is not None]
    over = sum(1 for gap in known if gap > 0)
    if over:
        yield Phrase(f"{over} 个", strong=True)
        yield Phrase("超出年初预算")
    elif known:
        yield Phrase("没有一个超出年初预算" if len(known) == len(added) else "可比的都没有超出年初预算")


def _missing(year: YearSpending) -> Iterator[str]:
    """1 个核实中; of those inside a department that is added, nothing is missing."""
    if with_balance := sum(1 for one in year.added if one.line is TOTAL_EXPENDITURE):
        yield f"{'' if with_balance == len(year.added) else f'其中 {with_balance} 个'}按支出总计（含结转）"
    counts = Counter(state for state, _, _ in year.absent)
    for state, count in counts.items():
        yield f"{count} 个{'本站' if state == '未收录' else ''}{state}"
    if silent := sum(1 for one in year.separate if one.spent is None):
        yield f"{silent} 个的报告里没有支出合计"


def kinds(year: YearSpending) -> str:
    """文种 as published, and how many reports are of each; "" where they do not differ."""
    counts = Counter(one.report.kind or "没有写文种" for one in year.reported)
    listed = "，".join(f"{kind} {count} 份" for kind, count in counts.most_common())
    return f"报告的文种：{listed}。" if len(counts) > 1 else ""
