"""Reports → an Excel workbook (docs/decisions/0006): figures as numbers, words as words, never a formula.

Its sheets are laid out as the official tables: one line of the form to a row.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from ..model.amounts import COLUMNS
from ..model.form import ANNUAL_FUNDS, LINES, MAIN_LINES, TOP, Line, Listing, find_line, spending_of
from ..model.money import places
from ..model.record import key_of
from ..model.report import People, Report
from .files import Value, is_risky, json_text
from .project_sheets import PROJECT_SHEETS
from .published import Published, expected_of, failures, percentage
from .recorded_sheets import AMENDMENTS, CORRECTIONS, AmendedRow
from .sheets import INDICATOR_COLUMNS, LINE_COLUMNS, Column, Sheet, SheetRow, amount_rows, indicator_cells

#: Excel's own limits; what goes beyond is said in the last row and stands in the CSV and JSON.
LAST_ROW: Final = 1_048_575
LONGEST: Final = 32_767
FULL: Final = "本表已满，其余数据见同一位置的 CSV 文件"
CUT: Final = "……（全文见 JSON 文件）"
#: Digits that Excel keeps of a number; one with more is a text, so that none is lost.
DIGITS: Final = 15
#: The button of the filter, which stands over the end of a heading, in characters.
_BUTTON: Final = 3
#: Printed on A4, as wide as it is, the heading on every sheet.
_A4: Final = 9
#: The same report gives the same bytes: no clock.
_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_HEADING: Final = {"bold": True, "bottom": 1, "bg_color": "#EEF1F5", "text_wrap": True, "valign": "top"}


#: The columns that every sheet begins with.
WHO: Final = (Column("单位标识", 18), Column("单位", 32), Column("年度", 7))
_FINANCE: Final = "收支"
_ROWS: Final = "项目和功能分类"
_QUANTITIES: Final = "人员和资产"
_PEOPLE: Final = key_of(Report, "people")
_FUNDS: Final = "自评资金"
#: A line of the form's first level that has parts of its own has a sheet of its own.
_OWN: Final = tuple(line.path[0] for line in LINES if len(line.path) == 1 and line.parts)
#: Parts of the form in which money stands line by line; elsewhere it is one quantity among others.
_WITH_COLUMNS: Final = {line.path[0] for line in LINES if line.columns == COLUMNS}


def _sheet_of(entry: Line | Listing) -> str:
    """The sheet on which a line or a list of rows stands."""
    top = entry.path[0]
    if entry.measure != "万元" or top not in _WITH_COLUMNS:
        return _QUANTITIES
    if isinstance(entry, Listing) and top == _FINANCE:
        return _ROWS
    return top if top in _OWN else _FUNDS if top == ANNUAL_FUNDS.path[0] else _FINANCE


def _money(name: str) -> Sheet:
    """A sheet of lines; what a line has beside its parts stands below it."""
    entries = [entry for entry in TOP if _sheet_of(entry) == name]

    def rows(published: Published) -> Iterator[SheetRow]:
        for entry in entries:
            is_below = name != _ROWS and (isinstance(entry, Listing) or find_line(entry.path[:-1]) is not None)
            for figure in entry.figures(published.report):
                yield from amount_rows(figure, int(is_below))

    return Sheet(name, LINE_COLUMNS, rows)


def _quantities(published: Published) -> Iterator[SheetRow]:
    for entry in TOP:
        if _sheet_of(entry) == _QUANTITIES:
            for figure in entry.figures(published.report):
                if (number := figure.value()) is not None:
                    yield SheetRow((_place(entry.path[:-1]), figure.label, number, figure.measure))
    for name in published.report.people.subordinates:
        yield SheetRow((_PEOPLE, key_of(People, "subordinates"), name, None))


def _place(path: tuple[str, ...]) -> str:
    """The part of the form in which a quantity stands: “三公”经费数量."""
    line = find_line(path[:1])
    return "".join((line.label if line else path[0], *path[1:]))


def _indicators(published: Published) -> Iterator[SheetRow]:
    for row in published.report.self_evaluation.indicators:
        yield SheetRow(indicator_cells(row))


def _summary(published: Published) -> Iterator[SheetRow]:
    report, spent = published.report, spending_of(published.report)
    change, values = published.assessment.year_over_year[spent.key], (figure.value(report) for figure in MAIN_LINES)
    changed = (change.difference, percentage(change.percent), None if change.difference is None else spent.label)
    budget, line = published.assessment.budget, published.assessment.budget_figure
    against = (budget.difference, percentage(budget.percent), line.label if line else None)
    yield SheetRow((*values, report.evaluation.grade, report.kind, *changed, *against, published.assessment.grade))


def _computed(published: Published) -> Iterator[SheetRow]:
    for rated in published.assessment.rates:
        rate = rated.rate
        yield SheetRow((rate.label, percentage(rated.value), "%", rate.formula, rated.worked, rate.basis))


def _failures(published: Published) -> Iterator[SheetRow]:
    for found in failures(published):
        answer = published.report.answers.get(found.code)
        expected = expected_of(found)
        figures = (found.stated, expected, found.gap) if expected is not None else (None, None, None)
        yield SheetRow((found.code, found.result, found.relation, *figures, found.message, answer))


_FIGURE_COLUMNS: Final = tuple(Column(f"{f.label}（{f.measure}）", money=f.measure == "万元") for f in MAIN_LINES)
_QUANTITY: Final = (Column("类别", 18), Column("项目", 36), Column("数值"), Column("计量单位", 10))
SHEETS: Final = (
    Sheet("主要数字", (*_FIGURE_COLUMNS, Column("自评等级", 10), Column("文种", 26),
                    Column("本站计算：支出比上年增减（万元）", 16, money=True),
                    Column("本站计算：支出比上年增减（%）", 14), Column("本站计算：比上年的是", 16),
                    Column("本站计算：比年初预算增减（万元）", 16, money=True),
                    Column("本站计算：比年初预算增减（%）", 14), Column("本站计算：比年初预算的是", 16),
                    Column("本站计算：等级", 10)), _summary),
    *map(_money, (_FINANCE, _ROWS, *_OWN)),
    Sheet(_QUANTITIES, _QUANTITY, _quantities),
    _money(_FUNDS),
    Sheet("指标", INDICATOR_COLUMNS, _indicators),
    Sheet("计算指标", (Column("指标", 24), Column("计算数"), Column("计量单位", 9), Column("公式", 44),
                   Column("算式", 30), Column("依据", 30)), _computed),
    Sheet("校核结果", (Column("编号", 8), Column("结果", 9), Column("关系", 36), Column("公开数", money=True),
                   Column("应为", money=True), Column("差额", money=True), Column("说明", 50),
                   Column("单位说明", 40)), _failures),
    CORRECTIONS,
    *PROJECT_SHEETS,
)  # fmt: skip  # a table of columns and widths


def sheets_text(published: Published) -> str:
    """The rows of one report as JSON: who it is by, then those of each sheet."""
    who = [published.entry.unit_id, published.name, published.entry.year]
    return json_text([who, *([[row.depth, *row.cells] for row in sheet.rows(published)] for sheet in SHEETS)])


def _width(heading: str) -> int:
    """How wide a heading is: a Chinese character takes two."""
    return sum(1 if character.isascii() else 2 for character in heading)


class _Page:
    """A sheet of the workbook, written from top to bottom."""

    def __init__(self, page: Any, columns: tuple[Column, ...], style: Callable[..., Any], heading: Any) -> None:
        self._page, self._columns, self._style, self._row = page, columns, style, 0
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for at, column in enumerate(columns):
            page.set_column(at, at, max(column.width, _width(column.label) + _BUTTON))
            page.write_string(0, at, column.label, heading)

    def write(self, cells: Iterable[Value], depth: int) -> None:
        """The next row, whose last cells may be wanting, or once the word that the sheet is full.

        ``depth`` indents the first cell after the year.
        """
        self._row += 1
        if self._row == LAST_ROW:
            self._page.write_string(self._row, 0, FULL)
        if self._row >= LAST_ROW:
            return
        for at, (column, value) in enumerate(zip(self._columns, cells, strict=False)):
            if isinstance(value, str):
                text = value if len(value) <= LONGEST else value[: LONGEST - len(CUT)] + CUT
                indent = depth if at == len(WHO) else 0
                self._page.write_string(self._row, at, text, self._style(indent=indent, quote_prefix=is_risky(text)))
            elif isinstance(value, Decimal | int):
                self._figure(at, Decimal(value), least=2 if column.money else 0)

    def _figure(self, at: int, value: Decimal, least: int) -> None:
        """A figure with every decimal that it is published with, money with two at least."""
        if len(value.as_tuple().digits) > DIGITS:
            self._page.write_string(self._row, at, f"{value:f}", self._style(indent=0, quote_prefix=False))
            return
        decimals = max(places(value), least)
        form = f"0.{'0' * decimals}" if decimals else "0"
        self._page.write_number(self._row, at, value, self._style(num_format=form))

    def close(self) -> None:
        """Let readers filter by unit, year and item."""
        if self._row:
            self._page.autofilter(0, 0, min(self._row, LAST_ROW), len(self._columns) - 1)


def workbook(reports: Iterable[str], title: str, amended: Iterable[AmendedRow] = ()) -> bytes:
    """The workbook of several reports, each the JSON of its rows, read digit by digit, and 变更 beside them.

    Rows go to disk as they come, so a year of any size needs the same memory.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # ships no types; slow to import, and few commands need it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(
        {"title": title, "comments": "金额单位：万元。空白表示未公开，0 表示公开为零。", "created": _MADE}
    )
    heading = book.add_format(_HEADING)
    style = cache(lambda **form: book.add_format(form))  # ``quote_prefix`` is the mark by which Excel keeps =1 a text

    def page_of(sheet: Sheet) -> _Page:
        return _Page(book.add_worksheet(sheet.name), (*WHO, *sheet.columns), style, heading)

    pages = {sheet.name: page_of(sheet) for sheet in SHEETS if not sheet.is_optional}
    for report in reports:
        who, *sheets = json.loads(report, parse_float=Decimal)
        for sheet, rows in zip(SHEETS, sheets, strict=True):
            if rows and sheet.name not in pages:
                pages[sheet.name] = page_of(sheet)
            for depth, *cells in rows:
                pages[sheet.name].write((*who, *cells), depth)
    for row in amended:
        if AMENDMENTS.name not in pages:
            pages[AMENDMENTS.name] = page_of(AMENDMENTS)
        pages[AMENDMENTS.name].write(row, 0)
    for page in pages.values():
        page.close()
    book.close()
    return out.getvalue()
