"""The number before a heading or an entry, however reports write it: 一、 （一）、 1. （1） ① 第一部分 附件1."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_NUMERAL: Final = "[一二三四五六七八九十百]{1,4}"
#: How each depth is numbered, the highest first; a lower one may stand directly below any higher one.
_STYLES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第\s*(?:{_NUMERAL}|\d{{1,2}})\s*(?:部分|章|篇)[、：:．.，]?|附\s*[件表]\s*(?:{_NUMERAL}|\d{{1,2}})?\s*[-－—、：:．.]?(?=\s|$|\S)",
        rf"{_NUMERAL}\s*(?:、|[．.](?!\d))|第{_NUMERAL}[，、]",
        rf"[（(]\s*{_NUMERAL}\s*[)）]\s*[、．.]?",
        r"\d{1,2}\s*[、．.](?!\d(?!0\d\d年))\s*、?",
        r"[（(]\s*\d{1,2}\s*[)）]\s*[、．.]?|\d{1,2}\s*[)）]\s*[、．.]?",
        r"[①-⑳]\s*[、．.]?",
    )
)
#: What numbers the sentences of a paragraph: 一是, （一）, （1）, 1. – each way by itself.
SENTENCE_NUMBERS: Final = tuple(
    re.compile(rf"(?:^|(?<=[{before}\s]))(?P<number>{number})")
    for before, number in (
        ("。；;：:，,", rf"(?:{_NUMERAL})是(?!否)[，、：:]?"),
        ("。；;：:", rf"[（(](?:{_NUMERAL})[)）]、?"),
        ("。；;：:", r"[（(]\d{1,2}[)）]、?"),
        ("。；;：:", r"\d{1,2}[、．.](?!\d)"),
        ("。；;：:", "[①-⑳]"),
    )
)
#: The depth of the chapters, as most reports number them.
CHAPTER: Final = 1


class Numbered(NamedTuple):
    """Words with the number that stood before them.

    Attributes:
        rank: how deep the number is: 0 第一部分 and 附件1, 1 一、, 2 （一）, 3 1、, 4 （1）, 5 ①.
        number: as written.
        words: what follows it.
    """

    rank: int
    number: str
    words: str


def parse_number(text: str) -> Numbered | None:
    """``text`` without its number; None where it has none, as 2020年 and 1.5万元 have not."""
    for rank, style in enumerate(_STYLES):
        if match := style.match(text):
            words = text[match.end() :].strip()
            return Numbered(rank, match[0].strip(), words) if words or rank == 0 else None
    return None
