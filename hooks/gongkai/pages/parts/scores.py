"""Score and grade through the years: a mark for each on a scale that says where it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from math import ceil
from typing import Final

from ...model.form import SCORE
from .columns import HEIGHT, MARGIN, WIDTH, Block, Columns, Year, Years, note_of
from .format import format_exact

#: A mark's height; it lies around the score's place.
_MARK: Final = 6
#: From a column's left side to its middle.
_HALF: Final = WIDTH // 2 - MARGIN


def score_chart(years: Years, outlines: Mapping[int, str], *, broken: int | None = None) -> Columns | None:
    """自评得分 with 等级; None below two scores. Scores of different ``outlines`` are not joined or compared."""
    known = {
        year: (score, entry.published.evaluation.grade or "")
        for year, (entry, _) in years.items()
        if entry and entry.published and (score := SCORE.value(entry.published)) is not None
    }
    if len(known) < 2:
        return None
    lowest, highest = _range([score for score, _ in known.values()])
    made = tuple(
        Year(
            label=str(year),
            value=" ".join(filter(None, (format_exact(known[year][0]), known[year][1]))) if year in known else "",
            note=note_of(entry),
            blocks=(_mark(known[year][0], lowest, highest),) if year in known else (),
            path=path,
            left=at * WIDTH + MARGIN,
        )
        for at, (year, (entry, path)) in enumerate(years.items())
    )
    kinds = {year: (outlines.get(year), broken is not None and year >= broken) for year in years}
    caption = _caption(known, kinds)
    return Columns("defen", caption, f"分；从 {lowest} 分画到 {highest} 分", made, lines=tuple(_lines(made, kinds)))


#: Year → what its score can be compared with: the same outline, counted in the same way.
_Kinds = Mapping[int, tuple[str | None, bool]]


def _caption(known: Mapping[int, tuple[Decimal, str]], kinds: _Kinds) -> str:
    first, last = min(known), max(known)
    if kinds[first] == kinds[last]:
        return f"自评得分由{first}年的 {_said(*known[first])}到{last}年的 {_said(*known[last])}"
    changed = next(year for year in sorted(known) if kinds[year] != kinds[first])
    return f"自评得分，{changed}年起指标体系或口径不同，不宜与以前比较"


def _lines(years: tuple[Year, ...], kinds: _Kinds) -> Iterator[str]:
    """The points of each unbroken run of years; neither a gap nor a change of outline is joined through."""
    for (has_score, _), run in groupby(years, key=lambda year: (bool(year.blocks), kinds[int(year.label)])):
        if has_score:
            yield " ".join(f"{year.left + _HALF},{year.blocks[0].top + _MARK // 2}" for year in run)


def _said(score: Decimal, grade: str) -> str:
    return f"{format_exact(score)} 分" + (f"（{grade}）" if grade else "")


def _range(scores: list[Decimal]) -> tuple[int, int]:
    """From the ten below the lowest score, sixty at most, to a hundred or what goes beyond."""
    lowest = min(60, int(min(scores)) // 10 * 10)
    return lowest, max(100, ceil(max(scores) / 10) * 10)


def _mark(score: Decimal, lowest: int, highest: int) -> Block:
    room = HEIGHT - _MARK
    up = int(room * (score - lowest) / (highest - lowest))
    return Block("c1", room - up, _MARK)
