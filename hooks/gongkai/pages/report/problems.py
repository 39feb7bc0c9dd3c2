"""What the unit itself says is wrong: its first problems in its words, and where all of them stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ...model.prose import plain_text
from ...model.report import Report
from .block import Block

#: So many problems are quoted, each by its first sentence, at most so long.
_QUOTED: Final = 3
_LONG: Final = 80
_SENTENCE: Final = re.compile(r"[^。！？]*[。！？]+[”’』」）]*")


@dataclass(frozen=True, slots=True)
class Problems:
    """The first problems in the unit's words, how many there are, and where they stand."""

    quoted: tuple[str, ...]
    count: int
    path: str

    @property
    def more(self) -> str:
        """What the link says."""
        return f"全部 {self.count} 条" if self.count > len(self.quoted) else "看全文"


def problems_of(report: Report, chapters: tuple[Block, ...]) -> Problems | None:
    """None where the report tells of none."""
    if not report.problems:
        return None
    quoted = tuple(map(first_sentence, report.problems[:_QUOTED]))
    return Problems(quoted, len(report.problems), f"#{_place_of(report.problems, chapters) or 'main'}")


def first_sentence(text: str) -> str:
    """The first sentence of a text without its marks; a long one is cut, and says so."""
    line = plain_text(text).strip().partition("\n")[0].strip()
    found = _SENTENCE.match(line)
    sentence = found[0] if found else line
    return sentence if len(sentence) <= _LONG else f"{sentence[: _LONG - 2]}……"


def _place_of(content: object, blocks: Iterable[Block], above: str = "") -> str:
    """The nearest heading over some content, as the outline places it; "" where it stands nowhere."""
    for block in blocks:
        here = block.id if block.title and block.id else above
        if block.content is content:
            return here
        inside = block.content if block.kind in {"blocks", "folded"} and isinstance(block.content, tuple) else ()
        if found := _place_of(content, (part for part in inside if isinstance(part, Block)), here):
            return found
    return ""
