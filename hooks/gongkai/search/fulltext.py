"""The text of a report by its sections, and the small page that the search engine reads instead of the report's own.

The text is taken from the finished page, so that what is found is what is there. Left out is what repeats other
pages or is made by the site: the answer at the top, years side by side, computed rates, downloads, source.

Chinese text is cut so that a search engine made for words finds it exactly: Han characters become overlapping pairs,
each run ending in its last character alone (三公经费 → 三公 公经 经费 费); words and figures stay whole. A quoted query
of the same pairs then finds exactly the places where the characters stand beside each other.
``docs/assets/gongkai-cut.js`` holds the same rule for the reader's side, and the way back;
``tests/search/cut_cases.yml`` holds both to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from operator import add
from typing import Final

from ..pages.parts.page import Page
from ..pages.report.report import ReportView
from ..render.html import Rendered

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Quotation marks do not part a word (“三公”经费 is found as 三公经费). Before a Han character they are written as a
#: mark that the engine overlooks without taking the token apart.
_QUOTES: Final = {"“": "{", "”": "}", "‘": "[", "’": "]"}
_UNQUOTED: Final = str.maketrans(dict.fromkeys(_QUOTES, ""))
_PIECE: Final = re.compile(
    rf"(?P<han>[{_HAN}](?:[“”‘’]*[{_HAN}])*)"
    rf"|(?P<word>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[^\W_{_HAN}]+)(?:\.[0-9]+)*)"
    r"|(?P<gap>\s+)"
    r"|(?P<mark>.)"
)
_CHARACTER: Final = re.compile(rf"([“”‘’]*)([{_HAN}])")
#: A letter that looks like a point: a point would let 97.12 be found as 9712.
POINT: Final = "\ua78f"
#: Stands for white space, which parts what it stands between.
GAP: Final = "¦"


def cut(text: str) -> str:
    """``text`` as tokens with a space between them."""
    return " ".join(_WRITE[match.lastgroup or ""](match[0]) for match in _PIECE.finditer(text))


def _pairs(run: str) -> str:
    if len(run) == len(run.translate(_UNQUOTED)):
        return " ".join([*map(add, run, run[1:]), run[-1]])
    found = [("".join(map(_QUOTES.__getitem__, quotes)), han) for quotes, han in _CHARACTER.findall(run)]
    following = [han for _, han in found[1:]] + [""]
    return " ".join(quotes + han + after for (quotes, han), after in zip(found, following, strict=True))


def _word(word: str) -> str:
    return word.replace(",", "").replace(".", POINT)


def _gap(_: str) -> str:
    return GAP


_WRITE: Final[dict[str, Callable[[str], str]]] = {"han": _pairs, "word": _word, "gap": _gap, "mark": str}


#: Where the report itself begins: its outline, or the notice in its place.
_START: Final = re.compile(r'<div class="gk-(?:outline|notice is-withheld)">')
#: Sections that are not the report's own, by the id of their heading.
_LEFT_OUT: Final = frozenset({"jisuan", "linian", "xiazai", "laiyuan"})
_PART: Final = re.compile(r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>|<!--.*?-->|(?P<text>[^<]+)")
#: What is not the report's own words: measures and counts, the columns' names, marks in a row, the relations that hold,
#: charts, whose figures stand in the tables, and links to files.
_ASIDE: Final = re.compile(
    r'<(a|span) class="gk-mark".*?</\1>|<(small|details)>.*?</\2>|<thead><tr><th scope="col".*?</thead>'
    r'|<figure .*?</figure>|<a href="[^"]*" download>CSV</a>',
    re.DOTALL,
)
_ID: Final = re.compile(r'\bid="([^"]+)"')
_INLINE: Final = frozenset({"a", "b", "strong", "em", "del", "code", "span"})
_CELLS: Final = frozenset({"td", "th", "dt", "dd"})
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
#: A line end inside a paragraph is no space between Han characters.
_SOFT_BREAK: Final = re.compile(r"(?<=[\u3000-\u9fff，。；：！？（）])\s*\n\s*(?=[\u3000-\u9fff“‘（])")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report below a heading that can be jumped to.

    Attributes:
        id: the heading's id; "" before the first heading.
        level: 2 to 6; 1 before the first heading.
        heading: the heading's words, without its number.
        text: what stands below it, one line for each paragraph, row or list item; cells are parted by a space.
    """

    id: str
    level: int
    heading: str
    text: str


def sections(rendered: Rendered) -> tuple[Section, ...]:
    """The parts of a report in their order; parts without any words are left out."""
    start = _START.search(rendered.html)
    html = _ASIDE.sub("", rendered.html[start.end() if start else 0 :])
    found = _Sections()
    for part in _PART.finditer(html):
        if part["tag"]:
            found.tag(part["tag"], part["attributes"], closing=bool(part["close"]))
        elif part["text"]:
            found.words(part["text"])
    return found.finished()


class _Sections:
    """Gathers the text between headings."""

    def __init__(self) -> None:
        self._done: list[Section] = []
        self._id, self._level, self._heading = "", 1, ""
        self._parts: list[str] = []
        self._named, self._left_out = False, False

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        """A tag: a heading with an id opens a section, a block ends a line, a cell ends in a space."""
        if name in _INLINE:
            return
        if name in _HEADINGS and not closing and (found := _ID.search(attributes)):
            self._close()
            self._id, self._level, self._named = found[1], int(name[1]), True
            self._left_out = self._id in _LEFT_OUT if name == "h2" else self._left_out
        elif name in _HEADINGS and closing and self._named:
            self._heading, self._parts, self._named = _lines(self._parts).replace("\n", " "), [], False
        else:
            self._parts.append(" " if name in _CELLS else "\n")

    def words(self, text: str) -> None:
        """Words between two tags; line ends in them are soft, white space between blocks is none."""
        if not text.isspace():
            self._parts.append(
                _SOFT_BREAK.sub("", unescape(text)).replace("\n", " ") if "\n" in text else unescape(text)
            )

    def finished(self) -> tuple[Section, ...]:
        """What was found."""
        self._close()
        return tuple(self._done)

    def _close(self) -> None:
        text = _lines(self._parts)
        if (text or self._heading) and not self._left_out:
            self._done.append(Section(self._id, self._level, self._heading, text))
        self._heading, self._parts = "", []


def _lines(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def index_entry(page: Page, rendered: Rendered) -> str:
    """The page that the search engine reads for one report: title, names, then the sections, all cut.

    Its first line tells the category and the grade, by which readers can narrow a search.
    """
    view = page.view
    if not isinstance(view, ReportView):
        raise TypeError(page.template)
    grade = view.body.grade if view.body else None
    facets = f'data-category="{escape(view.category or "")}" data-grade="{escape(grade or "")}"'
    body = "".join(map(_section_html, sections(rendered)))
    return (
        f'<!doctype html><html lang="und" {facets}><meta charset="utf-8"><title>{escape(page.title)}</title>\n'
        f"<body data-pagefind-body><h1>{escape(cut(page.title))}</h1><p>{escape(cut(' '.join(view.names)))}</p>{body}\n"
    )


def _section_html(section: Section) -> str:
    heading = f'<h{section.level} id="{section.id}">{escape(cut(section.heading))}</h{section.level}>'
    text = "".join(f"<p>{escape(cut(_ended(line)))}</p>" for line in section.text.split("\n") if line)
    return f"{heading if section.id else ''}{text}"


def _ended(line: str) -> str:
    """A line with a gap after it, so that the excerpt does not join a row to the next."""
    return line if line.endswith("。") else f"{line} "
