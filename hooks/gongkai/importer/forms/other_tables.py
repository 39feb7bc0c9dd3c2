"""Tables that name no line of a form: kept as tables with every word, for no place is theirs."""

from __future__ import annotations

import re
from typing import Final

from ..excerpts import TABLE_BEGINS
from .labels import lines_labelled
from .self_evaluation import is_self_evaluation
from .sheet import Sheet

#: Headings of columns that only forms have.
_OF_FIGURES: Final = re.compile("预算|决算|执行数|科目")
#: A bar would part a cell in two.
_BAR: Final = str.maketrans({"|": "｜"})


def names_no_line(sheet: Sheet) -> bool:
    """Whether a table says anything, and is no form that was not filled in."""
    cells = (cell for row in sheet.area.rows() for cell in sheet.area.own(row))
    texts = [text for cell in cells if (text := _text(sheet, cell.row, cell.column))]
    is_form = any(lines_labelled(text, sheet.names) or _OF_FIGURES.search(text) for text in texts)
    return bool(texts) and not is_form and not is_self_evaluation(sheet)


def in_words(sheet: Sheet) -> str:
    """The table as texts of a data file have it, its first row as the heading; of one column the lines alone.

    A cell that goes over several columns heads each of them; one that goes over several rows stands in the first.
    """
    area = sheet.area
    rows = [row for row in area.rows() if any(_text(sheet, row, cell.column) for cell in area.own(row))]
    columns = _columns(sheet, rows)
    if len(columns) == 1:
        return "\n\n".join(_own(sheet, row, columns[0]) for row in rows)
    heading = [_text(sheet, rows[0], column) for column in columns]
    written = [heading, *([_own(sheet, row, column) for column in columns] for row in rows[1:])]
    lines = [f"{TABLE_BEGINS}{' | '.join(row)} |" for row in written]
    return "\n".join([lines[0], "|---" * len(columns) + "|", *lines[1:]])


def _columns(sheet: Sheet, rows: list[int]) -> list[int]:
    """Those in which a cell begins that says something; one that only goes on with its heading is none."""
    area = sheet.area
    filled = {column for column in range(area.width) if any(_own(sheet, row, column) for row in rows[1:])}
    heads = {cell: range(cell.column, cell.column + cell.columns) for cell in area.own(rows[0])}
    alone = {cell.column for cell, span in heads.items() if area.text(rows[0], cell.column) and not filled & {*span}}
    return sorted(filled | alone)


def _own(sheet: Sheet, row: int, column: int) -> str:
    """The words of the cell that begins there."""
    cell = sheet.area.at(row, column)
    return _text(sheet, row, column) if cell and (cell.row, cell.column) == (row, column) else ""


def _text(sheet: Sheet, row: int, column: int) -> str:
    return sheet.area.text(row, column).translate(_BAR)
