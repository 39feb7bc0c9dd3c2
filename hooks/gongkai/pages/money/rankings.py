"""Who exceeded its 年初预算 most, and whose spending grew and shrank most, among all units that can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from ...derive.assessment import Comparison
from ..parts.format import format_amount, format_exact, format_signed_percent
from ..parts.page import report_path
from .shares import another_total
from .spending import Spending, YearSpending

#: So many are listed.
_MOST: Final = 5


class Ranked(NamedTuple):
    """A unit in a list: its name, the figure that it is ranked by, and what stands below."""

    name: str
    value: str
    note: str
    path: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """A list with its heading; ``note`` says of how many units, and what the list does not show."""

    key: str
    title: str
    rows: tuple[Ranked, ...]
    note: str


#: A unit, what is compared, and the percentage.
_Compared = tuple[Spending, Comparison, Decimal]


def rankings(year: YearSpending) -> tuple[Ranking, ...]:
    """By percentage, of which a base of zero has none. All units are ranked, those inside others too: none is added."""
    budgets, changes = ([*_comparable(year, of)] for of in (lambda one: one.budget, lambda one: one.change))
    over = sorted((one for one in budgets if one[2] > 0), key=_rate, reverse=True)
    more = sorted((one for one in changes if one[2] > 0), key=_rate, reverse=True)
    less = sorted((one for one in changes if one[2] < 0), key=_rate)
    found = []
    if budgets:
        how_many = f"{len(over)} 个" if over else "没有一个"
        note = f"{_among(budgets)}里，{how_many}超出年初预算{_by_amount(over)}。"
        found.append(Ranking("chaochu", "超出年初预算最多", _rows(over, _over_budget), note))
    for key, word, moved in (("zengjia", "增加", more), ("jianshao", "减少", less)):
        if moved:
            note = f"{_among(changes)}里，{len(moved)} 个比上年{word}{_by_amount(moved)}。"
            found.append(Ranking(key, f"比上年{word}最多", _rows(moved, _from_to), note))
    return tuple(found)


def _among(compared: list[_Compared]) -> str:
    """How many are ranked; it may be more than are added up, which then is said."""
    inside = "（含所属单位）" if not all(one.is_separate for one, _, _ in compared) else ""
    return f"能比的 {len(compared)} 个单位{inside}"


def _comparable(year: YearSpending, of: Callable[[Spending], Comparison]) -> Iterator[_Compared]:
    for one in year.reported:
        compared = of(one)
        if (rate := compared.percent) is not None:
            yield one, compared, rate


def _rate(found: _Compared) -> Decimal:
    return found[2]


def _rows(found: list[_Compared], note: Callable[[Spending, Comparison], str]) -> tuple[Ranked, ...]:
    return tuple(
        Ranked(
            one.name,
            format_signed_percent(rate),
            note(one, compared),
            report_path(one.entry.unit_id, one.entry.year),
        )
        for one, compared, rate in found[:_MOST]
    )


def _over_budget(one: Spending, compared: Comparison) -> str:
    """多 92.68 万元，自评 99.52 分 优."""
    evaluation = one.report.evaluation
    score = f"自评 {format_exact(evaluation.score)} 分" if evaluation.score is not None else ""
    grade = evaluation.grade or ""
    said = f"{score} {grade}".strip() if score else grade and f"自评{grade}"
    amount = f"多 {format_amount(compared.difference)} 万元"
    return "，".join(filter(None, (amount, said, another_total(one))))


def _from_to(one: Spending, compared: Comparison) -> str:
    """2,229.23 → 2,328.17 万元."""
    return f"{format_amount(compared.base)} → {format_amount(compared.value)} 万元"


def _by_amount(found: list[_Compared]) -> str:
    """Who is first by the amount, where that is another than by the percentage."""
    if not found:
        return ""
    first = max(found, key=lambda one: abs(one[1].difference or Decimal(0)))
    if first[0] is found[0][0]:
        return ""
    return f"；按金额，最多的是{first[0].name}，{format_amount(abs(first[1].difference or Decimal(0)))} 万元"
