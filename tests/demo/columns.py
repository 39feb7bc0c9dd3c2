"""A line's four columns in units of 0.01 万元."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

COLUMNS: Final = ("上年决算", "年初预算", "全年预算", "决算")
Columns = dict[str, int]


def add(parts: Iterable[Columns]) -> Columns:
    """Column by column."""
    listed = list(parts)
    return {column: sum(part[column] for part in listed) for column in COLUMNS}
