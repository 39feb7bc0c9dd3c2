"""Tables of a page → one CSV, a cell to a line."""

from __future__ import annotations

from collections.abc import Iterable

from ..pages.parts.table import Table
from .csv_text import csv_bytes, csv_text


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
