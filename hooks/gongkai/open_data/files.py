"""Files of open data: JSON with every digit as published, CSV that Excel opens rightly and safely, and Download.

161.80 stays 161.80, never a float. CSV has a BOM, CRLF, and no cell that a program would run.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, Final

from ..pages.parts.table import Table


def given(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of ``said``: neither None nor empty words."""
    return {key: value for key, value in said.items() if value is not None and value != ""}


def json_text(value: Any) -> str:
    """Compact JSON of records, lists, figures, dates and words; None is null (未公开)."""
    return _WRITERS.get(type(value), _other)(value)


def json_bytes(value: Any) -> bytes:
    """A whole JSON file."""
    return file_bytes(json_text(value) + "\n")


def file_bytes(text: str) -> bytes:
    """UTF-8; half a character, which no encoding can hold, becomes a question mark."""
    return text.encode("utf-8", "replace")


def _record(value: Mapping[str, Any]) -> str:
    parts = [f"{_text(key)}:{_WRITERS.get(type(part), _other)(part)}" for key, part in value.items()]
    return "{" + ",".join(parts) + "}"


def _list(value: Sequence[Any]) -> str:
    return "[" + ",".join([_WRITERS.get(type(part), _other)(part) for part in value]) + "]"


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"no JSON number: {value}")
    return digits_of(value)


def digits_of(value: Decimal) -> str:
    """A figure digit by digit; ``str`` takes a third of the time of ``:f``, but writes some with an exponent."""
    text = str(value)
    return f"{value:f}" if "E" in text else text


def _other(value: Any) -> str:
    """Words from a fixed list (such as 已公开) are words; anything else has no business in a file."""
    if isinstance(value, str):
        return _text(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


_text: Final = encode_basestring
_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    str: _text,
    Decimal: _number,
    int: str,
    dict: _record,
    list: _list,
    tuple: _list,
    bool: lambda value: "true" if value else "false",
    date: lambda value: f'"{value.isoformat()}"',
    type(None): lambda _: "null",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file at ``path`` below the site root, and how to make its bytes, part by part."""

    path: str
    parts: Callable[[], Iterable[bytes]]

    @classmethod
    def of(cls, path: str, content: bytes) -> Download:
        """A file whose bytes are known."""
        return cls(path, lambda: (content,))

    @classmethod
    def made(cls, path: str, make: Callable[[], bytes]) -> Download:
        """A file that is made in one piece."""
        return cls(path, lambda: (make(),))

    def content(self) -> bytes:
        """The whole file."""
        return b"".join(self.parts())


#: What one cell holds; None is an empty cell (未公开).
Value = str | Decimal | int | date | None
BOM: Final = "\ufeff"
#: A number below zero is no formula, though it may be a text (实际完成值).
_BELOW_ZERO: Final = re.compile(r"-[0-9]+(?:\.[0-9]+)?%?")
#: First characters that make spreadsheets read a formula, the full-width forms included.
RISKY: Final = frozenset("=+-@\t\r\n＝＋－＠")


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take ``text`` for a formula."""
    return text[:1] in RISKY and not _BELOW_ZERO.fullmatch(text)


#: No code with a nought before it, and nothing with a plus, a comma or a measure.
_PLAIN: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def as_written(text: str | None) -> Value:
    """The number that a text is, digit by digit, where it is nothing else."""
    return Decimal(text) if text and _PLAIN.fullmatch(text) else text


def cell(value: Value) -> str:
    """Figures digit by digit, nothing for None; words as text, by a leading apostrophe where it is needed."""
    if type(value) is Decimal:
        return digits_of(value)
    if isinstance(value, str):
        return f"'{value}" if value[:1] in RISKY and is_risky(value) else value
    return "" if value is None else str(value)


def csv_text(rows: Iterable[Sequence[Value]]) -> str:
    """Lines of CSV, without a heading."""
    return csv_lines([cell(value) for value in row] for row in rows)


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    """The same of rows that are cells already (:func:`cell`)."""
    listed = list(rows)
    text = "\r\n".join([*map(",".join, listed), ""])
    commas = sum(map(len, listed)) - len(listed)
    is_plain = text.count(",") == commas and text.count("\r") == text.count("\n") == len(listed) and '"' not in text
    if is_plain and not text.startswith("\r\n") and "\n\r\n" not in text:
        return text
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(listed)
    return out.getvalue()


def csv_bytes(head: Sequence[str], bodies: Iterable[str]) -> bytes:
    """A whole CSV file from its heading and the text of its parts."""
    return file_bytes(BOM + csv_text([head]) + "".join(bodies))


def tables_csv(tables: Iterable[Table | None]) -> bytes:
    """Every cell with its table, row and column, as it is printed."""
    rows = (
        (table.caption, row.label, column.label, cell.text)
        for table in tables
        if table
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    )
    return csv_bytes(("表", "项目", "栏目", "内容"), (csv_text(rows),))
