"""Table: what a template needs to place a table, nothing left to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from ...model.problem import KeyPath

CellKind = Literal["number", "null", "text", "long", "prose"]
RowKind = Literal["", "total", "gap"]
#: Words longer than this want a wide cell.
LONG: Final = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: finished text, how to set it, and the address it leads to."""

    text: str
    kind: CellKind = "number"
    path: str | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the label of its header cell, how deep it stands, its cells, the check that marks it, its group."""

    label: str
    cells: tuple[Cell, ...]
    level: int = 0
    kind: RowKind = ""
    path: str | None = None
    mark: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, whether it holds numbers, and the address its heading leads to."""

    label: str
    numeric: bool = True
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with caption and measure; ``head`` is the heading of the first column, ``notes`` are (row, 说明).

    ``shown`` are the keys of the values of a report that stand in it.
    The headings of a ``sortable`` table become buttons and hold no links.
    """

    key: str
    caption: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    measure: str = "单位：万元"
    note: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    sortable: bool = False
    shown: frozenset[KeyPath] = frozenset()


def text_cell(text: str | None) -> Cell:
    """A cell of words, a wide one if they are many; nothing published is ``—``."""
    return Cell(text or "—", "long" if text and len(text) > LONG else "text")


def prose_cell(text: str | None) -> Cell:
    """A cell of free text, whose marks (headings, lists, bold words …) are set as such."""
    return Cell(text, "prose") if text else text_cell(text)


def number_cell(text: str) -> Cell:
    """A cell of a figure that is already formatted."""
    return Cell(text, "null" if text == "—" else "number")
