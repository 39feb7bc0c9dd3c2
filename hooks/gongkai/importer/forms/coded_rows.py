"""Rows with codes of the 政府收支分类科目: 功能分类 with its kinds of expenditure, and 基本支出 by 经济分类."""

from __future__ import annotations

import re
from typing import Final

from ...model.finance import KINDS
from ...model.form import line_of
from ...model.problem import KeyPath
from .cells import is_nothing
from .columns import NO_COLUMN_SAID, meaning_of
from .fiscal_shares import NARROW, stated
from .gathered import Gathered
from .heads import Block, Group, Head, is_figure
from .labels import bare, printed
from .line_rows import NO_COLUMN
from .measures import bracketed_measure
from .scopes import is_narrow, is_of_fiscal
from .sheet import Sheet

_FUNCTIONAL: Final = re.compile(r"^(2\d{2}(?:\d{2}){0,2})(?!\d)\s*(.*)$")
_ECONOMIC: Final = re.compile(r"^(3\d{2}(?:\d{2})?)(?!\d)\s*(.*)$")
_SOURCES: Final = (
    ("一般公共预算", "一般公共预算财政拨款"), ("政府性基金", "政府性基金预算"), ("国有资本经营", "国有资本经营预算"),
)  # fmt: skip  # a table of names
_BY_CODE: Final = {
    code: line_of(key).path[-1]
    for key, code in (
        ("wages_and_benefits", "301"), ("goods_and_services", "302"), ("individual_and_family_subsidies", "303"),
        ("debt_interest", "307"), ("infrastructure", "309"), ("capital_expenditure", "310"),
        ("enterprise_infrastructure_subsidies", "311"), ("enterprise_subsidies", "312"), ("other_expenditure", "399"),
    )
}  # fmt: skip  # a table of codes
_ROWS: Final = ("收支", "功能分类")
_KIND_LABELS: Final = {bare(key): key for key in KINDS.values()}
#: Columns of 功能分类 of income, or of balances, are no spending.
_TOTALS: Final = frozenset({"合计", "小计", "总计", "本年支出合计", "本年支出", "支出合计", "支出", "金额", "项目"})
_NO_SPENDING: Final = re.compile("收入|结转|结余")


def parse_code(text: str, pattern: re.Pattern[str] = _FUNCTIONAL) -> tuple[str, str] | None:
    """A code with what stands behind it: 2010101 行政运行."""
    found = pattern.match(text.replace(" ", "") if re.fullmatch(r"[\d ]+", text) else text)
    return (found[1], found[2].strip()) if found else None


def has_codes(sheet: Sheet, block: Block, group: Group) -> str:
    """功能 or 经济, where the rows of a group have such codes; "" elsewhere."""
    texts = [sheet.area.text(row, column) for row in block.rows for column in (*group.codes, *group.labels)]
    for kind, pattern in (("功能", _FUNCTIONAL), ("经济", _ECONOMIC)):
        if any(parse_code(text, pattern) for text in texts):
            return kind
    return ""


