"""A year's spending as areas, and in bars and a table: what a template needs to place them, nothing left to compute.

Widths and heights are percentages of the drawing, so that its words keep their size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from ...derive.assessment import Comparison
from ..parts.bars import scaled
from ..parts.format import NULL, format_amount, format_signed, format_signed_percent
from ..parts.table import Cell, Column, Row, Table, number_cell
from .shares import Share, rest_of, whole_of
from .squares import Box, squares
from .tones import Tone, rate_words, tone_of

#: So many areas are drawn, the rest as one; so many bars on a phone.
MOST: Final = 40
_BARS: Final = 12
#: Fewer are not drawn.
FEWEST: Final = 3
#: The drawing in tenths of a pixel where a page is widest.
_WIDTH: Final = 11_900
_HEIGHT: Final = 4_300
#: An area below this part of the whole cannot be seen.
_SEEN: Final = 1500
#: Name, amount and comparison; name and amount; name alone; nothing: the least width and height in tenths of a pixel,
#: and the width of a Chinese character in it.
Size = Literal["large", "middle", "small", "none"]
_SIZES: Final[tuple[tuple[Size, int, int, int], ...]] = (
    ("large", 1500, 950, 210), ("middle", 780, 540, 150), ("small", 460, 290, 135),
)  # fmt: skip  # a table


class Tile(NamedTuple):
    """An area: where it is (in %), what is written in it, and its full words."""

    x: str
    y: str
    width: str
    height: str
    size: Size
    names: tuple[str, ...]
    amount: str
    rate: str
    tone: Tone
    words: str
    path: str | None


class BarRow(NamedTuple):
    """The same on a phone."""

    name: str
    length: int
    amount: str
    rate: str
    tone: Tone
    path: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """One way to take the whole apart."""

    key: str
    label: str
    tiles: tuple[Tile, ...]
    bars: tuple[BarRow, ...]
    table: Table
    note: str = ""


def way_of(key: str, label: str, head: str, shares: Sequence[Share], *, more: str | None = None, note: str = "") -> Way:
    """The drawing, the bars and the table of ``shares``, the largest first; ``more`` leads to all of them."""
    shown = _drawn(shares, more)
    areas = [share for share in shown if share.spent > 0]
    boxes = squares([int(share.spent * 10_000) or 1 for share in areas], Box(0, 0, _WIDTH, _HEIGHT))
    tiles = tuple(_tile(share, box) for share, box in zip(areas, boxes, strict=True))
    kept, rest = shares, None
    if len(shares) > _BARS:
        kept, rest = shares[: _BARS - 1], rest_of(shares[_BARS - 1 :], more)
    return Way(key, label, tiles, tuple(_bars(kept, rest)), _table(key, label, head, shown, shares), note)


def _drawn(shares: Sequence[Share], more: str | None) -> tuple[Share, ...]:
    """Those that can be seen, and the rest of them together."""
    whole = sum((share.spent for share in shares), Decimal(0))
    seen = sum(1 for share in shares[:MOST] if share.spent * _SEEN >= whole)
    kept = seen if seen < min(len(shares), MOST) else MOST
    if len(shares) - kept < 2 and len(shares) <= MOST:
        return tuple(shares)
    kept = min(kept, MOST - 1)
    return (*shares[:kept], rest_of(shares[kept:], more))


def _tile(share: Share, box: Box) -> Tile:
    tone, rate = tone_of(share.budget), rate_words(share.budget)
    size, names = _written(share.name, box)
    return Tile(
        x=_percent(box.x, _WIDTH),
        y=_percent(box.y, _HEIGHT),
        width=_percent(box.width, _WIDTH),
        height=_percent(box.height, _HEIGHT),
        size=size,
        names=names,
        amount=_short(share.spent) if size in {"large", "middle"} else "",
        rate=f"{tone.sign} 比预算 {rate}".strip() if size == "large" and rate else tone.sign,
        tone=tone,
        words=words_of(share),
        path=share.path,
    )


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.2f}%"


def _short(spent: Decimal) -> str:
    """Without digits behind the point, where there is something before it."""
    return f"{spent:,.0f}" if spent >= 10 else format_amount(spent)


def _written(name: str, box: Box) -> tuple[Size, tuple[str, ...]]:
    """How much can be written in a box, and the lines of the name."""
    for size, width, height, letter in _SIZES:
        if box.width >= width and box.height >= height:
            room = (box.width - 200) // letter
            free = box.height - (height if size != "small" else height - 40)
            return size, _lines(name, max(room, 2), 1 + min(free // (letter + letter // 3), 2))
    return "none", ()


def _lines(name: str, room: int, most: int) -> tuple[str, ...]:
    """The name in at most ``most`` lines of ``room`` characters; … where it is cut off."""
    lines, line, used = [], "", 0.0
    for letter in name:
        wide = 1.0 if letter > "\u2000" else 0.6
        if used + wide > room:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + letter, used + wide
    lines.append(line)
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], f"{lines[most - 1][:-1]}…")


def words_of(share: Share) -> str:
    """区教育局：8,577.57 万元，比年初预算 +1.6%，比上年 −0.7%."""
    rates = ((word, rate_words(found)) for word, found in (("比年初预算", share.budget), ("比上年", share.change)))
    said = [f"{word} {rate}" for word, rate in rates if rate]
    return "，".join([f"{share.name}：{format_amount(share.spent)} 万元", *said, *filter(None, [share.note])])


def _bars(shares: Sequence[Share], rest: Share | None) -> Iterator[BarRow]:
    """A row for each; that of the ``rest`` has no bar where it would press all others together."""
    most = max((share.spent for share in shares), default=Decimal(0))
    for share in (*shares, *filter(None, [rest])):
        tone, rate = tone_of(share.budget), rate_words(share.budget)
        length = scaled(share.spent, most) if share.spent <= most else 0
        yield BarRow(share.name, length, _short(share.spent), f"{tone.sign} {rate}".strip() or NULL, tone, share.path)


def _table(key: str, label: str, head: str, shown: Sequence[Share], every: Sequence[Share]) -> Table:
    """A row for each area, and their sum, of which each comparison is of those that have both sides."""
    columns = tuple(map(Column, ("支出", "年初预算", "比年初预算", "幅度", "上年", "比上年", "幅度")))
    rows = tuple(Row(f"{s.name}，{s.note}" if s.note else s.name, _cells(s), path=s.path) for s in shown)
    whole = Row("合计", _cells(whole_of(every)), kind="total")
    return Table(f"zhichu-{key}", f"支出{label}", head, columns, (*rows, whole))


def _cells(share: Share) -> tuple[Cell, ...]:
    return (number_cell(format_amount(share.spent)), *_compared(share.budget), *_compared(share.change))


def _compared(comparison: Comparison) -> tuple[Cell, ...]:
    texts = (
        format_amount(comparison.base),
        format_signed(comparison.difference),
        format_signed_percent(comparison.percent),
    )
    return tuple(map(number_cell, texts))
