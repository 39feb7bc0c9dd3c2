"""The sheets of the form → an Excel workbook: labels locked, cells to fill in coloured, printed on A4."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from ..model.money import places
from ..model.record import measure_of
from .cell import COLUMN_MARK, KEY_COLUMN, Cell, FormSheet, Row, declared_at
from .sheets import FormOf, sheets_of

#: The sheet that says whose form it is; hidden.
WHOSE: Final = "gongkai"
#: Digits that Excel keeps of a number; one with more is a text, so that none is lost.
_DIGITS: Final = 15
_MOST_PLACES: Final = 6
_A4: Final = 9
_MONEY: Final = "万元"
#: Heights in points: of a title, of a line, and what Excel allows.
_TITLE, _LINE, _HIGHEST = 26, 15, 400
#: A column of this width is for paragraphs, and decides how high its rows are.
_WIDE: Final = 50
#: UTF-16 units of text in a cell.
_LONGEST: Final = 32_767
_FIRST_DAY: Final = date(1900, 3, 1)
_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_INPUT: Final = {"bg_color": "#FFF9DB", "locked": False, "border": 1, "valign": "top", "text_wrap": True}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "label": {"border": 1, "valign": "top", "text_wrap": True},
    "heading": {
        "border": 1,
        "bold": True,
        "bg_color": "#EEF1F5",
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
    },
    "title": {"bold": True, "font_size": 15, "valign": "vcenter"},
    "aside": {"font_color": "#555555", "text_wrap": True, "valign": "top"},
    "number": {**_INPUT, "text_wrap": False},
    "text": {**_INPUT, "num_format": "@"},
    "name": {**_INPUT, "num_format": "@"},
    "day": {**_INPUT, "num_format": "yyyy-mm-dd", "align": "left"},
    "formula": {"border": 1, "bg_color": "#F4F4F4", "num_format": "0.00", "valign": "top"},
    "check": {"border": 1, "bg_color": "#F4F4F4", "text_wrap": True, "valign": "top"},
}
#: What the clerk may do with a protected sheet.
_ALLOWED: Final = {
    "insert_rows": True, "delete_rows": True, "format_rows": True, "format_columns": True, "sort": True,
    "format_cells": True, "autofilter": True,
}  # fmt: skip  # a table
_WRONG: Final = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}


def official_form(values: Mapping[str, Any], form: FormOf) -> bytes:
    """The workbook of a unit and year, filled in with the values of a data file."""
    import xlsxwriter  # type: ignore[import-untyped]  # ships no types; slow to import, and few commands need it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**_OPTIONS, "in_memory": True})
    book.set_properties({"title": f"{form.name}{form.year or ''}年度填报表", "created": _MADE})
    book.set_calc_mode("auto")
    style = cache(lambda items: book.add_format(dict(items)))
    for sheet in sheets_of(values, form):
        _Page(book.add_worksheet(sheet.name), sheet, style).draw()
    whose = book.add_worksheet(WHOSE)
    whose.write_string(0, 0, json.dumps({"年度": form.year, "单位": form.unit, "名称": form.name}, ensure_ascii=False))
    whose.hide()
    book.close()
    return out.getvalue()


class TooLongError(ValueError):
    """A name of the unit's own that no cell can hold; its words say which."""


