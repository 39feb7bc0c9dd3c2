"""Sentences of free text: whose figure they speak of, and the amounts, percentages and numerals in them."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from ..model import form
from ..model.form import Line
from ..model.line_names import known_names
from ..model.names import OwnNames
from ..model.problem import KeyPath
from ..model.prose import Joined, plain_text
from ..model.text import quoted

#: A percentage in a sentence, group ``percent``.
PERCENT: Final = r"(?P<percent>\d+(?:\.\d+)?)\s*[%％]"

#: The length is bounded so that no text, however made, costs more than its length.
_SENTENCE: Final = re.compile(r"[^。！？；\n]{1,1000}")
_TITLE: Final = re.compile(r"《[^《》\n]*》|〔[^〔〕\n]*〕")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=年)")

#: 教育支出（类）, 行政运行（2010101）, 2010101行政运行.
_LEVEL: Final = re.compile(
    r"[（(\[【〔](?:[类款项]|\d{3}(?:\d\d){0,2}(?:项下|科目|[类款项])?)[）)\]】〕]|(?<![\d.,])\d{5}(?:\d\d)?(?=[\u4e00-\u9fff]{3})(?![万亿千元年人])"
)
#: 收入总计（万元）：745.33.
_HEADED: Final = re.compile(r"[（(]万元[）)]([：:为]?\s*[0-9][0-9,]*(?:\.[0-9]+)?)(?![0-9万元亿])")
#: 1168.35、750.30万元.
_JOINED: Final = re.compile(r"[、和与及](?=[0-9][0-9,]*\.[0-9])")
_LISTED: Final = re.compile(
    r"(?<![0-9.,])([0-9][0-9,]*\.[0-9]{1,2})(?=[、和与及][0-9][0-9,]*\.[0-9]{1,2}(?:[、和与及][0-9][0-9,]*\.[0-9]{1,2}){0,8}万元)"
)
#: （单位：万元）本年支出合计1918.65，其中….
_ALL_HEADED: Final = re.compile("[（(](?:金额)?单位[：:]?\\s*万元[）)]")
_BARE: Final = re.compile(r"(?<![0-9.,第])([0-9][0-9,]*\.[0-9]{2})(?![0-9.]|\s*[万亿千元%％人个名台辆分倍米公平])")
#: Figures that say something, each with the words of which one stands in the same line.
_BESIDE: Final = (
    "支出",
    "收入",
    "经费",
    "预算",
    "编制",
    "在职",
    "在编",
    "实有",
    "退休",
    "编外",
    "聘",
    "内设",
    "得分",
    "自评",
    "结转",
)
_FIGURES: Final = tuple(
    (re.compile(figure), re.compile("|".join(words)))
    for figure, words in (
        (r"[0-9]\s*(?:元|万|亿元|千元)", ()),
        (r"[0-9]\s*(?:[%％人名个分家])|[一二三四五六七八九十两][人名个家]", _BESIDE),
        (
            r"(?:(?<!信访)接待|出国|团组)[^。]{0,60}?[0-9]\s*[批人个]|[0-9]\s*[批人][^。]{0,20}?接待",
            ("接待", "出国", "团组"),
        ),
        (r"车[^。]{0,60}?[0-9]\s*[辆台]|[0-9]\s*[辆台][^。]{0,20}?车", ("公务用车", "车辆", "公车")),
    )
)
#: Of these a sentence that says that there was nothing has one.
DENIALS: Final = tuple(map(re.compile, ("没有", "无", "未")))
#: Where an amount of money ends.
AMOUNT_END: Final = re.compile(r"元(?<=[\d\s万亿]元)")
#: Of these pieces a line that says something about a figure has at least one; most lines have none and are done.
PIECES: Final = ("元", "万", *_BESIDE, "接待", "出国", "团组", "公务用车", "车辆", "公车")

# A label speaks of the whole unit only where nothing narrower stands before it: 财政拨款基本支出 is another figure.
_BEFORE: Final = r"(?<![^\s，、：:（(*\d年度月单位部门实际完成生全其中局算及和与无共支费])"
_NARROWER: Final = ("预算", "拨款", "补助", "资金", "专项", "项目")


@dataclass(frozen=True, slots=True)
class Mention:
    """A line of the form named in a sentence."""

    line: Line
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence, the keys of its text, and the line of the form whose 说明 it stands in."""

    path: KeyPath
    text: str
    home: Line | None = None
    own: OwnNames = ()

    def mentions(self) -> tuple[Mention, ...]:
        """The lines named, in order; also by one of the bureau's ``own`` names."""
        return _find_mentions(self.text, self.own)

    def line_before(self, position: int) -> Line | None:
        """The line that the words at ``position`` speak of: the last one named before, or else the home."""
        named = [mention.line for mention in self.mentions() if mention.end <= position]
        return named[-1] if named else self.home


@lru_cache(maxsize=8)
def _naming(own: OwnNames) -> tuple[Mapping[str, Line], re.Pattern[str]]:
    """Every name of one line alone → the line, and a pattern of all."""
    named = {name: lines[0] for name, lines in known_names(own).items() if len(lines) == 1}
    longest_first = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
    return named, re.compile(f"{_BEFORE}(?P<name>{longest_first})")


@lru_cache(maxsize=512)
def _find_mentions(text: str, own: OwnNames) -> tuple[Mention, ...]:
    named, pattern = _naming(own)
    return tuple(
        Mention(named[match["name"]], match.start(), match.end())
        for match in pattern.finditer(text)
        if not text[: match.start()].endswith(_NARROWER)
    )


