"""Paragraphs → headings with what stands below them, however a report marks, numbers or runs in its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ..model.problem import KeyPath
from .cover import is_title
from .document import Paragraph
from .numbering import CHAPTER, Numbered, parse_number
from .titles import ACCOUNT, ACHIEVEMENTS, BOTH, MEASURES, PROBLEMS, SUMMARY, Titles

_LONGEST: Final = 45
_SHORTEST: Final = 4
#: Stands above all numbers: the title of a further report, of a project or of another unit.
_OTHER_REPORT: Final = -1
#: Where so many headings are marked all are, but for those with a number.
_MARKED: Final = 3
_LONGEST_MARKED: Final = 60
#: What ends a sentence, and amounts, are in no heading.
_NO_HEADING: Final = re.compile(r"[。；;！!？?，,：:]$|。|\d\s*(?:[亿万千]?元|[%％])")
#: 1、主要职责。本单位负责….
_RUN_IN: Final = re.compile(r"(?P<title>[^。：:，,；;]{2,24})[。：:]\s*(?P<rest>.+)")
#: What a sentence is about: 政府采购支出 in 2022年政府采购支出90万元.
_SENTENCE_TITLE: Final = re.compile(
    r"(?:20\d\d年度?)?[，,]?(?P<title>[^\d。：:，,；;]{2,24}?)(?:为|共计?|总额)?(?=[\d，,])"
)
_ANY_TITLE: Final = re.compile("[\u4e00-\u9fff]{2,10}(?<!其中)")
_LISTS: Final = frozenset({PROBLEMS, MEASURES, BOTH})
#: Chapters with places of their own below them: what else they hold stands for itself.
_GROUPS: Final = frozenset({ACCOUNT, ("概况", "基本情况")})


class Block(NamedTuple):
    """A paragraph, or a heading inside the words of a place.

    Attributes:
        words: without the number.
        text: as written.
        depth: of a heading, 1 for those just below the heading of the place; 0 of a paragraph.
        numbered: its number.
        place: where it stands in the document.
        read: the text with a heading that stood in its line, as sentences are read: 公用经费：120万元。
    """

    words: str
    text: str
    depth: int = 0
    numbered: Numbered | None = None
    place: str = ""
    read: str = ""


@dataclass(slots=True)
class Section:
    """The words below a heading.

    Attributes:
        path: their place in the data file; None where there is none.
        title: the heading, without its number; "" before the first.
        is_annex: an annex is opened by it.
    """

    path: KeyPath | None
    title: str
    blocks: list[Block] = field(default_factory=list)
    is_annex: bool = False


class _Open(NamedTuple):
    """A heading below which the next paragraph stands."""

    rank: int
    section: Section
    depth: int


class _Heading(NamedTuple):
    rank: int
    words: str
    rest: str = ""
    is_sentence: bool = False


def find_sections(paragraphs: Iterable[Paragraph], titles: Titles) -> list[Section]:
    """The sections of a report in its order; what stands before the first heading comes first, as 引言."""
    sections = [Section(("引言",), "")]
    stack: list[_Open] = []
    listed = tuple(paragraphs)
    is_marked = sum(paragraph.level > 0 for paragraph in listed) >= _MARKED
    for paragraph in listed:
        numbered, current = parse_number(paragraph.text), stack[-1].section if stack else sections[0]
        heading = _find_heading(paragraph, numbered, stack, titles)
        if heading is None or (is_marked and not numbered and not paragraph.level and heading.rank >= 0):
            words = numbered.words if numbered else paragraph.text
            current.blocks.append(Block(words, paragraph.text, 0, numbered, paragraph.place))
            continue
        while stack and stack[-1].rank >= heading.rank:
            stack.pop()
        stack.append(_opened(heading, paragraph, stack, sections, titles))
        if heading.rest:
            read = "" if heading.is_sentence else f"{heading.words}：{heading.rest}"
            stack[-1].section.blocks.append(Block(heading.rest, heading.rest, 0, None, paragraph.place, read))
    return sections


def _find_heading(
    paragraph: Paragraph, numbered: Numbered | None, stack: list[_Open], titles: Titles
) -> _Heading | None:
    """What a paragraph heads; None where it is one of words."""
    words = (numbered.words if numbered else paragraph.text).strip()
    if numbered and numbered.rank <= CHAPTER + 1:
        words = words.rstrip("：:")
    if numbered is None and is_title(words):
        return _Heading(_OTHER_REPORT, words)
    if paragraph.level and len(words) <= _LONGEST_MARKED and not words.endswith("。"):
        return _Heading(numbered.rank if numbered else paragraph.level, words or paragraph.text)
    if numbered is None:
        is_known = len(words) <= _LONGEST and not _NO_HEADING.search(words) and titles.is_exact(words)
        return _Heading(_rank_of(titles.place_of(words), stack), words) if is_known else None
    bare = words.rstrip("：:。")
    if len(bare) <= _LONGEST and titles.is_exact(bare) and (numbered.rank <= CHAPTER or not _is_in_list(stack)):
        return _Heading(numbered.rank, bare)
    if len(words) <= _LONGEST and not _NO_HEADING.search(words):
        return _Heading(numbered.rank, words or numbered.number)
    if _is_in_list(stack) and numbered.rank > CHAPTER:
        return None
    is_sibling = any(opened.rank == numbered.rank for opened in stack)
    run_in = _run_in(words, numbered.rank, titles, is_sibling=is_sibling)
    return run_in or _sentence_beside(words, numbered.rank, stack, titles)


def _run_in(words: str, rank: int, titles: Titles, *, is_sibling: bool) -> _Heading | None:
    """A heading in the line of its words: one that is known, or any with a colon beside others of its number."""
    found = _RUN_IN.fullmatch(words)
    if found is None:
        return None
    is_like = is_sibling and words[len(found["title"])] in "：:" and _ANY_TITLE.fullmatch(found["title"]) is not None
    if not is_like and not titles.is_exact(found["title"]):
        return None
    return _Heading(rank, found["title"], found["rest"])


def _sentence_beside(words: str, rank: int, stack: list[_Open], titles: Titles) -> _Heading | None:
    """A numbered sentence beside the heading of another 说明 begins its own: （六）2022年政府采购支出90万元."""
    path = stack[-1].section.path if stack and stack[-1].rank == rank else None
    found = _SENTENCE_TITLE.match(words) if path and path[-1] == "说明" else None
    title = found["title"] if found else ""
    place = titles.place_of(title) if title and titles.is_exact(title) else None
    is_other = place is not None and place != path and place[-1] == "说明"
    return _Heading(rank, title, words, is_sentence=True) if is_other else None


def _is_in_list(stack: list[_Open]) -> bool:
    return bool(stack) and stack[-1].section.path in _LISTS


def _rank_of(place: KeyPath | None, stack: list[_Open]) -> int:
    """How deep a title without a number stands: below a chapter on the same matter, or it is a chapter."""
    chapter = stack[0].section.path if stack else None
    is_below = place is not None and chapter is not None and place != chapter and place[0] == chapter[0]
    return CHAPTER + 1 if is_below else CHAPTER


def _opened(
    heading: _Heading, paragraph: Paragraph, stack: list[_Open], sections: list[Section], titles: Titles
) -> _Open:
    """The section that a heading opens, or goes on with."""
    above = stack[-1] if stack else None
    place = _place_below(heading, above, titles)
    if above is not None and (place is None or place == above.section.path):
        is_same = place == above.section.path == SUMMARY
        inside = above.section if is_same else _inside(above, sections, is_chapter=len(stack) == 1)
        if inside is not None:
            depth = above.depth + 1 if inside is above.section else 1
            numbered = parse_number(paragraph.text)
            text = heading.words if heading.rest else paragraph.text
            inside.blocks.append(Block(heading.words, text, depth, numbered, paragraph.place))
            return _Open(heading.rank, inside, depth)
    has_begun = any(section.path not in {None, ("引言",)} for section in sections)
    is_annex = has_begun and (heading.rank == _OTHER_REPORT or "附" in (paragraph.text[:1], heading.words[:1]))
    sections.append(Section(None if is_annex else place, heading.words, is_annex=is_annex))
    return _Open(heading.rank, sections[-1], 0)


def _place_below(heading: _Heading, above: _Open | None, titles: Titles) -> KeyPath | None:
    if above is None:
        return titles.place_of(heading.words)
    path = above.section.path
    is_strange = path is None and above.rank > 0  # 成效 of something that the forms do not know
    if is_strange and (len(heading.words) < _SHORTEST or not titles.is_exact(heading.words)):
        return None
    if path == ACHIEVEMENTS or above.section.is_annex:
        return None
    return titles.place_of(heading.words, path if path != ("引言",) else None)


def _inside(above: _Open, sections: list[Section], *, is_chapter: bool) -> Section | None:
    """The section in which a heading without a place is one of its headings; None where it stands for itself."""
    path = above.section.path
    if path == SUMMARY and is_chapter:
        found = next((section for section in sections if section.path == ACHIEVEMENTS), None)
        if found is None:
            found = Section(ACHIEVEMENTS, "")
            sections.append(found)
        return found
    return None if is_chapter and path in _GROUPS else above.section


def blocks_by_place(sections: Iterable[Section]) -> Iterator[tuple[KeyPath, list[Block], str]]:
    """The places that sections have, each once with all that stands there, and the first heading."""
    found: dict[KeyPath, tuple[list[Block], str]] = {}
    for section in sections:
        if section.path is not None:
            found.setdefault(section.path, ([], section.title))[0].extend(section.blocks)
    yield from ((path, blocks, title) for path, (blocks, title) in found.items() if blocks)
