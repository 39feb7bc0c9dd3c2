"""One line of a data file that cannot be read: its key and its value as they were meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .source import LONGEST_LINE as LONGEST
from .source import one_line

_PARTS: Final = re.compile(
    r"(?P<dash>(?:-[ ]+)?)(?:(?P<key>[^\s:：#'\"{}\[\],&*!|>%@`-][^\s:：#'\"{}\[\]]{0,40}):(?:[ ]+|$))?"
)
_BLOCK: Final = re.compile(r"[|>][+-]?\d?[+-]?[ ]*(?:#.*)?")
_NOTE: Final = re.compile(r"[ ]+#.*$")
#: What begins a value behind a name whose colon was forgotten.
_BEGINS: Final = re.compile(r"[ ]+(?=\S)|(?=-?\d|[|{\[])|$")
#: A name that the form does not print, a wide colon, and behind it a figure, items in braces or nothing: no sentence.
_WIDE: Final = re.compile(
    r"(?P<key>[^\s:：#'\"{}\[\],，。；;&*!|>%@`-][^\s:：#'\"{}\[\],，。；;]{0,24})"
    r"：[ ]*(?P<value>-?[\d.,]+|null|~|\{[^{}]*\}|)"
)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with a line.

    Attributes:
        code, message, cure, example: as in a problem; an example stands in the place of the whole line.
        column: where on the line, from 0.
        mended: the line as it was meant.
        dropped: lines, from 0, that say nothing more then.
    """

    code: str
    column: int
    message: str
    cure: str
    example: str
    mended: str
    dropped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line in its parts.

    Attributes:
        at: its number from 0.
        indent: spaces before it.
        bare: what stands behind them.
        dash: ``- `` where it begins an entry of a list.
        key: its key; "" without one.
        value: what stands behind the key or the dash, without a note.
        lost_colon: what is wrong where it is a known name without a colon.
        wide_colon: what is wrong where it is any name with a wide colon and a figure or nothing behind it.
    """

    at: int
    indent: int
    bare: str
    dash: str
    key: str
    value: str
    lost_colon: Slip | None = None
    wide_colon: Slip | None = None

    @property
    def column(self) -> int:
        """Where its key or its dash stands; what belongs to it is indented more."""
        return self.indent + len(self.dash) if self.key else self.indent

    @property
    def start(self) -> int:
        """Where its value stands."""
        return self.indent + len(self.bare) - len(self._rest)

    @property
    def head(self) -> str:
        """Everything before its value, without the indentation."""
        return f"{self.dash}{self.key}: " if self.key else self.dash

    @property
    def is_item(self) -> bool:
        """Whether it begins an entry of a list."""
        return bool(self.dash) or self.bare == "-"

    @property
    def is_comment(self) -> bool:
        """Whether it is a note and nothing else."""
        return self.bare.startswith("#")

    @property
    def opens_text(self) -> bool:
        """Whether a text stands below it."""
        return _BLOCK.fullmatch(self._rest) is not None

    @property
    def may_go_on(self) -> bool:
        """Whether its value is words that may go on below."""
        return bool(self.value) and self.value[0] not in "{[|>\"'" and self.value not in {"null", "~"}

    @property
    def is_unclosed(self) -> bool:
        """Whether a quotation or a bracket is open at its end, so that what follows may belong to it."""
        first = self.value[:1]
        if first in {'"', "'"}:
            return self.value.count(first) < 2
        return first in {"{", "["} and self.value[-1] not in "}]"

    @property
    def short(self) -> str:
        """The line as an example repeats it."""
        return one_line(self.bare, LONGEST)

    @property
    def _rest(self) -> str:
        found = _PARTS.match(self.bare)
        return self.bare[found.end() :] if found else self.bare


def line_of(at: int, row: str, keys: frozenset[str]) -> Line:
    """A row in its parts."""
    bare = row.lstrip(" ")
    indent, found = len(row) - len(bare), _PARTS.match(bare)
    dash, key = (found["dash"], found["key"] or "") if found else ("", "")
    value = _NOTE.sub("", bare[found.end() :] if found else bare).strip()
    if (dash and not key) or (not dash and not key):
        value = value if dash else bare.strip()
    lost = None if key or bare.startswith("#") else _lost_colon(indent, dash, value, keys)
    wide = None if key or bare.startswith("#") else _wide_colon(indent, bare, dash, _NOTE.sub("", value).strip())
    return Line(at, indent, bare, dash, key, value, lost, wide)


def _lost_colon(indent: int, dash: str, words: str, keys: frozenset[str]) -> Slip | None:
    """A known name, and behind it a value or nothing: its colon was forgotten."""
    for length in range(min(len(words), 40), 1, -1):
        key, begins = words[:length], _BEGINS.match(words, length)
        if key in keys and begins:
            value = words[begins.end() :]
            right = f"{dash}{key}: {value}".rstrip()
            fact, cure = f"“{key}”后面少了冒号", "在名称后面加一个英文冒号，冒号后面空一格"
            return Slip("Y20", indent, fact, cure, one_line(right, LONGEST), " " * indent + right)
    return None


def _wide_colon(indent: int, bare: str, dash: str, words: str) -> Slip | None:
    """A name of a clerk's own, such as stands under 其中, behind which the colon is a wide one."""
    found = _WIDE.fullmatch(words)
    if found is None:
        return None
    key, value = found["key"], found["value"]
    fact, cure = f"“{key}”后面的冒号是全角的“：”", "换成英文冒号，后面加一个空格"
    right = f"{dash}{key}: {value}".rstrip()
    return Slip("Y01", indent + bare.index("："), fact, cure, one_line(right, LONGEST), " " * indent + right)
