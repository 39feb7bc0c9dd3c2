"""A paragraph → its statements: one pass over its words, with the figure that is spoken of kept in mind.

A sentence says whose figure it means once and goes on: 公务接待费年初预算为6.20万元，支出决算为4.85万元，完成预算的78.23%，
比上年减少1.20万元。 The reader keeps the subject, what it is compared with and the last amount; whatever stands between
the words and is no filling takes the subject away, for then nobody knows whose figure follows. It costs no more than
the length of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from ..model import form
from ..model.problem import KeyPath
from .counts import counted_as, paid_for
from .gaps import bare, ends_alike, find_named, is_filling, is_scope, leads_to_name
from .numbers import half_unit, parse_amount, parse_count, parse_number, parse_numeral
from .statement import NOBODY, Kind, Statement, Subject, Subjects, is_income, is_people, is_total, subjects_of
from .words import COLUMN_WORDS, Word, base_of, budget_of, known_names, read_words

_ENDS: Final = frozenset("。！？\n")
#: Causes of a clause only; what follows any other is told of the sentence's change.
_LONGEST_LIST: Final = 120
_JOINTS: Final = frozenset({"和", "及", "与", "以及"})
#: Lines that the form gives no budget: one that is named after them is the whole's.
_WITHOUT_BUDGET: Final = frozenset(
    {form.SUPPLEMENTARY_BUDGET.path, form.OPENING_BALANCE.path, form.CLOSING_BALANCE.path}
)
_QUANTITIES: Final = frozenset({"amount", "count"})
#: Measures that speak for themselves after 公务接待.
_OF_RECEPTIONS: Final = frozenset({"批次", "批", "人次"})
_PARTIAL: Final = re.compile("等|主要|如|例如|包括|比|较|增|减|降|预算|均|每")
_TOGETHER: Final = re.compile("(?:以上)?([两二三四五]?)(?:项|者|类)?(?:支出|经费)?(?:合计|共计|总计)(?:为|是)?")
_PART_SLACK: Final = Decimal("0.01")
_OPENING_CAUSES: Final = frozenset({"由于", "因为", "得益于"})


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


@dataclass(slots=True)
class _Topic:
    """What is spoken of, and what the paragraph has said of it: by column, and the change said last."""

    subjects: Subjects = NOBODY
    said: dict[str, Decimal] = field(default_factory=dict)
    column: str = ""
    change: Decimal | None = None
    is_default: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it is a figure of the report, and not merely the name of something."""
        return bool(self.subjects and self.subjects[0].path)


@dataclass(slots=True)
class _Parts:
    """The parts of a whole as they are told, and whether they are all it has as far as the words go."""

    subjects: Subjects
    whole: Decimal
    in_brackets: bool
    start: int
    measure: str = ""
    numbers: tuple[Decimal, ...] = ()
    is_whole: bool = True


