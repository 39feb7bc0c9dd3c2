"""指标: rows of 一级, 二级 and 三级指标 with what was intended, achieved and scored, on forms of every year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...model.problem import KeyPath
from ..document import GridCell
from ..plain_words import normal
from .cells import is_nothing, tidy
from .gathered import Gathered
from .heads import is_figure
from .labels import bare
from .sheet import Sheet

#: Heading → key of the entry; the first that fits.
_KEYS: Final = (
    ("一级指标", re.compile("^一级指标")),
    ("二级指标", re.compile("^二级指标")),
    ("三级指标", re.compile("^三级指标|^(?:绩效)?指标名称|^指标内容$|^四级指标")),
    ("计算符号", re.compile("^计算符号|^指标性质|^符号")),
    ("年度指标值", re.compile("指标值|目标值|计划完成值")),
    ("实际完成值", re.compile("实际完成|完成值|实际值|^完成情况|全年完成")),
    ("计量单位", re.compile("^(?:计量|度量)单位")),
    ("指标类别", re.compile("^指标类别")),
    ("偏差原因", re.compile("偏差|未完成原因|扣分原因|原因分析|改进措施")),
    ("得分", re.compile("得分$|^评分$|^自评分")),
    ("分值", re.compile("分值|权重|标准分|满分")),
)
_TOTAL: Final = re.compile("^(?:总分|合计|总计|总得分|自评总分|自评得分合计)")
_SIGN: Final = re.compile(r"^(≥|≤|＝|=|≧|≦|>=|<=|>|<|＞|＜|定性)(?=.)")
_SIGNS: Final = {"≧": "≥", "≦": "≤", ">=": "≥", "<=": "≤", "＝": "="}
_WITH_MEASURE: Final = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)([^\d\s.,，、。；（(]{1,6})")
#: Of a row with nothing in the first column, nor above it.
_NOT_SAID: Final = "（空白）"
_NO_DIMENSION: Final = "表上这一行没有一级指标，对照原文补上"
_FIGURES: Final = frozenset({"分值", "得分"})
#: What is in the measure of an indicator.
MEASURED: Final = ("年度指标值", "实际完成值")
_NAME: Final = "三级指标"


def indicator_columns(sheet: Sheet, row: int) -> dict[int, str]:
    """The columns of a heading of indicators by what stands in them; {} where the row is none."""
    found: dict[int, str] = {}
    for cell in sheet.area.row(row):
        name = bare(cell.text)
        key = next((key for key, pattern in _KEYS if pattern.search(name)), "")
        if key and len(name) <= 24:
            found[cell.column] = key
    if "三级指标" not in found.values() or not {"年度指标值", "分值", "得分"} & set(found.values()):
        return {}
    return _one_of_each(found)


def _one_of_each(found: dict[int, str]) -> dict[int, str]:
    """Of several 分值 only that of the 三级指标, which stands next to it on its right."""
    name = next(column for column, key in found.items() if key == "三级指标")
    kept: dict[int, str] = {}
    for key in dict.fromkeys(found.values()):
        places = [column for column, other in found.items() if other == key]
        right = [column for column in places if column > name]
        best = right[0] if key in _FIGURES and right else places[0]
        kept[right[-1] if key == "得分" and right else best] = key
    return kept


def read_indicators(sheet: Sheet, out: Gathered, columns: dict[int, str], rows: range, path: KeyPath) -> int:
    """The rows below a heading as entries of the list at ``path``; the number of the row after the last."""
    reader = _Reader(sheet, out, columns, path)
    for row in rows:
        if indicator_columns(sheet, row):
            continue  # the heading again, on the next page
        if is_total_row({cell.column: sheet.area.text(row, cell.column) for cell in sheet.area.row(row)}):
            return row
        reader.read(row)
    return rows.stop


def is_total_row(texts: dict[int, str]) -> bool:
    """Whether a row is the one with 总分."""
    return _TOTAL.search(bare(next(filter(None, texts.values()), ""))) is not None


class _Reader:
    """Reads the rows of a table of indicators, from the top."""

    def __init__(self, sheet: Sheet, out: Gathered, columns: dict[int, str], path: KeyPath) -> None:
        self.sheet, self.out, self.columns, self.path = sheet, out, columns, path
        self.levels: dict[str, str] = {}
        self.counts: dict[tuple[str, ...], int] = {}

    def read(self, row: int) -> None:
        """One row."""
        texts = self._texts(row)
        name = texts.get("三级指标", "")
        self._see_levels(texts)
        if is_nothing(name) or is_figure(name):
            if any(is_figure(texts.get(key, "")) for key in _FIGURES):
                self.out.leave(self.sheet, self.sheet.words(row))
            return
        levels = (self.levels.get("一级指标", ""), self.levels.get("二级指标", ""), name)
        self.counts[levels] = self.counts.get(levels, 0) + 1
        at = self.out.entry(self.path, *levels, self.counts[levels])
        if "一级指标" in self.columns.values() and not levels[0] and not self._is_merged(row):
            self.out.text(self.sheet, (*self.path, at, "一级指标"), _NOT_SAID, name, row, _NO_DIMENSION)
        for key, words in self._values(texts):
            self._add((*self.path, at, key), words, name, row)
        self._leave_others(row, name)

    def _is_merged(self, row: int) -> bool:
        """Whether one cell goes from 一级 to 三级指标, so that there is nothing to ask of the one."""
        first, name = (next(at for at, key in self.columns.items() if key == one) for one in ("一级指标", _NAME))
        return self.sheet.area.at(row, first) == self.sheet.area.at(row, name)

    def _texts(self, row: int) -> dict[str, str]:
        """The words of a row by their keys; a cell over several columns has its words once, as the name if it can."""
        covered: dict[GridCell, list[str]] = {}
        for column, key in sorted(self.columns.items()):
            if cell := self.sheet.area.at(row, column):
                covered.setdefault(cell, []).append(key)
        found = dict.fromkeys(self.columns.values(), "")
        for cell, keys in covered.items():
            found[_NAME if _NAME in keys else keys[0]] = tidy(cell.text)
            if _NAME in keys and len(keys) > 1:  # what stood above it in the levels that it covers ends here
                self.levels = {key: words for key, words in self.levels.items() if key not in keys}
        return found

    def _see_levels(self, texts: dict[str, str]) -> None:
        """一级 and 二级 hold until the next; a new 一级 ends the 二级 above it."""
        if kind := texts.get("指标类别", ""):
            first, _, second = kind.partition("·")
            self.levels = {"一级指标": first.strip(), "二级指标": second.strip()}
            return
        first, second = texts.get("一级指标", ""), texts.get("二级指标", "")
        if first and first != self.levels.get("一级指标"):
            self.levels = {"一级指标": first}
        if second:
            self.levels["二级指标"] = second

    def _values(self, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
        yield from ((key, value) for key, value in self.levels.items() if value)
        yield "三级指标", texts["三级指标"]
        yield from split_target({key: value for key, value in texts.items() if not is_nothing(value)}).items()

    def _add(self, path: KeyPath, words: str, name: str, row: int) -> None:
        key = path[-1]
        if key not in _FIGURES:
            self.out.text(self.sheet, path, words, name, row)
        elif not self.out.number(self.sheet, path, words, f"{name} {key}：{words}", row, measure="分"):
            self.out.leave(self.sheet, f"{name} {key}：{words}")

    def _leave_others(self, row: int, name: str) -> None:
        """What stands in columns without a place, such as 评分标准."""
        for cell in self.sheet.area.own(row):
            text = self.sheet.area.text(row, cell.column)
            is_other = cell.column > min(self.columns) and cell.column not in self.columns and text
            if is_other and text != name and not (is_figure(text) and "%" not in text):
                self.out.leave(self.sheet, f"{name}：{text}")


def without_measure(value: str, measure: str) -> str:
    """A number without the measure behind it that another cell says too: 90% and %."""
    stated = _WITH_MEASURE.fullmatch(normal(value.strip()))
    return stated[1] if stated and stated[2] == normal(measure.strip()) else value


def split_target(texts: dict[str, str]) -> dict[str, str]:
    """The values of a row; ≥1000公里 and 1110公里 are parted into sign, number and measure where both agree."""
    found: dict[str, str] = {
        key: texts[key] for key in ("计算符号", "年度指标值", "实际完成值", "计量单位") if key in texts
    }
    target, achieved = found.get("年度指标值", ""), found.get("实际完成值", "")
    if "计算符号" not in found and (sign := _SIGN.match(target)):
        found["计算符号"] = _SIGNS.get(sign[1], sign[1])
        target = target[sign.end() :].strip()
    if "计量单位" not in found and (asked := _WITH_MEASURE.fullmatch(normal(target))):
        done = _WITH_MEASURE.fullmatch(normal(achieved))
        if done and done[2] == asked[2]:
            target, achieved, found["计量单位"] = asked[1], done[1], asked[2]
    for key, value in zip(MEASURED, (target, achieved), strict=True):
        if value:
            found[key] = without_measure(value, found.get("计量单位", ""))
    return found | {key: texts[key] for key in ("分值", "得分", "偏差原因") if key in texts}
