"""Lists of projects: a name, its figures, and the kind printed behind it or above it."""

from __future__ import annotations

import re
from typing import Final

from .cells import is_nothing
from .gathered import Gathered
from .heads import Block, Group, is_figure
from .labels import bare, printed
from .line_rows import NO_COLUMN
from .measures import bracketed_measure
from .sheet import Sheet

_PATH: Final = ("收支", "项目支出", "项目")
_KIND: Final = re.compile("^(.+?)[（(]((?:业务工作|运行维护)(?:经费|专项)|(?:省级|市级|区级)?专项资金)[）)]$")
_TOTAL: Final = re.compile("^(?:合计|小计|总计|项目支出合计|项目支出)$")


def is_project_list(sheet: Sheet, block: Block) -> bool:
    """Whether the rows of a table are projects: it is called so, or its labels are."""
    names = {bare(head.words[-1]) for head in block.heads if head.role == "label"}
    is_called = re.search("项目支出明细|项目(?:支出)?情况表|项目支出表|专项(?:资金|支出)明细", sheet.title) is not None
    return (is_called or "项目名称" in names) and any(head.meaning.column for head in block.heads)


def read_projects(sheet: Sheet, out: Gathered, block: Block, group: Group) -> None:
    """The rows of a list of projects."""
    kinds = [at for at, head in enumerate(block.heads) if bare(head.text) in {"类别", "项目类别", "项目类型"}]
    labels = [column for column in group.labels if column not in kinds]
    for row in block.rows:
        texts = [text for column in labels if (text := sheet.area.text(row, column)) and not is_figure(text)]
        name = printed(texts[-1]) if texts else ""
        if not name or _TOTAL.match(bare(name)) or is_nothing(name):
            out.leave(sheet, sheet.words(row))
            continue
        found = _KIND.match(name)
        name, kind = (found[1], found[2]) if found else (name, "")
        kind = kind or next((sheet.area.text(row, column) for column in kinds), "")
        _read(sheet, out, block, group, row, name, "" if is_nothing(kind) else kind)


def _read(sheet: Sheet, out: Gathered, block: Block, group: Group, row: int, name: str, kind: str) -> None:
    path = (*_PATH, out.entry(_PATH, bare(name)))
    out.text(sheet, (*path, "名称"), name, name, row)
    out.text(sheet, (*path, "类别"), kind, name, row)
    for column in group.values:
        cell, head = sheet.area.at(row, column), block.heads[column]
        if cell is None or cell.row != row or cell.column != column or is_nothing(cell.text) or head.meaning.is_out:
            continue
        if not (head.meaning.column or not head.words):
            if is_figure(cell.text):
                out.leave(sheet, f"{name} {head.text}：{cell.text}")
            continue
        doubt = head.meaning.doubt or ("" if head.meaning.column else NO_COLUMN)
        source, measures = f"{name} {head.text}：{cell.text.strip()}", (bracketed_measure(head.text),)
        if not out.amount(sheet, path, head.meaning.column or "决算", cell.text, source, row, measures, doubt):
            out.leave(sheet, f"{name} {head.text}：{cell.text}")
