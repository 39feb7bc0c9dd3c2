"""A line whose name was deleted: what belonged to it stands below it still, and would be read as another's.

A name is proposed only after it has been tried: with the line put back, the lines below it are read without fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from pydantic.fields import FieldInfo

from ..model.paths import count_undeclared, fields_by_key, is_alone, is_prose, record_at, record_in
from ..model.problem import KeyPath, Level, Place, Problem
from ..model.record import Record
from .blocks import block_spans
from .slip_lines import Line, line_of
from .yaml_text import Document

#: Faults that a lost name brings about, in files that can be read.
_SIGNS: Final = frozenset({"Y06", "S02"})
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
#: As many places, names at one place, and characters of a file as are tried; a report has some 20,000.
_MOST_PLACES: Final = 3
_MOST_NAMES: Final = 16
_LONGEST: Final = 400_000
_MOST_RANK: Final = 1000
#: As many names as a message lists.
_LISTED: Final = 4
_LONGEST_NAME: Final = 26

Read = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class LostName:
    """The problem, and the text with the line put back: one line more than the file, at ``line``."""

    problem: Problem
    mended: str
    line: int


def find_lost_name(text: str, record: type[Record], document: Document, read: Read) -> LostName | None:
    """The first line whose name is missing, so far as it can be known; ``read`` tells what is wrong with a text."""
    wrong = [problem for problem in document.problems if problem.level is Level.ERROR]
    if not wrong or len(text) > _LONGEST:
        return None
    search = _Search(text, record, wrong, document.stumbled, read, _lines(text, record))
    places = search.misplaced() if document.stumbled else search.signs()
    for at in list(dict.fromkeys(places))[:_MOST_PLACES]:
        if found := search.at_column(at, search.column(at)):
            return found
    return None


def _lines(text: str, record: type[Record]) -> list[Line]:
    """The lines of a file outside its texts, without notes."""
    keys = frozenset(fields_by_key(record))
    spans, start, found = list(block_spans(text)), 0, []
    for at, row in enumerate(text.split("\n")):
        if row.strip() and not row.lstrip().startswith("#") and not any(one <= start < end for one, end in spans):
            found.append(line_of(at, row, keys))
        start += len(row) + 1
    return found


@dataclass(frozen=True, slots=True)
class _Search:
    """A file with faults, by its lines; places are numbers in ``lines``."""

    text: str
    record: type[Record]
    wrong: list[Problem]
    stumbled: bool
    read: Read
    lines: list[Line]

    def misplaced(self) -> Iterator[int]:
        """Lines that stand deeper than anything above lets them."""
        for at, line in enumerate(self.lines):
            above = self.lines[at - 1] if at else None
            column = above.column if above else -2
            is_below_value = above is not None and bool(above.value) and not above.opens_text
            is_deeper = line.indent > column and (is_below_value or line.indent > column + 2)
            if is_deeper or self._is_nameless(line, above) or self._is_first_item(at):
                yield at

    def _is_nameless(self, line: Line, above: Line | None) -> bool:
        """Whether a line is words without a name, and goes on with no words above it."""
        is_text = not (line.key or line.is_item or line.bare[0] in "{[") and line.indent > 0
        is_named = "：" in line.bare[:_LONGEST_NAME]  # behind a wide colon
        is_after_words = above is None or above.opens_text or bool(_HAN.search(above.value))
        return is_text and not is_named and not is_after_words

    def _is_first_item(self, at: int) -> bool:
        """Whether the entries of a list begin among lines that are no entries."""
        if not self.lines[at].is_item:
            return False
        first = next(iter(self.above(at)[::-1]), -1) + 1
        siblings = [line for line in self.lines[first:at] if line.indent == self.lines[at].indent]
        return bool(siblings) and not siblings[-1].is_item

    def signs(self) -> Iterator[int]:
        """Where the lines begin that are read as another's."""
        numbers = {line.at + 1: at for at, line in enumerate(self.lines)}
        for problem in self.wrong:
            at = numbers.get(problem.place.line)
            if at is not None and problem.code == "Y18" and self._goes_on_in_words(at):
                yield at + 1
            elif at is not None and problem.code == "S12" and self.lines[at].is_item:
                yield at
            elif at is not None and problem.code in _SIGNS and not self._is_repeated(at):
                yield self._first_of_group(at)

    def _goes_on_in_words(self, at: int) -> bool:
        """Whether words without a name stand below a line that has its figure."""
        line, below = self.lines[at], self.lines[at + 1] if at + 1 < len(self.lines) else None
        is_words = below is not None and not (below.key or below.is_item) and below.indent > line.column
        return is_words and line.value[:1].isdecimal() and bool(below and _HAN.search(below.bare))

    def _is_repeated(self, at: int) -> bool:
        """Whether the line above has the same name: one line was written twice."""
        one, above = self.lines[at], self.lines[at - 1]
        return (one.indent, one.key) == (above.indent, above.key)

    def _first_of_group(self, at: int) -> int:
        """Back from a line as long as the names stand in the order of the form."""
        above = self.above(at)
        declared = record_at(self.record, self.path(above))
        order = list(fields_by_key(declared)) if declared else []
        siblings = [
            place
            for place in range(above[-1] + 1 if above else 0, at + 1)
            if self.lines[place].indent == self.lines[at].indent
        ]
        for one, before in zip(reversed(siblings), [*reversed(siblings[:-1]), None], strict=True):
            names = [self.lines[place].key for place in (before, one) if place is not None]
            is_in_order = len(names) == 2 and set(names) <= set(order) and order.index(names[0]) < order.index(names[1])
            if not is_in_order:
                return one
        return at

    def above(self, at: int) -> list[int]:
        """The lines below which a line stands, from the left."""
        found: list[int] = []
        indent = self.lines[at].indent
        for place in range(at - 1, -1, -1):
            if self.lines[place].column < indent:
                found.append(place)
                indent = self.lines[place].indent
        return found[::-1]

    def path(self, places: list[int]) -> KeyPath:
        """The names of lines."""
        return tuple(self.lines[place].key for place in places if self.lines[place].key)

    def column(self, at: int) -> int:
        """Where the lost name stood that a line belongs to; -1 for a line at the very left."""
        above = [self.lines[place].column for place in self.above(at)]
        return max(self.lines[at].indent - 2, *above, -1)

    def at_column(self, at: int, column: int) -> LostName | None:
        """The name that is missing before a line, if one or few can be meant."""
        holder = [place for place in self.above(at) if self.lines[place].column < column]
        declared = record_at(self.record, self.path(holder))
        if declared is None or column < 0 or any(not self.lines[place].key for place in holder):
            return None
        first = holder[-1] + 1 if holder else 0
        end = next((p for p in range(at, len(self.lines)) if self.lines[p].indent <= column), len(self.lines))
        after = next(
            (p for p in range(end, len(self.lines)) if self.lines[p].indent < column), len(self.lines)
        )  # the end of what the holder holds
        before = [self.lines[p].key for p in range(first, at) if self.lines[p].indent == column]
        behind = [self.lines[p].key for p in range(end, after) if self.lines[p].indent == column]
        return self._choose(at, end, column, self.path(holder), declared, before, behind)

    def _choose(
        self, at: int, end: int, column: int, path: KeyPath, holder: type[Record], before: list[str], behind: list[str]
    ) -> LostName | None:
        group = [self.lines[place] for place in range(at, end)]
        fields = fields_by_key(holder)
        missing = [key for key in fields if key not in {*before, *behind} and _may_hold(fields[key], group)]
        tried = {key: self._rank(at, end, column, (*path, key)) for key in missing[:_MOST_NAMES]}
        ranks = {key: rank for key, rank in tried.items() if rank}
        may_be_own = before and (before[-1] not in fields or _may_hold(fields[before[-1]], group))
        if may_be_own and self._is_own(at, end, column, (*path, before[-1]), max(ranks.values(), default=0)):
            return None
        names = [key for key in ranks if ranks[key] == max(ranks.values(), default=0)]
        order = list(fields)
        least = max((order.index(key) for key in before[-1:] if key in order), default=-1)
        most = min((order.index(key) for key in behind if key in order), default=len(order))
        names = [key for key in names if least < order.index(key) < most] or names
        is_sure = bool(names) and (bool(self.lines[at].key) or len(names) <= _LISTED)  # words may be of any text
        return self._told(at, column, names, self._row(column, fields[names[0]])) if is_sure else None

    def _is_own(self, at: int, end: int, column: int, path: KeyPath, rank: int) -> bool:
        """Whether the lines are as well read as those of the line above, whose value is the fault then."""
        above = self.lines[self.above(at)[-1]] if self.above(at) else None
        if not self.stumbled or above is None or above.column != column or not above.value:
            return False
        return self._rank(at, end, column, path, instead=above) >= rank

    def _rank(self, at: int, end: int, column: int, path: KeyPath, instead: Line | None = None) -> int:
        """How well the lines are read below a name: 0 not at all; the more, the fewer names are none of the form."""
        key, line = path[-1], self.lines[at]
        rows, number = self.text.split("\n"), line.at
        row = f"{' ' * column}{key}:" if line.key or line.is_item else f"{' ' * column}{key}: |"
        if instead:
            rows[instead.at] = row
        else:
            rows.insert(number, row)
        found = self.read("\n".join(rows))
        last = self.lines[end].at + 1 if end < len(self.lines) else len(rows)
        wrong = [problem for problem in found.problems if problem.level is Level.ERROR]
        is_read = not any(number < problem.place.line <= last + 1 for problem in wrong)
        if found.stumbled or not is_read or (not self.stumbled and len(wrong) >= len(self.wrong)):
            return 0
        return max(_MOST_RANK - count_undeclared(self.record, path, found.value), 1)

    def _row(self, column: int, declared: FieldInfo) -> str:
        return f"{' ' * column}{declared.alias}:{' |' if is_prose(declared) and is_alone(declared) else ''}"

    def _told(self, at: int, column: int, names: list[str], row: str) -> LostName:
        number, rows = self.lines[at].at, self.text.split("\n")
        named = "、".join(f"“{name}”" for name in names[:_LISTED]) + ("等" if len(names) > _LISTED else "")
        message = "这一行前面可能少了一行名称" + (f"，多半是{named}" if len(names) == 1 else "")
        either = f"名称和冒号（从这一行起的数可能是{named}的，看原文是哪一项）"
        choice = f"“{row.strip()}”" if len(names) == 1 else either
        margin = f"行首 {column} 个空格" if column else "行首不空格"
        cure = f"在这一行前面加一行{choice}，{margin}；下面各行不动"
        example = "\n".join((row, rows[number])) if len(names) == 1 else ""
        place = Place(self.wrong[0].place.file, number + 1, self.lines[at].indent + 1)
        problem = Problem(place, Level.ERROR, "Y24", message, cure, example)
        return LostName(problem, "\n".join((*rows[:number], row, *rows[number:])), number + 1)


def _may_hold(declared: FieldInfo, group: list[Line]) -> bool:
    """Whether what stands below a lost name may be that of a field; tried only if so."""
    first, inner = group[0], record_in(declared)
    if first.is_item:
        return not is_alone(declared)
    if not first.key:
        return is_prose(declared) and is_alone(declared) and bool(_HAN.search(first.bare))
    keys = {line.key for line in group if line.indent == first.indent}
    if inner is None or not is_alone(declared):
        return not is_alone(declared) and "dict" in str(declared.annotation)
    return keys <= inner.known_keys()
