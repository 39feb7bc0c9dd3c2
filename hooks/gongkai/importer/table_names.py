"""Paragraphs that name the table below them: left to the table, or a heading of what goes on behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..model import form
from .document import Grid, Paragraph, SourceDocument
from .numbering import parse_number
from .titles import Titles

#: The name of a table is one of so many blocks before it.
_BETWEEN: Final = 3
#: “三公”经费支出情况见下表：
_SEE_BELOW: Final = re.compile(r"(?:具体|详细)?(?:情况)?[，,]?(?:详?见|如)(?:下|附)?表(?:所示)?[：:。]?$|如下[：:]?$")
_TABLE: Final = re.compile(r"(?:情况)?表\s*(?:[（(][^（）()]{0,20}[）)])?$")
_MEASURE: Final = re.compile(r"[（(]?(?:金额)?单位[:：]\s*[万千亿]?元[)）]?")
#: So near its beginning a paragraph says what it is about.
_BEGINNING: Final = 40
#: Files that mark so many headings mark all, see :mod:`.headings`; and how deep such a one stands.
_MARKED: Final = 3
_LEVEL: Final = 3


def outside_tables(document: SourceDocument, titles: Titles) -> Iterator[Paragraph]:
    """The paragraphs, but for those that name the table below them and head nothing; 单位：万元 may stand between.

    （三）“三公”经费情况 is a heading though a table stands below it; so is what announces a table that the text goes on
    about: “三公”经费支出情况见下表：…“三公”经费支出11.92万元.
    """
    blocks = document.blocks
    is_marked = sum(isinstance(block, Paragraph) and block.level > 0 for block in blocks) >= _MARKED
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        below = next((other for other in blocks[at + 1 : at + 1 + _BETWEEN] if isinstance(other, Grid)), None)
        names = below is not None and block.text in below.title.split("\n")
        behind = [other for other in blocks[at + 1 : at + 1 + _BETWEEN] if not _is_measure(other)]
        follows = bool(behind) and isinstance(behind[0], Grid)
        announced = _announced(block.text, blocks[at + 1 :], titles) if names or follows else ""
        if announced:
            yield replace(block, text=announced, level=_LEVEL if is_marked and not block.level else block.level)
        elif not names or _is_heading(block.text, titles):
            yield block


def _is_measure(block: Paragraph | Grid) -> bool:
    return isinstance(block, Paragraph) and _MEASURE.fullmatch(block.text) is not None


def _is_heading(text: str, titles: Titles) -> bool:
    """Whether a numbered name of a table is a known heading of the text."""
    numbered = parse_number(text)
    return numbered is not None and numbered.rank > 0 and titles.is_exact(numbered.words)


def _announced(text: str, after: Sequence[Paragraph | Grid], titles: Titles) -> str:
    """The heading that a line is of which the text behind the table goes on; "" where it is none."""
    words = _SEE_BELOW.sub("", text) if _SEE_BELOW.search(text) else _TABLE.sub("情况", text)
    place = titles.place_of(words) if words != text and titles.is_exact(words) and not parse_number(text) else None
    line = form.find_line(place[:-1]) if place and place[-1] == "说明" else None
    words_behind = (block for block in after[: _BETWEEN + 1] if isinstance(block, Paragraph) and not _is_measure(block))
    behind = next((block.text for block in words_behind), "")
    is_about = line is not None and any(name in behind[:_BEGINNING] for name in (line.label, *line.names))
    return words if is_about else ""
