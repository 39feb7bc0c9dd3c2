"""Kinds of text in data files: one line, free text, a code, a date, a year."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST_ID: Final = 64
#: Names of devices, which Windows takes for no file whatever stands behind their first dot.
DEVICES: Final = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
UNIT_ID: Final = re.compile(rf"(?!(?:{'|'.join(DEVICES)})$)(?=.{{1,{LONGEST_ID}}}$)[a-z0-9]+(?:-[a-z0-9]+)*")
CHECKSUM: Final = re.compile(r"[0-9a-f]{64}")
ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Characters without a shape: two names that look the same would not be the same.
UNSEEN: Final = re.compile(
    r"[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U0001d173-\U0001d17a]"
)
_QUOTED: Final = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|\"[^\"]*\"|'[^']*'|＂[^＂]*＂")
_OPENING: Final = frozenset("“‘「『\"'＂")
FIRST_YEAR, LAST_YEAR = 2000, 2100
#: A target is no number of so many digits; a code, which may be one, is written in quotation marks.
LARGEST_VALUE: Final = Decimal(10) ** 15


def folded(name: str) -> str:
    """A file's name as the least careful file system compares it: no case, one form of each letter, no end of dots."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).rstrip(". ")


def is_device(name: str) -> bool:
    """Whether Windows takes the name for a device, such as con.pdf."""
    return folded(name).partition(".")[0].rstrip() in DEVICES


def quoted(text: str) -> str:
    """``text`` in quotation marks, unless it was written with its own."""
    return text if text[:1] in _OPENING and _QUOTED.fullmatch(text) else f"“{text}”"


def fault_of_id(unit_id: str) -> tuple[str, str] | None:
    """What is wrong with a unit's id, and what to do; None for a right one."""
    if UNIT_ID.fullmatch(unit_id):
        return None
    if is_device(unit_id):
        return "这是 Windows 留给设备的名称，存不成文件", "在后面加上几个字母，定了就不再改"
    if re.fullmatch(r"[a-z0-9-]+", unit_id) and len(unit_id) > LONGEST_ID:
        return f"单位标识有 {len(unit_id)} 个字符，最多 {LONGEST_ID} 个", "用简称的拼音，定了就不再改"
    return "单位标识只能用小写字母、数字和短横线", "用拼音，定了就不再改"


def _parse_text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Decimal | int):
        raise PydanticCustomError("number_for_text", "这里要写文字，写的是数字")
    raise PydanticCustomError("not_text", "这里要写文字")


def _parse_line(value: Any) -> str:
    text = _parse_text(value)
    if "\n" in text:
        raise PydanticCustomError("not_one_line", "这里只能写一行")
    if not text:
        raise PydanticCustomError("empty_text", "这里不能留空文字")
    if found := UNSEEN.search(text):
        fact = f"第 {found.start() + 1} 个字是看不见的符号（U+{ord(found[0]):04X}）"
        raise PydanticCustomError("unseen_character", "看不见的符号", {"fact": fact})
    return text


def _parse_value(value: Any) -> str:
    """A target or result such as ≥95%, 12 or 优良: text, or a number kept as written."""
    if not isinstance(value, Decimal | int):
        return _parse_line(value)
    number = Decimal(value)
    if not number and number.is_signed():
        raise PydanticCustomError("negative_zero", "零前面有负号")
    if abs(number) >= LARGEST_VALUE:
        raise PydanticCustomError("number_too_large", "数字过大")
    return f"{number:f}"


def _parse_written(value: Any) -> str:
    """A value of any kind as it is written: a number with its digits, a text with its lines."""
    if not isinstance(value, Decimal | int):
        return _parse_text(value)
    if not value and Decimal(value).is_signed():
        raise PydanticCustomError("negative_zero", "零前面有负号")
    return f"{Decimal(value):f}"


def _parse_date(value: Any) -> date:
    text = value if isinstance(value, str) else str(value)
    if not ISO_DATE.fullmatch(text):
        raise PydanticCustomError("not_a_date", "不是日期")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_such_date", "没有这一天") from None


def _parse_year(value: Any) -> int:
    is_number = isinstance(value, Decimal | int) and not isinstance(value, bool)
    if not is_number or value != int(value) or not FIRST_YEAR <= value <= LAST_YEAR:
        raise PydanticCustomError("not_a_year", "不是年度")
    return int(value)


def _parse_unit_id(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("not_a_unit_id", "不是单位标识")
    if fault := fault_of_id(value):
        raise PydanticCustomError("not_a_unit_id", "不是单位标识", {"fact": fault[0]})
    return value


def _check_checksum(text: str) -> str:
    if not CHECKSUM.fullmatch(text):
        raise PydanticCustomError("not_a_checksum", "不是校验值")
    return text


#: One line of plain text.
Line = Annotated[str, BeforeValidator(_parse_line), WithJsonSchema({"type": "string", "minLength": 1})]
#: Free text; its marks are those of ``model.prose``.
Prose = Annotated[str, BeforeValidator(_parse_text), WithJsonSchema({"type": "string"})]
#: In the schema of an editor: text or a number.
_TEXT_OR_NUMBER: Final = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]})
#: Text or a number, kept exactly as written: ≥95%, 12.50, 优良.
Value = Annotated[str, BeforeValidator(_parse_value), _TEXT_OR_NUMBER]
#: Text of any length or a number, kept exactly as written: a value as it was published.
Written = Annotated[str, BeforeValidator(_parse_written), _TEXT_OR_NUMBER]
#: A SHA-256, hexadecimal.
Checksum = Annotated[
    Line,
    AfterValidator(_check_checksum),
    WithJsonSchema({"type": "string", "pattern": f"^{CHECKSUM.pattern}$"}),
]
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
