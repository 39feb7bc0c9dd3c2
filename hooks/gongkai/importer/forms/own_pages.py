"""What the site's own pages print of projects: a table of all, then the tables of each below its name."""

from __future__ import annotations

import re
from typing import Final

from ...model.problem import KeyPath
from .cells import is_nothing
from .columns import meaning_of
from .gathered import Gathered
from .sheet import Sheet

#: What stands behind a project's name: 96 分，优.
_RESULT: Final = re.compile(r"\s*(?:[\d.,]+\s*分)?(?:，.{1,4})?")
_COMPUTED: Final = re.compile("历年主要数字|按公开数字计算的指标|相符的关系|不符的关系|^校核")
_SUMMARY: Final = "各项目绩效自评情况"
_PATH: Final = "项目自评"
#: Sentences beside the tables of a form → keys; figures, then words.
_NUMBERS: Final = (
    (("资金", "分值"), re.compile(r"预算执行率分值\s*([\d.,]+)\s*分")),
    (("资金", "得分"), re.compile(r"(?:预算执行率得分|预算执行率分值\s*\S+\s*分，得分)\s*([\d.,]+)\s*分")),
    (("资金", "执行率"), re.compile(r"表上的执行率\s*([\d.,]+%)")),
)
_WORDS: Final = (
    (("主管部门",), re.compile("主管部门：([^；。]+)")),
    (("实施单位",), re.compile("实施单位：([^；。]+)")),
)


def is_summary(sheet: Sheet) -> bool:
    """Whether a table lists all projects with their scores."""
    return _SUMMARY in sheet.title


def read_summary(sheet: Sheet, out: Gathered) -> list[str]:
    """A row to each project; their names, in their order."""
    area, names = sheet.area, []
    heads = {column: area.text(0, column) for column in range(1, area.width)}
    for row in range(1, area.height):
        name = area.text(row, 0)
        at = (_PATH, out.entry((_PATH,), name))
        names.append(name)
        out.text(sheet, (*at, "项目"), name, name, row)
        for column, head in heads.items():
            text, source = area.text(row, column), f"{name} {head}：{area.text(row, column)}"
            if is_nothing(text) or head == "执行率":
                continue
            if head == "自评得分":
                out.number(sheet, (*at, head), text, source, row, measure="分")
            elif head == "自评等级":
                out.text(sheet, (*at, head), text, name, row)
            elif column_name := meaning_of((head,), sheet.year).column:
                out.amount(sheet, (*at, "资金", "年度资金总额"), column_name, text, source, row)
    return names


def named_in(sheet: Sheet, names: list[str]) -> str:
    """The project whose name stands alone above a table; "" where none does."""
    for text in reversed(sheet.near):
        for name in sorted(names, key=len, reverse=True):
            if text.startswith(name) and _RESULT.fullmatch(text, len(name)):
                return name
    return ""


def is_computed(sheet: Sheet) -> bool:
    """Whether a table holds what the site has computed, or figures of other years' reports."""
    return _COMPUTED.search(sheet.title) is not None


def read_beside(sheet: Sheet, out: Gathered, path: KeyPath) -> None:
    """The sentences around a table of funds: weight, rate and score of the execution, and whose project it is."""
    words = "；".join((*sheet.near, sheet.notes)) if path[0] == _PATH else sheet.notes
    for key, pattern in _NUMBERS:
        if (found := pattern.search(words)) and (path[0] == _PATH or key[-1] != "执行率"):
            out.number(sheet, (*path, *key), found[1], found[0], 0, measure="%" if key[-1] == "执行率" else "分")
    if path[0] == _PATH:
        for place, pattern in _WORDS:
            if found := pattern.search(words):
                out.text(sheet, (*path, *place), found[1], found[0], 0)
