"""Amounts one below the other: budget against final account, rankings, distributions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...model.form import BASIC_EXPENDITURE, PROJECT_EXPENDITURE, spending_of
from ...model.rates import percent
from ...model.report import Report
from .format import format_amount, format_percent
from .scale import scaled

#: The columns that are set against each other, with a tone for each.
_COLUMNS: Final = (
    ("initial_budget", "年初预算", "c3"),
    ("adjusted_budget", "全年预算", "c2"),
    ("actual", "决算", "c1"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: what it is, its amount, its tone and its length."""

    label: str
    value: str
    tone: str
    length: int
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a name."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Groups of rows on one scale from zero; ``caption`` says in a sentence what is seen."""

    key: str
    caption: str
    measure: str
    groups: tuple[Group, ...]

    @property
    def is_long(self) -> bool:
        """Whether names need a line of their own on a phone."""
        return any(len(bar.label) > 6 for group in self.groups for bar in group.bars)


def budget_chart(report: Report) -> Bars | None:
    """年初预算, 全年预算 and 决算 of what was spent; None where there is nothing to set against each other."""
    figures = {figure.key: figure for figure in (spending_of(report), BASIC_EXPENDITURE, PROJECT_EXPENDITURE)}.values()
    known = [
        (figure.label, [(label, tone, value) for column, label, tone in _COLUMNS
                        if (value := figure.value(report, column)) is not None])
        for figure in figures
    ]  # fmt: skip
    compared = [(label, values) for label, values in known if len(values) > 1]
    most = max((value for _, values in compared for _, _, value in values), default=Decimal(0))
    if most <= 0:
        return None
    seen = [(label, values) for label, values in compared if any(value for _, _, value in values)]
    groups = tuple(
        Group(label, tuple(Bar(name, format_amount(v), tone, scaled(v, most)) for name, tone, v in values))
        for label, values in seen
    )
    return Bars("yusuan", _budget_caption(*seen[0]), "万元", groups)


def _budget_caption(label: str, values: list[tuple[str, str, Decimal]]) -> str:
    """What was spent against the first budget; only the columns' names where that is zero or nothing is known spent."""
    (name, _, base), (_, _, final) = values[0], values[-1]
    rate = percent(final, base) if values[-1][0] == "决算" else None
    if rate is None:
        return f"{label}的{'、'.join(column for column, _, _ in values)}"
    return f"{label}决算是{name}的 {format_percent(rate, 1)}"


def ranking_chart(
    key: str, caption: str, rows: Sequence[tuple[str, Decimal, str | None]], measure: str = "万元"
) -> Bars | None:
    """(name, amount, address) from the largest down; None below two."""
    if len(rows) < 2:
        return None
    most = max(value for _, value, _ in rows)
    bars = tuple(Bar(name, format_amount(value), "c1", scaled(value, most), path) for name, value, path in rows)
    return Bars(key, caption, measure, (Group("", bars),))


def count_chart(key: str, caption: str, counts: Iterable[tuple[str, int]], measure: str) -> Bars | None:
    """How many there are of each; None where there are none."""
    found = tuple(counts)
    most = max((count for _, count in found), default=0)
    if not most:
        return None
    bars = tuple(Bar(name, str(count), "c1", scaled(Decimal(count), Decimal(most))) for name, count in found)
    return Bars(key, caption, measure, (Group("", bars),))
