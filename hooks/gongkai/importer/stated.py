"""A value for a place of the data file, and what states it: the sentence, or the row and column."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from .excerpts import SHORT, at_place, excerpt


class Stated(NamedTuple):
    """A value and what states it.

    Attributes:
        value: a figure, words, or another plain value.
        source: the sentence, or the names of row and column.
        place: where that stands, with the file where there are several.
        doubt: why it is not certain; "" where it is.
    """

    value: Any
    source: str = ""
    place: str = ""
    doubt: str = ""
    is_table: bool = False

    def said(self) -> str:
        """第3页“……”写 812.40."""
        value = self.value if isinstance(self.value, Decimal) else None
        words = f"{value:f}" if value is not None else f"“{excerpt(str(self.value), width=SHORT)}”"
        return f"{at_place(self.place, excerpt(self.source, value, SHORT))}写 {words}"