class _Reader:
    """What is in mind while a paragraph is read.

    ``topic`` goes on over clauses, ``here`` is that of the clause; ``is_named`` says that a value may follow: the clause
    named its subject or its column.
    """

    def __init__(self, text: str, path: KeyPath, setting: Setting, home: Subjects) -> None:
        self.text, self.path, self.setting = text, path, setting
        self.found: list[Statement] = []
        self.home = _Topic(home or (Subject("", ()),), is_default=len(home) != 1)
        self.topic = self.here = self.home
        self.own = ""
        self.is_named = self.is_aged = self.is_share = self.is_muted = self.is_clause_muted = False
        self.is_scoped = self.is_narrowed = False
        self.column = self.era = self.base = self.of = ""
        self.way: int | None = None
        self.whole = _Topic()
        self.said_whole: _Topic | None = None
        self.names: list[_Topic] = []
        self.valued: list[_Topic] = []
        self.told: list[_Topic] = []
        self.known: dict[Subjects, _Topic] = {}
        self.spread: list[_Topic] = []
        self.before: tuple[_Topic, _Topic, bool, str, bool, bool] | None = None
        self.parts: _Parts | None = None
        self.at, self.last = 0, ""

    @cached_property
    def rows(self) -> Mapping[str, Subjects]:
        return self.setting.rows()

    def take(self, word: Word) -> None:
        """Go on to the next word."""
        gap = self.text[self.at : word.start].strip()
        for name in self.setting.own_names if gap else ():
            gap = gap.replace(name, "")
        if gap in _JOINTS and self.last in {"amount", "count", "percent"}:
            gap = ""
        is_bare = bool(gap) and not self.here.subjects and word.kind in _QUANTITIES
        if (is_bare or not is_filling(gap)) and word.kind not in {"name", "stop", "quoted"}:
            self._pass(gap, word)
        elif self._is_other_side(gap):
            self._speak_of_other(gap)
        getattr(self, f"_{word.kind}")(word, gap)
        self.at, self.last = word.end, word.kind

    def _is_other_side(self, words: str) -> bool:
        """一般公共预算财政拨款 is income, but 一般公共预算财政拨款支出 is not."""
        return words.startswith("支出") and self.last == "name" and self.here.is_known and is_income(self.here.subjects)

    def _speak_of_other(self, label: str) -> None:
        """Spending out of one kind of money: so is what is told of its parts."""
        self._speak_of(_Topic((Subject(label, ()),)))
        self.is_scoped = True

    def _pass(self, gap: str, word: Word) -> None:
        """Something else is named, a row of the report perhaps."""
        found = find_named(gap, self.rows)
        if self.is_share:
            self.said_whole = _Topic(found) if found else self._told_as(gap)
        elif found and not self.is_scoped:
            self._speak_of(_Topic(found))
        else:
            self.here, self.is_named = _Topic((Subject(bare(gap), ()),)), word.kind in {"amount", "count", "column"}
            self.way, self.of, self.is_aged = None, "", False
            self.is_scoped = self.is_scoped or ("支出" in gap and is_scope(gap))
        if self.topic.is_default:
            self.topic = _Topic()

    def _speak_of(self, topic: _Topic) -> None:
        self.topic = self.here = topic
        self.is_named, self.is_aged = True, False

    # -- the kinds of words ------------------------------------------------------------------------------------

    def _stop(self, word: Word, gap: str) -> None:
        mark = word.match.group()
        if gap and mark in "。：:" and (row := find_named(gap, self.rows)):
            self._speak_of(_Topic(row))
            self.is_aged, self.column = False, self.era
            return
        if mark in "（(":
            self.before = (self.topic, self.here, self.is_named, self.column, self.is_muted, self.is_narrowed)
            self._open_parts(in_brackets=True)
        elif mark in "）)":
            if self.before:
                self._close_parts(word, in_brackets=True)
                self.topic, self.here, self.is_named, self.column, self.is_muted, self.is_narrowed = self.before
                self.before = None
        elif mark not in "：:":
            self._end_clause(mark, word)

    def _end_clause(self, mark: str, word: Word) -> None:
        self.here, self.way, self.of = self.topic, None, ""
        self.is_share = self.is_share and bool(self.spread)
        self.is_named = mark == "、" and self.last == "count"
        if mark != "、":
            self.column, self.is_clause_muted = self.era, False
        if mark != "、" or self.last != "name":
            self.names = []
        if mark == "，" and self.last == "amount":
            self.spread = []
        if mark in "；;" and self.parts and self.parts.measure not in {"", "万元"}:
            self._close_parts(word)
        if mark in "；;" or mark in _ENDS:
            self.base = self.era = self.column = ""
            self.spread, self.is_share, self.is_narrowed = [], False, False
        if mark in _ENDS:
            self.is_muted, self.is_aged, self.before, self.valued = False, True, None, []
            self._close_parts(word)

    def _quoted(self, word: Word, gap: str) -> None:
        """“基层文化活动”: a row of the report whatever stands before it."""
        if (found := find_named(word.match["inner"], self.rows)) and not self.is_share:
            self._speak_of(_Topic(found))

    def _year(self, word: Word, gap: str) -> None:
        known = {self.setting.year: "actual", self.setting.year - 1: "prior_actual"}
        self.era = self.column = known.get(int(word.match["named"]), "other")
        self.is_named = self.is_named or bool(self.here.subjects and not self.is_aged)

    def _name(self, word: Word, gap: str) -> None:
        lines = known_names(self.setting.extra)[word.match.group()]
        if self.last == "quoted" and not gap and not self.is_share:
            return
        if gap.endswith("本") and word.match.group().startswith("项目") and len(self.home.subjects) == 1:
            self._speak_of(self.home)
            return
        if self.is_share:
            certain = is_filling(gap) and (not self.is_scoped or is_total(lines))
            self.said_whole = _Topic(subjects_of(lines)) if certain else self._told_as(word.match.group())
            return
        is_people = lines[0].measure == "人"
        if not gap and self._is_other_side("支出") and not is_income(subjects_of(lines)):
            self.is_scoped = True
        self.is_narrowed = self.is_narrowed and not ("合计" in gap or "共" in gap)
        is_own = (leads_to_name(gap) or (self.last == "amount" and gap in _JOINTS)) and self.way is None and not (is_people and self.is_narrowed)
        self.is_narrowed = self.is_narrowed or (is_people and not is_own)
        self.is_scoped = self.is_scoped or is_scope(gap)
        follows = self.last == "name" and not gap
        joint = bool(self.names) and (self.last == "stop" or gap in _JOINTS)
        known = is_own and not self.is_scoped and not joint
        before = self.here.subjects if follows and is_people and self.here.is_known else NOBODY
        topic = _Topic((*subjects_of(lines), *before) if known else (Subject(gap + word.match.group(), ()),))
        self.names.append(_Topic(subjects_of(lines)) if is_own and not self.is_scoped else topic)
        self._speak_of(self.known.setdefault(topic.subjects, topic) if known else topic)
        self.here.change = None
        self.way = None

    def _told_as(self, name: str) -> _Topic:
        """What was told before under ``name`` or a longer one that ends with it."""
        found = next((t for t in reversed(self.told) if ends_alike(t.subjects[0].label, name)), None)
        return found or _Topic((Subject(name, ()),))

    def _column(self, word: Word, gap: str) -> None:
        if self._is_other_side(word.match.group()):
            self._speak_of_other(word.match.group())
        self.column = next((column for kind, column in COLUMN_WORDS.items() if word.match[kind]), "actual")
        if self.column == "actual" and self.era in {"prior_actual", "other"}:
            self.column = self.era
        elif self.era == "prior_actual" and self.column.endswith("budget"):
            self.column = "other"
        if self.column.endswith("budget") and self.here.is_known and self.home.is_default:
            if self.here.subjects[0].path in _WITHOUT_BUDGET and self.home.is_known:
                self.here = self.home
        self.is_named = self.is_named or bool(self.here.subjects and not self.is_aged)

    def _each(self, word: Word, gap: str) -> None:
        """收入总计、支出总计均为: both."""
        if len(self.names) > 1:
            topic = _Topic(tuple(subject for topic in self.names for subject in topic.subjects))
            self._speak_of(topic)

    def _adjusting(self, word: Word, gap: str) -> None:
        self.base, self.own, self.way = "initial_budget", "adjusted_budget", 1

    def _base(self, word: Word, gap: str) -> None:
        self.base = base_of(word.match, self.setting.year)
        column = self.column or self.here.column
        self.own = column if column.endswith("budget") else ""
        if self.base == "prior_actual" and self.own:
            self.base = "prior_budget"
        self.way, self.is_named = None, False

    def _over(self, word: Word, gap: str) -> None:
        self.base, self.way = budget_of(word.match["above"]), word.way()

    def _way(self, word: Word, gap: str) -> None:
        self.way, self.is_named = word.way() or (1 if self.base else None), False
        if not self.base and word.match["way_"] in {"超支", "节支"}:
            self.base = "budget"

    def _either(self, word: Word, gap: str) -> None:
        self.is_clause_muted = True

    def _same(self, word: Word, gap: str) -> None:
        if self.here.is_known and self.base and self._is_heard():
            self._say(word, Kind.SAME, Decimal(0), column=self.base)

    def _cause(self, word: Word, gap: str) -> None:
        if word.match.group() in _OPENING_CAUSES:
            self.is_clause_muted = True
        else:
            self.is_muted = True

    def _plan(self, word: Word, gap: str) -> None:
        self.is_clause_muted = True

    def _part(self, word: Word, gap: str) -> None:
        if word.match.group().startswith("分别"):
            percents = len(re.findall("[%％]", re.split("[。；\n]", self.text[word.end :], maxsplit=1)[0]))
            self.spread = self._listed(word) or self.valued[-percents:]
            return
        self.is_muted = False
        self._close_parts(word)
        self._open_parts()
        self.whole, self.is_narrowed = self.topic, self.topic.subjects[:1] != NOBODY and is_people(self.topic.subjects)
        self._speak_of(_Topic())
        self.is_named, self.names, self.valued = False, [], []

    def _listed(self, word: Word) -> list[_Topic]:
        """货物、工程、服务 before 分别, each as what is spoken of."""
        clause = re.split("[，；。：\n]", self.text[: word.start][-_LONGEST_LIST:])[-1]
        items = [item.strip() for item in re.split("[、和及与]", clause)]
        known = known_names(self.setting.extra)
        is_known = any(item in known or find_named(item, self.rows) for item in items)
        if len(items) < 2 or not is_known or any(character.isdigit() for character in clause):
            return []
        named = [
            subjects_of(known[item]) if item in known else find_named(item, self.rows) or (Subject(item, ()),)
            for item in items
        ]
        return [_Topic((Subject(s[0].label, ()),) if self.is_scoped else s) for s in named]

    def _share(self, word: Word, gap: str) -> None:
        if (together := _TOGETHER.fullmatch(gap)) and len(self.valued) > 1:
            self.topic = self.here = _Topic((Subject(gap, ()),), {"": self._sum(together[1])})
        self.is_share, self.said_whole = True, None

    def _completion(self, word: Word, gap: str) -> None:
        self.of = budget_of(word.match["of"])
        if word.match["budget"] and self.here.subjects and self._is_heard():
            number, slack = parse_amount(word.match["budget"], word.match["budgeted"])
            self._say(word, Kind.VALUE, number, slack=slack, column=self.of, measure=word.match["budgeted"])
            self.here.said[self.of] = number

    def _rate(self, word: Word, gap: str) -> None:
        self.of = budget_of(word.match["by"] or "")

    # -- the figures -------------------------------------------------------------------------------------------

    def _is_heard(self) -> bool:
        return not (self.is_muted or self.is_clause_muted)

    def _next(self) -> None:
        """The next of several that 分别 speaks of."""
        if self.spread:
            self.here = self.spread.pop(0)

    def _amount(self, word: Word, gap: str) -> None:
        number, slack = parse_amount(word.match["number"], word.match["measure"])
        number = -number if word.match["sign"] else number
        if not self._is_heard():
            return
        if (together := _TOGETHER.fullmatch(gap)) and len(self.valued) > 1:
            self._add_up(word, together[1], number)
            return
        if self.spread and self.last in {"part", "stop"}:
            self._next()
            self.is_named = True
        if self.here.subjects and self.here.subjects[0].measure != "万元":
            self.here = _Topic(paid_for(self.here.subjects))
        if not self.here.subjects:
            pass
        elif self.last == "base" and gap in {"", "的"}:
            self._say(word, Kind.VALUE, number, slack=slack, column=self.base)
            self.here.said[self.base] = number
            return
        elif self.way is not None:
            self.here.change = number * self.way
            self._say(word, Kind.CHANGE, self.here.change, slack=slack, column=self.base)
        elif self.is_named and not self.is_share and self.here.subjects[0].measure == "万元":
            self._say(word, Kind.VALUE, number, slack=slack, column=self.column)
            self._remember(number)
            self._add_part(number, "万元")
        self.topic, self.way, self.is_named, self.names = self.here, None, False, []

    def _remember(self, number: Decimal) -> None:
        self.here.column = "" if self.column == "actual" else self.column
        self.here.said[self.here.column] = number
        self.valued.append(self.here)
        if not self.here.is_known:
            self.told.append(self.here)

    def _count(self, word: Word, gap: str) -> None:
        measure, number = word.match["counted"], parse_count(word.match["digits"], word.match["numeral"])
        if number is None or self.is_clause_muted or (self.is_muted and self.last != "name"):
            return
        subjects = counted_as(self.here.subjects, measure) if self.here.is_known else NOBODY
        is_named = self.is_named or (self.last == "count" and not gap) or measure in _OF_RECEPTIONS
        if subjects and self.way is not None and self.base:
            self._say(word, Kind.CHANGE, number * self.way, column=self.base, subjects=subjects, measure=measure)
        elif subjects and is_named and self.way is None:
            self._say(word, Kind.VALUE, number, column=self.column, subjects=subjects, measure=measure)
        if self.here.subjects and is_named:
            self._remember(number)
            self._add_part(number, measure)
            self.topic = self.here
        self.is_named = False

    def _sum(self, numeral: str) -> Decimal:
        """What was said last of several figures, together."""
        last = self.valued[-(parse_numeral(numeral) or len(self.valued)) :] if numeral else self.valued
        return sum((topic.said[topic.column] for topic in last), Decimal(0))

    def _add_up(self, word: Word, numeral: str, number: Decimal) -> None:
        """两项合计215万元: of the figures just before, and what is spoken of from here on."""
        if numeral or len(self.valued) == 2:
            self._say(word, Kind.PARTS, self._sum(numeral), slack=_PART_SLACK * len(self.valued), measure="万元")
            self.found[-1] = self.found[-1]._replace(whole=number, is_whole_named=True)
        self.topic = self.here = _Topic((Subject(word.match.group(), ()),), {"": number})
        self.is_named = False

    # -- a whole and its parts ---------------------------------------------------------------------------------

    def _open_parts(self, *, in_brackets: bool = False) -> None:
        """Parts may follow of what was said last: after 其中, or in brackets."""
        whole = self.here.said.get("") if self.here.subjects and self.last in {"amount", "count", "stop", "percent"} else None
        if whole is not None and self.parts is None and self._is_heard():
            self.parts = _Parts(self.here.subjects, whole, in_brackets, self.at)

    def _add_part(self, number: Decimal, measure: str) -> None:
        is_aside = self.parts is not None and self.before is not None and not self.parts.in_brackets
        if self.parts is None or is_aside or self.here.subjects == self.parts.subjects:
            return
        is_other = measure == "万元" and self.column not in {"", "actual"}
        if is_other or self.parts.measure not in {"", measure}:
            self.parts.is_whole = False
        else:
            self.parts.measure, self.parts.numbers = measure, (*self.parts.numbers, number)

    def _close_parts(self, word: Word, *, in_brackets: bool = False) -> None:
        parts = self.parts
        if parts is None or parts.in_brackets != in_brackets:
            return
        self.parts = None
        text = self.text[parts.start : word.start]
        if len(parts.numbers) > 1 and not _PARTIAL.search(text):
            self.found.append(
                Statement(
                    Kind.PARTS, parts.subjects, self.path, text.strip(), sum(parts.numbers, Decimal(0)),
                    slack=_PART_SLACK * len(parts.numbers), measure=parts.measure, whole=parts.whole,
                    is_whole_named=parts.is_whole, text=self.text, end=word.end,
                )
            )  # fmt: skip  # in the order of the record

    def _percent(self, word: Word, gap: str) -> None:
        number, slack = parse_number(word.match["percent_"]), half_unit(word.match["percent_"])
        if self.spread and self._is_heard():
            self._next()
        if self.here.subjects and self._is_heard():
            if self.of:
                self._say(word, Kind.COMPLETION, number, slack=slack, column=self.of)
            elif self.is_share:
                self._say(word, Kind.SHARE, number, slack=slack, column=self.here.column)
            elif self.way is not None:
                signed = -number if word.match["minus"] else number
                self._say(word, Kind.RATE, signed * self.way, slack=slack, column=self.base)
            self.topic = self.here
        self.is_share = self.is_share and bool(self.spread)
        self.way, self.of, self.is_named = self.way if self.spread else None, "", False

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
        whole = self.said_whole if kind is Kind.SHARE and self.said_whole is not None else self.whole
        self.found.append(
            Statement(
                kind, subjects or self.here.subjects, self.path, self.text[begin : word.end].strip(), number, slack,
                column, measure or word.match.groupdict().get("measure") or "%", dict(self.here.said),
                self.here.change if kind is Kind.RATE else None, whole.subjects, whole.said.get(self.here.column),
                self.text, word.end, whole is self.said_whole, self.own,
            )
        )  # fmt: skip  # in the order of the record
