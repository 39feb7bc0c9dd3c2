"""Kinds of text in data files: one line, free text, a code, a date, a year."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

UNIT_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def _parse_text(value: Any) -> str:
    if isinstance(value, Decimal | int):
        raise PydanticCustomError("number_for_text", "这里要写文字，写的是数字")
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "这里要写文字")
    return value.strip()


def _parse_line(value: Any) -> str:
    text = _parse_text(value)
    if "\n" in text:
        raise PydanticCustomError("not_one_line", "这里只能写一行")
    if not text:
        raise PydanticCustomError("empty_text", "这里不能留空文字")
    return text


def _parse_value(value: Any) -> str:
    """A target or result such as ≥95%, 12 or 优良: text, or a number kept as written."""
    return str(value) if isinstance(value, Decimal | int) else _parse_line(value)


def _parse_date(value: Any) -> date:
    text = value if isinstance(value, str) else str(value)
    if not ISO_DATE.fullmatch(text):
        raise PydanticCustomError("not_a_date", "不是日期")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_such_date", "没有这一天") from None


def _parse_year(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, Decimal | int) or value != int(value):
        raise PydanticCustomError("not_a_year", "不是年度")
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise PydanticCustomError("not_a_year", "不是年度")
    return int(value)


def _parse_unit_id(value: Any) -> str:
    if not isinstance(value, str) or not UNIT_ID.fullmatch(value):
        raise PydanticCustomError("not_a_unit_id", "不是单位标识")
    return value


#: One line of plain text.
Line = Annotated[str, BeforeValidator(_parse_line), WithJsonSchema({"type": "string", "minLength": 1})]
#: Free text; its marks are those of ``model.prose``.
Prose = Annotated[str, BeforeValidator(_parse_text), WithJsonSchema({"type": "string"})]
#: Text or a number, kept exactly as written: ≥95%, 12.50, 优良.
Value = Annotated[str, BeforeValidator(_parse_value), WithJsonSchema({"type": ["string", "number"]})]
#: An ISO date, 2021-06-30.
Day = Annotated[date, BeforeValidator(_parse_date), WithJsonSchema({"type": "string", "format": "date"})]
#: A budget year.
Year = Annotated[
    int, BeforeValidator(_parse_year), WithJsonSchema({"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR})
]
#: The stable id of a unit: lower-case pinyin, digits and hyphens; it is the address for ever.
UnitId = Annotated[
    str, BeforeValidator(_parse_unit_id), WithJsonSchema({"type": "string", "pattern": f"^{UNIT_ID.pattern}$"})
]
