"""Everything that was found → one value for each place of the data file, or none and the reason.

Statements that agree are certain. A place that is stated differently has no value but all that was stated; so has one
of which nothing is certain. Nothing is computed here: what a report does not state is not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from ..model.money import is_rounded, places
from ..model.paths import is_prose
from ..model.problem import KeyPath
from ..model.record import measure_of
from .asked_once import asked_once
from .found import Found, FoundFigure, FoundText
from .fund_shares import without_shares
from .listed_projects import without_listed
from .nesting import ACTUAL
from .outsized import doubt_outsized
from .places import declared_at, is_line, is_value
from .same_entries import Numbering
from .scores import doubt_scores
from .spellings import with_one_spelling
from .stated import Stated

#: Decimals from which on a printed amount is one that was rounded, and not one that was told roughly.
_ROUNDED: Final = 2
#: Days that a document may name otherwise: what is taken for them is told.
_DAYS: Final = frozenset({("公开", "报告日期"), ("公开", "发布日期"), ("目录信息", "生成日期")})
#: Marks what a clerk worked out (推算): a document never says it.
_WORKED_OUT: Final = "推算"


@dataclass(slots=True)
class Settled:
    """What is written, by the keys from the top.

    Attributes:
        values: what is certain; None where it is not.
        sources: of each certain figure, what states it.
        unsure: of each place that is not certain, why, and what was stated.
        candidates: of each place that has no value for it, every different statement, to choose from.
        beside: what else may have been stated of a certain figure.
        left: what has no place: heading and words.
        summed: sums that are not written, as their parts are.
        prose: of each text in running words, what it is joined from.
    """

    values: dict[KeyPath, Any] = field(default_factory=dict)
    sources: dict[KeyPath, Stated] = field(default_factory=dict)
    unsure: dict[KeyPath, str] = field(default_factory=dict)
    candidates: dict[KeyPath, tuple[Stated, ...]] = field(default_factory=dict)
    beside: dict[KeyPath, str] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)
    summed: list[Stated] = field(default_factory=list)
    prose: dict[KeyPath, list[Stated]] = field(default_factory=dict)


def settle(founds: Iterable[tuple[str, Found]]) -> Settled:
    """Decide every place.

    Args:
        founds: the name of the file, "" where there is only one, and what was found in it; in the order in which
            texts are to be joined.
    """
    settled, numbering = Settled(), Numbering()
    figures: dict[KeyPath, list[Stated]] = {}
    texts: dict[KeyPath, list[Stated]] = {}
    for file, read in with_one_spelling(without_shares(without_listed(founds))):
        found = numbering.renumbered(read)
        for figure in found.figures:
            figures.setdefault(_column(figure.path, figure.column), []).append(_stated(figure, figure.value, file))
        for text in found.texts:
            texts.setdefault(text.path, []).append(_stated(text, text.text, file))
        for path, value in found.more.items():
            if isinstance(value, Decimal | int) and not isinstance(value, bool):
                figures.setdefault(_column(path), []).append(Stated(Decimal(value), "", file))
            else:
                texts.setdefault(path, []).append(Stated(value, "", file))
        settled.summed += [_stated(figure, figure.value, file) for figure in found.summed]
        settled.left += [pair for pair in found.left if pair not in settled.left]
    doubt_outsized(figures)
    doubt_scores(figures)
    above = {path[:at] for path in (*figures, *texts) for at in range(1, len(path))}
    for path, said in figures.items():
        _settle_figure(path, said, settled, has_place=path not in above)
    asked_once(settled.unsure, figures)
    for path, said in texts.items():
        _settle_text(path, said, settled, has_place=path not in above)
    return settled


def _stated(found: FoundFigure | FoundText, value: Any, file: str) -> Stated:
    is_table = isinstance(found, FoundFigure) and found.is_table
    return Stated(value, found.source, f"{file} {found.place}".strip(), found.doubt, is_table)


def _column(path: KeyPath, column: str = "") -> KeyPath:
    """The keys of a figure, down to the column: a line has one even where the document names none."""
    if column:
        return (*path, column)
    return (*path, ACTUAL) if isinstance(path[-1], str) and is_line(path) else path


def _settle_figure(path: KeyPath, stated: list[Stated], settled: Settled, *, has_place: bool) -> None:
    if _WORKED_OUT in path or not is_value(path) or not has_place:
        settled.left += [(str(path[-1]), one.said()) for one in stated if _WORKED_OUT not in path]
        return
    certain = [one for one in stated if not one.doubt]
    agreed = _agreed(path, certain)
    if agreed is not None:
        settled.values[path], settled.sources[path] = agreed.value, agreed
        if other := [one for one in stated if one.doubt and one.value != agreed.value]:
            settled.beside[path] = _account(other)
    else:
        settled.values[path] = None
        settled.unsure[path], settled.candidates[path] = _account(stated), _different(stated)


def _agreed(path: KeyPath, stated: list[Stated]) -> Stated | None:
    """The statement that all others repeat or round; of equal ones that with the most digits."""
    if not stated:
        return None
    finest = max(stated, key=lambda one: places(one.value))  # the first of equals
    declared = declared_at(path)
    is_money = declared is not None and measure_of(declared) == "万元"
    return finest if all(_repeats(one.value, finest.value, is_money) for one in stated) else None


def _repeats(value: Decimal, finest: Decimal, is_money: bool) -> bool:
    """Whether ``value`` is ``finest``, or what it is when rounded to as many places as an amount is printed with."""
    return value == finest or (is_money and places(value) >= _ROUNDED and is_rounded(value, finest))


def _different(stated: Iterable[Stated]) -> tuple[Stated, ...]:
    """The first statement of each value."""
    found: dict[Any, Stated] = {}
    for one in stated:
        found.setdefault(_folded(one.value), one)
    return tuple(found.values())


def _account(stated: Iterable[Stated]) -> str:
    """Every different statement, and the doubt of each."""
    said: dict[Any, str] = {}
    for one in stated:
        words = f"{one.said()}（{one.doubt}）" if one.doubt else one.said()
        said.setdefault((one.value, one.doubt), words)
    return "，".join(said.values())


def _settle_text(path: KeyPath, stated: list[Stated], settled: Settled, *, has_place: bool) -> None:
    declared = declared_at(path)
    if declared is None or not is_value(path) or not has_place:
        settled.left += [(_heading(path, one), str(one.value)) for one in stated]
    elif is_prose(declared):
        settled.values[path], settled.prose[path] = "\n\n".join(_paragraphs(stated)), stated
        doubts = dict.fromkeys(one.doubt for one in stated if one.doubt)
        if doubts:
            settled.unsure[path] = "；".join(doubts)
    else:
        _settle_words(path, stated, settled)


def _heading(path: KeyPath, one: Stated) -> str:
    return one.source or next((key for key in reversed(path) if isinstance(key, str)), "")


def _paragraphs(stated: Iterable[Stated]) -> Iterator[str]:
    """The paragraphs in their order; what stands in a second file too stands there once."""
    seen: dict[str, str] = {}
    for one in stated:
        new = [part for part in str(one.value).split("\n\n") if part.strip() and seen.get(part, one.place) == one.place]
        seen |= {part: one.place for part in new if not part.startswith("#")}
        yield from new


def _settle_words(path: KeyPath, stated: list[Stated], settled: Settled) -> None:
    """Words on one line, a day, or a code: one of them, or none."""
    certain: Mapping[Any, Stated] = {_folded(one.value): one for one in reversed(stated) if not one.doubt}
    first = next((one for one in stated if not one.doubt), None)
    if len(certain) == 1 or (path == ("标题",) and first):
        settled.values[path] = first.value if first else None
        if path in _DAYS and first:
            settled.sources[path] = first
        if len(certain) > 1:
            settled.unsure[path] = _account(stated)
    else:
        settled.values[path] = None
        settled.unsure[path], settled.candidates[path] = _account(stated), _different(stated)


def _folded(value: Any) -> Any:
    return "".join(value.split()) if isinstance(value, str) else value
