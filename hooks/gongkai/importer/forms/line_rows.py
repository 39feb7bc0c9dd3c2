"""Rows of lines: a label on the left, figures in columns; parts that the unit names itself stand below their line."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from ...model.amounts import COLUMNS
from ...model.lines import Line
from ...model.problem import KeyPath
from .cells import is_nothing, parse_cell, tidy
from .columns import PRIOR_BUDGET
from .gathered import Gathered
from .heads import Block, Group, Head, is_figure, is_stub
from .labels import bare, is_below, is_open, is_vague, lines_labelled, mark_of, printed
from .measures import bracketed_measure, counted_measure
from .own_sheets import add_beside
from .scopes import NARROW, doubt_of, find_line, is_account, is_of_one_kind
from .sheet import Sheet
from .short_names import kind_of_people, short_named
from .stated_changes import see_changes

#: Rows that are computed, or say nothing of a line.
_SKIPPED: Final = re.compile("^未列明|控制率|变动率|完成率|执行率|^说明|^备注|^注$")
#: Below a balance the same names mean its parts.
_BALANCES: Final = frozenset({"年初结转和结余", "年末结转和结余"})
_PART_OF_BALANCE: Final = frozenset(
    {"一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "基本支出", "项目支出"}
)
#: The kinds of 项目支出 on the 基础数据表; the projects of each stand below it.
_KINDS: Final = re.compile("^(业务工作(?:经费|专项)|运行维护(?:经费|专项)|省级专项资金)")
#: Counts whose parts the unit names: the line → where they stand.
_COUNTS: Final[dict[KeyPath, KeyPath]] = {
    ("人员", "编制数"): ("人员", "编制其中"),
    ("人员", "在职人员"): ("人员", "其中"),
    ("人员", "年末实有"): ("人员", "其中"),
    ("国有资产", "车辆"): ("国有资产", "车辆用途"),
}
_PROJECTS: Final = ("收支", "项目支出")
#: What the pages say beside a figure that a clerk derived.
_DERIVED: Final = "推算"
NO_COLUMN: Final = "表上没有写明是哪一栏"


class LineRows:
    """Reads the rows of a group of columns, from the top."""

    def __init__(
        self, sheet: Sheet, out: Gathered, block: Block, group: Group, *, is_form: bool = False, is_own: bool = False
    ) -> None:  # fmt: skip  # all that a table is read by
        self.sheet, self.out, self.block, self.group = sheet, out, block, group
        self.is_form, self.is_own = is_form, is_own
        self.seen: set[KeyPath] = set()
        self.parent: tuple[KeyPath, int] | None = None
        self.in_own = self.is_balance = self.is_economic = False
        self.kind = ""
        self.narrow = 0
        self.last: tuple[Line, int] | None = None
        self.own: dict[KeyPath, list[int]] = defaultdict(list)

    def read(self, row: int) -> None:
        """One row."""
        label = self.label(row)
        if not label or _SKIPPED.search(bare(label)):
            if not label:
                self._leave(row)
            return
        if "经济分类" in label:
            self.is_economic = True  # of all that was spent, not of 基本支出
        line = self._line(label)
        if line is None or self._is_of_balance(line) or (self.is_economic and line.total is not None):
            self._read_other(row, label)
            return
        self.is_balance = line.path[-1] in _BALANCES
        self.seen.add(line.path)
        if not self._is_below(line.path):
            self.parent = (line.path, mark_of(label)) if is_open(line.path) or line.path in _COUNTS else None
            self.in_own, self.kind = False, ""
        self._add(row, label, line)

    def _line(self, label: str) -> Line | None:
        """The line that a label names; 总计 of a side, and 支出合计 below 三公经费, by where they stand."""
        name, side = bare(label), self.group.side
        if name == "总计" and side:
            return find_line(self.sheet, f"{side}总计")
        if name == "支出合计" and self.last and self.last[0].path == ("三公经费",) and mark_of(label) > self.last[1]:
            return self.last[0]
        line = find_line(self.sheet, label, self.seen, side)
        line = line or short_named(
            name, self.sheet, self.block, self.group, self.seen, self.last[0] if self.last else None
        )
        self._see_narrow(label, line)
        self.last = (line, mark_of(label)) if line else None
        return line

    def _see_narrow(self, label: str, line: Line | None) -> None:
        """Keep in mind whether the rows stand below 一般公共预算支出, which is only a part of all."""
        mark = mark_of(label)
        if line is None and is_of_one_kind(label) and "支出" in label and mark:
            self.narrow = mark
        elif mark <= self.narrow:
            self.narrow = 0

    def label(self, row: int) -> str:
        """The label of a row: the words that stand next to its figures."""
        area = self.sheet.area
        texts = [text for column in self.group.labels if (text := area.text(row, column)) and not is_figure(text)]
        return texts[-1] if texts else ""

    def _is_of_balance(self, line: Line) -> bool:
        is_account = "决算" in self.sheet.title and "总表" in self.sheet.title
        return self.is_balance and is_account and line.path[-1] in _PART_OF_BALANCE

    def _is_below(self, path: KeyPath) -> bool:
        return self.parent is not None and path != self.parent[0] and path[: len(self.parent[0])] == self.parent[0]

    def _read_other(self, row: int, label: str) -> None:
        """A row that names no line: a part of the line above, a project, or a row without a place."""
        path = self._own_path(row, label)
        if path is None:
            if not re.fullmatch(r"[…\.。]*", label):
                self._leave(row)
                self.parent = self.parent if self.is_form and self.kind else None
                self.in_own = False
            return
        start = len(self.out.figures)
        for _, head, text in self.cells(row):
            if self.parent and self.parent[0] in _COUNTS:
                said = "辆" if path[0] == "国有资产" else "人"
                source = self.source(label, head, text)
                self.out.number(self.sheet, path, text, source, row, measure=said, doubt=head.meaning.doubt)
            else:
                self._amount(row, label, path, head, text)
        if self.parent:
            self.own[self.parent[0]] += range(start, len(self.out.figures))
        if isinstance(path[-1], int) and len(self.out.figures) > start:
            self.out.text(self.sheet, (*path, "名称"), printed(label), label, row)
            self.out.text(self.sheet, (*path, "类别"), self.kind, label, row)

    def _own_path(self, row: int, label: str) -> KeyPath | None:
        """Where a part with a name of the unit's own stands; None where it is not certain that it is one."""
        if self.parent is None or is_stub(label) or is_vague(label) or lines_labelled(label, self.sheet.names):
            return None
        path, mark = self.parent
        if self.is_form and path == _PROJECTS:
            return self._project_path(label)
        title = bare(self.sheet.title)
        names = [bare(key) for key in path if isinstance(key, str) and key not in {"其中", "收支"}]
        is_titled = any(title.endswith((name, f"{name}情况", f"{name}明细")) for name in names)
        if not (is_below(mark_of(label), mark) or self.in_own or is_titled or self.is_own or path in _COUNTS):
            return None
        self.in_own = True
        below = _COUNTS.get(path)
        return (*below, kind_of_people(printed(label))) if below else (*path, "其中", printed(label))

    def _project_path(self, label: str) -> KeyPath | None:
        if found := _KINDS.search(bare(label)):
            self.kind = found[1]
            return (*_PROJECTS, "其中", self.kind)
        if not self.kind or re.fullmatch(r"[…\.。]+", label):
            return None
        return (*_PROJECTS, "项目", self.out.entry((*_PROJECTS, "项目"), bare(label)))

    def cells(self, row: int) -> list[tuple[int, Head, str]]:
        """The figures of a row, each with its heading; cells that reach over several columns once."""
        found = []
        for column in self.group.values + self.group.aside:
            cell = self.sheet.area.at(row, column)
            if cell and cell.row == row and (cell.column == column or cell.column not in self.group.values):
                found.append((column, self.block.heads[column], cell.text))
        return found

    def _add(self, row: int, label: str, line: Line) -> None:
        cells, start = self.cells(row), len(self.out.figures)
        for _, head, text in cells:
            if line.columns == COLUMNS or line.measure == "万元":
                self._amount(row, label, line.path, head, text, line)
            elif head.meaning.is_out and head.meaning.doubt and not is_nothing(text):
                self.out.leave(self.sheet, self.source(label, head, text))
            elif not (is_nothing(text) or head.meaning.is_out):
                self._count(row, label, line, head, text, alone=len(cells) == 1)
        see_changes(self.sheet, self.out, row, start, ((head, text) for _, head, text in cells))

    def _amount(
        self, row: int, label: str, path: KeyPath, head: Head, text: str, line: Line | None = None
    ) -> None:  # fmt: skip  # all that makes a figure
        source = self.source(label, head, text)
        if is_nothing(text) or add_beside(self.sheet, self.out, path, head.text, text, source, row):
            return
        at, doubt = head.meaning.column or "决算", self._doubt(label, head, line)
        if head.meaning.is_out or (head.words and is_of_one_kind(head.words[-1])):
            if head.meaning.doubt:
                self.out.leave(self.sheet, source)
            return
        if text.endswith(_DERIVED):
            self.out.text(self.sheet, (*path, "推算", self.out.entry((*path, "推算"), at)), at, source, row)
            text = text.removesuffix(_DERIVED)
        key = (*path, PRIOR_BUDGET) if at == PRIOR_BUDGET else path
        if line is not None and line.columns != COLUMNS:  # an amount with 决算 alone
            if at != "决算":
                return
            at, doubt = "", doubt.replace(NO_COLUMN, "")
        measures = (bracketed_measure(label), bracketed_measure(head.text), bracketed_measure(self._label_head()))
        at = "" if at == PRIOR_BUDGET else at
        if not self.out.amount(self.sheet, key, at, text, source, row, measures, doubt):
            self.out.leave(self.sheet, f"{label}：{text}")

    def _doubt(self, label: str, head: Head, line: Line | None) -> str:
        """Why a figure may be another's."""
        said = counted_measure(label) or counted_measure(head.text)
        reasons = (
            head.meaning.doubt or ("" if head.meaning.column or is_account(self.sheet) else NO_COLUMN),
            doubt_of(self.sheet, line) or (NARROW if self.narrow else "") if line else "",
            f"表上的单位是{said}" if said else "",
        )
        return "；".join(filter(None, reasons))

    def _count(self, row: int, label: str, line: Line, head: Head, text: str, *, alone: bool) -> None:
        """A count: where the table is of money its label or heading must say that it is one."""
        if head.meaning.column not in {"", "决算"}:
            return
        number = parse_cell(text)
        if number is None:
            self.out.leave(self.sheet, f"{label}：{text}")
            return
        heads = (label, head.text, self._label_head())
        said = next(filter(None, map(counted_measure, heads)), number.measure)
        is_money = bool(self.sheet.measure or bracketed_measure(self._label_head()))
        is_sure = bool(said) or not is_money or alone
        doubt = head.meaning.doubt if is_sure else "表上是金额，这一项是数量"
        if number.measure == "%" or (line.measure != "平方米" and number.value % 1):
            doubt = "这一项应是整数"
        self.out.number(
            self.sheet, line.path, text, self.source(label, head, text), row, measure=line.measure, doubt=doubt
        )

    def _label_head(self) -> str:
        return "".join(self.block.heads[column].text for column in self.group.labels)

    def source(self, label: str, head: Head, text: str) -> str:
        """The row and column of a cell, as printed, with what stands in it."""
        return f"{label} {head.text}：{text.strip()}" if head.text else f"{label}：{text.strip()}"

    def _leave(self, row: int) -> None:
        texts = [tidy(text) for _, _, text in self.cells(row)]
        if not all(map(is_nothing, texts)):
            labels = [text for column in self.group.labels if (text := self.sheet.area.text(row, column))]
            self.out.leave(self.sheet, " | ".join(filter(None, (*dict.fromkeys(labels), *texts))))
