"""自评表 of a department and 项目支出绩效自评表 of a project: funds, goals, indicators, the score."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ...model.problem import KeyPath
from .cells import is_nothing, parse_cell
from .column_names import doubt_of_name
from .columns import meaning_of
from .gathered import Gathered
from .heads import is_figure
from .indicators import indicator_columns, is_total_row, read_indicators
from .labels import bare, printed
from .sheet import Sheet

#: Labels with the words for them in the cell on their right → key of the project.
_ABOUT: Final = {"主管部门": "主管部门", "实施单位": "实施单位", "项目实施单位": "实施单位", "项目主管部门": "主管部门"}
_NAMES: Final = frozenset({"项目名称", "项目"})
_UNITS: Final = re.compile("^(?:预算)?(?:部门|单位)[（(、]?(?:单位|部门)?名?称?[)）]?(?:名称)?$")
#: Label and figure in one cell.
_TOLD: Final = re.compile(r"^(?P<label>[^：:]{2,20})[：:](?P<figure>[\d.,\s−-]*(?:万元|元)?|[/—无]?)$")
_SIDES: Final = {"按收入性质分": "按收入性质分", "按支出性质分": "按支出性质分"}
_EXPENDITURES: Final = frozenset({"基本支出", "项目支出"})
_TOTALS: Final = frozenset({"年度资金总额", "年度预算资金总额", "资金总额", "年度资金总", "合计", "年度预算总额"})
_ASIDE: Final = {"分值": "分值", "权重": "分值", "执行率": "执行率", "得分": "得分", "自评得分": "得分"}
#: What no label has: such a row is kept as words, though the form has no place for it.
_SENTENCE: Final = re.compile("[。；]")
NO_COLUMN: Final = "表上没有写明这个数是哪一栏（年初预算、全年预算还是执行数）"


def is_self_evaluation(sheet: Sheet) -> bool:
    """Whether a table is such a form, or the part of one with the funds or the indicators."""
    words = re.sub(r"\s", "", sheet.area.words)
    has_funds = "资金总额" in words and any(name in words for name in ("年初预算", "全年预算", "执行数", "决算"))
    return has_funds or "按收入性质分" in words or any(indicator_columns(sheet, row) for row in sheet.area.rows())


def is_of_project(sheet: Sheet) -> bool:
    """Whether it is the form of a project."""
    labels = {bare(cell.text) for cell in sheet.area.grid.cells if cell.columns < sheet.area.width}
    has_office = any(label.endswith(("实施单位", "主管部门")) for label in labels)
    return "项目名称" in labels or ("项目" in labels and has_office)


class SelfEvaluation:
    """Reads one form, from the top.

    Args:
        path: 自评表, or the entry of 项目自评.
    """

    def __init__(self, sheet: Sheet, out: Gathered, path: KeyPath) -> None:
        self.sheet, self.out, self.path = sheet, out, path
        self.columns: dict[int, str] = {}
        self.doubts: dict[int, str] = {}
        self.goals: dict[int, str] = {}
        self.side = ""
        self.told: list[tuple[str, str, str, int]] = []

    @property
    def is_project(self) -> bool:
        """Whether it is of a project."""
        return self.path[0] == "项目自评"

    def read(self) -> None:
        """All rows."""
        rows, row = self.sheet.area.height, 0
        while row < rows:
            if columns := indicator_columns(self.sheet, row):
                row = read_indicators(self.sheet, self.out, columns, range(row + 1, rows), (*self.path, "指标"))
                if row < rows:
                    self._total(row, columns)
                    row += 1
                self.columns = self.goals = {}
            else:
                self._row(row)
                row += 1
        self._settle_told()

    def _row(self, row: int) -> None:
        area = self.sheet.area
        texts = {cell.column: area.text(row, cell.column) for cell in area.row(row)}
        if goals := goal_columns(texts):
            self.goals, self.columns = goals, {}
        elif self.goals:
            self._goal(row, texts)
        elif columns := self._fund_columns(texts):
            self.columns = columns
        elif self.columns and is_total_row(texts):
            self._total(row, self.columns)
        elif self._about(row, texts) or self._told_in_cells(row):
            pass
        elif self.columns:
            self._fund(row, texts)
        elif any(is_figure(text) or _SENTENCE.search(text) for text in texts.values()):
            self.out.leave(self.sheet, " | ".join(filter(None, dict.fromkeys(texts.values()))))

    def _fund_columns(self, texts: dict[int, str]) -> dict[int, str]:
        """The columns of a heading of funds."""
        found: dict[int, str] = {}
        for column, text in texts.items():
            name = bare(re.sub(r"[(（].*?[)）]", "", text))
            if is_figure(text) or not name or name.endswith("情况"):  # 部门预算执行情况, beside all rows
                continue
            if name in _ASIDE:
                found[column] = _ASIDE[name]
            elif name.startswith("执行率"):
                found[column] = "执行率"
            elif (meaning := meaning_of((text,), self.sheet.year)).column and not meaning.is_bare and len(name) < 12:
                found[column], self.doubts[column] = meaning.column, doubt_of_name((text,))
        return found if sum(key not in _ASIDE.values() for key in found.values()) >= 1 and len(found) >= 2 else {}

    def _about(self, row: int, texts: dict[int, str]) -> bool:
        """A row of labels with words on their right: 主管部门, 实施单位."""
        columns, is_known = list(texts), False
        for at, column in enumerate(columns):
            name = bare(texts[column])
            is_known = is_known or name in _NAMES or name in _ABOUT or _UNITS.match(texts[column]) is not None
            words = next((texts[right] for right in columns[at + 1 :] if bare(texts[right]) != name), "")
            is_first = at == 0 or bare(texts[columns[at - 1]]) != name
            if name in _ABOUT and self.is_project and is_first and bare(words) not in _ABOUT:
                self.out.text(self.sheet, (*self.path, _ABOUT[name]), words, texts[column], row)
        return is_known

    def _told_in_cells(self, row: int) -> bool:
        """Cells that hold label and figure: 其中：基本支出：640.15."""
        found = False
        for cell in self.sheet.area.own(row):
            text = re.sub(r"^其中[：:]", "", self.sheet.area.text(row, cell.column))
            told = _TOLD.match(text)
            if told:
                self.told.append((printed(told["label"]), told["figure"], text, row))
                found = True
        return found

    def _fund(self, row: int, texts: dict[int, str]) -> None:
        first = min(self.columns)
        labels = [text for column, text in texts.items() if column < first and text and not is_figure(text)]
        label = printed(labels[-1]) if labels else ""
        path = self._fund_path(label)
        if path is None or not label:
            if any(is_figure(text) for text in texts.values()):
                self.out.leave(self.sheet, self.sheet.words(row))
            return
        for column, key in self.columns.items():
            cell = self.sheet.area.at(row, column)
            if cell is None or cell.row != row or is_nothing(cell.text):
                continue
            source = f"{label} {key}：{cell.text.strip()}"
            if key not in _ASIDE.values():
                self.out.amount(self.sheet, path, key, cell.text, source, row, doubt=self.doubts.get(column, ""))
            elif bare(label) in _TOTALS and (self.is_project or key != "执行率"):
                measure = "%" if key == "执行率" else "分"
                self.out.number(self.sheet, (*self.path, "资金", key), cell.text, source, row, measure=measure)

    def _fund_path(self, label: str) -> KeyPath | None:
        """Where a row of the funds stands."""
        funds, name = (*self.path, "资金"), bare(label)
        if name in _TOTALS:
            self.side = ""
            return (*funds, "年度资金总额")
        if self.is_project:
            return (*funds, "年度资金总额", "其中", label)
        if side := next((side for side in _SIDES if name.startswith(side)), ""):
            self.side = side
            return (*funds, f"{side}合计")
        side = "按支出性质分" if name in _EXPENDITURES else "按收入性质分" if self.side != "按支出性质分" else self.side
        return (*funds, side, label)

    def _goal(self, row: int, texts: dict[int, str]) -> None:
        """The goals below 预期目标 and 实际完成情况, until a row of another kind."""
        cells = {key: self.sheet.area.at(row, column) for column, key in self.goals.items()}
        given = {key: cell for key, cell in cells.items() if cell and cell.row == row and not is_nothing(cell.text)}
        if not given or len(set(cells.values())) < len(cells):  # words over both columns
            return
        at = self.out.entry((*self.path, "总体目标"), row + self.sheet.row, self.sheet.place(row))
        for key, cell in given.items():
            words = "\n".join(line.strip() for line in cell.text.split("\n") if line.strip())
            self.out.text(self.sheet, (*self.path, "总体目标", at, key), words, key, row)

    def _total(self, row: int, columns: dict[int, str]) -> None:
        """总分: what the whole form came to."""
        column = next((column for column, key in columns.items() if key == "得分"), None)
        text = self.sheet.area.text(row, column) if column is not None else ""
        figures = [cell.text for cell in self.sheet.area.own(row) if is_figure(cell.text)]
        text = text if is_figure(text) or len(figures) != 2 else figures[1]  # 分值, 得分 beside other columns
        path = (*self.path, "自评得分") if self.is_project else ("绩效", "自评得分")
        if text and not is_nothing(text):
            self.out.number(self.sheet, path, text, f"总分：{text}", row, measure="分")

    def _settle_told(self) -> None:
        """Give the figures that stand in one cell with their labels the column whose total they make up."""
        side_of, side = {}, "按收入性质分"
        for label, figure, source, row in self.told:
            name = bare(label)
            side = next((side for side in _SIDES if name.startswith(side)), side)
            own = "按支出性质分" if name in _EXPENDITURES else "按收入性质分"
            is_total = any(name.startswith(side) for side in _SIDES)
            path = (*self.path, "资金", f"{side}合计") if is_total else (*self.path, "资金", own, label)
            side_of[path] = (figure, source, row)
        column = self._column_told(side_of)
        for path, (figure, source, row) in side_of.items():
            if not is_nothing(figure):
                self.out.amount(
                    self.sheet, path, column or "决算", figure, source, row, doubt="" if column else NO_COLUMN
                )

    def _column_told(self, told: dict[KeyPath, tuple[str, str, int]]) -> str:
        """The one column of 年度资金总额 that agrees with the total of a side; "" for none or several."""
        whole = (*self.path, "资金", "年度资金总额")
        columns = {f.column: f.value for f in self.out.figures if f.path == whole and not f.doubt}
        sums: list[Decimal] = []
        for side in _SIDES:
            stated = told.get((*self.path, "资金", f"{side}合计"), ("", "", 0))[0]
            parts = [parse_cell(figure) for path, (figure, _, _) in told.items() if path[-2] == side]
            total = parse_cell(stated)
            known = [part.value for part in parts if part]
            sums += [total.value] if total else [sum(known, Decimal(0))] if known else []
        fitting = [column for column, value in columns.items() if value in sums]
        return fitting[0] if len(fitting) == 1 else ""


def goal_columns(texts: dict[int, str]) -> dict[int, str]:
    """The columns of 预期目标 and 实际完成情况; {} for another row."""
    found = {}
    for column, text in texts.items():
        name = bare(text)
        if re.fullmatch("(?:年初)?(?:设定)?预期目标|年初设定目标|预期绩效目标", name):
            found[column] = "预期目标"
        elif re.fullmatch("(?:目标)?实际完成情况|(?:全年)?(?:目标)?完成情况", name):
            found[column] = "实际完成情况"
    return found if "预期目标" in found.values() else {}
