"""The paragraphs of a report → texts for the places of the data file; what has no place is left with its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ..model.problem import KeyPath
from .entries import divided, entries_of
from .found import FoundText
from .headings import Block, Section, blocks_by_place
from .titles import BOTH, MEASURES, PROBLEMS

_TOGETHER: Final = "原文把问题和改进措施写在一起，没有分开，请分到两处"
_DEEPEST: Final = 6
#: Headings inside the words of a place begin with ###.
_FIRST_DEPTH: Final = 2


class PlacedParagraph(NamedTuple):
    """A paragraph, with the place of the text that it stands in.

    Attributes:
        path: keys of the text: ("收支", "基本支出", "说明").
        text: as written.
        place: where it stands in the document.
        title: the heading that it stands under.
    """

    path: KeyPath
    text: str
    place: str
    title: str


class Chapters(NamedTuple):
    """A report's words by their places.

    Attributes:
        texts: for places of the data file.
        left: heading and words of what has none.
        paragraphs: all of them, for the reader of sentences.
    """

    texts: tuple[FoundText, ...]
    left: tuple[tuple[str, str], ...]
    paragraphs: tuple[PlacedParagraph, ...]


def place_sections(sections: Sequence[Section]) -> Chapters:
    """Texts for the places that the sections have."""
    texts = [text for path, blocks, title in blocks_by_place(sections) for text in _texts(path, blocks, title)]
    without = [section for section in sections if section.path is None]
    left = tuple((section.title, _prose(section.blocks)) for section in without if _is_kept(section))
    return Chapters(tuple(texts), left, tuple(_paragraphs(sections)))


def _is_kept(section: Section) -> bool:
    """A heading with nothing below it opens others, or stands above a table."""
    return bool(section.blocks)


def _texts(path: KeyPath, blocks: Sequence[Block], title: str) -> Iterator[FoundText]:
    place = blocks[0].place
    if path == BOTH:
        problems, measures = divided(blocks)
        doubt = "" if measures else _TOGETHER
        yield from _listed(PROBLEMS, problems, title, doubt)
        yield from _listed(MEASURES, measures, title)
    elif path in {PROBLEMS, MEASURES}:
        yield from _listed(path, blocks, title)
    else:
        yield FoundText(path, _prose(blocks), title, place)


def _listed(path: KeyPath, blocks: Sequence[Block], title: str, doubt: str = "") -> Iterator[FoundText]:
    for at, entry in enumerate(entries_of(blocks)):
        yield FoundText((*path, at), entry, title, blocks[0].place, doubt)


def _prose(blocks: Sequence[Block]) -> str:
    """Blocks as a text of the data file; a heading with nothing below it is an item of a list, as written."""
    after = [*blocks[1:], None]
    return "\n\n".join(
        f"{'#' * min(block.depth + _FIRST_DEPTH, _DEEPEST)} {block.words}" if _heads(block, next_one) else block.text
        for block, next_one in zip(blocks, after, strict=True)
    )


def _heads(block: Block, after: Block | None) -> bool:
    return block.depth > 0 and after is not None and (after.depth == 0 or after.depth > block.depth)


def _paragraphs(sections: Iterable[Section]) -> Iterator[PlacedParagraph]:
    left = 0
    for section in sections:
        path = section.path or ("其他章节", left, "内容")
        left += section.path is None and _is_kept(section)
        for block in section.blocks:
            title = f"附件：{section.title}" if section.is_annex else section.title
            yield PlacedParagraph(path, block.read or block.text, block.place, title)
