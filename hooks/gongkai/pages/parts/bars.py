"""Amounts as bars: one below the other (budgets, rankings, distributions), or one cut into its parts (shares)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...model.amounts import COLUMN_LABELS
from ...model.form import BASIC_EXPENDITURE, PROJECT_EXPENDITURE, spending_of
from ...model.rates import percent, rounded
from ...model.report import Report
from ..report.sentences import Pieces
from .format import format_amount, format_percent

#: The length that a chart's longest bar has, in units of its view box.
FULL = 1000


def scaled(value: Decimal, most: Decimal, size: int = FULL) -> int:
    """``value`` as a length where ``most`` has ``size``; nothing below zero, and what is not zero can be seen."""
    return max(_length(value, most, size), 2) if value > 0 and most > 0 else 0


def _length(value: Decimal, most: Decimal, size: int) -> int:
    return int(rounded(min(value, most) * size / most, 0))


def stacked(values: Iterable[Decimal], most: Decimal, size: int = FULL) -> Iterator[tuple[int, int]]:
    """(start, length) of each value beside the one before it; together they have exactly the length of their sum."""
    run, start = Decimal(0), 0
    for value in values:
        run += max(value, Decimal(0))
        end = _length(run, most, size) if most > 0 else 0
        yield start, end - start
        start = end


#: The columns that are set against each other, with a tone for each.
_COLUMNS: Final = (("initial_budget", "c3"), ("adjusted_budget", "c2"), ("actual", "c1"))


@dataclass(frozen=True, slots=True)
class Bar:
    """A row, or a part of one: its amount, its tone, its length and where it begins, its share of the whole."""

    label: str
    value: str
    tone: str
    length: int
    path: str | None = None
    start: int = 0
    share: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Groups (name, rows) on one scale from zero; ``caption`` says in a sentence what is seen."""

    key: str
    caption: str
    measure: str
    groups: tuple[tuple[str, tuple[Bar, ...]], ...]

    @property
    def is_long(self) -> bool:
        """Whether names need a line of their own on a phone."""
        return any(len(bar.label) > 6 for _, bars in self.groups for bar in bars)


def budget_chart(report: Report) -> Bars | None:
    """年初预算, 全年预算 and 决算 of what was spent; None where there is nothing to set against each other."""
    seen = []
    for figure in (spending_of(report), BASIC_EXPENDITURE, PROJECT_EXPENDITURE):
        known = ((COLUMN_LABELS[name], tone, figure.value(report, name)) for name, tone in _COLUMNS)
        values = [(name, tone, value) for name, tone, value in known if value is not None]
        if len(values) > 1 and any(value for *_, value in values):
            seen.append((figure.label, values))
    if not seen:
        return None
    most = max(value for _, values in seen for *_, value in values)
    groups = (
        (label, tuple(Bar(name, format_amount(v), tone, scaled(v, most)) for name, tone, v in values))
        for label, values in seen
    )
    return Bars("yusuan", _budget_caption(*seen[0]), "万元", tuple(groups))


def _budget_caption(label: str, values: list[tuple[str, str, Decimal]]) -> str:
    """What was spent against the first budget; only the columns' names where that is zero or nothing is known spent."""
    (name, _, base), (_, _, final) = values[0], values[-1]
    rate = percent(final, base) if values[-1][0] == COLUMN_LABELS["actual"] else None
    if rate is None:
        return f"{label}的{'、'.join(column for column, _, _ in values)}"
    return f"{label}决算是{name}的 {format_percent(rate, 1)}"


def bar_chart(
    key: str, caption: str, measure: str, rows: Sequence[tuple[str, Decimal, str | None]], write: Callable[..., str]
) -> Bars:
    """A row for each (name, amount, address)."""
    most = max(value for _, value, _ in rows)
    bars = tuple(Bar(name, write(value), "c1", scaled(value, most), path) for name, value, path in rows)
    return Bars(key, caption, measure, (("", bars),))


#: Parts that get a tone of their own; the smallest of more are put together.
_TONES: Final = 4
#: Below this (万元), and below a thousandth of the whole, a difference between whole and parts is rounding.
_ROUNDING: Final = Decimal("0.05")
UNLISTED: Final = "未列明"


@dataclass(frozen=True, slots=True)
class Share:
    """A whole in parts; ``caption`` says in a sentence what is seen."""

    key: str
    caption: str
    parts: tuple[Bar, ...]


def share_chart(key: str, label: str, whole: Decimal | None, parts: Pieces) -> Share | None:
    """``whole`` by ``parts``; None where fewer than two can be seen or the parts exceed the whole."""
    known = [(name, value) for name, value in parts if value]
    if whole is None or whole <= 0 or not known:
        return None
    left = whole - sum((value for _, value in known), Decimal(0))
    rounding = min(_ROUNDING, whole / 1000)
    if left < -rounding or len(known) + (left > rounding) < 2:
        return None
    pieces = [(name, value, f"c{tone}") for tone, (name, value) in enumerate(_fewer(known), 1)]
    if left > rounding:
        pieces.append((UNLISTED, left, "gap"))
    spans = stacked((value for _, value, _ in pieces), whole)
    made = tuple(
        Bar(name, format_amount(value), tone, length, start=start, share=_share(value, whole))
        for (name, value, tone), (start, length) in zip(pieces, spans, strict=True)
    )
    return Share(key, _caption(label, whole, known, left), made)


def best(whole: Decimal | None, *ways: Pieces) -> Pieces:
    """The way of listing parts that accounts for most of the whole without exceeding it; the first of equals."""
    sums = [(sum((value for _, value in way), Decimal(0)), way) for way in ways]
    fitting = [pair for pair in sums if whole is None or pair[0] <= whole + _ROUNDING] or sums
    return max(fitting, key=lambda pair: pair[0])[1]


def _caption(label: str, whole: Decimal, known: list[tuple[str, Decimal]], left: Decimal) -> str:
    """Which part is the largest; what is not listed may hold several, and two may be equal."""
    most = max(value for _, value in known)
    names = [name for name, value in known if value == most]
    if left > most:
        return f"{label}中，未列明的占 {_share(left, whole)}"
    if len(names) > 1 or left == most:
        return f"{label}的构成"
    return f"{label}中，{names[0]}最多，占 {_share(most, whole)}"


def _share(value: Decimal, whole: Decimal) -> str:
    return format_percent(percent(value, whole), 1)


def _fewer(parts: list[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    """At most as many parts as there are tones, in the order of the form."""
    if len(parts) <= _TONES:
        return parts
    ranked = sorted(range(len(parts)), key=lambda at: parts[at][1], reverse=True)
    kept, rest = sorted(ranked[: _TONES - 1]), ranked[_TONES - 1 :]
    together = (f"其他 {len(rest)} 项", sum((parts[at][1] for at in rest), Decimal(0)))
    return [*(parts[at] for at in kept), together]
