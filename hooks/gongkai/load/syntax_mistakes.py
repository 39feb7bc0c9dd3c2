"""Slips of the keyboard that YAML reads as something else, found in the raw text and said in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.problem import Level, Place, Problem
from .inline_mappings import find_brace_slips, mend_braces
from .source import place_of
from .words import shown

_KEY: Final = r"^[ \t\u3000\u00a0]*(?:-[ ]+)?(?P<key>[^\s:：#'\"{}\[\],&*!|>%@`-][^\s:：#'\"{}\[\],]{0,24})"
_FULLWIDTH: Final = re.compile(_KEY + r"(?P<at>：)", re.MULTILINE)
_NO_SPACE: Final = re.compile(_KEY + r"(?P<at>:)(?=[^\s:/])", re.MULTILINE)
_TAB: Final = re.compile(r"^[ ]*(?P<at>\t)", re.MULTILINE)
_WIDE_SPACE: Final = re.compile(r"^[ ]*(?P<at>[\u3000\u00a0\u2002-\u200b])", re.MULTILINE)
_LOST: Final = re.compile(_KEY + r":[ ]+(?P<value>[^\s'\"|>\[{&*!#][^#\n]*[^\s#])(?P<at> #)[^\n]*$", re.MULTILINE)
_LOST_ITEM: Final = re.compile(
    r"^[ ]*-[ ]+(?P<value>[^\s'\"|>\[{&*!#:：][^#:\n]*[^\s#])(?P<at> #)[^\n]*$", re.MULTILINE
)
#: ``年度指标值: >5`` is an empty block text to the parser.
_INDICATOR: Final = re.compile(_KEY + r":[ ]+(?P<at>[|>][+-]?\d[+-]?|>[ ]*[^\s#+-][^\n]*)[ ]*$", re.MULTILINE)
#: ``引言: | 文字``: the text of a block begins on the next line.
_BAR: Final = re.compile(_KEY + r":[ ]+(?P<at>\|[+-]?[ ]*)(?P<value>[^\s#+\d-][^\n]*)$", re.MULTILINE)
_BLOCK: Final = re.compile(
    r"^(?P<indent>[ ]*)(?:-[ ]+)?(?:[^\n#]*:[ ]+|-[ ]+)?[|>][+-]?\d?[ ]*(?:#[^\n]*)?$", re.MULTILINE
)
_KEEP: Final = "这些字要保留，就把整段内容放在英文引号里；是注释，就在 # 前多空几格"
_NUMBER: Final = re.compile(r"-?[\d.,]+|null|~")


def find_slips(text: str, keys: frozenset[str], file: str) -> Iterator[Problem]:
    """Slips outside block texts; ``keys`` are the Chinese keys a line may start with."""
    hits = [
        *((m, "tab") for m in _TAB.finditer(text)),
        *((m, "wide") for m in _WIDE_SPACE.finditer(text)),
        *((m, "colon") for m in _FULLWIDTH.finditer(text) if m["key"] in keys),
        *((m, "space") for m in _NO_SPACE.finditer(text) if m["key"] in keys),
        *((m, "lost") for m in _LOST.finditer(text) if _loses_text(m)),
        *((m, "item") for m in _LOST_ITEM.finditer(text) if _loses_text(m)),
        *((m, "indicator") for m in _INDICATOR.finditer(text)),
        *((m, "bar") for m in _BAR.finditer(text)),
    ]
    found = [(match.start("at"), _slip(match, kind, text, file)) for match, kind in hits]
    found += find_brace_slips(text, keys, file)
    blocks = tuple(_block_spans(text)) if found else ()
    for at, slip in sorted(found, key=lambda hit: hit[0]):
        if not any(start <= at < end for start, end in blocks):
            yield slip


def mend(text: str, slips: list[Problem], keys: frozenset[str]) -> str:
    """The text as it was meant, line for line, so that the rest of the file can be checked in the same run."""
    rows = text.split("\n")
    for slip in slips:
        at = slip.place.line - 1
        if slip.code == "Y01":
            rows[at] = rows[at].replace("：", ": ", 1)
        elif slip.code == "Y02":
            rows[at] = rows[at].replace(":", ": ", 1)
        elif slip.code in {"Y15", "Y16"}:
            rows[at] = mend_braces(rows[at], keys)
        elif slip.code == "Y17":
            rows[at] = re.sub(r": +\|[+-]? *", ": ", rows[at], count=1)
        elif slip.code in {"Y03", "Y10"}:
            bare = rows[at].lstrip()
            rows[at] = rows[at][: len(rows[at]) - len(bare)].replace("\t", "  ").expandtabs(2) + bare
            rows[at] = re.sub(r"^\s+", lambda blank: " " * len(blank[0]), rows[at])
    return "\n".join(rows)


def _loses_text(match: re.Match[str]) -> bool:
    """A comment one space after words: the words after it are lost, and are likely meant."""
    return not _NUMBER.fullmatch(match["value"])


def _slip(match: re.Match[str], kind: str, text: str, file: str) -> Problem:
    place = place_of(file, text, match.start("at"))
    return _line_slip(match, kind, place) if kind in {"tab", "wide", "item"} else _key_slip(match, kind, place)


def _line_slip(match: re.Match[str], kind: str, place: Place) -> Problem:
    """A slip of a whole line."""
    if kind == "tab":
        return Problem(
            place,
            Level.ERROR,
            "Y03",
            "这一行用制表符（Tab 键）缩进",
            "删掉制表符，改按空格键缩进，每级两个空格",
            "  决算: 971.21",
        )
    if kind == "wide":
        return Problem(
            place,
            Level.ERROR,
            "Y10",
            "这一行用全角空格或不间断空格缩进",
            "删掉行首的空白，切换到英文输入法，按空格键缩进",
            "  决算: 971.21",
        )
    words = "这一条里有空格加 #，从 # 起的字会丢失"
    return Problem(place, Level.WARNING, "Y11", words, _KEEP, f'- "{shown(match["value"])} # …"')


def _key_slip(match: re.Match[str], kind: str, place: Place) -> Problem:
    """A slip beside a key."""
    key, text = match["key"], match.string
    if kind == "indicator":
        words, cure = f"“{key}”以 {match['at'][0]} 开头，后面的内容会丢失", "整个值放在英文引号里"
        return Problem(place, Level.ERROR, "Y14", words, cure, f'{key}: "{match["at"]}"')
    if kind == "bar":
        words, cure = f"“{key}”的 | 后面接着写了字", "| 后面不写字；文字从下一行开始，缩进两个空格"
        return Problem(place, Level.ERROR, "Y17", words, cure, f"{key}: |\n  {shown(match['value'])}")
    end = text.find("\n", match.end())
    rest = shown(text[match.end() : None if end < 0 else end].strip())
    if kind == "colon":
        return Problem(
            place,
            Level.ERROR,
            "Y01",
            f"“{key}”后面的冒号是全角的“：”",
            "换成英文冒号，后面加一个空格",
            f"{key}: {rest}",
        )
    if kind == "space":
        return Problem(
            place, Level.ERROR, "Y02", f"“{key}:”的冒号后面没有空格", "在冒号后面加一个空格", f"{key}: {rest}"
        )
    return Problem(
        place, Level.WARNING, "Y11", f"“{key}”的内容里有空格加 #，从 # 起的字会丢失",
        _KEEP, f'{key}: "{shown(match["value"])} # …"',
    )  # fmt: skip


def _block_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where block texts (after ``|`` or ``>``) stand; what looks like a slip in there is the clerk's own words."""
    end_of_last = 0
    for match in _BLOCK.finditer(text):
        if match.start() < end_of_last:
            continue
        limit = len(match["indent"])
        at = match.end() + 1
        while at < len(text):
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            line = text[at:stop]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= limit:
                break
            at = stop + 1
        yield match.end() + 1, at
        end_of_last = at
