"""Sheets of the site's own workbook, which are read exactly: each row is one line of the form."""

from __future__ import annotations

from functools import cache
from typing import Final

from ...model.beside import StatedChanges
from ...model.lines import FORM, Line
from ...model.problem import KeyPath
from ...model.record import key_of
from .area import Area
from .cells import is_nothing, parse_cell
from .gathered import Gathered
from .sheet import Sheet

#: Heading of a stated change → its key.
CHANGES: Final = {
    f"{key_of(StatedChanges, name)}（原文）": key_of(StatedChanges, name) for name in StatedChanges.model_fields
}
_PROJECT: Final[dict[str, KeyPath]] = {
    "执行率分值": ("资金", "分值"), "执行率（%）": ("资金", "执行率"), "执行率得分": ("资金", "得分"),
    **{key: (key,) for key in ("主管部门", "实施单位", "自评得分", "自评等级", "偏差原因", "备注")},
}  # fmt: skip  # a table of headings
_WORDS: Final = frozenset({"主管部门", "实施单位", "自评等级", "偏差原因", "备注"})


def is_quantities(area: Area) -> bool:
    """Whether a table is the sheet 人员和资产."""
    return [area.text(0, column) for column in range(4)] == ["类别", "项目", "数值", "计量单位"]


@cache
def _by_place() -> dict[tuple[str, str], Line]:
    found = {}
    for entry in FORM:
        if isinstance(entry, Line):
            top = (
                "“三公”经费"
                if entry.path[0] == "三公经费"
                else "政府采购支出"
                if entry.path[0] == "政府采购"
                else entry.path[0]
            )
            if len(entry.path) > 1:
                found[("".join((top, *entry.path[1:-1])), entry.label)] = entry
    return found


@cache
def _lists_below() -> dict[str, list[tuple[KeyPath, KeyPath]]]:
    """Part of the form → its listings of counts, each with the line that stands before it."""
    found: dict[str, list[tuple[KeyPath, KeyPath]]] = {}
    before: KeyPath = ()
    for entry in FORM:
        if isinstance(entry, Line):
            before = entry.path
        elif entry.measure != "万元":
            found.setdefault("".join(entry.path[:-1]), []).append((entry.path, before))
    return found


def read_quantities(sheet: Sheet, out: Gathered) -> None:
    """类别, 项目, 数值, 计量单位; names of the unit's own belong to the list that comes next in the form."""
    seen: list[KeyPath] = []
    order = [line.path for line in FORM]
    for row in range(1, sheet.area.height):
        place, label, text, measure = (sheet.area.text(row, column) for column in range(4))
        line = _by_place().get((place, label))
        if line is None and label == "所属单位":
            path: KeyPath = ("人员", "所属单位")
            out.text(sheet, (*path, out.entry(path, text)), text, label, row)
            continue
        at = line.path if line else _list_path(place, seen, order, label)
        source = f"{place} {label}：{text}"
        if at is None:
            out.leave(sheet, sheet.words(row))
        elif measure == "万元":
            out.amount(sheet, at, "", text, source, row, ("万元",))
        else:
            out.number(sheet, at, text, source, row)
        if line:
            seen.append(line.path)


def _list_path(place: str, seen: list[KeyPath], order: list[tuple[str, ...]], label: str) -> KeyPath | None:
    """The list of the part that follows the last line that stands on the sheet."""
    lists = _lists_below().get(place, [])
    last = order.index(tuple(map(str, seen[-1]))) if seen else -1
    after = [path for path, _ in lists if order.index(tuple(map(str, path))) > last]
    before = [path for path, _ in lists if order.index(tuple(map(str, path))) < last]
    ahead = after[:1] or before[-1:]
    return (*ahead[0], label) if len(lists) == 1 or ahead else None


def read_projects_sheet(sheet: Sheet, out: Gathered) -> None:
    """项目自评: one row to a project."""
    heads = {column: sheet.area.text(0, column) for column in range(sheet.area.width)}
    for row in range(1, sheet.area.height):
        name = sheet.area.text(row, 0)
        at = ("项目自评", out.entry(("项目自评",), name))
        out.text(sheet, (*at, "项目"), name, "项目名称", row)
        for column, head in heads.items():
            cell = sheet.area.at(row, column)
            if head not in _PROJECT or cell is None or is_nothing(cell.text):
                continue
            if head in _WORDS:
                out.text(sheet, (*at, *_PROJECT[head]), cell.text, head, row)
            else:
                out.number(sheet, (*at, *_PROJECT[head]), cell.text, f"{name} {head}：{cell.text}", row)


def add_beside(sheet: Sheet, out: Gathered, path: KeyPath, head: str, text: str, source: str, row: int) -> bool:
    """What a line states beside its columns: 比上年（原文）, 推算, 说明; False for another heading."""
    if head in CHANGES:
        amount, _, rate = text.partition("，")
        key = CHANGES[head]
        _add_change(sheet, out, (*path, "增减", key), amount, source, row)
        if rate:
            _add_change(sheet, out, (*path, "增减", f"{key}幅度"), rate, source, row)
    elif head == "推算":
        for at, label in enumerate(text.split("、")):
            out.text(sheet, (*path, "推算", at), label, source, row)
    elif head == "说明":
        out.text(sheet, (*path, "说明"), text, source, row)
    else:
        return False
    return True


def _add_change(sheet: Sheet, out: Gathered, path: KeyPath, text: str, source: str, row: int) -> None:
    plain = text.strip().lstrip("+")
    if str(path[-1]).endswith("幅度") or plain.endswith("%"):
        at = path if str(path[-1]).endswith("幅度") else (*path[:-1], f"{path[-1]}幅度")
        out.number(sheet, at, plain, source, row, measure="%")
    elif parse_cell(plain) is not None:
        out.amount(sheet, path, "", plain, source, row)
