"""Cells with a label on their left: the cover of a report, and words that forms ask for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ...model.problem import KeyPath
from ..document import GridCell
from ..plain_words import normal
from .area import Area
from .cells import is_nothing
from .gathered import Gathered
from .heads import is_figure
from .labels import bare
from .sheet import Sheet

#: Label → where its words stand; beside it the kind: words, a day, several names.
_PLACES: Final[dict[str, tuple[KeyPath, str]]] = {
    "预算编码": (("封面", "预算编码"), ""),
    "部门预算编码": (("封面", "预算编码"), ""),
    "评价方式": (("封面", "评价方式"), ""),
    "评价机构": (("封面", "评价机构"), ""),
    "报告日期": (("公开", "报告日期"), "day"),
    "填报日期": (("公开", "报告日期"), "day"),
    "联系人": (("联系方式", "联系人"), ""),
    "联系电话": (("联系方式", "办公电话"), "phone"),
    "办公电话": (("联系方式", "办公电话"), "phone"),
    "厉行节约保障措施": (("厉行节约",), ""),
    "厉行节约措施": (("厉行节约",), ""),
    "所属单位": (("人员", "所属单位"), "names"),
}
_DAY: Final = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_PHONE: Final = re.compile(r"(?:0\d{2,3}[-—－ ]?)?\d{7,8}")
_MEASURE: Final = re.compile(r"(?:人民币)?\s*[亿万千百]?\s*元")
_UNIT: Final = re.compile("^(?:填报|预算|评价)?(?:部门|单位)(?:单位|部门)?(?:名称)?(?:盖章|公章)?$|^预算部门单位名称$")


def read_labelled(sheet: Sheet, out: Gathered) -> tuple[str, Sheet]:
    """Words beside their labels: the name of the unit, "" where the table gives none; the rest of the table."""
    unit, used = "", set[GridCell]()
    for row in sheet.area.rows():
        cells = sheet.area.row(row)
        for at, cell in enumerate(cells):
            if cell.row != row:
                continue
            label, _, inside = cell.text.partition("：") if "：" in cell.text else cell.text.partition(":")
            beside = next((other for other in cells[at + 1 :] if bare(other.text) != bare(label)), None)
            right = beside.text if beside else ""
            words = inside.strip() or ("" if bare(right) in _PLACES else right.strip())
            if is_nothing(words) or (
                is_figure(words) and bare(label) not in {"预算编码", "部门预算编码", "联系电话", "办公电话"}
            ):
                continue
            if _UNIT.match(bare(label)) and not unit and len(words) <= 40 and not _MEASURE.fullmatch(words):
                unit = re.sub(r"\s|[（(](?:盖章|公章|章)[)）]", "", words)
            elif bare(label) in _PLACES:
                _add(sheet, out, bare(label), words, row)
                used |= {cell, beside} if beside and not inside.strip() else {cell}
    kept = tuple(cell for cell in sheet.area.grid.cells if cell not in used)
    return unit, replace(sheet, area=Area(replace(sheet.area.grid, cells=kept))) if used else sheet


def _add(sheet: Sheet, out: Gathered, label: str, words: str, row: int) -> None:
    path, kind = _PLACES[label]
    if kind == "day":
        if day := parse_day(words):
            out.text(sheet, path, day, label, row)
    elif kind == "names":
        for name in filter(None, re.split("[、；;\n]", words)):
            out.text(sheet, (*path, out.entry(path, name)), name.strip(), label, row)
    elif kind == "phone":
        plain = normal(words)
        if _PHONE.fullmatch(plain):  # never a mobile phone's
            out.text(sheet, path, plain, label, row)
    else:
        out.text(sheet, path, "\n\n".join(filter(None, map(str.strip, words.split("\n")))), label, row)


def parse_day(words: str) -> str:
    """2023年5月29日 → 2023-05-29; "" for what is no day."""
    found = _DAY.search(normal(words))
    if not found:
        return ""
    year, month, day = (int(found[at]) for at in (1, 2, 3))
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