class Sentences(Joined):
    """The sentences of texts: without marks, each whole although it was written over two lines.

    ``own`` are a bureau's names of lines: a line of the texts that holds one is read too.
    """

    def __init__(self, texts: Iterable[tuple[KeyPath, str]], own: OwnNames = ()) -> None:
        self._own, self._own_words = own, tuple(name for _, others in own for name in others)
        listed = tuple(texts)
        self._texts, self._paths = Joined(plain_text(text) for _, text in listed), [path for path, _ in listed]
        self._lines = self._texts.text.split("\n")
        super().__init__(self._lines)
        self._begun: dict[int, list[int]] = {}
        self._held: dict[re.Pattern[str], set[int]] = {}
        self._made: dict[int, Sentence] = {}

    def __iter__(self) -> Iterator[Sentence]:
        return map(self._sentence, [start for line in range(len(self._lines)) for start in self._starts_in(line)])

    def with_any(self, *pieces: str) -> Iterator[Sentence]:
        """The sentences that hold any of ``pieces``."""
        return self.with_match(*map(re.compile, map(re.escape, pieces)))

    def with_match(self, *patterns: re.Pattern[str]) -> Iterator[Sentence]:
        """The sentences that hold a match of any of ``patterns``.

        A pattern that begins with one character alone is found several times as quickly as one that has a choice, and
        one that several checks ask for is looked for once.
        """
        for pattern in patterns:
            if pattern not in self._held:
                self._held[pattern] = {self._start_of(match.start()) for match in pattern.finditer(self.text)}
        return map(self._sentence, sorted(set().union(*[self._held[pattern] for pattern in patterns])))

    def path_at(self, position: int) -> KeyPath:
        """The keys of the text that stands at ``position`` of all of them."""
        return self._paths[self._texts.at(position)]

    def paragraphs(self, *pieces: str) -> Iterator[tuple[KeyPath, str]]:
        """The lines of the texts that hold any of ``pieces`` and a figure, tables left out, each with its keys."""
        ends, pattern = dict(self._notes()), any_of((*pieces, *self._own_words))
        match = pattern.search(self.text)
        while match:
            start, end = self.text.rfind("\n", 0, match.start()) + 1, self.text.find("\n", match.end())
            ends[start] = end if end >= 0 else len(self.text)
            match = pattern.search(self.text, ends[start])
        for start, end in sorted(ends.items()):
            line = self.text[start:end]
            path = self._paths[self._texts.at(start)]
            line = _with_measures(line) if "万元" in line else line
            if _says_a_figure(path, line, self._own_words):
                yield path, _LEVEL.sub("", line)

    def _notes(self) -> Iterator[tuple[int, int]]:
        """Where the lines of the 说明 of figures begin and end."""
        starts = self._texts.starts
        for at, (path, start) in enumerate(zip(self._paths, starts, strict=True)):
            if path[-1] == "说明":
                end = starts[at + 1] - 1 if at + 1 < len(starts) else len(self.text)
                for line in self.text[start:end].split("\n"):
                    yield start, start + len(line)
                    start += len(line) + 1

    def _starts_in(self, line: int) -> list[int]:
        """Where the sentences of a line begin; few lines are asked for."""
        if line not in self._begun:
            begin = self.starts[line]
            self._begun[line] = [begin + match.start() for match in _SENTENCE.finditer(self._lines[line])]
        return self._begun[line]

    def _start_of(self, position: int) -> int:
        """Where the sentence begins in which ``position`` is."""
        starts = self._starts_in(self.at(position))
        return starts[bisect(starts, position) - 1]

    def _sentence(self, start: int) -> Sentence:
        if start not in self._made:
            path, words = self.path_at(start), _SENTENCE.match(self.text, start)
            home = form.find_line(path[:-1]) if path[-1] == "说明" else None
            self._made[start] = Sentence(path, words[0].strip() if words else "", home, self._own)
        return self._made[start]


@lru_cache(maxsize=8)
def any_of(pieces: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of ``pieces`` in one pass over a text."""
    return re.compile("|".join(map(re.escape, pieces)))


def _says_a_figure(path: KeyPath, line: str, own_words: tuple[str, ...]) -> bool:
    if "|" in line:
        return False
    return any(word in line for word in own_words) or any(
        (path[-1] == "说明" or words.search(line)) and figure.search(line) for figure, words in _FIGURES
    )


def _with_measures(line: str) -> str:
    """``line`` with 万元 after each amount whose measure is said once: in the heading, or after the last of several."""
    if "（万元" in line or "(万元" in line:
        line = _HEADED.sub(r"\1万元", line)
    if _JOINED.search(line):
        line = _LISTED.sub(r"\1万元", line)
    head = _ALL_HEADED.search(line) if "单位" in line else None
    return line if head is None else line[: head.end()] + _BARE.sub(r"\1万元", line[head.end() :])


def without_titles(text: str) -> str:
    """``text`` with 《titles》 and 〔years〕 of documents blanked: what they say is not said by the report."""
    return _TITLE.sub(lambda match: "　" * len(match.group()), text)


def names_other_year(text: str, year: int) -> bool:
    """Whether ``text`` speaks of a year other than ``year``."""
    return bool(set(_YEAR.findall(text)) - {str(year)})


def quote(text: str, limit: int = 40) -> str:
    """``text`` as quoted in a message, cut to ``limit`` characters."""
    return quoted(text if len(text) <= limit else text[: limit - 1] + "…")
