"""What was found in a document for the keys of a data file, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..model.problem import KeyPath


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number that a sentence or a cell states for one place of the data file.

    Attributes:
        path: the keys of the line: ("三公经费", "其中", "公务接待费"); an entry of a list by its number.
        column: 上年决算, 年初预算, 全年预算 or 决算; "" where the place has none.
        value: in 万元, or in the measure of the line; as many digits as were printed, 元 shifted exactly.
        source: the sentence, or the row and column of the cell, as printed.
        place: where that stands: 第3页.
        is_table: it stands in a table, and not in a sentence.
        doubt: why it is not certain, in Chinese; "" where it is.
    """

    path: KeyPath
    column: str
    value: Decimal
    source: str
    place: str = ""
    is_table: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class FoundText:
    """Words for one place of the data file: a paragraph, a date, a grade, an entry of a list.

    Attributes:
        path: the keys of the place; an entry of a list by its number.
        text: as in the data file: paragraphs parted by a blank line, headings marked by ``###``.
        source: the heading or label under which it stands.
        place: where that stands.
        doubt: why it is not certain that it belongs there; "" where it is.
    """

    path: KeyPath
    text: str
    source: str
    place: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found in a document.

    Attributes:
        figures: of the same place several, where it is stated several times.
        texts: in the order of the document.
        left: paragraphs and rows without a place, which go to 其他章节: heading and words.
        year: the year that the document is of; None where it does not say.
        unit: the unit's name as the document gives it; "" where it does not.
        measure: 万元, or as the document says it of its amounts.
        more: single values that are neither figures nor words, by their keys.
        unwritten: columns that are worked out and not written: the table, and what they are called.
        summed: sums that are not written, as their parts are and come to them.
        is_beside: it only repeats what was found otherwise, to be held against it.
    """

    figures: tuple[FoundFigure, ...] = ()
    texts: tuple[FoundText, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    unit: str = ""
    measure: str = "万元"
    more: dict[KeyPath, Any] = field(default_factory=dict)
    unwritten: tuple[tuple[str, str], ...] = ()
    summed: tuple[FoundFigure, ...] = ()
    is_beside: bool = False
