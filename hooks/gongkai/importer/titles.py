"""What reports call the places of a data file: a heading, however it is spelt, → the place of the words below it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from ..model.outline import Kind, Outline, Slot
from ..model.problem import KeyPath
from .title_spellings import SPELLINGS

#: A chapter that holds problems and measures together.
BOTH: Final[KeyPath] = ("问题", "改进措施")
PROBLEMS: Final[KeyPath] = ("问题",)
MEASURES: Final[KeyPath] = ("改进措施",)
SUMMARY: Final[KeyPath] = ("绩效", "综述")
ACHIEVEMENTS: Final[KeyPath] = ("绩效", "成效")
ACCOUNT: Final[KeyPath] = ("收支", "说明")
#: What says nothing about which place is meant.
_SAID: Final = re.compile(
    r"^(?:20\d\d)?年?度?(?:我|本|该|全)?(?:局|委|办|院|校|会|镇|乡|中心|街道)?(?=[\u4e00-\u9fff]{2})"
)
_MARKS: Final = re.compile(r"[\s“”\"'‘’「」、，,。．.：:；;（）()《》〈〉【】\[\]—\-/]|20\d\d年度?")
_LOOSE: Final = re.compile("部门|单位|我局|本局|本级|本(?=部|单)|年度|的|及其?|和|与|以及|等|情况|主要|说明|概述|分析")
#: What a title that is merely near must not have alone: 绩效评价工作情况 tells how it was done.
_TELLING: Final = re.compile("工作|过程|项目|专项|上年|下年|制度|指标|体系|目标|组织")
#: Titles that differ in no more than a character or two of ten.
_NEAREST: Final = 0.84
_SHORTEST: Final = 4
_LONGEST: Final = 40
#: A chapter → what may stand below it; below any other everything may.
_BELOW: Final[Mapping[str, frozenset[str]]] = {
    "绩效": frozenset({"绩效", "问题", "改进措施"}),
    "问题": frozenset({"问题", "改进措施"}),
    "改进措施": frozenset({"改进措施", "绩效"}),
    "资产管理": frozenset(),
}


class Titles(NamedTuple):
    """Titles as they may be written → places: by every character, and without what says nothing."""

    exact: Mapping[str, KeyPath]
    loose: Mapping[str, KeyPath]

    def place_of(self, title: str, above: KeyPath | None = None) -> KeyPath | None:
        """The place that a heading means below the chapter ``above``; None where no title is near."""
        words = _bare(title)
        if not words or len(words) > _LONGEST:
            return None
        found = self.exact.get(words) or self.loose.get(_loose(words)) or self._nearest(_loose(words))
        return found if found is None or above is None or _may_hold(above, found) else None

    def is_exact(self, title: str) -> bool:
        """Whether a heading is spelt as a title, so that it is one without a number too."""
        words = _bare(title)
        return words in self.exact or (len(words) >= _SHORTEST and _loose(words) in self.loose)

    def _nearest(self, words: str) -> KeyPath | None:
        if len(words) < _SHORTEST or words.endswith("表"):
            return None
        near = difflib.get_close_matches(words, self.loose, n=2, cutoff=_NEAREST)
        told = set(_TELLING.findall(words))
        places = {self.loose[name] for name in near if set(_TELLING.findall(name)) == told}
        return places.pop() if len(places) == 1 else None


def _may_hold(above: KeyPath, place: KeyPath) -> bool:
    allowed = _BELOW.get(str(above[0]))
    return allowed is None or place[0] in allowed


def _bare(title: str) -> str:
    return _MARKS.sub("", title.replace("在公经费", "三公经费"))


def _loose(words: str) -> str:
    return _LOOSE.sub("", _SAID.sub("", words)) or words


@lru_cache(maxsize=16)
def titles_of(outline: Outline | None = None) -> Titles:
    """The titles of the table with those of ``outline``, which come first."""
    exact = {_bare(title): place for title, place in (*_listed(), *_of_outline(outline))}
    loose: dict[str, KeyPath] = {}
    for words, place in exact.items():
        loose.setdefault(_loose(words), place)
    return Titles(exact, loose)


def _listed() -> Iterator[tuple[str, KeyPath]]:
    for row in SPELLINGS.strip().splitlines():
        place, *titles = row.split()
        yield from ((title, tuple(place.split("."))) for title in titles)


def _of_outline(outline: Outline | None) -> Iterator[tuple[str, KeyPath]]:
    """The titles that a bureau gives its chapters; one over several things is of the words just below it."""
    for _, slot, _ in outline.slots() if outline else ():
        place = _place_of(slot)
        if place is not None:
            yield from ((title, place) for title in (slot.title, slot.other_title) if title)


def _place_of(slot: Slot) -> KeyPath | None:
    if slot.kinds[:1] in {(Kind.TEXT,), (Kind.LIST,)}:
        return slot.path
    return next((part.path for part in slot.parts if part.text and not part.title), None)
