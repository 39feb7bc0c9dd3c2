"""Python values → YAML as a careful clerk would write it: block text, short flow mappings, blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

_PLAIN: Final = re.compile(r"[^\s'\"#&*!|>%@`{}\[\],?:=-][^#:{}\[\],\n\"]*")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?|null|true|false|yes|no|~", re.IGNORECASE)


class Figure(str):
    """A figure, written as it is."""


def money(cents: int) -> Figure:
    """0.01 万元 → a figure with two decimals."""
    return Figure(f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}")


def dump(document: dict[str, Any], *comments: str) -> str:
    """The text of a data file, comments first."""
    lines = [f"# {comment}" for comment in comments]
    for key, value in document.items():
        lines += ["", *_entry(key, value, 0)] if isinstance(value, dict | list | str) else _entry(key, value, 0)
    return "\n".join([*lines, ""])


def _entry(key: str, value: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(value, dict) and not _is_flow(value):
        yield f"{pad}{key}:"
        for name, part in value.items():
            yield from _entry(name, part, depth + 1)
    elif isinstance(value, list) and value:
        yield f"{pad}{key}:"
        for item in value:
            yield from _item(item, depth + 1)
    elif _is_long(value):
        yield f"{pad}{key}: |"
        yield from (f"{pad}  {line}" if line else "" for line in str(value).split("\n"))
    else:
        yield f"{pad}{key}: {_inline(value)}"


def _item(item: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(item, dict) and not _is_flow(item):
        first, *rest = [line for name, part in item.items() for line in _entry(name, part, depth + 1)]
        yield f"{pad}- {first.strip()}"
        yield from rest
    else:
        yield f"{pad}- {_inline(item)}"


def _is_flow(value: dict[str, Any]) -> bool:
    """Short mappings of single values go on one line."""
    if any(isinstance(part, dict | list) or _is_long(part) for part in value.values()):
        return not value
    return sum(len(str(key)) + len(str(part)) for key, part in value.items()) <= 70


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Figure) and ("\n" in value or len(value) > 60)


def _inline(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, int | Figure):
        return str(value)
    text = str(value)
    return text if _PLAIN.fullmatch(text) and not _NUMBER.fullmatch(text) else '"' + text.replace('"', '\\"') + '"'
