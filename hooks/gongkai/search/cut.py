"""Cutting Chinese text so that a search engine made for words finds it exactly.

Han characters become overlapping pairs, each run ending in its last character alone (三公经费 → 三公 公经 经费 费);
words and figures stay whole. A quoted query of the same pairs then finds exactly the places where the characters
stand beside each other. ``docs/assets/gongkai-cut.js`` holds the same rule for the reader's side, and the way back;
``tests/search/cut_cases.yml`` holds both to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import add
from typing import Final

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Quotation marks do not part a word (“三公”经费 is found as 三公经费). Before a Han character they are written as a
#: mark that the engine overlooks without taking the token apart.
_QUOTES: Final = {"“": "{", "”": "}", "‘": "[", "’": "]"}
_UNQUOTED: Final = str.maketrans(dict.fromkeys(_QUOTES, ""))
_PIECE: Final = re.compile(
    rf"(?P<han>[{_HAN}](?:[“”‘’]*[{_HAN}])*)"
    rf"|(?P<word>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[^\W_{_HAN}]+)(?:\.[0-9]+)*)"
    r"|(?P<gap>\s+)"
    r"|(?P<mark>.)"
)
_CHARACTER: Final = re.compile(rf"([“”‘’]*)([{_HAN}])")
#: A letter that looks like a point: a point would let 97.12 be found as 9712.
POINT: Final = "\ua78f"
#: Stands for white space, which parts what it stands between.
GAP: Final = "¦"


def cut(text: str) -> str:
    """``text`` as tokens with a space between them."""
    return " ".join(_WRITE[match.lastgroup or ""](match[0]) for match in _PIECE.finditer(text))


def _pairs(run: str) -> str:
    if len(run) == len(run.translate(_UNQUOTED)):
        return " ".join([*map(add, run, run[1:]), run[-1]])
    found = [("".join(map(_QUOTES.__getitem__, quotes)), han) for quotes, han in _CHARACTER.findall(run)]
    following = [han for _, han in found[1:]] + [""]
    return " ".join(quotes + han + after for (quotes, han), after in zip(found, following, strict=True))


def _word(word: str) -> str:
    return word.replace(",", "").replace(".", POINT)


def _gap(_: str) -> str:
    return GAP


_WRITE: Final[dict[str, Callable[[str], str]]] = {"han": _pairs, "word": _word, "gap": _gap, "mark": str}
