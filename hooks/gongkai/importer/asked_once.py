"""A question that holds for a whole column of a table is asked at its first figure; the others refer to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Final, Protocol

from ..model.problem import KeyPath
from .forms.columns import INITIAL, UNCERTAIN_BUDGET

_ROW: Final = re.compile(r"第\d+行$")
#: How the others begin.
_LIKE: Final = "和上面“"


class _Stated(Protocol):
    """What states a figure."""

    @property
    def place(self) -> str: ...
    @property
    def doubt(self) -> str: ...
    @property
    def is_table(self) -> bool: ...
    @property
    def value(self) -> object: ...
    def said(self) -> str:
        """In words."""


def asked_once(unsure: MutableMapping[KeyPath, str], stated: Mapping[KeyPath, Sequence[_Stated]]) -> None:
    """Shorten the questions that repeat one of the same column.

    Args:
        unsure: of each place that is not certain, why; changed.
        stated: of each place, what states it.
    """
    first: dict[tuple[str, str], KeyPath] = {}
    alike: dict[KeyPath, int] = {}
    for path, one in _of_columns(unsure, stated):
        key = (_ROW.sub("", one.place), str(path[-1]))
        asked = first.setdefault(key, path)
        alike[asked] = alike.get(asked, 0) + 1
        if asked != path:
            unsure[path] = f"{_LIKE}{_name(asked)}”是同一栏，原文写 {one.value}"
    for path, count in alike.items():
        if count > 1:
            cure = f"是年初预算的照填，是全年预算的把这几处的“{INITIAL}”改成“全年预算”"
            unsure[path] = f"{stated[path][0].said()}（{UNCERTAIN_BUDGET}；这一栏共 {count} 处：{cure}）"


def is_asked_before(words: str) -> bool:
    """Whether a question refers to one that was asked before."""
    return words.startswith(_LIKE)


def _of_columns(
    unsure: Mapping[KeyPath, str], stated: Mapping[KeyPath, Sequence[_Stated]]
) -> Iterator[tuple[KeyPath, _Stated]]:
    for path in list(unsure):
        told = stated.get(path, ())
        if len(told) == 1 and told[0].is_table and told[0].doubt == UNCERTAIN_BUDGET:
            yield path, told[0]


def _name(path: KeyPath) -> str:
    return str(next((key for key in reversed(path[:-1]) if isinstance(key, str)), ""))
