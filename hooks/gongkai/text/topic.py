"""Topic and Parts: what is spoken of, with what was said of it, and the parts of a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from .statement import NOBODY, Subject, Subjects


@dataclass(slots=True)
class Topic:
    """What is spoken of, and what the paragraph has said of it: by column, and the change said last.

    Attributes:
        is_default: nothing was named yet.
        is_aside: it is told in passing, and the paragraph goes on about what was spoken of before.
        is_moved: something was added to its budget, by how much in all nobody knows.
        is_others: the words before the name make it somebody else's: 下属单位防火站基本支出.
    """

    subjects: Subjects = NOBODY
    said: dict[str, Decimal] = field(default_factory=dict)
    column: str = ""
    change: Decimal | None = None
    is_default: bool = False
    is_others: bool = False
    is_aside: bool = False
    is_moved: bool = False

    @property
    def label(self) -> str:
        """What it is called; "" where nothing is spoken of."""
        return self.subjects[0].label if self.subjects else ""

    @property
    def is_known(self) -> bool:
        """Whether it is a figure of the report, and not merely the name of something."""
        return bool(self.subjects and self.subjects[0].path)


def topic_called(label: str) -> Topic:
    """Something that is no figure of the report, known by its name alone."""
    return Topic((Subject(label, ()),))


@dataclass(slots=True)
class Parts:
    """The parts of a whole as they are told.

    Attributes:
        is_whole: they are all it has, as far as the words go.
        is_closed: whatever follows is none of them.
        is_known: they are lines of the report; None before the first.
        attributes: what people among them are told apart by.
        told: how many were told before the last semicolon.
        counted: the measure of the whole, as written.
    """

    subjects: Subjects
    whole: Decimal
    in_brackets: bool
    start: int
    measure: str
    counted: str = ""
    numbers: list[Decimal] = field(default_factory=list)
    is_whole: bool = True
    is_closed: bool = False
    is_known: bool | None = None
    attributes: set[str] = field(default_factory=set)
    told: int = 0
