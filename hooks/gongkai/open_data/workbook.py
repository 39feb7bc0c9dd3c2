"""Reports → an Excel workbook: figures as numbers, words as words, never a formula (docs/decisions/0006)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from ..model.money import places
from .files import Value, is_risky
from .sheets import SHEETS, WHO, Column, Sheet, SheetRow, sheet_rows

#: Excel's own limits; what goes beyond is said in the last row and stands in the CSV and JSON.
LAST_ROW: Final = 1_048_575
LONGEST: Final = 32_767
FULL: Final = "本表已满，其余数据见同一位置的 CSV 文件"
CUT: Final = "……（全文见 JSON 文件）"
#: Printed on A4, as wide as it is, the heading on every sheet.
_A4: Final = 9
#: The same report gives the same bytes: no clock.
_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_HEADING: Final = {"bold": True, "bottom": 1, "bg_color": "#EEF1F5", "text_wrap": True, "valign": "top"}


class _Styles:
    """The few cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, int, bool], Any] = {}
        self.heading = book.add_format(_HEADING)

    def get(self, form: str = "", depth: int = 0, *, quoted: bool = False) -> Any:
        """A number format, an indent, and the mark by which Excel keeps ``=1`` a text."""
        key = (form, depth, quoted)
        if key not in self._made:
            wanted = {"num_format": form or "General", "indent": depth, "quote_prefix": quoted}
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


class _Writer:
    """Writes one sheet from top to bottom."""

    def __init__(self, page: Any, sheet: Sheet, styles: _Styles) -> None:
        self._page, self._styles, self._row = page, styles, 0
        self._columns = (*WHO, *sheet.columns)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for at, column in enumerate(self._columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, column.label, styles.heading)

    def write(self, who: tuple[Value, ...], row: SheetRow) -> None:
        """The next row, or once the word that the sheet is full."""
        self._row += 1
        if self._row == LAST_ROW:
            self._page.write_string(self._row, 0, FULL)
        if self._row >= LAST_ROW:
            return
        for at, (column, value) in enumerate(zip(self._columns, (*who, *row.cells), strict=True)):
            self._cell(at, column, value, row.depth if at == len(who) else 0)

    def _cell(self, at: int, column: Column, value: Value, depth: int) -> None:
        if isinstance(value, str):
            text = value if len(value) <= LONGEST else value[: LONGEST - len(CUT)] + CUT
            self._page.write_string(self._row, at, text, self._styles.get("", depth, quoted=is_risky(text)))
        elif value is not None:
            form = "" if not column.money else "0.00" if _decimals(value) <= 2 else "0.00####"
            self._page.write_number(self._row, at, value, self._styles.get(form))

    def close(self) -> None:
        """Let readers filter by unit, year and item."""
        if self._row:
            self._page.autofilter(0, 0, min(self._row, LAST_ROW), len(self._columns) - 1)


def _decimals(value: Decimal | int) -> int:
    return places(value) if isinstance(value, Decimal) else 0


def workbook(sheets: Iterable[str], title: str) -> bytes:
    """The workbook of several reports, from the rows of each as JSON; a year of any size needs the same memory."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(
        {"title": title, "comments": "金额单位：万元。空白表示未公开，0 表示公开为零。", "created": _MADE}
    )
    styles = _Styles(book)
    writers = [_Writer(book.add_worksheet(sheet.name), sheet, styles) for sheet in SHEETS]
    for report in map(sheet_rows, sheets):
        for writer, rows in zip(writers, report.sheets, strict=True):
            for row in rows:
                writer.write(report.who, row)
    for writer in writers:
        writer.close()
    book.close()
    return out.getvalue()
