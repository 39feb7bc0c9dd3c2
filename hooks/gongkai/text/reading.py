"""A paragraph → its statements: one pass over its words, with the figure that is spoken of kept in mind.

A sentence says whose figure it means once and goes on: 公务接待费年初预算为6.20万元，支出决算为4.85万元，完成预算的78.23%，
比上年减少1.20万元。 The reader keeps the subject, what it is compared with and the last amount; whatever stands between
the words and is no filling takes the subject away, for then nobody knows whose figure follows. It costs no more than
the length of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from ..model.problem import KeyPath
from .counts import counted_as
from .gaps import find_named, is_filling, leads_to_name
from .numbers import half_unit, parse_amount, parse_count, parse_number
from .statement import NOBODY, Kind, Statement, Subjects, subjects_of
from .words import Word, base_of, budget_of, known_names, read_words

_ENDS: Final = frozenset("。！？\n")
#: Causes of a clause only; what follows any other is told of the sentence's change.
_OPENING_CAUSES: Final = frozenset({"由于", "因为", "得益于"})
_QUANTITIES: Final = frozenset({"amount", "percent", "count"})


class Setting(NamedTuple):
    """What the reader must know beside the text.

    Attributes:
        year: the report's.
        rows: the names of the report's own rows (projects, functional classes, parts) → the rows.
        own_names: what the unit is called.
        extra: a bureau's names of lines, see :func:`~.words.known_names`.
    """

    year: int
    rows: Callable[[], Mapping[str, Subjects]] = dict
    own_names: tuple[str, ...] = ()
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_statements(text: str, path: KeyPath, setting: Setting, home: Subjects = NOBODY) -> tuple[Statement, ...]:
    """What a paragraph says about figures, in its order; ``home`` is the line whose 说明 it stands in."""
    reader = _Reader(text, path, setting, home)
    for word in read_words(text, setting.extra):
        reader.take(word)
    return tuple(reader.found)


class _Reader:
    """What is in mind while a paragraph is read.

    ``subjects`` go on over clauses, ``here`` are those of the clause (nobody after the name of something else);
    ``is_named`` says that a value may follow: the clause named its subject or its column.
    """

    def __init__(self, text: str, path: KeyPath, setting: Setting, home: Subjects) -> None:
        self.text, self.path, self.setting = text, path, setting
        self.found: list[Statement] = []
        self.subjects = self.here = home
        self.is_named = self.is_aged = self.is_share = self.is_loose = False
        self.is_muted = self.is_clause_muted = self.is_listed = False
        self.column = self.era = self.base = self.of = ""
        self.way: int | None = None
        self.said: dict[str, Decimal] = {}
        self.change: Decimal | None = None
        self.said_column = ""
        self.wholes: Subjects = NOBODY
        self.whole: Decimal | None = None
        self.said_wholes: Subjects | None = None
        self.before: tuple[Subjects, bool, str] | None = None
        self.at = 0
        self.last = ""

    @cached_property
    def rows(self) -> Mapping[str, Subjects]:
        return self.setting.rows()

    def take(self, word: Word) -> None:
        """Go on to the next word."""
        gap = self.text[self.at : word.start].strip()
        if gap and not is_filling(gap):
            self._pass(gap, word)
        getattr(self, f"_{word.kind}")(word, gap)
        self.at, self.last = word.end, word.kind

    def _pass(self, gap: str, word: Word) -> None:
        """Something else is named, a row of the report perhaps."""
        for name in self.setting.own_names:
            gap = gap.replace(name, "")
        if is_filling(gap) or word.kind == "name":
            return
        if word.kind != "stop" and (found := find_named(gap, self.rows)):
            self._speak_of(found)
        else:
            self.here, self.is_named, self.is_loose = NOBODY, False, True
            self.way, self.is_share, self.of = None, False, ""

    def _speak_of(self, subjects: Subjects) -> None:
        self.subjects = self.here = subjects
        self.is_named, self.is_aged, self.is_loose = True, False, False
        self.said, self.change, self.said_column = {}, None, ""

    # -- the kinds of words ------------------------------------------------------------------------------------

    def _stop(self, word: Word, gap: str) -> None:
        mark = word.match.group()
        if mark in "（(":
            self.before = (self.here, self.is_named, self.column)
            return
        if mark in "）)":
            if self.before:
                self.here, self.is_named, self.column = self.before
                self.before = None
            return
        if mark in "：:":
            return
        self.here, self.way, self.is_share, self.of, self.is_loose = self.subjects, None, False, "", False
        self.is_listed = mark == "、" and (self.last == "name" or self.is_listed)
        self.is_named = mark == "、" and self.last == "count"
        if mark != "、":
            self.column, self.is_clause_muted = self.era, False
        if mark in "；;" or mark in _ENDS:
            self.base = self.era = self.column = ""
        if mark in _ENDS:
            self.is_muted, self.is_aged, self.before = False, True, None

    def _year(self, word: Word, gap: str) -> None:
        named = int(word.match["named"])
        known = {self.setting.year: "actual", self.setting.year - 1: "prior_actual"}
        self.era = self.column = known.get(named, "other")
        self.is_named = self.is_named or bool(self.here and not self.is_aged)

    def _name(self, word: Word, gap: str) -> None:
        lines = known_names(self.setting.extra)[word.match.group()]
        if self.is_share:
            self.said_wholes = subjects_of(lines) if is_filling(gap) else NOBODY
            return
        for name in self.setting.own_names:
            gap = gap.replace(name, "")
        joint = self.last == "name" and gap in {"和", "及", "与", "以及"}
        is_certain = leads_to_name(gap) and not (joint or self.is_listed) and self.way is None
        self._speak_of(subjects_of(lines) if is_certain else NOBODY)
        self.is_listed, self.way = self.is_listed or joint, None

    def _column(self, word: Word, gap: str) -> None:
        columns = {"initial": "initial_budget", "adjusted": "adjusted_budget", "any": "budget", "prior": "prior_actual"}
        self.column = next((column for kind, column in columns.items() if word.match[kind]), "actual")
        if self.column == "actual" and self.era in {"prior_actual", "other"}:
            self.column = self.era
        elif self.era == "prior_actual" and self.column.endswith("budget"):
            self.column = "other"
        self.is_named = self.is_named or bool(self.here and not self.is_aged)

    def _base(self, word: Word, gap: str) -> None:
        self.base = base_of(word.match, self.setting.year)
        if self.base == "prior_actual" and self.column.endswith("budget"):
            self.base = "prior_budget"
        self.way, self.is_named = None, False

    def _over(self, word: Word, gap: str) -> None:
        self.base, self.way = budget_of(word.match["above"]), word.way()

    def _way(self, word: Word, gap: str) -> None:
        self.way, self.is_named = word.way(), False

    def _either(self, word: Word, gap: str) -> None:
        self.is_clause_muted = True

    def _same(self, word: Word, gap: str) -> None:
        if self.here and self.base and self._is_heard():
            self._say(word, Kind.SAME, Decimal(0), column=self.base)

    def _cause(self, word: Word, gap: str) -> None:
        if word.match.group() in _OPENING_CAUSES:
            self.is_clause_muted = True
        else:
            self.is_muted = True

    def _plan(self, word: Word, gap: str) -> None:
        self.is_clause_muted = True

    def _part(self, word: Word, gap: str) -> None:
        if not word.match.group().startswith("分别"):
            self.wholes, self.whole = self.subjects, self.said.get(self.said_column)
        self._speak_of(NOBODY)
        self.is_named = False

    def _share(self, word: Word, gap: str) -> None:
        self.is_share, self.said_wholes = True, None

    def _completion(self, word: Word, gap: str) -> None:
        self.of = budget_of(word.match["of"])

    def _rate(self, word: Word, gap: str) -> None:
        self.of = budget_of(word.match["by"] or "")

    # -- the figures -------------------------------------------------------------------------------------------

    def _is_heard(self) -> bool:
        return not (self.is_muted or self.is_clause_muted)

    def _amount(self, word: Word, gap: str) -> None:
        match = word.match
        number, slack = parse_amount(match["number"], match["measure"])
        number = -number if match["sign"] else number
        if not self._is_heard():
            return
        if not self.here:
            self._lose()
        elif self.way is not None:
            self.change = number * (self.way or 1)
            self._say(word, Kind.CHANGE, self.change, slack=slack, column=self.base)
        elif self.is_named and not self.is_share:
            self._say(word, Kind.VALUE, number, slack=slack, column=self.column)
            self.said_column = "" if self.column == "actual" else self.column
            self.said[self.said_column] = number
        self.way, self.is_named, self.is_listed = None, False, False

    def _count(self, word: Word, gap: str) -> None:
        match = word.match
        subjects = counted_as(self.here, match["counted"], self.subjects)
        number = parse_count(match["digits"], match["numeral"])
        if subjects and number is not None and self.is_named and self.way is None and self._is_heard():
            self._say(word, Kind.VALUE, number, column=self.column, subjects=subjects, measure=match["counted"])
        self.is_named = False

    def _percent(self, word: Word, gap: str) -> None:
        number, slack = parse_number(word.match["percent_"]), half_unit(word.match["percent_"])
        if self.here and self._is_heard():
            if self.of:
                self._say(word, Kind.COMPLETION, number, slack=slack, column=self.of)
            elif self.is_share:
                self._say(word, Kind.SHARE, number, slack=slack, column=self.said_column)
            elif self.way is not None:
                signed = -number if word.match["minus"] else number
                self._say(word, Kind.RATE, signed * (self.way or 1), slack=slack, column=self.base)
        self.way, self.of, self.is_share, self.is_named = None, "", False, False

    def _lose(self) -> None:
        """A figure of something else: what follows goes on about that."""
        if self.is_loose:
            self.subjects, self.said, self.change = NOBODY, {}, None

    def _say(
        self,
        word: Word,
        kind: Kind,
        number: Decimal,
        *,
        slack: Decimal = Decimal(0),
        column: str = "",
        subjects: Subjects = NOBODY,
        measure: str = "",
    ) -> None:
        begin = max((self.text.rfind(mark, 0, word.start) for mark in "，；。：\n"), default=-1) + 1
        self.found.append(
            Statement(
                kind, subjects or self.here, self.path, self.text[begin : word.end].strip(), number, slack, column,
                measure or word.match.groupdict().get("measure") or "%", dict(self.said),
                self.change if kind is Kind.RATE else None,
                self.said_wholes if self.said_wholes is not None else self.wholes,
                self.whole if self.said_wholes is None else None, self.text, word.end,
            )
        )  # fmt: skip  # in the order of the record
