"""The tables of a report page, by the name of what stands in them (收支.基本支出); each knows which values it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Final, Literal

from ...model import form
from ...model.amounts import COLUMNS, Figure, Item, as_item
from ...model.evaluation import Goal, Indicator
from ...model.finance import KINDS
from ...model.outline import spelt
from ...model.paths import find_field, stated_in
from ...model.problem import KeyPath
from ...model.rates import percent
from ...model.record import Record, measure_of
from ...model.report import Report
from ..parts.format import format_amount, format_exact, format_percent
from ..parts.table import Cell, Column, Flags, Row, Table, line_table, number_cell, prose_cell, text_cell

#: Income stands before expenditure.
_INCOME: Final = (form.TOTAL_INCOME, form.INCOME, form.USED_BALANCE, form.OPENING_BALANCE)
#: These stand among the totals without their parts, which have tables of their own.
_APART: Final = (form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE)
_FINANCE: Final = [line for line in form.LINES if line.path[0] == "收支" and not line.total and line.columns == COLUMNS]
_TOTALS: Final = tuple(dict.fromkeys((*_INCOME, *_FINANCE)))
_FISCAL: Final = [line for line in form.LINES if line.path[0] == "财政拨款" and not line.total]
_ADJUSTMENTS: Final = tuple(map(form.line_of, ("supplementary_budget", "added", "cut", "added_by_policy")))
_BY_INCOME, _BY_EXPENDITURE = map(form.line_of, ("income_total", "expenditure_total"))
_PROCUREMENTS: Final = [line for line in form.LINES if line.path[0] == form.PROCUREMENT.path[0] and not line.total]


@dataclass(frozen=True, slots=True)
class Source:
    """What a table is made of: a report, the lines that do not add up, and the notes with a place of their own."""

    report: Report
    flags: Flags
    told: frozenset[KeyPath] = frozenset()

    def table(self, key: str, caption: str, *lines: Figure) -> Table | None:
        """A table of lines."""
        return line_table(key, caption, lines, self.flags, told=self.told)


def report_table(name: str, source: Source) -> Table | None:
    """The table of what a data file calls ``name``; None where nothing of it is published."""
    if name in _TABLES:
        return _TABLES[name](source)
    line = form.line_at(*name.split("."))
    if not as_item(line.find(source.report)).model_fields_set:
        return None  # as of most lines
    return source.table(_IDS.get(name) or spelt(name), line.label, line.of(source.report))


def _totals(source: Source) -> Table | None:
    rows = (line.of(source.report).alone() if line in _APART else line.of(source.report) for line in _TOTALS)
    table, report = source.table("shouzhi", "收支总体情况", *rows), source.report
    added = [(line, value) for line in _ADJUSTMENTS if (value := line.value(report)) is not None]
    if table is None or not added:
        return table
    said = "，".join(f"{line.label} {format_amount(value)} 万元" for line, value in added)
    return replace(table, note=f"{table.note}{said}。", shown=table.shown | {line.path for line, _ in added})


def _projects(source: Source) -> Table | None:
    kinds = [project.kind for project in source.report.finance.project_expenditure.projects]
    rows = (
        row._replace(label=f"{row.label}（{kind}）") if kind else row
        for row, kind in zip(form.PROJECTS.figures(source.report), kinds, strict=True)
    )
    return _named(source.table("xiangmu-mingxi", "项目支出明细", *rows), ("名称", "类别"))


def _functional(source: Source) -> Table | None:
    """With a column for each kind of expenditure that is published in any row."""
    rows, used = form.FUNCTIONAL.figures(source.report), source.report.finance.functional
    given = {key for row in used for key in row.kinds()}
    kinds = {name: key for name, key in KINDS.items() if key in given}
    more = tuple((key, partial(_kind_of_expenditure, name)) for name, key in kinds.items())
    table = line_table("gongneng-fenlei", "支出功能分类", rows, source.flags, told=source.told, more=more)
    return _named(table, ("编码", "名称", "资金来源", *kinds.values()))


def _kind_of_expenditure(name: str, item: Item) -> Cell:
    return number_cell(format_amount(getattr(item, name, None)))


def _named(table: Table | None, keys: tuple[str, ...]) -> Table | None:
    """A table whose rows are labelled with what stands under ``keys``."""
    if table is None:
        return None
    labels = {(*path, key) for path in table.shown if isinstance(path[-1], int) for key in keys}
    return replace(table, shown=table.shown | labels)


def _people(source: Source) -> Table | None:
    people = source.report.people
    table = _record_table("renyuan", "人员情况", people, "人员")
    if table is None:
        return table
    if people.retirees is not None:  # of them these are parts
        table = replace(table, rows=tuple(map(_under_retirees, table.rows)))
    if people.subordinates:  # one row holds them all
        names = text_cell("、".join(people.subordinates))
        rows = (*table.rows[: -len(people.subordinates)], Row("所属单位", (names,)))
        table = replace(table, rows=rows)
    if people.serving_staff is None or not people.authorized_posts:
        return table
    rate = percent(Decimal(people.serving_staff), Decimal(people.authorized_posts))
    row = Row("在职人员控制率（在职人员÷编制数）", (number_cell(format_percent(rate)),), kind="total")
    return replace(table, rows=(*table.rows, row))


def _under_retirees(row: Row) -> Row:
    return row._replace(level=1) if row.label.startswith(("离休", "退休")) else row


def _procurement(source: Source) -> Table | None:
    return source.table("zhengfu-caigou", "政府采购", *(line.of(source.report) for line in _PROCUREMENTS))


def _funds(source: Source) -> Table | None:
    report, top = source.report, ("自评表", "资金")
    incomes = (_BY_INCOME.of(report), *form.BY_INCOME.figures(report))
    rows = (
        form.ANNUAL_FUNDS.of(report),
        *incomes,
        _BY_EXPENDITURE.of(report),
        *form.BY_EXPENDITURE.figures(report),
    )
    table, funds = source.table("zijin", "年度资金及执行情况", *rows), report.self_evaluation.funds
    if table is None or (funds.execution_weight is None and funds.execution_score is None):
        return table
    weight, score = format_exact(funds.execution_weight), format_exact(funds.execution_score)
    note = f"{table.note}预算执行率分值 {weight} 分，得分 {score} 分。"
    return replace(table, note=note, shown=table.shown | {(*top, "分值"), (*top, "得分")})


def _record_table(key: str, caption: str, record: Record, *path: str) -> Table | None:
    """Field by field, each with its measure; None when nothing is published."""
    shown = {(*path, *below): value for below, value in stated_in(record)}
    rows = tuple(value_row(found, value, len(found) - len(path) - 1) for found, value in shown.items())
    return Table(key, caption, "项目", (Column("数量"),), rows, "", shown=frozenset(shown)) if rows else None


def value_row(path: KeyPath, value: object, level: int = 0, label: str = "") -> Row:
    """A row of one value, with its measure."""
    declared = find_field(Report, path)
    measure = measure_of(declared) if declared else ""
    label = label or str(path[-1])
    return Row(f"{label}（{measure}）" if measure else label, (_value_cell(value, measure),), level)


def _value_cell(value: object, measure: str) -> Cell:
    if isinstance(value, Decimal | int):
        return number_cell(format_amount(Decimal(value)) if measure == "万元" else format_exact(value))
    return text_cell(str(value))


def goals_table(goals: tuple[Goal, ...], path: KeyPath, key: str = "zongti-mubiao") -> Table | None:
    """年度总体目标, which stand at ``path``: intended and achieved, side by side."""
    columns = (Column("预期目标", numeric=False), Column("实际完成情况", numeric=False))
    rows = tuple(
        Row(f"目标{number}", (prose_cell(goal.expected), prose_cell(goal.achieved)))
        for number, goal in enumerate(goals, 1)
    )
    return _rows_table(key, "年度总体目标", "序号", columns, rows, "", "goals", path)


def indicators_table(indicators: tuple[Indicator, ...], path: KeyPath, key: str = "zhibiao") -> Table | None:
    """绩效指标, which stand at ``path``: what was intended, achieved and scored, then the rest of the 自评表."""
    columns = (
        Column("年度指标值", numeric=False), Column("实际完成值", numeric=False), Column("分值"), Column("得分"),
        Column("指标类别", numeric=False), Column("偏差原因及改进措施", numeric=False),
    )  # fmt: skip  # columns, read in a row
    rows = tuple(map(_indicator_row, indicators))
    return _rows_table(key, "绩效指标完成情况", "三级指标", columns, rows, "单位：分", "indicators", path)


def _rows_table(
    key: str, caption: str, head: str, columns: tuple[Column, ...], rows: tuple[Row, ...], measure: str,
    stacked: Literal["indicators", "goals"], path: KeyPath,
) -> Table | None:  # fmt: skip  # all that makes a table
    """A table with a row for every record of the list at ``path``, in which all of its fields stand."""
    return Table(key, caption, head, columns, rows, measure, shown=frozenset({path}), stacked=stacked) if rows else None


def _indicator_row(row: Indicator) -> Row:
    kind = " · ".join(name for name in (row.dimension, row.criterion) if name)
    target, achieved = _with_measure(row.target, row.measure), _with_measure(row.achieved, row.measure)
    if row.measure and not any(_says(text, row.measure) for text in (target, achieved)):
        target += f"（{row.measure}）"
    sign = "" if not row.sign or target.startswith(row.sign) else row.sign
    words = text_cell(sign + target), text_cell(achieved)
    figures = number_cell(format_exact(row.weight)), number_cell(format_exact(row.score))
    return Row(row.indicator, (*words, *figures, text_cell(kind), prose_cell(row.deviation_note)))


def _says(text: str, measure: str) -> bool:
    """Whether a measure stands behind a number, or at the end: 次 in 3次以上, and not in 每次3人."""
    before, found, _ = text.partition(measure)
    return text.endswith(measure) or (found != "" and before[-1:].isdigit())


def _with_measure(value: str | None, measure: str | None) -> str:
    """12 + 次 → 12次; nothing is added to words or where it stands already."""
    if not value or not measure:
        return value or ""
    is_number = value.lstrip("≥≤=＞＜><").replace(".", "", 1).replace(",", "").isdigit()
    return value + measure if is_number else value


#: Ids of the tables of one line with its parts; those of other lines are spelt.
_IDS: Final[Mapping[str, str]] = {
    "收支.基本支出": "jiben-zhichu",
    "收支.项目支出": "xiangmu-zhichu",
    "人员经费": "renyuan-jingfei",
    "公用经费": "gongyong-jingfei",
    "机关运行经费": "jiguan-yunxing",
    "三公经费": "sangong-jingfei",
}
#: Every other table by what it is made of.
_TABLES: Final[Mapping[str, Callable[[Source], Table | None]]] = {
    "收支": _totals,
    "财政拨款": lambda s: s.table("caizheng-bokuan", "财政拨款收支情况", *(line.of(s.report) for line in _FISCAL)),
    "人员": _people,
    "收支.项目支出.项目": _projects,
    "收支.功能分类": _functional,
    "三公经费.数量": lambda s: _record_table(
        "sangong-shuliang", "“三公”经费相关数量", s.report.three_public.counts, "三公经费", "数量"
    ),
    "政府采购": _procurement,
    "国有资产": lambda s: _record_table("guoyou-zichan", "国有资产占用情况", s.report.state_assets, "国有资产"),
    "楼堂馆所": lambda s: _record_table("loutang-guansuo", "楼堂馆所", s.report.building, "楼堂馆所"),
    "绩效.管理": lambda s: _record_table(
        "jixiao-guanli", "绩效管理情况", s.report.evaluation.management, "绩效", "管理"
    ),
    "自评表.资金": _funds,
    "自评表.总体目标": lambda s: goals_table(s.report.self_evaluation.goals, ("自评表", "总体目标")),
    "自评表.指标": lambda s: indicators_table(s.report.self_evaluation.indicators, ("自评表", "指标")),
}
