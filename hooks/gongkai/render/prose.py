"""Free text → HTML that is safe by construction: every character is escaped, and every tag is written here.

What the marks of a text are is said in ``model.prose``; whatever is no mark is on the page as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import Final

from ..model.prose import Block, Piece, parse_prose, parse_row, parse_words, plain_words

_BOX: Final = '<div class="gk-scroll"><table>'


@dataclass(frozen=True, slots=True)
class ProseHeading:
    """A heading of a text as it stands on the page: 1–6, its id, its words without marks."""

    level: int
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as it stands on the page, and its headings in their order."""

    html: str
    headings: tuple[ProseHeading, ...]


def render_prose(text: str, *, level: int = 3, prefix: str = "") -> Prose:
    """``text``; its topmost headings become ``<h{level}>`` with ids ``{prefix}-1``, those below ``{prefix}-1-2``."""
    blocks = parse_prose(text)
    headings = prose_headings(blocks, level, prefix)
    placed = iter(headings)
    parts = [_part(kind, list(run), placed) for kind, run in _runs(blocks)]
    return Prose("\n".join(parts), headings)


def render_brief(text: str) -> str:
    """The words of a text alone where it is no more than a paragraph, as in a cell; else the whole of it."""
    blocks = parse_prose(text)
    if len(blocks) == 1 and blocks[0].mark == "":
        return _words(blocks[0].text)
    return "\n".join(_part("" if kind == "#" else kind, list(run), iter(())) for kind, run in _runs(blocks))


def written_html(content: str) -> str:
    """A page written by hand as Markdown makes it, with what Markdown cannot say: heads of columns, look of the title.

    What scrolls sideways can be reached by the keyboard.
    """
    titled = content.replace("<h1 ", '<h1 class="gk-title" ', 1)
    return titled.replace("<th>", '<th scope="col">').replace("<pre><code", '<pre><code tabindex="0"')


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[str, Iterator[Block]]]:
    return groupby(blocks, key=attrgetter("kind"))


def prose_headings(blocks: Iterable[Block], level: int, prefix: str) -> tuple[ProseHeading, ...]:
    """The headings among the blocks of a text as they stand on the page; see :func:`render_prose`."""
    marked = [block for block in blocks if block.mark[:1] == "#"]
    if not marked:
        return ()
    top = min(len(block.mark) for block in marked)
    counts: list[int] = []
    found = []
    for block in marked:
        depth = len(block.mark) - top
        counts = [*counts[: depth + 1], *[0] * (depth + 1 - len(counts))]
        counts[depth] += 1
        id_ = "-".join((prefix, *map(str, counts)))
        found.append(ProseHeading(min(level + depth, 6), id_, plain_words(block.text)))
    return tuple(found)


def _part(kind: str, blocks: list[Block], headings: Iterator[ProseHeading]) -> str:
    if kind == "#":
        return "\n".join(map(_heading, blocks, headings))
    if kind == "-":
        return "\n".join(["<ul>", *(f"<li>{_words(block.text)}</li>" for block in blocks), "</ul>"])
    if kind == "1.":
        return "\n".join(["<ol>", *_numbered(blocks), "</ol>"])
    if kind == "|":
        return "\n".join(map(_table, blocks))
    return "\n".join([f"<p>{_words(block.text)}</p>" for block in blocks])


def _heading(block: Block, heading: ProseHeading) -> str:
    return f'<h{heading.level} id="{escape(heading.id)}">{_words(block.text)}</h{heading.level}>'


def _numbered(blocks: list[Block]) -> Iterator[str]:
    """Items with the numbers that were written, which need not follow each other."""
    last = 0
    for block in blocks:
        number = int(block.mark.removesuffix("."))
        value = "" if number == last + 1 else f' value="{number}"'
        yield f"<li{value}>{_words(block.text)}</li>"
        last = number


def _table(block: Block) -> str:
    head, *body = [parse_row(line) for line in block.lines]
    rows = [f"<tr>{''.join([f'<td>{_words(cell)}</td>' for cell in row])}</tr>" for row in body]
    heads = "".join([f'<th scope="col">{_words(cell)}</th>' for cell in head])
    filled = ["<tbody>", *rows, "</tbody>"] if rows else []
    return "\n".join([_BOX, f"<thead><tr>{heads}</tr></thead>", *filled, "</table></div>"])


def _words(text: str) -> str:
    if "**" not in text and "](" not in text:
        return _escaped(text)
    runs = [(bold, "".join(map(_piece, run))) for bold, run in groupby(parse_words(text), key=attrgetter("is_bold"))]
    return "".join([f"<strong>{words}</strong>" if bold else words for bold, words in runs])


def _piece(piece: Piece) -> str:
    words = _escaped(piece.words)
    return f'<a href="{escape(piece.address)}">{words}</a>' if piece.address else words


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")
