"""What a whole is made of: one bar, cut into its parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...model.rates import percent
from ..report.sentences import Pieces
from .format import format_amount, format_percent
from .scale import stacked

#: Parts that get a tone of their own; the smallest of more are put together.
_TONES: Final = 4
#: Below this (万元), and below a thousandth of the whole, a difference between whole and parts is rounding.
_ROUNDING: Final = Decimal("0.05")
UNLISTED: Final = "未列明"


@dataclass(frozen=True, slots=True)
class Part:
    """A part: name, amount (万元), share, tone, and where it lies in the bar."""

    label: str
    value: str
    share: str
    tone: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Share:
    """A whole in parts; ``caption`` says in a sentence what is seen."""

    key: str
    caption: str
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """The same in words."""
        return "；".join(f"{part.label} {part.value} 万元，占 {part.share}" for part in self.parts)


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
        Part(name, format_amount(value), _share(value, whole), tone, start, length)
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
