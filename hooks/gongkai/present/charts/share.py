"""What a whole is made of: one bar, cut into its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...model.amounts import Item
from ...model.rates import percent
from ..format import format_amount, format_percent
from .scale import stacked

#: Parts that get a tone of their own; the smallest of more are put together.
_TONES: Final = 4
#: Below this (万元) a difference between whole and parts is a matter of rounding.
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


def share_chart(key: str, label: str, whole: Item, parts: Sequence[tuple[str, Item]]) -> Share | None:
    """The 决算 of ``whole`` by ``parts``; None where fewer than two are known or the parts exceed the whole."""
    known = [(name, item.actual) for name, item in parts if item.actual]
    amount = whole.actual
    if amount is None or amount <= 0 or any(value < 0 for _, value in known):
        return None
    left = amount - sum((value for _, value in known), Decimal(0))
    if left < -_ROUNDING or len(known) + (left > _ROUNDING) < 2 or not known:
        return None
    pieces = [(name, value, f"c{tone}") for tone, (name, value) in enumerate(_fewer(known), 1)]
    if left > _ROUNDING:
        pieces.append((UNLISTED, left, "gap"))
    spans = stacked((value for _, value, _ in pieces), amount)
    made = tuple(
        Part(name, format_amount(value), _share(value, amount), tone, start, length)
        for (name, value, tone), (start, length) in zip(pieces, spans, strict=True)
    )
    largest = max(pieces, key=lambda piece: piece[1])
    caption = f"{label}中，{_most(largest[0])}占 {_share(largest[1], amount)}"
    return Share(key, caption, made)


def _most(name: str) -> str:
    return "未列明用途的" if name == UNLISTED else f"{name}最多，"


def _share(value: Decimal, whole: Decimal) -> str:
    return format_percent(percent(value, whole), 1)


def _fewer(parts: list[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    """At most as many parts as there are tones, in the order of the form."""
    if len(parts) <= _TONES:
        return parts
    kept = sorted(parts, key=lambda part: part[1], reverse=True)[: _TONES - 1]
    rest = [part for part in parts if part not in kept]
    together = (f"其他 {len(rest)} 项", sum((value for _, value in rest), Decimal(0)))
    return [*(part for part in parts if part in kept), together]
