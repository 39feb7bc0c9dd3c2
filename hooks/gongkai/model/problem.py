"""Problem: something in the data that a person must mend, answer or may improve.

A problem names place, fact, expectation and cure. It is yielded, never raised; it is rendered in one form
everywhere: ``data/2020/x.yml:12:9 必须改 D12 …``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

#: Where in a file: keys and list positions from the top, as written there.
KeyPath = tuple[str | int, ...]


class Level(IntEnum):
    """How much a problem matters; the order is the order of printing."""

    ERROR = 0
    WARNING = 1
    HINT = 2

    @property
    def label(self) -> str:
        """必须改 / 请核对 / 建议."""
        return ("必须改", "请核对", "建议")[self]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file below the project root, with 1-based line and column (0: the file as a whole)."""

    file: str
    line: int = 0
    column: int = 0

    @classmethod
    def of(cls, file: str, mark: Any) -> Place:
        """The place of a mark of the YAML parser, whose lines and columns begin at 0."""
        return cls(file, mark.line + 1, mark.column + 1)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem.

    Attributes:
        place: file, line and column.
        level: 必须改, 请核对 or 建议.
        code: stable code, such as ``Y03`` or ``D12``.
        message: place in words, fact and expectation, in Chinese.
        cure: what to do (怎么改), in Chinese.
        example: a right example to copy, or "".
        path: the keys from the top of the file.
    """

    place: Place
    level: Level
    code: str
    message: str
    cure: str = ""
    example: str = ""
    path: KeyPath = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.place} {self.level.label} {self.code} {self.message}"

    def at(self, place: Place) -> Problem:
        """The same problem at another place."""
        return replace(self, place=place)
