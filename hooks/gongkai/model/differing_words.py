"""Two texts beside one another, taken apart where they differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, NamedTuple


class Piece(NamedTuple):
    """Words of a text beside another: both have them, or one alone (``is_own``)."""

    words: str
    is_own: bool


#: A number with its points and commas is not taken apart: 3.20 and 3.02 are two figures.
_WORD: Final = re.compile(r"-?[0-9][0-9.,]*%?|[A-Za-z]+|.", re.DOTALL)
_LONGEST: Final = 2000


def differing_words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts, taken apart where they differ."""
    if len(before) > _LONGEST or len(after) > _LONGEST:
        return (Piece(before, True),), (Piece(after, True),)
    old, new = _WORD.findall(before), _WORD.findall(after)
    one: list[Piece] = []
    other: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        one += [Piece("".join(old[i:j]), kind != "equal")] if i < j else []
        other += [Piece("".join(new[k:m]), kind != "equal")] if k < m else []
    return tuple(one), tuple(other)
