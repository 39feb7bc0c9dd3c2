"""The sheets of a workbook, laid out as the official tables: one line of the form to a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..derive.figure import FIGURES, TOTAL_EXPENDITURE
from ..model.amounts import COLUMNS, Item
from ..model.record import Record
from .computed import failures, percentage
from .csv_text import Value
from .published import Published
from .stated import measure_of, slots


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
    Column("项目", 36),
    *(Column(Item.model_fields[name].alias or name, money=True) for name in COLUMNS),
    Column("说明", 30),
)  # fmt: skip


def _line(label: str, item: Item, depth: int = 0) -> Iterator[SheetRow]:
    """A line of the form and its parts below it."""
    if item.is_given:
        yield SheetRow((label, *item.columns.values(), item.note), depth)
        for name, child in item.children():
            yield from _line(name, child, depth + 1)


def _lines(record: Record, depth: int = 0) -> Iterator[SheetRow]:
    """Every line of money that is a field of ``record``."""
    for slot in slots(type(record)):
        value = getattr(record, slot.name)
        if isinstance(value, Item):
            yield from _line(slot.key, value, depth)


def _finance(published: Published) -> Iterator[SheetRow]:
    report = published.report
    yield from _lines(report.finance)
    for label, item in (
        ("人员经费", report.personnel_funds),
        ("公用经费", report.operating_funds),
        ("机关运行经费", report.office_running),
    ):
        yield from _line(label, item)


def _projects(published: Published) -> Iterator[SheetRow]:
    finance = published.report.finance
    for project in finance.project_expenditure.projects:
        yield from _line(project.name, project)
    for line in finance.functional:
        yield from _line(f"{line.code or ''} {line.name}".strip(), line)


def _public_funds(published: Published) -> Iterator[SheetRow]:
    yield from _line("“三公”经费", published.report.three_public)


def _procurement(published: Published) -> Iterator[SheetRow]:
    procurement = published.report.procurement
    yield from _line("政府采购支出", procurement)
    for label, value in (
        ("授予中小企业", procurement.small_and_medium),
        ("其中：授予小微企业", procurement.micro_and_small),
    ):
        if value is not None:
            yield SheetRow((label, None, None, None, value, None), 1)


def _quantities(published: Published) -> Iterator[SheetRow]:
    report = published.report
    for group, record in (
        ("人员", report.people),
        ("“三公”经费数量", report.three_public.counts),
        ("国有资产", report.state_assets),
        ("楼堂馆所", report.building),
    ):
        for name, declared in type(record).model_fields.items():
            value, measure = getattr(record, name), measure_of(declared)
            for label, number in value.items() if isinstance(value, dict) else ((declared.alias or name, value),):
                if number is not None:
                    yield SheetRow((group, label, number, measure))


def _funds(published: Published) -> Iterator[SheetRow]:
    funds = published.report.self_evaluation.funds
    yield from _line("年度资金总额", funds.annual_funds)
    for lines in (funds.by_income, funds.by_expenditure):
        for label, item in lines.items():
            yield from _line(label, item, 1)


def _indicators(published: Published) -> Iterator[SheetRow]:
    for row in published.report.self_evaluation.indicators:
        yield SheetRow(
            (row.dimension, row.criterion, row.indicator, row.sign, row.target, row.achieved, row.measure,
             row.weight, row.score, row.deviation_note)
        )  # fmt: skip


def _summary(published: Published) -> Iterator[SheetRow]:
    report, change = published.report, published.assessment.year_over_year[TOTAL_EXPENDITURE.key]
    values = (figure.value(report) for figure in FIGURES)
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
    Column(f"{f.label}（{f.measure}）", 14, money=f.measure == "万元") for f in FIGURES
)  # fmt: skip
_QUANTITY: Final = (Column("类别", 18), Column("项目", 36), Column("数值"), Column("计量单位", 10))
SHEETS: Final = (
    Sheet("主要数字", (*_FIGURE_COLUMNS, Column("自评等级", 10), Column("计算：支出总计比上年增减", 16, money=True),
                    Column("计算：增减百分比", 14), Column("计算：等级", 10)), _summary),
    Sheet("收支", _LINE, _finance),
    Sheet("项目和功能分类", _LINE, _projects),
    Sheet("三公经费", _LINE, _public_funds),
    Sheet("政府采购", _LINE, _procurement),
    Sheet("人员和资产", _QUANTITY, _quantities),
    Sheet("自评资金", _LINE, _funds),
    Sheet("指标", (Column("一级指标"), Column("二级指标", 18), Column("三级指标", 32), Column("计算符号", 9),
                 Column("年度指标值"), Column("实际完成值"), Column("计量单位", 9), Column("分值", 8),
                 Column("得分", 8), Column("偏差原因", 40)), _indicators),
    Sheet("计算指标", (Column("指标", 24), Column("计算数"), Column("计量单位", 9), Column("公式", 44),
                   Column("算式", 30), Column("依据", 30)), _computed),
    Sheet("校核不符", (Column("编号", 8), Column("关系", 36), Column("公开数", money=True), Column("应为", money=True),
                   Column("差额", money=True), Column("说明", 50), Column("单位说明", 40)), _failures),
)  # fmt: skip
