"""The text of a report by its sections, and the small page that the search engine reads instead of the report's own.

The text is taken from what the template places, in the same order and with the same ids. Left out is what repeats
other pages or is made by the site: the answer at the top, years side by side, computed rates, downloads, source;
of the report's own parts measures and columns' names, charts, whose figures stand in the tables, and links to files.

Chinese text is cut so that a search engine made for words finds it exactly: Han characters become overlapping pairs,
each run ending in its last character alone (三公经费 → 三公 公经 经费 费); words and figures stay whole. A quoted query
of the same pairs then finds exactly the places where the characters stand beside each other.
``docs/assets/gongkai-cut.js`` holds the same rule for the reader's side, and the way back;
``tests/search/cut_cases.yml`` holds both to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from operator import add
from typing import Final, NamedTuple

from ..model.differing_words import Piece
from ..model.prose import Block as ProseBlock
from ..model.prose import parse_prose, parse_row, plain_words
from ..pages.parts.page import Page
from ..pages.parts.table import Table
from ..pages.report.block import Block
from ..pages.report.checks import ChecksView
from ..pages.report.report import ReportView
from ..render.prose import ProseHeading, prose_headings

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


class Section(NamedTuple):
    """What stands below a heading that can be jumped to: one line for each paragraph, row or list item.

    Cells are parted by a space. Above the first heading there is one of level 1 without id and words.
    """

    heading: ProseHeading
    text: str


#: Headings and the lines of text below them.
Parts = Iterator[ProseHeading | str]


def sections(view: ReportView) -> tuple[Section, ...]:
    """The parts of a report in the order of its page; parts without any words are left out."""
    found: list[tuple[ProseHeading, list[str]]] = [(ProseHeading(1, "", ""), [])]
    for part in _parts(view):
        if isinstance(part, str):
            found[-1][1].append(part)
        else:
            found.append((part, []))
    return tuple(Section(heading, text) for heading, texts in found if (text := _lines(texts)) or heading.words)


def _lines(texts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "\n".join(texts).split("\n"))
    return "\n".join(line for line in lines if line)


def _parts(view: ReportView) -> Parts:
    body = view.body
    if body is None:
        yield "".join(view.withheld)
        yield from _prose(view.reason or "", 3)
    else:
        yield from _prose(body.introduction or "", 3, body.introduction_id)
        for chapter in body.chapters:
            yield from _block(chapter)
        if body.checks:
            yield from _checks(body.checks)
    for words, links in view.lineage:
        yield f"{words}：{'、'.join(link.label for link in links)}"
    if body and body.attachments:
        yield ProseHeading(2, *body.attachments_title)
        yield from (link.label for link in body.attachments)
    if body and body.corrections:
        yield ProseHeading(2, *body.corrections_title)
        yield body.corrections_caption
        for entry in body.corrections:
            yield f"{entry.day} {_brief(entry.what)} 原因：{_brief(entry.why)}"
            if entry.is_long:
                yield f"{len(entry.changes)} 处改动"
            yield from (f"{c.item}：原 {_joined(c.before)} {c.arrow} 现 {_joined(c.after)}" for c in entry.changes)


def _joined(pieces: Iterable[Piece]) -> str:
    return "".join(piece.words for piece in pieces)


def _block(block: Block) -> Parts:
    """A block's heading and what it holds; a chart holds what the tables say."""
    if block.title:
        yield ProseHeading(block.level, block.id, block.title) if block.id else block.title
    content = block.content
    if isinstance(content, str):
        yield from _prose(content, block.below, block.id) if block.kind == "text" else (content,)
    elif isinstance(content, Table):
        yield from _table(content)
    elif isinstance(content, tuple):
        parts: tuple[Block | str, ...] = content
        for at, part in enumerate(parts, 1):
            yield from _prose(part, block.below + 1, f"{block.id}-{at}") if isinstance(part, str) else _block(part)


def _table(table: Table) -> Iterator[str]:
    """Caption, rows and notes; the columns' names, which stand over many figures, lead nowhere."""
    yield table.caption
    for row in table.rows:
        yield " ".join([row.label, *(_brief(cell.text) if cell.kind == "prose" else cell.text for cell in row.cells)])
    yield from (f"{label}说明 {_brief(note)}" for label, note in table.notes)
    yield table.note


def _checks(checks: ChecksView) -> Parts:
    """What does not add up, with the unit's answer; the relations that hold are not the report's own words."""
    yield ProseHeading(2, *checks.title)
    yield checks.opening
    for row in checks.failing:
        figures = (f"{label} {value}" for label, value in row.figures)
        answer = f"{checks.answer_label}{_brief(row.answer)}"
        yield from (f"{row.code} {row.relation}", row.message, *figures, row.formula, answer)


def _prose(text: str, level: int, prefix: str = "") -> Parts:
    blocks = parse_prose(text)
    headings = iter(prose_headings(blocks, level, prefix))
    for block in blocks:
        yield next(headings) if block.kind == "#" else _words(block)


def _brief(text: str) -> str:
    """A text in a cell: words beside the others, or, if it is more than a paragraph, lines of its own."""
    blocks = parse_prose(text)
    words = "\n".join(map(_words, blocks))
    return words if len(blocks) == 1 and not blocks[0].mark else f"\n{words}\n"


def _words(block: ProseBlock) -> str:
    if block.kind == "|":
        return "\n".join(" ".join(map(plain_words, parse_row(line))) for line in block.lines)
    return plain_words(block.text)


def index_entry(page: Page) -> str:
    """What is indexed of a report: category and grade as JSON, by which readers can narrow a search, in the first line;
    below it the page that the search engine reads: title, names, then the sections, all cut.
    """
    view = page.view
    if not isinstance(view, ReportView):
        raise TypeError(page.template)
    facets = (view.category or "", (view.body and view.body.grade) or "")
    body = "".join(map(_section_html, sections(view)))
    return (
        f"{json.dumps(facets, ensure_ascii=False)}\n"
        f'<!doctype html><html lang="und"><meta charset="utf-8"><title>{escape(page.title)}</title>\n'
        f"<body data-pagefind-body><h1>{escape(cut(page.title))}</h1><p>{escape(cut(' '.join(view.names)))}</p>{body}\n"
    )


def _section_html(section: Section) -> str:
    """A section; a gap after each line, so that an excerpt does not join it to the next."""
    title, lines = section.heading, section.text.split("\n")
    heading = f'<h{title.level} id="{title.id}">{escape(cut(title.words))}</h{title.level}>' if title.id else ""
    return heading + "".join(f"<p>{escape(cut(line + ' '))}</p>" for line in lines if line)
