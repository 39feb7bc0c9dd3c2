"""How the lines of a data file end, kept while its words are edited: a line that was there ends as it did."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_MARK: Final = "\ufeff"
#: An end of a line as the reader reads it; a carriage return within a line is none, and never kept.
_END: Final = re.compile(r"\r*\n")


@dataclass(frozen=True, slots=True)
class LineEnds:
    """The lines of a file with their ends, and whether a BOM stands before them.

    Attributes:
        lines: (words, end); the end of the last is "" where the file ends in its words.
        has_mark: a BOM stands at the beginning.
    """

    lines: tuple[tuple[str, str], ...] = ()
    has_mark: bool = False

    def written(self, text: str) -> bytes:
        """The bytes of ``text``, whose lines end in LF: those that were there end as they did, new ones as most do."""
        mark = codecs.BOM_UTF8 if self.has_mark else b""
        ends = {end for _, end in self.lines}
        if ends <= {"\n"}:
            return mark + text.encode("utf-8", "replace")
        most = Counter(end for _, end in self.lines if end).most_common(1)
        usual, lines = most[0][0] if most else "\n", _lines_of(text)
        own, last = self._ends_of([words for words, _ in lines]), len(lines) - 1
        found = [own.get(at, usual) or ("" if at == last else usual) for at in range(len(lines))]
        pieces = [words + (new if end else "") for (words, end), new in zip(lines, found, strict=True)]
        return mark + "".join(pieces).encode("utf-8", "replace")

    def _ends_of(self, words: list[str]) -> dict[int, str]:
        """The ends of lines that were there, by their numbers now."""
        before = [line for line, _ in self.lines]
        first, last = _same_ends(before, words)
        found = {at: self.lines[at][1] for at in range(first)}
        found |= {len(words) - at: self.lines[-at][1] for at in range(1, last + 1)}
        old, new = before[first : len(before) - last], words[first : len(words) - last]
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            found |= {first + block.b + at: self.lines[first + block.a + at][1] for at in range(block.size)}
        return found


#: Those of a text that is no file yet.
LINE_FEEDS: Final = LineEnds()


def line_ends_of(content: str) -> LineEnds:
    """Those of a file as its bytes say them, BOM and all."""
    text = content.removeprefix(_MARK)
    if "\n" not in text and "\r" in text:  # as old Macs wrote
        pieces = text.split("\r")
        ends = ["\r"] * (len(pieces) - 1) + [""]
        lines = [*zip(pieces, ends, strict=True)]
        return LineEnds(tuple(lines if pieces[-1] else lines[:-1]), text != content)
    return LineEnds(tuple(_lines_of(text)), text != content)


def _lines_of(text: str) -> list[tuple[str, str]]:
    """The lines of a text and their ends."""
    found, start = [], 0
    for end in _END.finditer(text):
        found.append((text[start : end.start()], end[0]))
        start = end.end()
    return [*found, (text[start:], "")] if start < len(text) else found


def _same_ends(before: list[str], now: list[str]) -> tuple[int, int]:
    """How many lines are the same at the beginning, and at the end."""
    most = min(len(before), len(now))
    first = next((at for at in range(most) if before[at] != now[at]), most)
    last = next((at for at in range(most - first) if before[-1 - at] != now[-1 - at]), most - first)
    return first, last
