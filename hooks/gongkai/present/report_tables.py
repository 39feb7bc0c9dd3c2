"""The tables of a report page, by the name of what stands in them (收支.基本支出); each knows which values it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ..model.amounts import item_of
from ..model.evaluation import Goal, Indicator
from ..model.outline import spelt
from ..model.paths import fields_by_key, find_field, stated_in, value_at
from ..model.problem import KeyPath
from ..model.rates import percent
from ..model.record import Record
from ..model.report import Report
from .format import format_amount, format_exact, format_percent
from .lines import Flags, FormLine, line_table
from .table import Cell, Column, Row, Table, number_cell, text_cell

#: The totals, in the order of the form. Two of them stand without their parts, which have tables of their own.
_TOTALS: Final = (
    "收入总计", "本年收入合计", "使用非财政拨款结余", "年初结转和结余", "支出总计", "本年支出合计", "基本支出",
    "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出", "结余分配", "年末结转和结余",
)  # fmt: skip
_WITHOUT_PARTS: Final = frozenset({"基本支出", "项目支出"})


@dataclass(frozen=True, slots=True)
class Source:
    """What a table is made of: a report, the lines that do not add up, and the notes with a place of their own."""

    report: Report
    flags: Flags
    told: frozenset[KeyPath] = frozenset()

    def lines(self, key: str, caption: str, *lines: FormLine) -> Table | None:
        """A table of lines."""
        return line_table(key, caption, lines, self.flags, told=self.told)

    def line(self, label: str, *path: str) -> FormLine:
        """The line at ``path``."""
        return FormLine(label, value_at(self.report, path), path)


def report_table(name: str, source: Source) -> Table | None:
    """The table of what a data file calls ``name``; None where nothing of it is published."""
    if name in _TABLES:
        return _TABLES[name](source)
    path = tuple(name.split("."))
    key, caption = _LINES.get(name, ("", path[-1]))
    return source.lines(key or spelt(name), caption, source.line(caption, *path))


def _totals(source: Source) -> Table | None:
    lines = [
        FormLine(label, value_at(source.report, ("收支", label)), ("收支", label), whole=label not in _WITHOUT_PARTS)
        for label in _TOTALS
    ]
    table, added = source.lines("shouzhi", "收支总体情况", *lines), source.report.finance.supplementary_budget
    if table is None or added is None:
        return table
    return replace(table, note=f"追加预算 {format_amount(added)} 万元。", shown=table.shown | {("收支", "追加预算")})


def _projects(source: Source) -> Table | None:
    rows = source.report.finance.project.projects
    lines = [
        FormLine(f"{p.name}（{p.kind}）" if p.kind else p.name, p, ("收支", "项目支出", "项目", at), listed=True)
        for at, p in enumerate(rows)
    ]
    return _named(source.lines("xiangmu-mingxi", "项目支出明细", *lines), ("名称", "类别"))


def _functional(source: Source) -> Table | None:
    rows = source.report.finance.functional
    lines = [
        FormLine(
            f"{row.code or ''} {row.name}".strip(), row, ("收支", "功能分类", at), level=_depth(row.code), listed=True
        )
        for at, row in enumerate(rows)
    ]
    return _named(source.lines("gongneng-fenlei", "支出功能分类", *lines), ("编码", "名称"))


def _depth(code: str | None) -> int:
    """类 three digits, 款 five, 项 seven: each stands below the one before."""
    return {5: 1, 7: 2}.get(len(code or ""), 0)


def _named(table: Table | None, keys: tuple[str, ...]) -> Table | None:
    """A table whose rows are labelled with what stands under ``keys``."""
    if table is None:
        return None
    labels = {(*path, key) for path in table.shown if isinstance(path[-1], int) for key in keys}
    return replace(table, shown=table.shown | labels)


def _people(source: Source) -> Table | None:
    table, people = _record_table("renyuan", "人员情况", source.report.people, "人员"), source.report.people
    if table is None or people.serving_staff is None or people.authorized_posts is None:
        return table
    rate = percent(Decimal(people.serving_staff), Decimal(people.authorized_posts))
    row = Row("在职人员控制率（在职人员÷编制数）", (number_cell(format_percent(rate)),), kind="total")
    return replace(table, rows=(*table.rows, row))


def _procurement(source: Source) -> Table | None:
    bare = ("授予中小企业", "授予小微企业")
    lines = [source.line("政府采购支出", "政府采购")]
    for label in bare:
        if (value := value_at(source.report, ("政府采购", label))) is not None:
            lines.append(FormLine(label, item_of({"actual": value}), ("政府采购", label)))
    return source.lines("zhengfu-caigou", "政府采购", *lines)


def _funds(source: Source) -> Table | None:
    funds, top = source.report.self_evaluation.funds, ("自评表", "资金")
    table = source.lines(
        "zijin", "年度资金及执行情况",
        source.line("年度资金总额", *top, "年度资金总额"),
        *(FormLine(label, item, (*top, "按收入性质分", label)) for label, item in funds.by_income.items()),
        *(FormLine(label, item, (*top, "按支出性质分", label)) for label, item in funds.by_expenditure.items()),
    )  # fmt: skip
    if table is None or (funds.weight is None and funds.score is None):
        return table
    note = f"预算执行率分值 {format_exact(funds.weight)} 分，得分 {format_exact(funds.score)} 分。"
    return replace(table, note=note, shown=table.shown | {(*top, "分值"), (*top, "得分")})


def _record_table(key: str, caption: str, record: Record, *path: str) -> Table | None:
    """Field by field, each with its measure; None when nothing is published."""
    shown = [((*path, *below), value) for below, value in stated_in(record)]
    rows = tuple(value_row(found, value, len(found) - len(path) - 1) for found, value in shown)
    return Table(key, caption, "项目", (Column("数量"),), rows, "", shown=_keys(shown)) if rows else None


def value_row(path: KeyPath, value: object, level: int = 0, label: str = "") -> Row:
    """A row of one value, with its measure."""
    declared = find_field(Report, path)
    extra = declared.json_schema_extra if declared else None
    measure = str(extra.get("measure", "")) if isinstance(extra, dict) else ""
    label = label or str(path[-1])
    return Row(f"{label}（{measure}）" if measure else label, (_value_cell(value, measure),), level)


def _value_cell(value: object, measure: str) -> Cell:
    if isinstance(value, Decimal | int):
        return number_cell(format_amount(Decimal(value)) if measure == "万元" else format_exact(value))
    return text_cell(str(value))


def _keys(shown: list[tuple[KeyPath, object]]) -> frozenset[KeyPath]:
    return frozenset(path for path, _ in shown)


def _goals(source: Source) -> Table | None:
    """年度总体目标: intended and achieved, side by side."""
    goals = source.report.self_evaluation.goals
    columns = (Column("预期目标", numeric=False), Column("实际完成情况", numeric=False))
    rows = tuple(_goal_row(number, goal) for number, goal in enumerate(goals, 1))
    return _rows_table("zongti-mubiao", "年度总体目标", "序号", columns, rows, "", "总体目标", Goal)


def _goal_row(number: int, goal: Goal) -> Row:
    return Row(f"目标{number}", (text_cell(goal.expected), text_cell(goal.achieved)))


def _indicators(source: Source) -> Table | None:
    """绩效指标: the columns of the 自评表, with the sum of weights and scores as stated rows have them."""
    columns = (
        Column("指标类别", numeric=False), Column("年度指标值", numeric=False), Column("实际完成值", numeric=False),
        Column("分值"), Column("得分"), Column("偏差原因及改进措施", numeric=False),
    )  # fmt: skip
    rows = tuple(map(_indicator_row, source.report.self_evaluation.indicators))
    return _rows_table("zhibiao", "绩效指标完成情况", "三级指标", columns, rows, "单位：分", "指标", Indicator)


def _rows_table(
    key: str, caption: str, head: str, columns: tuple[Column, ...], rows: tuple[Row, ...], measure: str, of: str,
    record: type[Record],
) -> Table | None:  # fmt: skip
    """A table with a row for every record of the list ``of``, in which all of its fields stand."""
    shown = frozenset(("自评表", of, at, name) for at in range(len(rows)) for name in fields_by_key(record))
    return Table(key, caption, head, columns, rows, measure, shown=shown) if rows else None


def _indicator_row(row: Indicator) -> Row:
    kind = " · ".join(name for name in (row.dimension, row.criterion) if name)
    target, achieved = _with_measure(row.target, row.measure), _with_measure(row.achieved, row.measure)
    if row.measure and row.measure not in f"{target}{achieved}":
        target += f"（{row.measure}）"
    return Row(
        row.indicator,
        (
            text_cell(kind),
            text_cell((row.sign or "") + target),
            text_cell(achieved),
            number_cell(format_exact(row.weight)),
            number_cell(format_exact(row.score)),
            text_cell(row.deviation_note),
        ),
    )


def _with_measure(value: str | None, measure: str | None) -> str:
    """12 + 次 → 12次; nothing is added to words or where it stands already."""
    if not value or not measure:
        return value or ""
    is_number = value.lstrip("≥≤=＞＜><").replace(".", "", 1).replace(",", "").isdigit()
    return value + measure if is_number else value


#: Key and caption of the tables of one line with its parts.
_LINES: Final[Mapping[str, tuple[str, str]]] = {
    "收支.基本支出": ("jiben-zhichu", "基本支出"),
    "收支.项目支出": ("xiangmu-zhichu", "项目支出"),
    "人员经费": ("renyuan-jingfei", "人员经费"),
    "公用经费": ("gongyong-jingfei", "公用经费"),
    "机关运行经费": ("jiguan-yunxing", "机关运行经费"),
    "三公经费": ("sangong-jingfei", "“三公”经费"),
}
#: Every other table by what it is made of.
_TABLES: Final[Mapping[str, Callable[[Source], Table | None]]] = {
    "收支": _totals,
    "人员": _people,
    "收支.项目支出.项目": _projects,
    "收支.功能分类": _functional,
    "三公经费.数量": lambda s: _record_table(
        "sangong-shuliang", "“三公”经费相关数量", s.report.three_public.counts, "三公经费", "数量"
    ),
    "政府采购": _procurement,
    "国有资产": lambda s: _record_table("guoyou-zichan", "国有资产占用情况", s.report.state_assets, "国有资产"),
    "楼堂馆所": lambda s: _record_table("loutang-guansuo", "楼堂馆所", s.report.building, "楼堂馆所"),
    "自评表.资金": _funds,
    "自评表.总体目标": _goals,
    "自评表.指标": _indicators,
}
