"""Reports → an Excel workbook (docs/decisions/0006): figures as numbers, words as words, never a formula.

Its sheets are laid out as the official tables: one line of the form to a row.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from ..model.amounts import COLUMN_LABELS, COLUMNS, Figure
from ..model.form import ANNUAL_FUNDS, LINES, MAIN_LINES, TOP, TOTAL_EXPENDITURE, Line, Listing, find_line
from ..model.money import places
from ..model.record import key_of
from ..model.report import Indicator, People, Report
from .files import Value, is_risky, json_text
from .published import Published, failures, percentage
from .stated import BESIDE, beside

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
    """A sheet: its name, its columns after unit and year, and its rows for one report."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Published], Iterator[SheetRow]]


#: The columns that every sheet begins with.
WHO: Final = (Column("单位标识", 18), Column("单位", 32), Column("年度", 7))
_AMOUNTS: Final = tuple(Column(label, money=True) for label in COLUMN_LABELS.values())
_LINE: Final = (
    *(Column("项目", 36), *_AMOUNTS, Column("说明", 30)),
    *(Column(label, money=measure == "万元") for label, measure in BESIDE),
)
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


def _rows(figure: Figure, depth: int) -> Iterator[SheetRow]:
    """A line of the form and its parts below it."""
    if figure.is_given:
        cells = (figure.label, *figure.item.columns.values(), figure.item.note, *beside(figure.item))
        yield SheetRow(cells, depth + figure.level)
        for part in figure.parts():
            yield from _rows(part, depth + 1)


def _money(name: str) -> Sheet:
    """A sheet of lines; what a line has beside its parts stands below it."""
    entries = [entry for entry in TOP if _sheet_of(entry) == name]

    def rows(published: Published) -> Iterator[SheetRow]:
        for entry in entries:
            is_below = name != _ROWS and (isinstance(entry, Listing) or find_line(entry.path[:-1]) is not None)
            for figure in entry.figures(published.report):
                yield from _rows(figure, int(is_below))

    return Sheet(name, _LINE, rows)


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
        yield SheetRow(tuple(getattr(row, name) for name in Indicator.model_fields))


def _summary(published: Published) -> Iterator[SheetRow]:
    report, change = published.report, published.assessment.year_over_year[TOTAL_EXPENDITURE.key]
    values = (figure.value(report) for figure in MAIN_LINES)
    yield SheetRow(
        (*values, report.evaluation.grade, change.difference, percentage(change.percent), published.assessment.grade)
    )


def _computed(published: Published) -> Iterator[SheetRow]:
    for rated in published.assessment.rates:
        rate = rated.rate
        yield SheetRow((rate.label, percentage(rated.value), "%", rate.formula, rated.worked, rate.basis))


def _failures(published: Published) -> Iterator[SheetRow]:
    for found in failures(published):
        answer = published.report.answers.get(found.code)
        yield SheetRow((found.code, found.relation, found.stated, found.expected, found.gap, found.message, answer))


_FIGURE_COLUMNS: Final = tuple(Column(f"{f.label}（{f.measure}）", money=f.measure == "万元") for f in MAIN_LINES)
_QUANTITY: Final = (Column("类别", 18), Column("项目", 36), Column("数值"), Column("计量单位", 10))
_WIDTHS: Final = {
    "criterion": 18, "indicator": 32, "sign": 9, "measure": 9, "weight": 8, "score": 8, "deviation_note": 40,
}  # fmt: skip  # a table of columns and widths
SHEETS: Final = (
    Sheet("主要数字", (*_FIGURE_COLUMNS, Column("自评等级", 10),
                    Column(f"计算：{TOTAL_EXPENDITURE.label}比上年增减", 16, money=True),
                    Column("计算：增减百分比", 14), Column("计算：等级", 10)), _summary),
    *map(_money, (_FINANCE, _ROWS, *_OWN)),
    Sheet(_QUANTITIES, _QUANTITY, _quantities),
    _money(_FUNDS),
    Sheet("指标", tuple(Column(key_of(Indicator, name), _WIDTHS.get(name, 14)) for name in Indicator.model_fields),
          _indicators),
    Sheet("计算指标", (Column("指标", 24), Column("计算数"), Column("计量单位", 9), Column("公式", 44),
                   Column("算式", 30), Column("依据", 30)), _computed),
    Sheet("校核不符", (Column("编号", 8), Column("关系", 36), Column("公开数", money=True), Column("应为", money=True),
                   Column("差额", money=True), Column("说明", 50), Column("单位说明", 40)), _failures),
)  # fmt: skip  # a table of columns and widths


def sheets_text(published: Published) -> str:
    """The rows of one report as JSON: who it is by, then those of each sheet."""
    who = [published.entry.unit_id, published.name, published.entry.year]
    return json_text([who, *([[row.depth, *row.cells] for row in sheet.rows(published)] for sheet in SHEETS)])


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
            page.set_column(at, at, column.width)
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
            elif value is not None:
                has_more = isinstance(value, Decimal) and places(value) > 2
                form = "General" if not column.money else "0.00####" if has_more else "0.00"
                self._page.write_number(self._row, at, value, self._style(num_format=form))

    def close(self) -> None:
        """Let readers filter by unit, year and item."""
        if self._row:
            self._page.autofilter(0, 0, min(self._row, LAST_ROW), len(self._columns) - 1)


def workbook(reports: Iterable[str], title: str) -> bytes:
    """The workbook of several reports, each the JSON of its rows, read digit by digit.

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
    pages = [_Page(book.add_worksheet(sheet.name), (*WHO, *sheet.columns), style, heading) for sheet in SHEETS]
    for report in reports:
        who, *sheets = json.loads(report, parse_float=Decimal)
        for page, rows in zip(pages, sheets, strict=True):
            for depth, *cells in rows:
                page.write((*who, *cells), depth)
    for page in pages:
        page.close()
    book.close()
    return out.getvalue()
