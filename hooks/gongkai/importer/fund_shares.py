"""Rows of 功能分类 that a table of one kind of money repeats: of the same code all funds are the row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from ..model.problem import KeyPath
from .found import Found

_LIST: Final[KeyPath] = ("收支", "功能分类")
_DEPTH: Final = len(_LIST) + 1


def without_shares(founds: Iterable[tuple[str, Found]]) -> Iterator[tuple[str, Found]]:
    """What was found, without the rows of 财政拨款 alone where another table has the same codes of all funds.

    They stand among what has no place, in 万元 under the name of their table.
    """
    founds = tuple(founds)
    wholes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for file, found in founds:
        for entry, code in _codes(found).items():
            if not _source(found, entry):
                wholes[code].add((file, _table(found, entry)))
    for file, found in founds:
        shares = {
            entry
            for entry, code in _codes(found).items()
            if _source(found, entry) and wholes[code] and (file, _table(found, entry)) not in wholes[code]
        }
        yield file, _without(found, shares) if shares else found


def _codes(found: Found) -> dict[KeyPath, str]:
    return {t.path[:_DEPTH]: t.text for t in found.texts if t.path[: len(_LIST)] == _LIST and t.path[-1] == "编码"}


def _source(found: Found, entry: KeyPath) -> str:
    return next((text.text for text in found.texts if text.path == (*entry, "资金来源")), "")


def _table(found: Found, entry: KeyPath) -> str:
    """Where the table of an entry stands, without the row."""
    place = next((text.place for text in found.texts if text.path[:_DEPTH] == entry), "")
    return place.rpartition("第")[0]


def _without(found: Found, shares: set[KeyPath]) -> Found:
    left = tuple((f"{_table(found, entry)}（单位：万元）", _words(found, entry)) for entry in sorted(shares, key=str))
    return replace(
        found,
        figures=tuple(figure for figure in found.figures if figure.path[:_DEPTH] not in shares),
        texts=tuple(text for text in found.texts if text.path[:_DEPTH] not in shares),
        left=(*found.left, *left),
    )


def _words(found: Found, entry: KeyPath) -> str:
    said = {text.path[-1]: text.text for text in found.texts if text.path[:_DEPTH] == entry}
    figures = (f"{figure.value:f}" for figure in found.figures if figure.path[:_DEPTH] == entry)
    return " | ".join((said["编码"], said.get("名称", ""), *figures))
