"""A figure through the years: a column or a mark for each, an empty place where nothing is published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from math import ceil
from typing import Final

from ...model.archive import Entry
from ...model.form import EXPENDITURE, SCORE, THREE_PUBLIC, TOTAL_EXPENDITURE, Line
from ...model.report import Report
from .bars import scaled, stacked
from .format import format_amount, format_exact
from .years import state_label

#: Size of a column's place in units of the view box, and where the column begins in it.
WIDTH: Final = 100
MARGIN: Final = 22
HEIGHT: Final = 120
#: More columns than this leave no room for every amount on a phone.
_ROOMY: Final = 6


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of a column: its tone, its top, its height and what it stands for."""

    tone: str
    top: int
    height: int
    value: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year's place: what is written below it and what stands in it; ``quiet`` may go unsaid on a phone."""

    label: str
    value: str
    blocks: tuple[Block, ...]
    note: str
    path: str | None
    left: int
    current: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """A figure through the years.

    ``legend`` names the tones where there is more than one; ``lines`` join the years that follow each other. ``figure``
    is its label, ``broken`` the year from which it cannot be compared with before, ``ends`` its first and last value.
    """

    key: str
    caption: str
    measure: str
    years: tuple[Year, ...]
    legend: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    figure: str = ""
    broken: int | None = None
    ends: tuple[Decimal, Decimal] | None = None

    @property
    def width(self) -> int:
        """Width of the view box."""
        return WIDTH * len(self.years)

    def marked(self, current: int) -> Columns:
        """The same on the page of one of the years."""
        years, labels = list(self.years), [year.label for year in self.years]
        at = labels.index(str(current))
        for beside in {at - 1, at + 1} & {*range(len(years) - 1)}:  # the last one stands a line lower
            years[beside] = replace(years[beside], quiet=len(years) > _ROOMY)
        years[at] = replace(years[at], current=True, quiet=False)
        return replace(self, years=tuple(years))


#: Year → its entry (None: 未收录) and address, earliest first.
Years = Mapping[int, tuple[Entry | None, str | None]]
#: Tones and amounts, from the bottom up.
Stack = tuple[tuple[str, Decimal], ...]


def spending_chart(years: Years, *, broken: int | None = None) -> Columns | None:
    """What was spent in each year, by the figure that most published years have."""
    figure = max((EXPENDITURE, TOTAL_EXPENDITURE), key=lambda figure: len(_known(figure, years)))
    return _chart("zhichu", figure, years, lambda report: _one(figure.value(report)), broken)


def three_public_chart(years: Years, *, broken: int | None = None) -> Columns | None:
    """“三公”经费 by kind; as one block where a year does not publish the kinds that make up its total."""
    tones = dict(zip((kind.label for kind in THREE_PUBLIC.parts), ("c2", "c1", "c3"), strict=False))

    def stack(report: Report) -> Stack:
        figure = THREE_PUBLIC.of(report)
        stated = (kind for kind in figure.parts() if not kind.is_derived("actual"))
        kinds = tuple((tones.get(kind.label, "c4"), spent) for kind in stated if (spent := kind.value()))
        if sum((value for _, value in kinds), Decimal(0)) != figure.value():
            return _one(figure.value(), "c4")
        return kinds or _one(figure.value())

    chart = _chart("sangong", THREE_PUBLIC, years, stack, broken)
    if chart is None:
        return None
    used = {block.tone for year in chart.years for block in year.blocks}
    said = (*((tone, name) for name, tone in tones.items()), ("c4", "不分项"))
    return replace(chart, legend=tuple((tone, name) for tone, name in said if tone in used))


def _one(value: Decimal | None, tone: str = "c1") -> Stack:
    return () if value is None else ((tone, value),)


def _chart(
    key: str, figure: Line, years: Years, stack: Callable[[Report], Stack], broken: int | None
) -> Columns | None:
    """Columns from zero up; None below two amounts, or where all are zero."""
    reports = _known(figure, years)
    known = {year: value for year, (value, _) in reports.items()}
    if len(known) < 2 or not any(known.values()):
        return None
    drawn = {y: (format_amount(v), _blocks(stack(r), max(known.values()))) for y, (v, r) in reports.items()}
    return Columns(
        key,
        _caption(figure, known, broken),
        figure.measure,
        _places(years, drawn, _quiet(years, known)),
        figure=figure.label,
        broken=broken,
        ends=(known[min(known)], known[max(known)]),
    )


def _quiet(years: Years, known: Mapping[int, Decimal]) -> Collection[int]:
    """Years whose amount may go unsaid without room: all but the first, the last and, apart from these, the largest."""
    if len(years) <= _ROOMY:
        return ()
    order, most = [*years], max(known, key=known.__getitem__)
    ends = {min(known), max(known)}
    is_apart = all(abs(order.index(most) - order.index(end)) > 1 for end in ends)
    return {*years} - ends - ({most} if is_apart else set())


