"""Paragraph: what is in mind while a paragraph is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from ..model import form
from ..model.names import OwnNames
from ..model.problem import KeyPath
from .gaps import ends_alike, find_named, is_scope
from .statement import NOBODY, Kind, Statement, Subject, Subjects, is_income, parts_of, subjects_of
from .topic import Parts, Topic, topic_called
from .words import Word

#: How far back 追加 makes the rows of the report mean what was added to them.
_NEAR: Final = 60
#: What 公务用车运行维护费 is called where only the “三公” are spoken of.
_OF_VEHICLES: Final = re.compile("(?:全年|本年|年|其)?(?:用车|公车|车辆)?(?:运行|运维)(?:维护)?(?:费用?|支出|经费)")
#: One office of several, whose people are not all.
_OFFICE: Final = re.compile("[局委院厅]机关|机关本级|所属|下属|二级单位|本部")
#: 全年接待…; 接待检查、考察等48批: all of them.
_ALL_RECEIVED: Final = re.compile(
    r"(?:共|全年|累计|本年度?)接待|接待(?:来客|来访人员|来访客人)|接待[^，。；\d]{0,40}[等、][^，。；\d]{0,20}\d"
)
_STOPS: Final = re.compile("[，；。：\n]")
_SUPPLEMENTED: Final = re.compile("追加(?![；。])")
_EACH: Final = re.compile("每|均|单价|标准")
#: What is left of a budget: the next part of the sentence goes on about what was spent.
_LEFT: Final = re.compile("(?:结余|节余|剩余|余额|结存|收回|差额|缺口|尚余|余下|还剩|未[支使]用?出?)(?:资金|指标|额)?$")
#: Of the two that were told last.
LATTER: Final = {"前者": -2, "后者": -1}
#: How far back a clause is quoted, and how many of the things told before are in mind; so that reading stays linear.
_LONGEST_CLAUSE: Final = 200
_LAST: Final = 20


class Setting(NamedTuple):
    """What the reader must know beside the text.

    Attributes:
        year: the report's.
        rows: the names of the report's own rows (projects, functional classes, parts) → the rows.
        own_names: what the unit is called.
        extra: a bureau's names of lines, see :func:`gongkai.model.line_names.known_names`.
    """

    year: int
    rows: Callable[[], Mapping[str, Subjects]] = dict
    own_names: tuple[str, ...] = ()
    extra: OwnNames = ()


class Paragraph:
    """What is in mind while a paragraph is read.

    Attributes:
        topic: what is spoken of from clause to clause; ``here`` in this clause; ``home`` where nothing is named yet.
        is_named: a value may follow: the clause named its subject or its column.
        is_aged: the subject was named in a sentence before.
        is_share: a percentage that follows is a share, of ``said_whole``.
        is_muted: the rest of the sentence is a cause or a plan; ``is_clause_muted`` the rest of the clause.
        is_caused: it is a cause that is told.
        is_scoped: one kind of money is spoken of, so that the names of lines do not mean the unit's own;
            ``is_scope_old``: since a sentence before; ``is_fiscal``: 财政拨款, whose own lines they mean.
        is_of_budget: the cause that was told last is of a difference from the budget.
        is_narrowed: one part of the people is spoken of; ``was_narrowed`` before the name that stands last.
        column: the column that the next amount stands in; ``era`` that of the year named last.
        part_era: the column of the parts of a whole that are being told.
        budget: the budget that the clause has named.
        is_of_last_year: the sentence tells of 上年, until 本年 is named.
        is_of_other: the sentence tells of something that stands before a bracket: 苗圃（差额拨款）收入总计.
        base, own: what a change is measured against, and the column that changed.
        based_at: how many statements there were when the base was named.
        awaiting: the amount of last year that was told before whose it is.
        way: 1 or −1 where an increase or a decrease was named.
        of: the budget that a percentage completes; ``is_ratio`` where it is of last year's figure.
        whole: what was spoken of before 其中.
        main: what was spoken of before what was left of it.
        names: what was named and not yet given a value; ``valued`` what was; ``spread`` what 分别 speaks of, and
            ``is_spread_change`` of their increases or decreases.
        told: what was told of things that are no lines; ``known`` of lines.
        parts: the parts of a whole that are being told; ``measure`` that of the value said last, "" after a change;
            ``counted`` the same as written.
        before: what was in mind before a bracket; ``valued_before`` how many were given a value;
            ``valued_at_mark`` how many before the last semicolon.
        is_divided: the sentence has told of parts, after 其中.
        told_before: whether the sentence before told any figure; ``told_until`` how many statements there were.
        previous: what was spoken of before the name that stands last.
    """

    def __init__(self, text: str, path: KeyPath, setting: Setting, home: Subjects) -> None:
        self.text, self.path, self.setting = text, path, setting
        self.found: list[Statement] = []
        self.home = Topic(home or (Subject("", ()),), is_default=len(home) != 1)
        self.topic = self.here = self.home
        self.is_named = self.is_aged = self.is_share = self.is_muted = self.is_clause_muted = False
        self.is_caused = False
        self.is_scoped = self.is_narrowed = self.was_narrowed = self.is_of_budget = False
        self.is_scope_old, self.is_fiscal = True, path[0] == "财政拨款"
        self.column = self.era = self.part_era = self.base = self.own = self.of = ""
        self.budget, self.is_of_last_year, self.is_of_other = "", False, False
        self.way: int | None = None
        self.based_at = 0
        self.awaiting: tuple[Word, Decimal, Decimal] | None = None
        self.whole = Topic()
        self.main: Topic | None = None
        self.said_whole: Topic | None = None
        self.names: list[Topic] = []
        self.valued: list[Topic] = []
        self.spread: list[Topic] = []
        self.is_spread_change = self.is_ratio = False
        self.told: list[Topic] = []
        self.valued_before = self.valued_at_mark = 0
        self.known: dict[Subjects, Topic] = {}
        self.before: tuple[Topic, Topic, bool, str, bool, bool] | None = None
        self.parts: Parts | None = None
        self.measure = self.counted = ""
        self.is_direct = True
        self.previous = self.topic
        self.told_before, self.told_until, self.is_divided = False, 0, False
        self.at, self.last = 0, ""

    @cached_property
    def rows(self) -> Mapping[str, Subjects]:
        """The names of the report's own rows."""
        return self.setting.rows()

    @property
    def is_heard(self) -> bool:
        """Whether what is said is said of the figure itself."""
        return not (self.is_muted or self.is_clause_muted)

    @property
    def is_of_other_year(self) -> bool:
        """Whether the sentence speaks of a year other than the report's."""
        return self.era in {"prior_actual", "other"}

    def find_row(self, name: str) -> Subjects:
        """The rows of the report that ``name`` names."""
        found = find_named(name, self.rows)
        if not found and self.path[0] == "三公经费" and _OF_VEHICLES.fullmatch(name.strip()):
            return subjects_of((form.VEHICLE_RUNNING,))
        return found

    def is_other_side(self, words: str) -> bool:
        """一般公共预算财政拨款 is income, but 一般公共预算财政拨款支出 is not."""
        return words.startswith("支出") and self.last == "name" and self.here.is_known and is_income(self.here.subjects)

    def speak_of_other(self, label: str) -> None:
        """Spending out of one kind of money: so is what is told of its parts."""
        self.speak_of(topic_called(label))
        self.is_scoped = True

    def pass_over(self, gap: str, word: Word) -> None:
        """Something else is named, a row of the report perhaps."""
        found = NOBODY if _SUPPLEMENTED.search(self.text, max(self.at - _NEAR, 0), word.start) else self.find_row(gap)
        if not found and word.kind == "column" and word.match.group().startswith("支出"):
            found = self.find_row(f"{gap}支出")  # 卫生健康支出决算
        whole = self.parts.subjects if self.parts else self.whole.subjects if self.is_divided else NOBODY
        if whole and not self.is_share:
            found = parts_of(whole, found)
        self.is_narrowed = self.is_narrowed or _OFFICE.search(gap) is not None
        if gap in LATTER and len(self.valued) > 1:
            self.speak_of(self.valued[LATTER[gap]])
            return
        if self.is_share:
            self.said_whole = Topic(found) if found else self.told_as(gap)
        elif _EACH.search(gap):
            self.here, self.is_named = Topic(), False  # per head: no figure of the unit's
        elif found and not (self.is_scoped or self.is_fiscal):
            self.speak_of(Topic(found))
        else:
            self.main = self.topic if word.kind in {"amount", "column"} and _LEFT.search(gap) else None
            self.here, self.is_named = topic_called(gap), word.kind in {"amount", "count", "column"}
            self.way, self.of, self.is_aged = None, "", False
            self.is_scoped = self.is_scoped or ("支出" in gap and is_scope(gap))
        if self.topic.is_default:
            self.topic = Topic()

    @property
    def is_after_receiving(self) -> bool:
        """Whether 接待 stands just before: what follows is who was received."""
        if self.path[0] != "三公经费" or not self.text.endswith("接待", 0, self.at):
            return False
        return _ALL_RECEIVED.search(self.text, max(0, self.at - 8), self.at + _NEAR) is not None

    def unname(self) -> None:
        """The name was part of another word (政府采购监管股): go back to what was spoken of before."""
        self.topic = self.here = self.previous
        self.is_named, self.names, self.is_narrowed = False, self.names[:-1], self.was_narrowed

    def speak_of_parts(self) -> None:
        """项目支出641.65万元中: what follows is of parts of what was spoken of."""
        self.whole, self.is_divided, self.topic = self.topic, True, Topic()
        if self.column == "prior_actual" or (self.last == "column" and self.column != "actual"):
            self.part_era = self.era = self.column = "other"  # “三公”经费预算中

    def speak_of(self, topic: Topic) -> None:
        """Let ``topic`` be what is spoken of from here on."""
        self.here, self.is_named, self.main = topic, True, None
        if not self.is_muted:  # a cause names what it likes: the sentence goes on about its own figure
            self.topic, self.is_aged = topic, False

    def forget_other(self) -> None:
        """A new sentence that names nothing is not of what is no line of the report."""
        if self.is_aged and not self.topic.is_known and self.here is self.topic:
            self.topic = self.here = Topic()

    def go_on_about_all(self) -> None:
        """其中甲30万元、乙20万元，执行率: of the whole or of the last, nobody knows."""
        if not (self.is_divided and self.last == "stop" and self.text[self.at - 1] == "，" and len(self.valued) > 1):
            return
        listed = _STOPS.split(self.text[max(0, self.at - _NEAR) : self.at - 1])[-1]
        if "、" in listed and self.whole.is_known and self.topic.is_known and self.topic is not self.whole:
            self.speak_of(Topic(tuple(dict.fromkeys((*self.whole.subjects, *self.topic.subjects)))))

    def told_as(self, name: str) -> Topic:
        """What was told before under ``name`` or a longer one that ends with it."""
        told = (t for t in reversed(self.told[-_LAST:]) if t is not self.here)
        found = next((t for t in told if ends_alike(t.subjects[0].label, name)), None)
        return found or topic_called(name)

    def say(
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
        """Add a statement about what is spoken of, or about ``subjects``."""
        near = max(0, word.start - _LONGEST_CLAUSE)
        begin = max(near, *(self.text.rfind(mark, near, word.start) + 1 for mark in "，；。：\n"))
        whole = self.said_whole if kind is Kind.SHARE and self.said_whole is not None else self.whole
        self.found.append(
            Statement(
                kind, subjects or self.here.subjects, self.path, self.text[begin : word.end].strip(), number, slack,
                column, measure or word.match.groupdict().get("measure") or "%", dict(self.here.said),
                self.here.change if kind is Kind.RATE else None, whole.subjects, whole.said.get(self.here.column),
                self.text, word.end, whole is self.said_whole, self.own, self.is_direct,
            )
        )  # fmt: skip  # in the order of the record
