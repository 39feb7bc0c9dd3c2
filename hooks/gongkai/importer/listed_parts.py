"""Figures that only what stands beside them makes plain: 事业收入…，其他收入21.24万元; 离休1人; 其中货物48.30万元.

The grammar of sentences reads names that mean one line wherever they stand. Here a clause that is nothing but name and
number is read by the figures that were taken from the same sentence: they say of which whole it tells. What cannot be
certain is doubted, so that no number of a sentence of which others were taken is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS, COLUMNS
from ..model.form import Line
from ..model.line_names import known_names
from ..model.names import OwnNames
from ..model.problem import KeyPath
from ..text.numbers import parse_amount
from .chapters import PlacedParagraph
from .found import FoundFigure
from .owners import OTHER_BODY, is_of_other_column, why_not_whole_year
from .qualified import why_narrowed
from .sentences import is_of_something_else, shifted

_SENTENCE: Final = re.compile(r"[^。！？\n]+[。！？]?")
_CLAUSE: Final = re.compile(
    r"(?:^|[，,；;、：:（(])\s*(?:其中|包括|另有)?[:：]?\s*(?P<label>[^，。,；;、：:（）()\d]{2,24}?)(?:[为是有共计约]{0,2})\s*"
    r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?P<measure>亿元|万元|千元|元|人次|人|名|个|辆|台|平方米)(?=[，,；;、。：:（）()]|$)"
)
_COUNTED: Final[Mapping[str, frozenset[str]]] = {
    "人": frozenset("人名个"), "辆": frozenset("辆台"), "个": frozenset("个"), "平方米": frozenset({"平方米"}),
    "万元": frozenset({"亿元", "万元", "千元", "元"}),
}  # fmt: skip  # a table
_PEOPLE: Final = frozenset({"概况", "人员", "引言"})
_POSTS: Final[KeyPath] = ("人员", "编制其中")
_KIND_OF_POSTS: Final = re.compile(
    "(?:[全差]额)?(?:拨款|补助)?(?P<kind>行政|事业|工勤|机关工勤|参公|政法专项|管理|专业技术)(?P<posts>编制)?(?:人数|数)?"
)
_LEAD: Final = re.compile(
    "^(?:(?:年末|年底|目前)?(?:现有|共有)|(?:我|全|本)(?:局|委|院|校|单位|部门))+(?=[\u4e00-\u9fff]{2})"
)
_STAFF_BEGIN: Final = re.compile("在[职编岗]|[实现]有")
#: What lines are called that have no name of their own in sentences, because it is too common.
_CALLED: Final[Mapping[str, str]] = {
    "retired_cadres": "离休(?:人员|干部|老干部|人数)?",
    "staff_on_leave": "(?:协议离岗|内部退养|内退|离岗退养|离岗)(?:人员|人数)?",
    "goods": "(?:政府采购)?货物(?:类)?(?:采购)?(?:支出|金额)?",
    "works": "(?:政府采购)?工程(?:类)?(?:采购)?(?:支出|金额)?",
    "services": "(?:政府采购)?服务(?:类)?(?:采购)?(?:支出|金额)?",
    "fixed_assets_in_use": "(?:实际)?在用(?:的)?固定资产",
    "building_area": "房屋(?:建筑)?面积|房屋",
    "other_income": "其他(?:各项|各类)?收入",
}
#: Lines that sentences name well enough, but only beside others of their whole.
_TOLD_BESIDE: Final = frozenset({"micro_and_small"})
_STAFF: Final = frozenset({"serving_staff", "year_end_staff"})
#: Several at once: which number is whose is not said.
_APART: Final = "分别"
#: Of which contracts alone the kinds may be told.
_SOME_CONTRACTS: Final = re.compile("中小|小微")
#: What stands between the whole and its kinds, and between these.
_DIRECTLY: Final = re.compile(r"[，,：:；;、（(\s]*(?:其中|包括)?[：:\s]*")
_AN_AMOUNT: Final = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*([亿万千]?元)")
#: All that a list of the unit's own people is told with; another word may name another body.
_OF_OWN_PEOPLE: Final = re.compile(
    "(?:核定|编制|行政|事业|机关|工勤|参公|政法专项|全额|差额|拨款|补助|管理|专业技术|人员|干部|职工|在职|在编|在岗|实有|现有|共有|年末|年底|目前"
    "|离休|退休|离退休|退职|临聘|聘用|临时|编外|遗属|长期|协议离岗|内部退养|内退|离岗|其中|包括|另有|含|截[至止]|全局|全委|全院|全校"
    "|[我本](?:局|单位|部门|委|院|校)|20[0-9]{2}年度?|12月(?:31日|底|末)|总?人数|[为是有共计约名个人数末和及、另实]|\\d+|[，,；;：:（）()\\s])*"
)
_NOT_PLAIN: Final = "这一句里没有写明它是哪一项的"
_DOES_NOT_ADD_UP: Final = "列出的各类加起来不是编制数"


def find_listed_parts(
    paragraphs: Iterable[PlacedParagraph], found: Sequence[FoundFigure], year: int, names: tuple[str, ...],
    extra: OwnNames = (),
) -> Iterator[FoundFigure]:  # fmt: skip  # what is known
    """The figures that stand beside those that were found, in the same sentences.

    Args:
        paragraphs: with their places.
        found: what the sentences of the same paragraphs state by themselves.
        year: the report's.
        names: what the unit is called.
        extra: a bureau's names of lines.
    """
    by_place: dict[str, list[FoundFigure]] = {}
    for figure in found:
        by_place.setdefault(figure.place, []).append(figure)
    settled = {figure.path for figure in found if not figure.doubt}
    for paragraph in paragraphs:
        if paragraph.place in by_place and not is_of_something_else(paragraph, year):
            for sentence in _SENTENCE.findall(paragraph.text):
                beside = [one for one in by_place[paragraph.place] if one.source.strip("。") in sentence]
                if beside or paragraph.path[0] in _PEOPLE:
                    reader = _Reader(paragraph, sentence, beside, names, extra)
                    yield from (one for one in reader.read() if not (one.doubt and one.path in settled))


@dataclass
class _Reader:
    """Reads one sentence, of which ``beside`` was taken."""

    paragraph: PlacedParagraph
    sentence: str
    beside: Sequence[FoundFigure]
    names: tuple[str, ...]
    extra: OwnNames
    posts: list[FoundFigure] = field(default_factory=list)
    told_of: str = ""

    def read(self) -> Iterator[FoundFigure]:
        """What is told in clauses of their own, but for what was taken already."""
        taken = {(one.path, one.value) for one in self.beside}
        certain = [one for one in self.beside if not one.doubt and one.column in {"", "决算"}]
        for clause in _CLAUSE.finditer(self.sentence):
            for figure in self._figures(clause, certain):
                if (figure.path, figure.value) not in taken:
                    yield figure
        yield from self._posts(certain)

    def _figures(self, clause: re.Match[str], certain: Sequence[FoundFigure]) -> Iterator[FoundFigure]:
        label = _LEAD.sub("", clause["label"].strip())
        if self.paragraph.path[0] in _PEOPLE and self._is_kind_of_posts(label, clause):
            return
        lines = _lines_called(label, self.extra)
        fitting = [line for line in lines if clause["measure"] in _COUNTED.get(line.measure, ())]
        homes = [line for line in fitting if any(_is_beside(line, one.path) for one in certain)]
        line = homes[0] if len(homes) == 1 else fitting[0] if len(fitting) == 1 else None
        if line is None or not self._is_at_home(line) or self._is_of_others(clause):
            return
        is_home = line in homes and (line.key in _CALLED or line.key in _TOLD_BESIDE or line.path[0] == "人员")
        is_home = is_home and not (line.key in _STAFF and self.posts and not self._is_all_posts(certain))
        is_home = is_home and not (line.total == form.PROCUREMENT and _SOME_CONTRACTS.search(self._before(clause)))
        is_home = is_home and (
            line.total != form.PROCUREMENT or line.key not in _CALLED or self._is_all_bought(certain)
        )
        is_home = is_home and (line.path[0] != "人员" or self._is_of_own_people(clause))
        yield self._figure(line.path, clause, line, self._doubt(clause, line.path, is_home=is_home))

    def _is_of_own_people(self, clause: re.Match[str]) -> bool:
        before = self.sentence[: clause.end()]
        for name in self.names:
            before = before.replace(name, "")
        return _OF_OWN_PEOPLE.fullmatch(before) is not None

    def _is_all_bought(self, certain: Sequence[FoundFigure]) -> bool:
        """Whether the kinds follow the whole at once, and come to it."""
        kinds = {key: re.compile(_CALLED[key]) for key in ("goods", "works", "services")}
        told = [
            c for c in _CLAUSE.finditer(self.sentence) if any(k.fullmatch(c["label"].strip()) for k in kinds.values())
        ]
        wholes = {one.value for one in certain if one.path == form.PROCUREMENT.path}
        amounts = [a for a in _AN_AMOUNT.finditer(self.sentence) if told and a.end() <= told[0].start("label")]
        if not amounts or len(wholes) != 1:
            return False
        ends = [amounts[-1].end(), *(one.end() for one in told)]
        gaps = [self.sentence[end : one.start("label")] for end, one in zip(ends, told, strict=False)]
        parts = [shifted(parse_amount(one["number"], one["measure"])[0], one["measure"]) for one in told]
        whole = shifted(parse_amount(amounts[-1][1], amounts[-1][2])[0], amounts[-1][2])
        return all(map(_DIRECTLY.fullmatch, gaps)) and {whole} == wholes == {sum(parts, Decimal(0))}

    def _is_at_home(self, line: Line) -> bool:
        """Whether a text tells of such lines at all: people of the unit stand in what is told of the unit."""
        return line.path[0] != "人员" or self.paragraph.path[0] in _PEOPLE

    def _is_kind_of_posts(self, label: str, clause: re.Match[str]) -> bool:
        """行政编制14人; 行政14人 after 编制52人: kept until it is known whether they come to all posts."""
        kind = _KIND_OF_POSTS.fullmatch(label)
        if "编制" in label:
            self.told_of = self.told_of if kind else "posts"
        elif _STAFF_BEGIN.search(label):
            self.told_of = "staff"
        if kind is None or clause["measure"] not in _COUNTED["人"] or not (kind["posts"] or self.told_of == "posts"):
            return False
        if self.told_of != "staff" and not self._is_of_others(clause):
            path = (*_POSTS, kind["kind"])
            self.posts.append(self._figure(path, clause, None, self._doubt(clause, path, is_home=True)))
        return True

    def _posts(self, certain: Sequence[FoundFigure]) -> Iterator[FoundFigure]:
        has_whole = any(one.path == form.AUTHORIZED_POSTS.path for one in certain)
        doubt = "" if self._is_all_posts(certain) else _DOES_NOT_ADD_UP if has_whole else _NOT_PLAIN
        taken = {(one.path, one.value) for one in self.beside}
        for one in self.posts:
            if (one.path, one.value) not in taken:
                yield replace(one, doubt=one.doubt or doubt)

    def _is_all_posts(self, certain: Sequence[FoundFigure]) -> bool:
        """Whether the kinds that were told come to all posts."""
        whole = {one.value for one in certain if one.path == form.AUTHORIZED_POSTS.path}
        return whole == {sum((one.value for one in self.posts), Decimal(0))}

    def _before(self, clause: re.Match[str]) -> str:
        return self.sentence[: clause.end()]

    def _is_of_others(self, clause: re.Match[str]) -> bool:
        """Whether the words before tell of other units: their numbers stay in the text alone."""
        before, is_of_people = self._before(clause), clause["measure"] in _COUNTED["人"]
        other = why_not_whole_year(before, self.names, is_of_people=is_of_people)
        return _APART in before or other == OTHER_BODY

    def _doubt(self, clause: re.Match[str], path: KeyPath, *, is_home: bool) -> str:
        """Why it is not certain that the number is the line's; "" where it is."""
        before = self._before(clause)
        is_other = is_of_other_column(before) or why_not_whole_year(before, self.names)
        is_other = is_other or why_narrowed(self.sentence[: clause.start()], path, self.names, self.extra)
        return "" if is_home and not is_other else _NOT_PLAIN

    def _figure(self, path: KeyPath, clause: re.Match[str], line: Line | None, doubt: str) -> FoundFigure:
        value = Decimal(clause["number"].replace(",", ""))
        if line and line.measure == "万元":
            value = shifted(parse_amount(clause["number"], clause["measure"])[0], clause["measure"])
        column = COLUMN_LABELS["actual"] if line and line.columns == COLUMNS else ""
        return FoundFigure(path, column, value, self.sentence.strip(), self.paragraph.place, doubt=doubt)


def _is_beside(line: Line, path: KeyPath) -> bool:
    """Whether a figure at ``path`` shows of which whole a line is told: the whole itself, or another part of it."""
    home = line.total.path if line.total else line.path[:-1]
    return path == home or path[: len(home)] == home if home else path == line.path


def _lines_called(label: str, extra: OwnNames) -> tuple[Line, ...]:
    """The lines that a clause may mean by a name."""
    common = tuple(line for line in form.LINES if (called := _common().get(line.key)) and called.fullmatch(label))
    return tuple(dict.fromkeys((*common, *known_names(extra).get(label, ()), *_labelled().get(label, ()))))


@cache
def _common() -> Mapping[str, re.Pattern[str]]:
    return {key: re.compile(words) for key, words in _CALLED.items()}


@cache
def _labelled() -> Mapping[str, tuple[Line, ...]]:
    found: dict[str, tuple[Line, ...]] = {}
    for line in form.LINES:
        found[line.label] = (*found.get(line.label, ()), line)
    return found
