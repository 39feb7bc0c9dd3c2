"""The sheet 项目和功能分类 of the site's own workbook: projects by name, then rows with codes and what they are of."""

from __future__ import annotations

import re
from typing import Final

from ...model.problem import KeyPath
from .area import Area
from .cells import is_nothing
from .coded_rows import parse_code, parted
from .columns import PRIOR_BUDGET, meaning_of
from .gathered import Gathered
from .labels import bare
from .own_sheets import add_beside
from .sheet import Sheet

_PROJECTS: Final = ("收支", "项目支出", "项目")
_ROWS: Final = ("收支", "功能分类")
_KIND: Final = re.compile("^其中：(.+)$")


def is_row_lists(title: str) -> bool:
    """Whether a sheet is the one of projects and 功能分类."""
    return title == "项目和功能分类"


def read_row_lists(sheet: Sheet, out: Gathered) -> None:
    """A row to each project, then to each class; what a class's 决算 is of stands below it."""
    path: KeyPath = _PROJECTS
    for row in range(1, sheet.area.height):
        label = sheet.area.text(row, 0)
        kind, code = _KIND.match(label), parse_code(label)
        if kind and path[:2] == _ROWS:
            _cells(sheet, out, (*path, kind[1]), row, label, is_bare=True)
        elif code:
            path = _functional(sheet, out, *code, row)
        elif label:
            path = (*_PROJECTS, out.entry(_PROJECTS, bare(label)))
            out.text(sheet, (*path, "名称"), label, label, row)
            _cells(sheet, out, path, row, label)


def _functional(sheet: Sheet, out: Gathered, code: str, name: str, row: int) -> KeyPath:
    name, source = parted(name)
    path = (*_ROWS, out.entry(_ROWS, code, bare(name), source))
    for key, words in (("编码", code), ("名称", name), ("资金来源", source)):
        out.text(sheet, (*path, key), words, f"{code} {name}", row)
    _cells(sheet, out, path, row, f"{code} {name}")
    return path


def _cells(sheet: Sheet, out: Gathered, path: KeyPath, row: int, label: str, *, is_bare: bool = False) -> None:
    area: Area = sheet.area
    for column in range(1, area.width):
        cell, head = area.at(row, column), area.text(0, column)
        if cell is None or is_nothing(cell.text):
            continue
        source = f"{label} {head}：{cell.text}"
        if not add_beside(sheet, out, path, head, cell.text, source, row):
            at = meaning_of((head,), sheet.year).column
            key = (*path, PRIOR_BUDGET) if at == PRIOR_BUDGET else path
            out.amount(sheet, key, "" if is_bare or at == PRIOR_BUDGET else at, cell.text, source, row)
