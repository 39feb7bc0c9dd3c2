"""What stands in a cell of a workbook → the value that a data file has."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from ..model.paths import is_prose
from .cell import FormPath, declared_at
from .lines import kind_of
from .number_formats import decimals_of

_THOUSANDS: Final = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
#: What a printed form has for a figure where there is nothing to say, and the words for it; after NFKC.
_NOTHING: Final = re.compile(r"[-—–―‐−/]+|无|未公开|null|~", re.IGNORECASE)
_DAY: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
#: The day before day 1 of Excel's calendar, which has a 29 February 1900.
_DAY_NOUGHT: Final = date(1899, 12, 30)
_LAST_DAY: Final = 100_000
#: A longer text stands below its key.
_LONG: Final = 70


def value_of(raw: Any, form: str, path: FormPath) -> Any:
    """The value for the place ``path`` of a cell that holds ``raw`` in the number format ``form``; None of none."""
    if raw is None or raw == "":
        return None
    declared = declared_at(path)
    kind = kind_of(declared)
    if kind == "number":
        return _number(raw, form)
    if kind == "day":
        return _day(raw)
    text = plain_text(raw, form)
    if path[-1] == "推算":
        return [label for label in re.split(r"[、，,\s]+", text) if label]
    return text if declared is not None and is_prose(declared) else text.strip() or None


def says_no_figure(text: str) -> bool:
    """Whether words in the place of a figure say that there is none: —, －, /, 无, null, 未公开."""
    return _NOTHING.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def block(text: str) -> str:
    """A paragraph as the file has it: a long one stands below its key and ends with its line."""
    bare = text.strip()
    return f"{bare}\n" if "\n" in bare or len(bare) > _LONG else bare


def plain_text(raw: Any, form: str = "") -> str:
    """The words of a cell, whatever its kind."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float | int):
        shown = digits(raw, form)
        return f"{shown:f}%" if "%" in form else f"{shown:f}"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(" ")
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw).replace("\r\n", "\n").replace("\r", "\n")


def digits(raw: float, form: str) -> Decimal:
    """A number as its cell shows it, or with more digits where it has more."""
    value = Decimal(repr(raw)) * (100 if "%" in form else 1)
    value = value.normalize()
    exponent = min(int(value.as_tuple().exponent), -decimals_of(form), 0)
    return value.quantize(Decimal(1).scaleb(exponent)) if len(value.as_tuple().digits) <= 17 else value


def _number(raw: Any, form: str) -> Any:
    """A number; what is none stays as it was written, for the check to tell."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return digits(raw, form)
    text = unicodedata.normalize("NFKC", plain_text(raw)).strip()
    if says_no_figure(text):
        return None
    bare = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
    return Decimal(bare) if _NUMBER.fullmatch(bare) else text or None


def _day(raw: Any) -> str | None:
    if isinstance(raw, float | int) and not isinstance(raw, bool) and 0 < raw < _LAST_DAY:
        return (_DAY_NOUGHT + timedelta(days=int(raw))).isoformat()
    text = unicodedata.normalize("NFKC", plain_text(raw)).strip()
    found = _DAY.fullmatch(text)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text or None
