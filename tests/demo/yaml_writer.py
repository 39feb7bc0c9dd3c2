"""Python values → YAML in the one layout of data files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from gongkai.model.report import Report
from gongkai.open_data.data_layout import Notes, Shape, as_meant, laid_out

_NOTHING: Final = Notes()
_REPORT: Final = Shape(Report)


class Figure(str):
    """A figure, written as it is."""


def money(cents: int) -> Figure:
    """0.01 万元 → a figure with two decimals."""
    return Figure(f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}")


def dump(document: dict[str, Any], *comments: str, shape: Shape = _REPORT) -> str:
    """The text of a data file, comments first."""
    return laid_out(as_meant(_plain(document)), _NOTHING, [f"# {comment}" for comment in comments], shape)


def _plain(value: Any) -> Any:
    """Values with figures as numbers."""
    if isinstance(value, dict):
        return {str(key): _plain(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(below) for below in value]
    return Decimal(value) if isinstance(value, Figure) else value
