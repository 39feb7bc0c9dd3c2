"""Values → JSON text with every digit of a figure as it was published: 161.80 stays 161.80, never a float."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, Final


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
    return f"{value:f}"


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
