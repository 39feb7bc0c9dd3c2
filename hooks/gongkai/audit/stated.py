"""What the JSON of a report says: figures by the label that they stand beside, words, and the free texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from ..model.form import LINES
from ..model.prose import plain_text
from .opening import LOST, lost_points_said, notes_said

#: The columns of a line.
COLUMNS: Final = ("上年决算", "年初预算", "全年预算", "决算")
#: Where a figure without columns stands.
BARE: Final = "数值"
#: Keys that only group.
_GROUPS: Final = frozenset({"其中", "项目", "指标", "数量", "资金"})
#: What pages call a key.
_ALIASES: Final[Mapping[str, str]] = {line.path[-1]: line.label for line in LINES if line.path[-1] != line.label}
#: What a page calls one of several keys, or part of one.
_ALSO: Final = {
    "年末人数": ("在职人员", "年末实有"),
    "自评": ("自评得分",),
    "自评等级": ("自评得分",),
    "全年支出": ("本年支出合计", "支出总计", "年度资金总额"),
    "实际支出": ("本年支出合计", "支出总计"),
    "公务用车购置及运行费": ("公务用车购置及运行维护费",),
}
#: Labels that only texts have.
IN_TEXTS: Final = frozenset({*_ALSO, LOST})
_OF_CHECKS: Final = ("关系", "算式", "说明", "编号")
_NO_FAILURES: Final = frozenset({"相符", "未能核对", "建议", "已说明"})
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
#: What a line of a free text may begin with, and a page writes otherwise.
_LINE_MARKS: Final = "#-* "
#: Words longer than this are free text.
_LONG: Final = 60
#: Shares are of these, where they are of no total above a figure.
_WHOLES: Final = ("本年支出合计", "支出总计", "本年收入合计", "收入总计")


class Place(dict[str, float]):
    """The figures of one place of the data by column, and what shares of it are of."""

    __slots__ = ("whole",)

    def __init__(self, figures: Mapping[str, float] = MappingProxyType({}), whole: float = 0) -> None:
        super().__init__(figures)
        self.whole = whole


@dataclass(frozen=True)
class Stated:
    """What a report.json says.

    Attributes:
        document: the whole file.
        places: what stands at each label.
        words: every word and short sentence.
        said: what of (label, figure) was found to be so, or not.
    """

    document: Mapping[str, Any]
    places: defaultdict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    words: set[str] = field(default_factory=set)
    said: dict[tuple[str, str], bool] = field(default_factory=dict)
    _long: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort everything by its label."""
        self._walk(self.document["公开数"], "", 0)
        for key, value in self.document.items():
            if key not in {"公开数", "计算数"}:
                self._words_of(value)
        self._computed(self.document["计算数"])
        for label, others in _ALSO.items():
            self.places[label] += [place for other in others for place in self.places.get(other, ())]
        self.words.update(notes_said(self.document["公开数"]))
        self.places[LOST].append(Place(lost_points_said(self.document["公开数"])))
        self.words.discard("")

    @property
    def year(self) -> int:
        """The year of the report."""
        return int(self.document["年度"])

    def find(self, label: str) -> list[Place]:
        """The places with this label, as rows write it: with a measure or a kind behind it."""
        if label in self.places:
            return self.places[label]
        for name in (label.rpartition("（")[0], label.partition("（")[0]):
            if name in self.places:
                return self.places[name]
        return []

    @cached_property
    def plain(self) -> str:
        """All free texts without the marks of bold words."""
        return "\n".join(self._long).replace("**", "")

    @cached_property
    def prose(self) -> str:
        """All free texts, with and without their marks."""
        return "\n".join([*map(plain_text, self._long), *self._long])

    @cached_property
    def wholes(self) -> list[float]:
        """What shares may be of."""
        return [place["决算"] for label in _WHOLES for place in self.places.get(label, ()) if place.get("决算")]

    @cached_property
    def amounts(self) -> set[float]:
        """The figures of all lines."""
        every = (place for places in self.places.values() for place in places)
        return {value for place in every for column, value in place.items() if column in COLUMNS}

    @cached_property
    def counts(self) -> Counter[str]:
        """How many checks came out how."""
        return Counter(finding["结果"] for finding in self.document["计算数"]["校核"])

    def _walk(self, value: dict[str, Any], label: str, whole: float) -> None:
        own, parts = Place(whole=whole), []
        for key, part in value.items():
            kind = type(part)
            if kind is float or kind is int:
                own[key] = part
                if key not in COLUMNS:
                    self._add(key, Place({BARE: part, "决算": part}, whole))
            elif kind is str:
                if _NUMBER.fullmatch(part):
                    own[key] = float(part)
                self._text(part)
            elif kind is dict or kind is list:
                parts.append((key, part))
        if own:
            self._add(label, own)
        for key, part in parts:
            self._parts(key, part, label, own.get("决算") or whole)

    def _parts(self, key: str, value: Any, label: str, whole: float) -> None:
        if type(value) is dict:
            self._walk(value, label if key in _GROUPS else key, whole)
            return
        for one in value:
            if type(one) is dict:
                self._walk(one, _name_of(one) or key, whole)
            else:
                self._words_of(one)

    def _add(self, label: str, place: Place) -> None:
        self.places[label].append(place)
        if alias := _ALIASES.get(label):
            self.places[alias].append(place)

    def _words_of(self, value: Any) -> None:
        if type(value) is str:
            self._text(value)
        elif type(value) is dict:
            for part in value.values():
                self._words_of(part)

    def _text(self, text: str) -> None:
        if len(text) > _LONG or "\n" in text or "*" in text:
            self._long.append(text)
            pieces = text.replace("**", "\n").split("\n")
            self.words.update([piece.lstrip(_LINE_MARKS) if piece[:1] in _LINE_MARKS else piece for piece in pieces])
            return
        self.words.add(text)
        if len(text) == 10 and _DAY.fullmatch(text):
            day = date.fromisoformat(text)
            self.words.add(f"{day.year}年{day.month}月{day.day}日")

    def _computed(self, computed: Mapping[str, Any]) -> None:
        for label, compared in (*computed["比上年"].items(), *computed["比年初预算"].items()):
            place = Place({k: v for k, v in compared.items() if type(v) is float or type(v) is int})
            self.places[label].append(place)
        for rate in computed["比率"]:
            self._text(rate["算式"])
            points = {key: rate[key] for key in ("满分", "最低得分", "最高得分") if rate[key] is not None}
            if rate["数值"] is not None:
                self.places[rate["名称"]].append(Place({BARE: rate["数值"], **points}))
        for finding in computed["校核"]:
            self.words.update([finding[key] for key in _OF_CHECKS if key in finding])
            if "级别" in finding:
                self._failing(finding)

    def _failing(self, finding: Mapping[str, Any]) -> None:
        """What is said of a check that does not hold: its title, the line near the top, and its figures."""
        answer = finding.get("单位说明")
        said = f"单位说明：{answer}" if answer else "单位尚未说明。"
        self.words.add(f"{finding['编号']} {finding['关系']}")
        self.words.add(f"{finding.get('说明', '').rstrip('。')}。{said}")
        for key in ("公开数", "应为", "差额"):
            if (value := finding.get(key)) is not None:
                self.words.update([f"{sign}{abs(value):,.2f}" for sign in ("", "+", "−")])
        if answer:
            self._text(answer)

    @cached_property
    def asked(self) -> int:
        """How many checks do not hold, without mere hints and without those that the unit has given its reason for."""
        return sum(count for result, count in self.counts.items() if result not in _NO_FAILURES)


def _name_of(entry: Mapping[str, Any]) -> str:
    """What a row of a list is called on the page."""
    for key in ("三级指标", "名称", "标题"):
        if name := entry.get(key):
            return f"{entry['编码']} {name}" if "编码" in entry else str(name)
    return ""
