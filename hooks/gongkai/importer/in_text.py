"""What the words of a document say for a data file: texts by their headings, figures by their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..model.names import OwnNames
from ..model.outline import Outline
from .chapters import place_sections
from .cover import find_cover
from .document import Grid, Paragraph, SourceDocument
from .found import Found
from .furniture import with_numbers_joined, without_furniture
from .headings import find_sections
from .own_counts import find_grade
from .sentences import find_figures
from .titles import titles_of


def find_in_text(
    document: SourceDocument,
    outline: Outline | None = None,
    *,
    year: int | None = None,
    own_names: tuple[str, ...] = (),
    extra: OwnNames = (),
) -> Found:
    """All that the paragraphs of a document say; its tables are another's to read.

    Args:
        document: as it was read.
        outline: of the year, whose titles are known beside the usual ones.
        year: the report's, where it is known; else as the document says it. Without one no figure is read.
        own_names: what the unit is called.
        extra: a bureau's names of lines.
    """
    paragraphs = list(with_numbers_joined(without_furniture(_outside_tables(document))))
    cover = find_cover(paragraphs)
    words = (
        paragraph
        for at, paragraph in enumerate(paragraphs)
        if at not in cover.used and paragraph.text != cover.title  # which some print a second time
    )
    chapters = place_sections(find_sections(words, titles_of(outline)))
    known_year = year or cover.year
    names = (*own_names, cover.unit) if cover.unit else own_names
    figures = find_figures(chapters.paragraphs, known_year, names, extra) if known_year else ()
    grade = find_grade(chapters.paragraphs)
    texts = (*cover.texts, *chapters.texts, *((grade,) if grade else ()))
    return Found(figures, texts, chapters.left, cover.year, cover.unit)


#: The name of a table is one of so many blocks before it.
_BETWEEN: Final = 3


def _outside_tables(document: SourceDocument) -> Iterator[Paragraph]:
    """The paragraphs but for those that name the table below them; 单位：万元 may stand between."""
    blocks = document.blocks
    for at, block in enumerate(blocks):
        below = next((other for other in blocks[at + 1 : at + 1 + _BETWEEN] if isinstance(other, Grid)), None)
        if isinstance(block, Paragraph) and not (below and block.text in below.title.split("\n")):
            yield block
