"""项目支出绩效自评表: all projects at a glance, then the form of each, folded until it is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from ...model.amounts import COLUMN_LABELS, COLUMNS, Figure, Item
from ...model.as_published import as_published
from ...model.evaluation import ProjectEvaluation
from ...model.problem import KeyPath
from ...model.rates import percent, total
from ...model.text import quoted
from ..parts.bars import Bars, bar_chart
from ..parts.format import format_amount, format_exact, format_percent
from ..parts.table import Cell, Column, Flags, Row, Table, line_table, number_cell, text_cell
from .block import Block
from .tables import Source, goals_table, indicators_table

#: Where the forms stand in a data file.
PROJECTS: Final[KeyPath] = ("项目自评",)
#: A heading has no more than six levels, and those of the contents end at three.
_FIRST, _LAST = 3, 5
_EXECUTED: Final = "actual"
_BUDGETS: Final = tuple(name for name in reversed(COLUMNS) if name != _EXECUTED)
#: Fewer projects need no chart; of more so many are drawn.
_FEW, _DRAWN = 5, 12


class ProjectTables(NamedTuple):
    """What is placed, and the keys of the values that stand in it."""

    blocks: tuple[Block, ...]
    shown: frozenset[KeyPath]


def project_tables(source: Source, level: int) -> ProjectTables:
    """The forms of all projects under headings of ``level``; nothing where there are none."""
    projects = source.report.project_evaluations
    if not projects:
        return ProjectTables((), frozenset())
    level = min(max(level, _FIRST), _LAST)
    blocks = [Block("table", _summary(projects, source.flags), level)]
    if bars := _largest(projects):
        blocks.append(Block("bars", bars, level))
    shown: set[KeyPath] = set()
    for at, project in enumerate(projects):
        form = _Form(project, (*PROJECTS, at), f"xm-{at + 1}", level, source.flags, shown)
        blocks.append(Block("folded", tuple(form.blocks()), level, form.key, project.name, False, _result(project)))
    return ProjectTables(tuple(blocks), frozenset(shown))


def _summary(projects: tuple[ProjectEvaluation, ...], flags: Flags) -> Table:
    """Project · spent · rate · score · grade · budgets; budgets that no form gives are left out."""
    funds = [project.funds.annual_funds for project in projects]
    used = [name for name in _BUDGETS if any(getattr(item, name) is not None for item in funds)]
    columns = (
        Column("全年执行数"), Column("执行率"), Column("自评得分"), Column("自评等级", numeric=False),
        *(Column(COLUMN_LABELS[name]) for name in used),
    )  # fmt: skip  # reads as on the page
    wrong = _flagged(flags)
    rows = tuple(
        Row(project.name, _cells(project, used), path=f"#xm-{at + 1}", mark=wrong.get(at, ""))
        for at, project in enumerate(projects)
    )
    return Table("xiangmu-ziping", "各项目绩效自评情况", "项目", columns, rows, note=_note(funds), sortable=True)


def _largest(projects: tuple[ProjectEvaluation, ...]) -> Bars | None:
    """Those on which most was spent, each leading to its form; None where a table shows as much at a glance."""
    items = [(at, project.name, as_published(project.funds.annual_funds).actual) for at, project in enumerate(projects)]
    spent = sorted(((value, -at, name) for at, name, value in items if value), reverse=True)
    if len(spent) < _FEW:
        return None
    shown = spent[:_DRAWN]
    share = percent(total(value for value, *_ in shown), total(value for value, *_ in spent))
    more = f"，占公开了全年执行数的 {len(spent)} 个项目的 {format_percent(share, 1)}" if len(spent) > len(shown) else ""
    rows = [(name, value, f"#xm-{1 - at}") for value, at, name in shown]
    return bar_chart("xiangmu", f"全年执行数最多的 {len(shown)} 个项目{more}", "万元", rows, format_amount)


def _flagged(flags: Flags) -> Mapping[int | str, str]:
    """The projects with a figure that does not add up, each with a check that says so."""
    return {path[1]: code for path, code in flags.items() if path[:1] == PROJECTS and len(path) > 1}


def _cells(project: ProjectEvaluation, used: list[str]) -> tuple[Cell, ...]:
    item = as_published(project.funds.annual_funds)
    rate = percent(item.actual, item.adjusted_budget)
    figures = format_amount(item.actual), format_percent(rate), format_exact(project.score)
    budgets = (format_amount(getattr(item, name)) for name in used)
    return (*map(number_cell, figures), text_cell(project.grade), *map(number_cell, budgets))


def _note(funds: Sequence[Item]) -> str:
    """How many projects, and the sums of what all of them give."""
    words = [f"共 {len(funds)} 个项目"]
    for name, label in (("adjusted_budget", "全年预算"), (_EXECUTED, "全年执行数")):
        if (whole := total(getattr(as_published(item), name) for item in funds)) is not None:
            words.append(f"{label}合计 {format_amount(whole)} 万元")
    return f"{'，'.join(words)}。合计数和执行率（全年执行数÷全年预算）由本站计算。"


def _result(project: ProjectEvaluation) -> str:
    """Score and grade, as they stand beside the name."""
    score = "" if project.score is None else f"{format_exact(project.score)} 分"
    return "，".join(word for word in (score, project.grade or "") if word)


class _Form(NamedTuple):
    """The form of one project; what stands in its blocks is added to ``shown``."""

    project: ProjectEvaluation
    path: KeyPath
    key: str
    level: int
    flags: Flags
    shown: set[KeyPath]

    def blocks(self) -> Iterator[Block]:
        """What is published of it, in the order of the form."""
        project = self.project
        self.shown.add((*self.path, "项目"))
        figure = Figure("年度资金总额", (*self.path, "资金", "年度资金总额"), project.funds.annual_funds)
        yield from self._said(self._heading())
        yield from self._table(line_table(f"{self.key}-zijin", "项目资金", (figure,), self.flags))
        yield from self._said(self._execution())
        yield from self._table(goals_table(project.goals, (*self.path, "总体目标"), f"{self.key}-mubiao"))
        yield from self._table(indicators_table(project.indicators, (*self.path, "指标"), f"{self.key}-zhibiao"))
        yield from self._text("偏差原因", project.deviation_note, "pc", "偏差原因和改进措施")
        yield from self._text("备注", project.note, "bz", "备注")

    def _heading(self) -> Iterator[tuple[KeyPath, str]]:
        project = self.project
        if project.supervising_department:
            yield ("主管部门",), f"主管部门：{project.supervising_department}"
        if project.implementing_unit:
            yield ("实施单位",), f"实施单位：{project.implementing_unit}"
        if project.score is not None:
            yield ("自评得分",), f"自评得分 {format_exact(project.score)} 分"
        if project.grade:
            yield ("自评等级",), f"自评等级{quoted(project.grade)}"

    def _execution(self) -> Iterator[tuple[KeyPath, str]]:
        funds = self.project.funds
        stated = (
            ("执行率", "表上的执行率", funds.execution_rate, "%"),
            ("分值", "预算执行率分值", funds.execution_weight, " 分"),
            ("得分", "预算执行率得分", funds.execution_score, " 分"),
        )  # fmt: skip  # key, words, figure, measure
        for key, words, value, measure in stated:
            if value is not None:
                yield ("资金", key), f"{words} {format_exact(Decimal(value))}{measure}"

    def _said(self, facts: Iterator[tuple[KeyPath, str]]) -> Iterator[Block]:
        found = list(facts)
        self.shown.update((*self.path, *key) for key, _ in found)
        if found:
            yield Block("sentence", "；".join(words for _, words in found) + "。", self.level + 1)

    def _table(self, table: Table | None) -> Iterator[Block]:
        if table:
            self.shown.update(table.shown)
            yield Block("table", table, self.level + 1)

    def _text(self, key: str, text: str | None, end: str, title: str) -> Iterator[Block]:
        if text:
            self.shown.add((*self.path, key))
            yield Block("text", text, self.level + 1, f"{self.key}-{end}", title, numbered=False)