def _known(figure: Line, years: Years) -> dict[int, tuple[Decimal, Report]]:
    """The years in which ``figure`` is published, with its value."""
    reports = ((year, entry.published) for year, (entry, _) in years.items() if entry)
    return {year: (value, r) for year, r in reports if r and (value := figure.value(r)) is not None}


def _places(
    years: Years, drawn: Mapping[int, tuple[str, tuple[Block, ...]]], quiet: Collection[int] = ()
) -> tuple[Year, ...]:
    """A place for every year; ``drawn`` are the words and the blocks of those in which the figure is published."""
    return tuple(
        Year(
            str(year),
            *drawn.get(year, ("", ())),
            note="未公开" if entry and entry.is_shown else state_label(entry),
            path=path,
            left=at * WIDTH + MARGIN,
            quiet=year in quiet,
        )
        for at, (year, (entry, path)) in enumerate(years.items())
    )


def _blocks(stack: Stack, most: Decimal) -> tuple[Block, ...]:
    if len(stack) == 1:
        ((tone, value),) = stack
        height = scaled(value, most, HEIGHT)
        return (Block(tone, HEIGHT - height, height, format_amount(value)),)
    spans = zip(stack, stacked((value for _, value in stack), most, HEIGHT), strict=True)
    return tuple(
        Block(tone, HEIGHT - start - length, length, format_amount(value)) for (tone, value), (start, length) in spans
    )


def _caption(figure: Line, known: Mapping[int, Decimal], broken: int | None) -> str:
    """From the first to the last year that are published; nothing is compared through a change of what is counted."""
    first, last = min(known), max(known)
    before, now = known[first], known[last]
    if broken is not None and first < broken <= last:
        return f"{figure.label}，{broken}年起单位或口径有变化，不宜与以前比较"
    if before == now:
        return f"{figure.label}{first}年和{last}年都是 {format_exact(now)} 万元"
    word = "增加到" if now > before else "减少到"
    return f"{figure.label}由{first}年的 {format_exact(before)} 万元{word}{last}年的 {format_exact(now)} 万元"


#: A mark's height; it lies around the score's place.
_MARK: Final = 6
#: From a column's left side to its middle.
_HALF: Final = WIDTH // 2 - MARGIN


def score_chart(years: Years, outlines: Mapping[int, str], *, broken: int | None = None) -> Columns | None:
    """自评得分 with 等级; None below two scores. Scores of different ``outlines`` are not joined or compared."""
    grades = {year: (score, report.evaluation.grade or "") for year, (score, report) in _known(SCORE, years).items()}
    if len(grades) < 2:
        return None
    scores = {year: score for year, (score, _) in grades.items()}
    lowest, highest = _range(scores.values())
    drawn = {
        year: (f"{format_exact(score)} {grade}".rstrip(), (_mark(score, lowest, highest),))
        for year, (score, grade) in grades.items()
    }
    places = _places(years, drawn, _quiet(years, scores))
    kinds = {year: (outlines.get(year), broken is not None and year >= broken) for year in years}
    measure, lines = f"分；从 {lowest} 分画到 {highest} 分", tuple(_lines(places, kinds))
    return Columns("defen", _score_caption(grades, kinds), measure, places, lines=lines)


#: Year → what its score can be compared with: the same outline, counted in the same way.
_Kinds = Mapping[int, tuple[str | None, bool]]


def _score_caption(scores: Mapping[int, tuple[Decimal, str]], kinds: _Kinds) -> str:
    first, last = min(scores), max(scores)
    if kinds[first] == kinds[last]:
        return f"自评得分由{first}年的 {_said(*scores[first])}到{last}年的 {_said(*scores[last])}"
    changed = next(year for year in sorted(scores) if kinds[year] != kinds[first])
    return f"自评得分，{changed}年起指标体系或口径不同，不宜与以前比较"


def _lines(years: tuple[Year, ...], kinds: _Kinds) -> Iterator[str]:
    """The points of each unbroken run of years; neither a gap nor a change of outline is joined through."""
    for (has_score, _), run in groupby(years, key=lambda year: (bool(year.blocks), kinds[int(year.label)])):
        if has_score:
            yield " ".join(f"{year.left + _HALF},{year.blocks[0].top + _MARK // 2}" for year in run)


def _said(score: Decimal, grade: str) -> str:
    return f"{format_exact(score)} 分" + (f"（{grade}）" if grade else "")


def _range(scores: Collection[Decimal]) -> tuple[int, int]:
    """From the ten below the lowest score, sixty at most, to a hundred or what goes beyond."""
    lowest = min(60, int(min(scores)) // 10 * 10)
    return lowest, max(100, ceil(max(scores) / 10) * 10)


def _mark(score: Decimal, lowest: int, highest: int) -> Block:
    room = HEIGHT - _MARK
    return Block("c1", room - int(room * (score - lowest) / (highest - lowest)), _MARK, format_exact(score))
