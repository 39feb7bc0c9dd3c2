"""The sheets of a workbook, laid out as the official tables: one line of the form to a row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from ..model.amounts import COLUMN_LABELS, COLUMNS, Figure
from ..model.evaluation import Indicator
from ..model.form import ANNUAL_FUNDS, LINES, MAIN_LINES, TOP, TOTAL_EXPENDITURE, Line, Listing, find_line
from ..model.record import key_of
from .files import Value, json_text
from .published import Published, failures, percentage


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
_LINE: Final = (
    Column("项目", 36), *(Column(label, money=True) for label in COLUMN_LABELS.values()), Column("说明", 30)
)  # fmt: skip
_FINANCE: Final = "收支"
_ROWS: Final = "项目和功能分类"
_QUANTITIES: Final = "人员和资产"
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
        yield SheetRow((figure.label, *figure.item.columns.values(), figure.item.note), depth + figure.level)
        for part in figure.parts():
            yield from _rows(part, depth + 1)


def _money(name: str) -> Sheet:
    """A sheet of lines; what a line has beside its parts stands below it."""
    entries = tuple(
        (entry, int(name != _ROWS and (isinstance(entry, Listing) or find_line(entry.path[:-1]) is not None)))
        for entry in TOP
        if _sheet_of(entry) == name
    )

    def rows(published: Published) -> Iterator[SheetRow]:
        for entry, depth in entries:
            for figure in entry.figures(published.report):
                yield from _rows(figure, depth)

    return Sheet(name, _LINE, rows)


def _quantities(published: Published) -> Iterator[SheetRow]:
    for entry in TOP:
        if _sheet_of(entry) == _QUANTITIES:
            for figure in entry.figures(published.report):
                if (number := figure.value()) is not None:
                    yield SheetRow((_place(entry.path[:-1]), figure.label, number, figure.measure))


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


_FIGURE_COLUMNS: Final = tuple(
    Column(f"{f.label}（{f.measure}）", 14, money=f.measure == "万元") for f in MAIN_LINES
)  # fmt: skip
_QUANTITY: Final = (Column("类别", 18), Column("项目", 36), Column("数值"), Column("计量单位", 10))
_WIDTHS: Final = {
    "criterion": 18, "indicator": 32, "sign": 9, "measure": 9, "weight": 8, "score": 8, "deviation_note": 40,
}  # fmt: skip
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
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one report: who it is by, and the rows of each sheet."""

    who: tuple[Value, ...]
    sheets: tuple[tuple[SheetRow, ...], ...]


def sheets_text(published: Published) -> str:
    """The rows of one report as JSON."""
    who = [published.entry.unit_id, published.name, published.entry.year]
    return json_text([who, *([[row.depth, *row.cells] for row in sheet.rows(published)] for sheet in SHEETS)])


def sheet_rows(text: str) -> SheetRows:
    """The rows of one report from its JSON, every figure digit by digit."""
    who, *sheets = json.loads(text, parse_float=Decimal)
    return SheetRows(tuple(who), tuple(tuple(SheetRow(tuple(c), depth) for depth, *c in sheet) for sheet in sheets))
