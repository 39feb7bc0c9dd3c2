"""What the tables of a document have given so far, and the numbers of the entries of its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from ...model.problem import KeyPath
from ..found import FoundFigure, FoundText
from .cells import Number, parse_cell
from .measures import UNSAID, in_wanyuan, stated_measure
from .sheet import Sheet

_MONEY: Final = frozenset({"亿元", "万元", "千元", "元", "万"})
#: Places that may hold less than nothing.
_SIGNED: Final = re.compile("调整|增减|追加")
_NEGATIVE: Final = "这一项不应是负数"
_ODD: Final = "单位和这一项不合"
#: What is counted: 38.00 in a cell that Excel shows so is 38.
_WHOLE: Final = frozenset({"人", "个", "辆", "批次", "人次", "台（套）"})


@dataclass
class Gathered:
    """Figures, words and rows without a place, as they are found."""

    figures: list[FoundFigure] = field(default_factory=list)
    texts: list[FoundText] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    unwritten: dict[str, list[str]] = field(default_factory=dict)  # table → columns that are worked out
    later: list[Callable[[], None]] = field(default_factory=list)  # what is read when all tables are known
    summed: list[FoundFigure] = field(default_factory=list)
    _entries: dict[KeyPath, list[tuple[object, ...]]] = field(default_factory=dict)

    def amount(
        self, sheet: Sheet, path: KeyPath, column: str, cell: str, source: str, row: int,
        measures: Iterable[str] = (), doubt: str = "",
    ) -> bool:  # fmt: skip  # all that makes a figure
        """An amount of money; ``measures`` are what heading and label say, the nearest first. False for no number."""
        number = parse_cell(cell)
        if number is None or (number.measure and number.measure not in _MONEY):
            return False
        said = next((measure for measure in (number.measure, *measures, sheet.measure) if measure), "")
        is_odd = number.value < 0 and not any(_SIGNED.search(str(key)) for key in path)
        reasons = [doubt, number.doubt, "" if said else UNSAID, _NEGATIVE if is_odd else ""]
        value = in_wanyuan(number.value, said or "万元")
        self._add(sheet, path, column, number._replace(value=value), source, row, reasons)
        return True

    def number(
        self, sheet: Sheet, path: KeyPath, cell: str, source: str, row: int, *, measure: str = "", doubt: str = ""
    ) -> bool:  # fmt: skip
        """A number that is no money: a count, a score, a percentage. False for no number."""
        number = parse_cell(cell)
        if number is None:
            return False
        if measure in _WHOLE and number.value == number.value.to_integral_value():
            number = number._replace(value=number.value.quantize(Decimal(1)))
        is_odd = bool(number.measure) and number.measure not in {measure, "㎡" if measure == "平方米" else ""}
        is_odd = is_odd and not (
            measure in {"人", "个", "次", "批次"} and number.measure in {"名", "个", "批", "项", "次"}
        )
        self._add(sheet, path, "", number, source, row, [doubt, number.doubt, _ODD if is_odd else ""])
        return True

    def _add(
        self, sheet: Sheet, path: KeyPath, column: str, number: Number, source: str, row: int, reasons: list[str]
    ) -> None:  # fmt: skip  # all that makes a figure
        doubt = "；".join(dict.fromkeys(filter(None, reasons)))
        self.figures.append(FoundFigure(path, column, number.value, source, sheet.place(row), True, doubt))

    def text(self, sheet: Sheet, path: KeyPath, words: str, source: str, row: int, doubt: str = "") -> None:
        """Words for a place; nothing is added for none."""
        if words:
            self.texts.append(FoundText(path, words, source, sheet.place(row), doubt))

    def entry(self, path: KeyPath, *names: object) -> int:
        """The number of the entry of the list at ``path`` that is called so; a new one where there is none yet."""
        known = self._entries.setdefault(path, [])
        if names not in known:
            known.append(names)
        return known.index(names)

    def leave(self, sheet: Sheet, words: str) -> None:
        """A row or table without a place, under the name of its table."""
        if words.strip():
            title = sheet.title or sheet.area.grid.place or "表格"
            is_said = sheet.measure in {"", "万元"} or stated_measure(title) == sheet.measure
            self.left.append((title if is_said else f"{title}（单位：{sheet.measure}）", words.strip()))

    @property
    def size(self) -> int:
        """How much was found a place for, or will be when all tables are known."""
        return len(self.figures) + len(self.texts) + len(self.later)

    def doubt_one(self, at: int, reason: str) -> None:
        """Mark a figure as uncertain."""
        if not self.figures[at].doubt:
            self.figures[at] = replace(self.figures[at], doubt=reason)