class _Page:
    """A sheet of the workbook."""

    def __init__(self, page: Any, sheet: FormSheet, style: Any) -> None:
        self._page, self._sheet, self._style = page, sheet, style

    def draw(self) -> None:
        """Everything on the sheet."""
        page, sheet = self._page, self._sheet
        for column, width in enumerate(sheet.widths):
            hidden = {"hidden": 1} if column == KEY_COLUMN else {}
            page.set_column(column, column, width or 8, None, hidden)
            page.write_string(0, column, f"{COLUMN_MARK}{column}")
        page.set_row(0, None, None, {"hidden": 1})
        for at, row in enumerate(sheet.rows, 1):
            self._row(at, row)
        self._set_up(len(sheet.rows))

    def _set_up(self, last: int) -> None:
        page, sheet = self._page, self._sheet
        page.freeze_panes(1 + sheet.heading_rows, 2)
        page.repeat_rows(1, sheet.heading_rows)
        page.set_paper(_A4)
        page.set_landscape() if sheet.is_landscape else page.set_portrait()
        page.print_area(1, 1, last, sheet.printed)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.set_footer("&C第 &P 页，共 &N 页　&A")
        page.protect("", _ALLOWED)

    def _height(self, row: Row) -> float | None:
        """Of a row with a title or with words that go over several lines; the others take their own."""
        lines, widths = 1, self._sheet.widths
        for cell in row.cells:
            if cell.kind == "title":
                return _TITLE
            if isinstance(cell.value, str) and (cell.kind == "heading" or cell.span > 1 or widths[cell.column] > _WIDE):
                room = max(sum(widths[cell.column : cell.column + cell.span]) - 2, 6)
                broken = (-(-sum(2 - c.isascii() for c in part) // room) or 1 for part in cell.value.split("\n"))
                lines = max(lines, sum(broken))
        return min(lines * _LINE + 2, _HIGHEST) if lines > 1 else None

    def _row(self, at: int, row: Row) -> None:
        if height := self._height(row):
            self._page.set_row(at, height)
        if key := row.key:
            self._string(at, KEY_COLUMN, key.written())
        for cell in row.cells:
            look = dict(_LOOKS[cell.kind])
            if cell.column == 1 and row.depth:
                look |= {"indent": row.depth, "align": "left"}
            self._cell(at, cell, look)
            if cell.note and cell.kind in {"label", "heading", "name"}:
                self._page.write_comment(at, cell.column, cell.note, {"x_scale": 2, "font_size": 9})
            self._offer(at, cell)

    def _cell(self, at: int, cell: Cell, look: dict[str, Any]) -> None:
        if cell.kind == "number":
            look["num_format"] = _form_of(cell)
        if isinstance(cell.value, str) and cell.kind in {"number", "day"}:
            look["num_format"] = "@"
        made = self._style(tuple(look.items()))
        if cell.span > 1:
            self._page.merge_range(at, cell.column, at, cell.column + cell.span - 1, "", made)
        self._write(at, cell, made)

    def _write(self, at: int, cell: Cell, made: Any) -> None:
        page, value = self._page, cell.value
        if cell.formula:
            page.write_formula(at, cell.column, cell.formula.replace("{r}", str(at + 1)), made, "")
            if cell.kind == "check":
                look = self._style(tuple(_WRONG.items()))
                rule = {"type": "cell", "criteria": "!=", "value": '""', "format": look}
                page.conditional_format(at, cell.column, at, cell.column, rule)
        elif value is None or value == "":
            page.write_blank(at, cell.column, None, made)
        elif isinstance(value, Decimal) and len(value.as_tuple().digits) <= _DIGITS and cell.kind == "number":
            page.write_number(at, cell.column, value, made)
        elif isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
            page.write_datetime(at, cell.column, value, made)
        else:
            self._string(at, cell.column, f"{value:f}" if isinstance(value, Decimal) else str(value), made)

    def _string(self, at: int, column: int, text: str, made: Any = None) -> None:
        """Words as words; XlsxWriter leaves out, and says, what is longer than Excel allows."""
        if len(text.encode("utf-16-le")) // 2 > _LONGEST or self._page.write_string(at, column, text, made):
            raise TooLongError(f"工作表“{self._sheet.name}”第 {at + 1} 行的名称太长，Excel 放不下：“{text[:30]}…”")

    def _offer(self, at: int, cell: Cell) -> None:
        """What may be chosen, or a word of warning where a number is expected."""
        if cell.choices:
            offered = {"validate": "list", "source": list(cell.choices), "error_type": "warning"}
            told = {"error_title": "不在列出的里面", "error_message": "一般从列表里选；原文确实这样写的，点“是”。"}
            self._page.data_validation(at, cell.column, at, cell.column, offered | told)
        elif cell.kind == "number":
            number = {"validate": "decimal", "criteria": "between", "minimum": -1e13, "maximum": 1e13}
            told = {
                "error_title": "这里写数字",
                "error_message": "只写数字，不写单位、逗号和百分号。",
                "error_type": "warning",
            }
            self._page.data_validation(at, cell.column, at, cell.column, number | told)


def _form_of(cell: Cell) -> str:
    """A number's own digits, and room for more; an empty cell shows two decimals of money, and else what is typed."""
    declared = declared_at(cell.path)
    is_money = declared is None or measure_of(declared) == _MONEY
    shown = places(cell.value) if isinstance(cell.value, Decimal) else 2 if is_money else 0
    if not shown:
        return "General"
    return f"0.{'0' * shown}{'#' * (_MOST_PLACES - shown)}"
