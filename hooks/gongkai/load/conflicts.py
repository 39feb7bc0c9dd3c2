"""Marks that a merge of two versions has left in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

_MARK: Final = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
_FIRST, _BETWEEN, _LAST = "<<<<<<<", "=======", ">>>>>>>"


def find_marks(text: str) -> Iterator[tuple[int, str, str, str, str]]:
    """Every conflict once, and every mark that is left of one: offset, code, message, cure and example."""
    if not any(mark in text for mark in (_FIRST, _BETWEEN, _LAST)):
        return
    rows = text.split("\n")
    starts = [0, *accumulate(len(row) + 1 for row in rows)]
    told = -1
    for at, row in enumerate(rows):
        if at <= told or not _MARK.fullmatch(row):
            continue
        if whole := _whole(rows, at):
            between, told = whole
            message = f"这里是两个人改了同一处，合并时留下的标记：第 {at + 1}、{between + 1}、{told + 1} 行"
            cure = f"第 {between + 1} 行上面是一个版本，下面是另一个：留一个，删掉另一个，再删掉这三行标记"
        else:
            message, cure = f"这一行是合并时留下的标记 {row[:7]}", "删掉这一行"
        yield starts[at], "Y23", message, cure, ""


def _whole(rows: list[str], at: int) -> tuple[int, int] | None:
    """The two other marks of the conflict that begins at row ``at``."""
    if not rows[at].startswith(_FIRST):
        return None
    marks = [(row, words[:7]) for row, words in enumerate(rows[at + 1 :], at + 1) if _MARK.fullmatch(words)]
    marks = [(row, mark) for row, mark in marks if mark[0] != "|"][:2]
    return (marks[0][0], marks[1][0]) if [mark for _, mark in marks] == [_BETWEEN, _LAST] else None


def without_marks(rows: list[str], at: int) -> None:
    """Leave the first version of the conflict whose mark stands in row ``at``, line for line."""
    whole = _whole(rows, at)
    rows[at] = ""
    if whole:
        first, last = whole
        rows[first : last + 1] = [""] * (last + 1 - first)
