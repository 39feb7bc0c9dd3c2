"""Rows → CSV that Excel opens rightly and safely: UTF-8 with BOM, CRLF, no cell that a program would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from .json_text import file_bytes

#: What one cell holds; None is an empty cell (未公开).
Value = str | Decimal | int | None
BOM: Final = "\ufeff"
#: A number below zero is no formula, though it may be a text (实际完成值).
_BELOW_ZERO: Final = re.compile(r"-[0-9]+(?:\.[0-9]+)?%?")
#: First characters that make spreadsheets read a formula, the full-width forms included.
RISKY: Final = frozenset("=+-@\t\r\n＝＋－＠")


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take ``text`` for a formula."""
    return text[:1] in RISKY and text != "" and not _BELOW_ZERO.fullmatch(text)


def safe(text: str) -> str:
    """``text`` as a spreadsheet must take it: as text, by a leading apostrophe where it is needed."""
    return f"'{text}" if is_risky(text) else text


def cell(value: Value) -> str:
    """Figures digit by digit, words made safe, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def csv_text(rows: Iterable[Sequence[Value]]) -> str:
    """Lines of CSV, without a heading."""
    return plain_csv([[cell(value) for value in row] for row in rows])


def plain_csv(rows: Iterable[Sequence[str]]) -> str:
    """Lines of CSV of cells that are safe already."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def csv_bytes(head: Sequence[str], bodies: Iterable[str]) -> bytes:
    """A whole CSV file from its heading and the text of its parts."""
    return file_bytes(BOM + csv_text([head]) + "".join(bodies))
