"""The comments of a written file: what states each figure, and why a place is not certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from ..model.notes import ASKED
from ..model.problem import KeyPath
from .excerpts import excerpt, one_line, shared_words
from .settling import Settled
from .stated import Stated

#: Behind a line that readers compare and of which nothing was found.
NOT_FOUND: Final = "没有找到"
#: Below what the sums of projects would stand.
_PROJECTS: Final = ("收支", "项目支出", "项目")
_Above = dict[KeyPath, tuple[str, ...]]


def comments_of(settled: Settled, missing: Iterable[KeyPath]) -> tuple[_Above, dict[KeyPath, str]]:
    """What stands above values, and what behind them, without the #."""
    above: _Above = {}
    beside = dict.fromkeys(missing, NOT_FOUND)
    rows: dict[KeyPath, dict[KeyPath, Stated]] = {}
    for path, stated in settled.sources.items():
        if stated.source or stated.place:
            row = _row(path) if stated.is_table else ()
            rows.setdefault(row or path, {})[path] = stated
    for row, cells in rows.items():
        if row in cells or len({cell.place for cell in cells.values()}) > 1:
            beside |= {path: _source(stated, settled, path) for path, stated in cells.items()}
        else:
            above[row] = (_row_source(list(cells.values())),)
    if settled.summed:
        above[_PROJECTS] = tuple(_sums(settled.summed))
    for path, words in settled.unsure.items():
        beside[path] = f"{ASKED}{one_line(words)}"
    return above, beside


def _sums(summed: Iterable[Stated]) -> Iterator[str]:
    """Each row of sums that is not written, as its parts are."""
    rows: dict[str, list[str]] = {}
    for one in summed:
        rows.setdefault(one.place, []).append(one_line(one.source))
    for place, cells in rows.items():
        yield f"下面各项目的合计，没有再录：{'；'.join(cells)}{f'（{one_line(place)}）' if place else ''}"


def _row(path: KeyPath) -> KeyPath:
    """The entry of a list in which a value stands."""
    last = max((at for at, key in enumerate(path) if isinstance(key, int)), default=-1)
    return path[: last + 1]


def _source(stated: Stated, settled: Settled, path: KeyPath) -> str:
    place = f"（{one_line(stated.place)}）" if stated.place else ""
    other = settled.beside.get(path, "")
    figure = stated.value if isinstance(stated.value, Decimal) else None
    return f"原文：{excerpt(stated.source, figure)}{place}{'；另有不确定的：' if other else ''}{one_line(other)}"


def _row_source(cells: list[Stated]) -> str:
    """A row of a table: what the names of its cells have in common."""
    names = [one_line(cell.source) for cell in cells]
    common = shared_words(names).strip(" ·，、：:/|") if len(names) > 1 else ""
    return f"原文：{excerpt(common or names[0])}{f'（{one_line(cells[0].place)}）' if cells[0].place else ''}"
