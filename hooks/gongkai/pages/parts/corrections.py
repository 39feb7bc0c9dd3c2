"""更正 and 变更 as they are shown: what, why, and every value as it was and as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from ...model.correction import ChangedValue, Correction
from ...model.differing_words import Piece, differing_words
from .page import Link

#: Shown in place of a value that was not, or is no longer, published.
NOTHING: Final = "未公开"
#: More values than this are folded on a page, and counted in a feed.
MANY: Final = 12
#: Characters of both sides of a value that fit on a line.
LONG: Final = 40
#: A figure as a file has it, with the sign or measure of an indicator.
_FIGURE: Final = re.compile(r"[≥≤=＝]?-?\d[\d,]*(?:\.\d+)?[^\d\s]{0,4}")


class Change(NamedTuple):
    """One value: its place in the form, and both its words, taken apart where they differ."""

    item: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def is_long(self) -> bool:
        """Whether the two sides want lines of their own."""
        return sum(len(piece.words) for piece in (*self.before, *self.after)) > LONG

    @property
    def arrow(self) -> str:
        """What stands between two sides on one line."""
        return "" if self.is_long else "→"


class CorrectionView(NamedTuple):
    """One entry: the day, what it is about (if several are listed), what, why, and the values."""

    day: str
    about: Link | None
    what: str
    why: str
    changes: tuple[Change, ...]

    @property
    def is_long(self) -> bool:
        """Whether the values are folded."""
        return len(self.changes) > MANY


def correction_view(correction: Correction, about: Link | None = None) -> CorrectionView:
    """An entry as pages show it."""
    changes = tuple(map(change_of, correction.changed))
    return CorrectionView(str(correction.corrected_on), about, correction.what, correction.why, changes)


def correction_views(corrections: Iterable[Correction]) -> tuple[CorrectionView, ...]:
    """Entries of one report, unit or year, in their order."""
    return tuple(map(correction_view, corrections))


def change_of(value: ChangedValue) -> Change:
    """One value, its words taken apart where they differ."""
    before, after = value.before, value.after
    if before is None or after is None:
        sides = [(Piece(side, side != NOTHING),) for side in (before or NOTHING, after or NOTHING)]
        return Change(value.item, *sides)
    return Change(value.item, *differing_words(before, after))


def change_words(value: ChangedValue) -> str:
    """三公经费/决算：原 3.20 → 现 3.02."""
    before, after = (NOTHING if side is None else side for side in (value.before, value.after))
    return f"{value.item}：原 {before} → 现 {after}"


def figures_first(changed: Iterable[ChangedValue]) -> list[ChangedValue]:
    """Values of which only some are shown: those with a number on a side before words, else in their order."""
    return sorted(
        changed, key=lambda value: not any(side and _FIGURE.fullmatch(side) for side in (value.before, value.after))
    )


def changes_words(correction: Correction, most: int | None = None) -> str:
    """All its values in their order, or ``most`` of them, figures first, and how many there are more; "" for none."""
    ordered = figures_first(correction.changed) if most else correction.changed
    listed = [change_words(value) for value in ordered[:most]]
    more = len(correction.changed) - len(listed)
    return "；\n".join([*listed, *([f"另有 {more} 处，见网页"] if more else [])])