class CodedRows:
    """Reads the coded rows of a group of columns."""

    def __init__(self, sheet: Sheet, out: Gathered, block: Block, group: Group, kind: str) -> None:
        self.sheet, self.out, self.block, self.group, self.kind = sheet, out, block, group, kind
        self.source = _source_of(sheet.title)
        self.above = ""

    def read(self, row: int) -> None:
        """One row."""
        found = self._code(row)
        if found is None:
            self._total(row)
        elif self.kind == "功能":
            self._functional(row, *found)
        else:
            self._economic(row, *found)

    def _code(self, row: int) -> tuple[str, str] | None:
        """The code and the name of a row."""
        pattern = _FUNCTIONAL if self.kind == "功能" else _ECONOMIC
        texts = [self.sheet.area.text(row, column) for column in sorted({*self.group.codes, *self.group.labels})]
        for at, text in enumerate(texts):
            if found := parse_code(text, pattern):
                rest = [found[1], *(other for other in texts[at + 1 :] if other != text)]
                name = next((other for other in rest if other and not is_figure(other)), "")
                return found[0], name
        return None

    def _cells(self, row: int) -> list[tuple[Head, str]]:
        found = []
        for column in self.group.values:
            cell = self.sheet.area.at(row, column)
            if cell and cell.row == row and cell.column == column and not is_nothing(cell.text):
                found.append((self.block.heads[column], cell.text))
        return found

    def _functional(self, row: int, code: str, name: str) -> None:
        name, source = parted(printed(name))
        source = source or self.source
        if not name or "收入" in self.sheet.title.replace("收入支出", "") or self._is_of_fiscal():
            self._leave(row)
            return
        cells = [(self._functional_key(head), text, head) for head, text in self._cells(row)]
        figures = [(key, text, head) for key, text, head in cells if key]
        for key, text, head in cells:
            if key is None and not head.meaning.is_out:
                self.out.leave(self.sheet, f"{code} {name} {head.text}：{text.strip()}")
        if not figures:
            return
        path = (*_ROWS, self.out.entry(_ROWS, code, bare(name), source))
        for word, words in (("编码", code), ("名称", name), ("资金来源", source)):
            self.out.text(self.sheet, (*path, word), words, f"{code} {name}", row)
        for (column, kind), text, head in figures:
            self._amount(row, (*path, kind) if kind else path, "" if kind else column, text, f"{code} {name}", head)

    def _is_of_fiscal(self) -> bool:
        return "财政拨款收入支出" in self.sheet.title and not self.source

    def _functional_key(self, head: Head) -> tuple[str, str] | None:
        """(column, kind of expenditure) of a heading; None for one that has no place."""
        meaning = head.meaning
        words = [bare(word) for word in head.words]
        if meaning.is_out or any(_NO_SPENDING.search(word) for word in head.words):
            return None
        own = [word for word in words if word not in _TOTALS and meaning_of((word,), None) == NO_COLUMN_SAID]
        if own and own == own[-1:] and own[0] in _KIND_LABELS:
            return (meaning.column, _KIND_LABELS[own[0]]) if meaning.column in {"", "决算"} else None
        is_total = bool(words) and (words[-1] in _TOTALS or bool(meaning.column))
        return (meaning.column or "决算", "") if is_total and not own else None

    def _total(self, row: int) -> None:
        """合计 of the 支出决算表 is the unit's; of tables of one kind of money it has no place."""
        texts = [self.sheet.area.text(row, column) for column in (*self.group.codes, *self.group.labels)]
        label = next((bare(text) for text in texts if text and not is_figure(text)), "")
        if self.kind == "经济":
            self._economic_total(row, label)
        elif label in {"合计", "总计"} and re.search("支出决算表", self.sheet.title) and not self.source:
            for head, text in self._cells(row):
                key = self._functional_key(head)
                if key and "财政拨款" not in self.sheet.title:
                    name = key[1] or "本年支出合计"
                    self._amount(row, ("收支", name), key[0] or "决算", text, label, head)
        elif label in {"合计", "总计"} and self.source == _SOURCES[0][1] and "支出决算表" in self.sheet.title:
            self.out.later.append(lambda: self._share(row, label))
        else:
            self._leave(row)

    def _share(self, row: int, label: str) -> None:
        """合计 of 一般公共预算 alone: that of 财政拨款 where it is all that another table states of it."""
        start, total = len(self.out.figures), stated(self.out, ("财政拨款", "本年支出合计"))
        for head, text in self._cells(row):
            if key := self._functional_key(head):
                self._amount(row, ("财政拨款", key[1] or "本年支出合计"), key[0] or "决算", text, label, head)
        own = [figure.value for figure in self.out.figures[start:] if figure.path[-1] == "本年支出合计"]
        if own != [total]:
            del self.out.figures[start:]
            self._leave(row)

    def _economic(self, row: int, code: str, name: str) -> None:
        key = _BY_CODE.get(code[:3])
        path: KeyPath | None = ("收支", "基本支出", "其中", key) if key else None
        if len(code) == 5 and path:
            path = (*path, "其中", printed(name)) if name else None
        if path is None:
            self._leave(row)
            return
        for head, text in self._cells(row):
            if not head.meaning.is_out:
                doubt = "" if head.meaning.column else NO_COLUMN
                self._basic(row, path, head.meaning.column or "决算", text, f"{code} {name}", head, doubt)

    def _economic_total(self, row: int, label: str) -> None:
        line = {
            "人员经费合计": "人员经费",
            "公用经费合计": "公用经费",
            "人员经费": "人员经费",
            "公用经费": "公用经费",
        }.get(label)
        if line is None:
            self._leave(row)
            return
        for head, text in self._cells(row)[:1]:
            self._basic(row, (line,), head.meaning.column or "决算", text, label, head)

    def _basic(
        self, row: int, path: KeyPath, column: str, text: str, label: str, head: Head, doubt: str = ""
    ) -> None:  # fmt: skip  # all that makes a figure
        """Of 基本支出, or of its part that is 财政拨款, by the title of the table."""
        if is_narrow(self.sheet) or is_of_fiscal(self.sheet):
            path = ("财政拨款", *path[path[0] == "收支" :])
            doubt = doubt or (NARROW if is_narrow(self.sheet) else "")
        self._amount(row, path, column, text, label, head, doubt)

    def _amount(
        self, row: int, path: KeyPath, column: str, text: str, label: str, head: Head, doubt: str = ""
    ) -> None:  # fmt: skip  # all that makes a figure
        doubt = doubt or head.meaning.doubt
        self.out.amount(
            self.sheet,
            path,
            column,
            text,
            f"{label} {head.text}：{text.strip()}",
            row,
            (bracketed_measure(head.text),),
            doubt,
        )

    def _leave(self, row: int) -> None:
        if self._cells(row):
            self.out.leave(self.sheet, self.sheet.words(row))


def _source_of(title: str) -> str:
    """Of which money a table of 功能分类 is, by its name; "" where it is of all."""
    return next((source for words, source in _SOURCES if words in title), "")


def parted(name: str) -> tuple[str, str]:
    """A name and the money behind it in brackets: 城乡社区支出（政府性基金预算）."""
    found = re.fullmatch(r"(.+?)[（(]((?:一般公共预算|政府性基金|国有资本经营)[^）)]*)[）)]", name)
    return (found[1], found[2]) if found else (name, "")
