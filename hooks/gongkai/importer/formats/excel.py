"""Excel files (.xlsx, .xls): sheets as tables, numbers with the digits that are shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from ..document import Grid, GridCell, Paragraph, UnreadableError
from .excel_numbers import Value, shown
from .excel_styles import SheetFacts, facts_of, is_possible
from .ole import SIGNATURE

_DAMAGED: Final = "表格文件坏了或者格式不对，打不开；请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
_LOCKED: Final = "文件有密码，读不了；请用 Excel 或 WPS 打开，去掉密码后另存一份再导入"
#: More cells than this in a sheet are no form; rows and columns far away are formats without words.
_MOST_CELLS: Final = 200_000
#: Rows and columns that a form may have beyond its last words.
_FORM: Final = (1000, 100)


def read_excel(content: bytes) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """The sheets that are shown and hold something; which were left out.

    Raises:
        UnreadableError: damaged, locked, or too large for a form.
    """
    known = facts_within_limits(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
            hidden = [name for name in book.sheet_names if name not in names]
            facts = {name: SheetFacts() for name in names} | known
            grids = [_grid(book.get_sheet_by_name(name), facts[name]) for name in names]
    except PasswordError as error:
        raise UnreadableError(_LOCKED) from error
    except CalamineError as error:
        raise UnreadableError(_DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # what calamine did not expect; nothing exports the class
            raise UnreadableError(_DAMAGED) from error
        raise
    notes = [f"隐藏的工作表没有读：{'、'.join(f'“{name}”' for name in hidden)}"] if hidden else []
    notes += [f"工作表“{name}”有隐藏的行或列，也读了" for name in names if facts[name].hides]
    return tuple(grid for grid in grids if grid), tuple(notes)


def facts_within_limits(content: bytes) -> dict[str, SheetFacts]:
    """What the sheets say beside their values, before anybody opens them: calamine makes room for every empty cell.

    Raises:
        UnreadableError: damaged, or too large for a form.
    """
    if content.startswith(SIGNATURE) and not is_possible(content):
        raise UnreadableError(_DAMAGED)
    known = facts_of(content)
    for name in known:
        _check_size(name, *known[name].extent)
    if not known and not content.startswith(SIGNATURE):
        raise UnreadableError(_DAMAGED)  # a package whose sheets cannot be seen before, as .xlsb
    return known


def _check_size(name: str, rows: int, columns: int) -> None:
    """Before anything is made of it: a single cell in the last row of a sheet makes a table of millions."""
    if rows * columns > _MOST_CELLS:
        raise UnreadableError(f"工作表“{name}”太大，不像一张报表；请只留要导入的工作表和行列，另存一份再导入")


def _grid(sheet: CalamineSheet, facts: SheetFacts) -> Grid | None:
    """A sheet as a table; None where nothing stands in it."""
    _check_size(sheet.name, sheet.height, sheet.width)
    if sheet.start is None:
        return None
    top, left = sheet.start
    values: dict[tuple[int, int], Value] = {
        (top + row, left + column): value
        for row, line in enumerate(sheet.to_python(skip_empty_area=True))
        for column, value in enumerate(line)
    }
    merged = {start: end for start, end in sheet.merged_cell_ranges or [] if start != end}
    cells = tuple(_cells(values, merged, facts))
    return Grid(cells, title=sheet.name, place=f"工作表“{sheet.name}”") if any(cell.text for cell in cells) else None


def _cells(
    values: dict[tuple[int, int], Value], merged: dict[tuple[int, int], tuple[int, int]], facts: SheetFacts
) -> Iterator[GridCell]:
    """Cells in order; what a merged one covers is part of it, whatever stands there."""
    # A merged cell may go to the last row of the sheet: as far as the form goes it is drawn.
    last = max(_FORM[0], *(row for row, _ in values)), max(_FORM[1], *(column for _, column in values))
    covered = {
        (row, column)
        for start, end in merged.items()
        for row in range(start[0], min(end[0], last[0]) + 1)
        for column in range(start[1], min(end[1], last[1]) + 1)
    } - set(merged)
    for row, column in sorted(values):
        if (row, column) not in covered:
            end = merged.get((row, column), (row, column))
            size = min(end[0], last[0]) - row + 1, min(end[1], last[1]) - column + 1
            form = facts.forms.get((row, column), "General")
            words = shown(values[row, column], form, is_computed=(row, column) in facts.computed)
            yield GridCell(words, row, column, *size)
