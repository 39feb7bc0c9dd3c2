"""Sheets of the workbook: what they are made of, and the rows of lines and indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..model.amounts import COLUMN_LABELS, Figure
from ..model.evaluation import Indicator
from ..model.finance import FunctionalLine
from ..model.record import key_of
from .files import Value, as_written
from .published import Published
from .stated import AS_WRITTEN, BESIDE, beside


class Column(NamedTuple):
    """A column: heading, width in characters, and whether it holds money (two decimals)."""

    label: str
    width: int = 14
    money: bool = False


class SheetRow(NamedTuple):
    """The cells of a row after unit and year; ``depth`` indents the first of them."""

    cells: tuple[Value, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns after unit and year, and its rows for one report.

    An optional one is there only where a report has rows for it.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Published], Iterator[SheetRow]]
    is_optional: bool = False


_AMOUNTS: Final = tuple(Column(label, money=True) for label in COLUMN_LABELS.values())
#: A line of the form: its label, its four columns, its note, and what few lines state beside them.
LINE_COLUMNS: Final = (
    *(Column("项目", 36), *_AMOUNTS, Column("说明", 30)),
    *(Column(label, money=measure == "万元") for label, measure in BESIDE),
)
_WIDTHS: Final = {
    "criterion": 18, "indicator": 32, "sign": 9, "measure": 9, "weight": 8, "score": 8, "deviation_note": 40,
}  # fmt: skip  # a table of columns and widths
#: A row of the 自评表.
INDICATOR_COLUMNS: Final = tuple(
    Column(key_of(Indicator, name), _WIDTHS.get(name, 14)) for name in Indicator.model_fields
)


def amount_rows(figure: Figure, depth: int) -> Iterator[SheetRow]:
    """A line of the form and its parts below it."""
    kinds = figure.item.kinds() if isinstance(figure.item, FunctionalLine) else {}
    if figure.is_given or kinds:
        cells = (figure.label, *figure.item.columns.values(), figure.item.note, *beside(figure.item))
        yield SheetRow(cells, depth + figure.level)
        for part in figure.parts():
            yield from amount_rows(part, depth + 1)
        for key, value in kinds.items():
            yield SheetRow((f"其中：{key}", None, None, None, value, None), depth + figure.level + 1)


def indicator_cells(row: Indicator) -> tuple[Value, ...]:
    """The cells of a row of the 自评表; a target or a result that is a plain number is one, digit by digit."""
    cells = {name: getattr(row, name) for name in Indicator.model_fields}
    return tuple(as_written(value) if name in AS_WRITTEN else value for name, value in cells.items())
