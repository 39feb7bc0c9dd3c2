"""What the texts of a report page may say: which figures, behind which label and in which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from ..model.archive import Archive
from ..model.form import LINES
from .opening import periods_said
from .stated import BARE, COLUMNS, IN_TEXTS, Place, Stated

#: A figure in a text, with its thousands, decimals and percent.
NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
#: The same, kept where a text is split at it.
NUMBERS: Final = re.compile(rf"({NUMBER.pattern})")
DIGIT: Final = re.compile(r"\d")
ACTUAL: Final = COLUMNS[3]
_PLACES: Final = re.compile(r"(\d+) 处")
_COUNTED: Final = frozenset({"相符", "不符", "未说明", "已说明", "要核对", "文字", "建议", "未能核对"})
_LABELS: Final = tuple(
    ({line.label for line in LINES} | {line.path[-1] for line in LINES} | _COUNTED | IN_TEXTS) - {*COLUMNS}
)
_ANY_LABEL: Final = re.compile("|".join(map(re.escape, _LABELS)))
#: Words that stand in the templates as they are.
_OWN_WORDS: Final = re.sub(
    r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>",
    "",
    "".join(path.read_text("utf-8") for path in sorted(Path(__file__).parent.parent.glob("templates/**/*.html"))),
)
OUTLINE: Final = "提纲"
#: What texts call the columns, and which figures only those may be; others go without saying.
_COLUMN_WORDS: Final = (("上年决算", "上年"), ("上年", "上年"), ("预算", "预算"), ("决算", ""), ("本年", ""))
_OF_KEYS: Final = {"上年决算": "上年", "上年": "上年", "年初预算": "预算", "全年预算": "预算"}
#: Words that are kept in mind, and how long those are that may speak of a figure to come.
_MOST, _LONG = 1 << 16, 80
#: The scale of a chart of scores.
SCALE: Final = "从 60 分画到 100 分"


class Around(NamedTuple):
    """What the register and the rules of the years say: years, the unit's names, names of outlines that hold a year."""

    years: frozenset[str]
    outlines: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, archive: Archive, unit_id: str) -> Around:
        """What is around the reports of a unit."""
        unit = archive.units[unit_id]
        named = re.findall(r"\b(?:19|20)\d\d\b", repr(unit))
        outlines = tuple(rules.outline for rules in archive.years.values())
        names = frozenset({unit.name, *(former.name for former in unit.former_names)})
        return cls(frozenset([*map(str, archive.years), *named]), outlines, names)


def number_of(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "").replace("−", "-").rstrip("%"))
    except ValueError:
        return None


def is_of_year(label: str, stated: Stated, cell: str) -> bool:
    """Whether a figure is that of a label in a year, which the pages of all years say again."""
    known = stated.said.get((label, cell))
    if known is None:
        values = [place[column] for place in stated.find(label) for column in (ACTUAL, BARE) if column in place]
        known = stated.said[label, cell] = any(is_said_as(value, cell) for value in values)
    return known


def is_said_as(value: float, figure: str) -> bool:
    """Whether a figure is a value, whatever its sign; a percentage is rounded."""
    number = number_of(figure)
    near = 0.5 * 10.0 ** -_digits(figure) + 1e-9 if figure[-1] == "%" else 1e-7
    return number is not None and abs(abs(value) - abs(number)) <= near


def _digits(figure: str) -> int:
    """Decimals of a percentage; -1 for a figure that is none."""
    return len(figure[:-1].partition(".")[2]) if figure[-1] == "%" else -1


@dataclass(frozen=True)
class History:
    """What the reports of a unit say, which the pages of all years repeat.

    Attributes:
        years: each report by its year.
        proved: tables of the years that were found right.
    """

    years: dict[int, Stated]
    proved: set[str] = field(default_factory=set)

    @cached_property
    def periods(self) -> frozenset[str]:
        """What is said of all years together."""
        return frozenset(periods_said({year: stated.document["公开数"] for year, stated in self.years.items()}))


