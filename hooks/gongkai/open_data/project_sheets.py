"""The sheets of the 项目支出绩效自评表: one line to a project, their funds, their indicators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..model.amounts import Figure
from .published import Published
from .sheets import INDICATOR_COLUMNS, LINE_COLUMNS, Column, Sheet, SheetRow, amount_rows, indicator_cells


def _projects(published: Published) -> Iterator[SheetRow]:
    for project in published.report.project_evaluations:
        funds = project.funds
        who = (project.name, project.supervising_department, project.implementing_unit)
        execution = (funds.execution_weight, funds.execution_rate, funds.execution_score)
        stated = (project.score, project.grade, project.deviation_note, project.note)
        yield SheetRow((*who, *execution, *stated))


def _funds(published: Published) -> Iterator[SheetRow]:
    """The funds of each project, their sources below, the project's name before each."""
    for project in published.report.project_evaluations:
        for row in amount_rows(Figure("年度资金总额", (), project.funds.annual_funds), 0):
            yield SheetRow((project.name, *row.cells), row.depth)


def _indicators(published: Published) -> Iterator[SheetRow]:
    for project in published.report.project_evaluations:
        for row in project.indicators:
            yield SheetRow((project.name, *indicator_cells(row)))


_NAME: Final = Column("项目名称", 36)
_PROJECT: Final = (
    _NAME, Column("主管部门", 24), Column("实施单位", 24), Column("执行率分值"), Column("执行率（%）"),
    Column("执行率得分"), Column("自评得分"), Column("自评等级", 10), Column("偏差原因", 40), Column("备注", 30),
)  # fmt: skip  # a table of columns and widths
PROJECT_SHEETS: Final = (
    Sheet("项目自评", _PROJECT, _projects, is_optional=True),
    Sheet("项目自评资金", (_NAME, *LINE_COLUMNS), _funds, is_optional=True),
    Sheet("项目自评指标", (_NAME, *INDICATOR_COLUMNS), _indicators, is_optional=True),
)
