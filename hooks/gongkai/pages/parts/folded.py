"""Tables that say nothing new are folded, and long ones shortened: all stays on the page, and opens at a press."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from .table import Table

#: The kinds of cells of figures, and what all but noughts have.
_FIGURES: Final = frozenset({"number", "null"})
_POSITIVE: Final = re.compile("[1-9]")
_FIGURE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: Of a long table so many rows are seen at first; the style sheet counts them too, in whatever order they then stand.
FIRST: Final = 20
#: A table of more rows is long.
LONG_TABLE: Final = 40
#: The order of what is listed as the bureau registers it.
BY_REGISTER: Final = "按登记的次序"


def shortened(table: Table, order: str, most: int = LONG_TABLE) -> Table:
    """The table; one of more than ``most`` rows shows the first alone, in ``order``, until the reader wants all."""
    return replace(table, first=FIRST, order=order) if len(table.rows) > most else table


def folded(table: Table, said: str) -> Table:
    """The table, folded where it holds noughts alone, or one line whose 决算 the sentences above it (``said``) tell.

    What is marked, derived or explained is never folded.
    """
    rows = table.rows
    is_one = len(rows) == 1
    if table.notes or table.note or not (is_one or _is_nought(table)) or any([row.mark for row in rows]):
        return table
    cells = [cell for row in rows for cell in row.cells]
    if not all([cell.kind in _FIGURES for cell in cells]):
        return table
    if _is_nought(table):
        missing = "或未公开" if any([cell.kind == "null" for cell in cells]) else ""
        return replace(table, folded=f"{table.caption}表（数字都是零{missing}）")
    is_told = rows[0].label in said and _tells(said, cells[0].text)
    return replace(table, folded=f"{table.caption}表（一行，决算数上面已经写明）") if is_told else table


def _is_nought(table: Table) -> bool:
    """Whether it holds noughts alone; a row without figures stands there for its name."""
    if any(_POSITIVE.search(cell.text) for row in table.rows for cell in row.cells):
        return False
    return all(any(cell.kind == "number" for cell in row.cells) for row in table.rows)


def _tells(said: str, text: str) -> bool:
    """Whether the sentences hold this very figure, with or without thousands set apart."""
    if not _FIGURE.fullmatch(text):
        return False
    figure = Decimal(text.replace(",", ""))
    return any(Decimal(one.replace(",", "")) == figure for one in _FIGURE.findall(said))