@dataclass(frozen=True)
class Sayable:
    """What the texts of a page may say: those of the report, of the unit's other years, and the years there are."""

    stated: Stated
    history: History
    frame: Around
    allowed: dict[tuple[str, str, str], bool] = field(default_factory=dict)

    def is_said(self, text: str) -> bool:
        """Whether a text stands in the data as a whole, perhaps behind a heading of one word."""
        words = self.stated.words
        if text in words or text in self.history.periods:
            return True
        if len(text) < 8 or NUMBER.fullmatch(text):
            return text.partition("：")[2] in words or text.removeprefix("定性") in words
        return text in self.stated.plain or text.partition("：")[2] in words or text.removeprefix("定性") in words

    def is_prose(self, text: str) -> bool:
        """Whether a text is of the templates, counts the checks that fail, or is free text whose marks were taken."""
        return len(text) > 7 and (_is_own(text) or self._is_count(text) or text in self.stated.prose)

    def _is_count(self, text: str) -> bool:
        """有 1 处数字对不上，2 处…: as many together as there are checks that fail."""
        counts = [int(count) for count in _PLACES.findall(text)]
        return bool(counts) and sum(counts) == self.stated.asked and len(NUMBER.findall(text)) == len(counts)

    def allows(self, label: str, column: str, figure: str, year: str = "") -> bool:
        """Whether a figure may stand behind a label: one of the data, a difference, a share or a ratio.

        It may be another year's where that ``year`` was named just before it.
        """
        known = self.allowed.get((label, column, figure))
        if known is None:
            known = self.allowed[label, column, figure] = self._allows(label, column, figure)
        return known or (year != "" and self._is_of(int(year), label, figure))

    def _is_of(self, year: int, label: str, figure: str) -> bool:
        other = self.history.years.get(year)
        return other is not None and is_of_year(label, other, figure)

    def _allows(self, label: str, column: str, figure: str) -> bool:
        value, digits = float(figure.replace(",", "").rstrip("%")), _digits(figure)
        if label in _COUNTED:
            return value == self.stated.counts[label]
        places = self.stated.find(label)
        if digits < 0:
            return _is_figure(places, value, column)
        return _is_percentage(places, value, 0.5 * 10.0**-digits + 1e-9, self.stated.wholes)


def _is_figure(places: Sequence[Place], value: float, column: str) -> bool:
    """One that stands there, in a column that is spoken of, or the difference of two."""
    for place in places:
        for key, one in place.items():
            if (one == value or one == -value) and _OF_KEYS.get(key, column) == column:
                return True
    for place in places:
        for name in (ACTUAL, "本年"):
            others = (
                [other for key, other in place.items() if column in {"", _OF_KEYS.get(key)}] if name in place else ()
            )
            if any([-1e-7 < abs(place[name] - other) - value < 1e-7 for other in others]):
                return True
    return False


def _is_percentage(places: Sequence[Place], value: float, near: float, wholes: Sequence[float]) -> bool:
    """A rate that stands there, a share of a whole, or how two figures compare."""
    low, high = value - near, value + near
    for place in places:
        actual = abs(place.get(ACTUAL) or 0) * 100
        for whole in (place.whole, *wholes) if actual else ():
            if whole and low < actual / whole < high:
                return True
    for place in places:
        values = [*place.values()]
        for one in values:
            if low < abs(one) < high:
                return True
            for other in values:
                ratio = one / other * 100 if other else 0
                if low < abs(ratio) < high or low < abs(ratio - 100) < high:
                    return True
    return False


def went_on(words: str, label: str, column: str) -> tuple[str, str]:
    """The label and the column that are spoken of after some more words."""
    new, found = SPOKEN[words] or SILENT
    return new or label, found or ("" if new else column)


#: What is spoken of where nothing is.
SILENT: Final = ("", "")


class _Spoken(dict[str, tuple[str, str] | None]):
    """Which label and column some words speak of last; None where they hold a figure. Each is looked at once."""

    def __missing__(self, words: str) -> tuple[str, str] | None:
        if len(self) > _MOST:
            self.clear()
        if DIGIT.search(words):
            return None
        new = label_in(words) if len(words) < _LONG else ""
        column = column_in(words.rpartition(new)[2] if new else words)
        found = self[words] = (new, column) if new or column else SILENT
        return found


SPOKEN: Final = _Spoken()


@lru_cache(maxsize=1 << 12)
def _is_own(text: str) -> bool:
    return text in _OWN_WORDS


def column_in(words: str) -> str:
    """The column that some words speak of last; "" where they speak of none."""
    ends = ((words.rfind(word) + len(word), len(word), column) for word, column in _COLUMN_WORDS if word in words)
    return max(ends, default=(0, 0, ""))[2]


def label_in(words: str) -> str:
    """The label that stands last in some words; the longest one there."""
    if not _ANY_LABEL.search(words):
        return ""
    found = [(words.rfind(label) + len(label), len(label), label) for label in _LABELS if label in words]
    return max(found)[2]
