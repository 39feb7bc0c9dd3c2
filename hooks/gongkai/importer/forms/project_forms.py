"""One table or many → forms of the department and of projects; goals that stand in a table of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ...model.problem import KeyPath
from .cells import is_nothing
from .gathered import Gathered
from .indicators import indicator_columns
from .labels import bare
from .own_pages import named_in, read_beside, read_summary
from .self_evaluation import SelfEvaluation, goal_columns, is_of_project
from .sheet import Sheet
from .workbook import by_project


class ProjectForms:
    """Keeps in mind whose form was read last, for tables that go on without a name."""

    def __init__(self) -> None:
        self.last: KeyPath = ("自评表",)
        self.listed: list[str] = []

    def read(self, sheet: Sheet, out: Gathered) -> None:
        """A table that holds a form, several below each other, or the rest of one."""
        if self.listed:
            self._read_listed(sheet, out)
            return
        for part in _parts(sheet):
            if is_of_project(part):
                name, row = _name_of(part)
                at = out.entry(("项目自评",), bare(name), part.place(0))
                self.last = ("项目自评", at)
                out.text(part, (*self.last, "项目"), name, "项目名称", row)
            elif _is_of_department(part):
                self.last = ("自评表",)
            SelfEvaluation(part, out, self.last).read()
            if "年度资金" in part.title:
                read_beside(part, out, self.last)

    def list_projects(self, sheet: Sheet, out: Gathered) -> None:
        """The table of all projects, on a page of the site's own; the tables that follow are theirs."""
        self.listed, self.last = read_summary(sheet, out), ()

    def see(self, sheet: Sheet, out: Gathered) -> None:
        """Any table below the name of a listed project is that project's."""
        if name := named_in(sheet, self.listed):
            self.last = ("项目自评", out.entry(("项目自评",), name))
            read_beside(sheet, out, self.last)

    def _read_listed(self, sheet: Sheet, out: Gathered) -> None:
        if self.last:
            SelfEvaluation(sheet, out, self.last).read()
            if "项目资金" in sheet.title:
                read_beside(replace(sheet, near=()), out, self.last)
        else:
            out.leave(sheet, sheet.area.words.replace("\n", " | "))


def _is_of_department(sheet: Sheet) -> bool:
    words = sheet.title + sheet.area.words[:200]
    return bool(re.search("部门整体|整体支出|预算部门|按收入性质分", words)) or not sheet.is_continued


def _parts(sheet: Sheet) -> Iterator[Sheet]:
    """The forms of a table: each begins at its title, or at the row with 项目名称."""
    area = sheet.area
    starts = [row for row in area.rows() if any(bare(cell.text) == "项目名称" for cell in area.own(row))]
    starts = [row for row in starts if not indicator_columns(sheet, row)]
    if len(starts) < 2:
        yield sheet
        return
    tops = [_title_row(sheet, row, starts[at - 1] if at else -1) for at, row in enumerate(starts)]
    tops[0] = 0
    for top, end in zip(tops, [*tops[1:], area.height], strict=True):
        yield replace(sheet, area=area.part(range(top, end)), row=sheet.row + top)


def _title_row(sheet: Sheet, row: int, before: int) -> int:
    """The first of the rows above 项目名称 that are the form's own title: words over the whole width."""
    while row - 1 > before:
        texts = {text for cell in sheet.area.row(row - 1) if (text := sheet.area.text(row - 1, cell.column))}
        if len(texts) != 1 or not re.search("自评表|评价表|年度|单位", next(iter(texts))):
            break
        row -= 1
    return row


def _name_of(sheet: Sheet) -> tuple[str, int]:
    """The project's name, on the right of its label."""
    for row in sheet.area.rows():
        cells = sheet.area.row(row)
        for cell, right in pairwise(cells):
            if bare(cell.text) in {"项目名称", "项目"} and bare(right.text) != bare(cell.text):
                return sheet.area.text(row, right.column), row
    return "", 0


def read_goals(sheet: Sheet, out: Gathered, top: KeyPath) -> bool:
    """A table of goals alone, a row to each, of the form at ``top``; False for another table."""
    area = sheet.area
    for row in area.rows():
        columns = goal_columns({cell.column: area.text(row, cell.column) for cell in area.row(row)})
        if len(columns) == 2:
            for below in range(row + 1, area.height):
                for column, key in columns.items():
                    cell = area.at(below, column)
                    if cell and cell.row == below and not is_nothing(cell.text):
                        path = (*top, "总体目标")
                        at = out.entry(path, sheet.place(below))
                        out.text(sheet, (*path, at, key), cell.text.strip(), key, below)
            return True
    return False


def read_own_projects(sheet: Sheet, out: Gathered) -> None:
    """项目自评资金 and 项目自评指标 of the site's own workbook: the project's name stands before each row."""
    for name, area in by_project(sheet.area):
        path = ("项目自评", out.entry(("项目自评",), name))
        SelfEvaluation(replace(sheet, area=area), out, path).read()
