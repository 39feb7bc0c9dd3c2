"""What the words of a document say for a data file: texts by their headings, figures by their sentences."""

from __future__ import annotations

from typing import Final

from ..model.names import OwnNames
from ..model.outline import Outline
from .chapters import Chapters, place_sections
from .cover import Cover, find_cover
from .document import SourceDocument
from .found import Found
from .furniture import with_numbers_joined, without_furniture
from .headings import find_sections
from .listed_parts import find_listed_parts
from .listed_projects import find_listed_projects
from .own_counts import find_grade
from .sentences import find_figures
from .table_names import outside_tables
from .titles import titles_of

#: Under what the lines of a cover go that no place can hold.
_COVER: Final = "封面"


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
    cover, chapters = words_of(document, outline)
    known_year = year or cover.year
    names = (*own_names, cover.unit) if cover.unit else own_names
    figures = find_figures(chapters.paragraphs, known_year, names, extra) if known_year else ()
    figures += tuple(find_listed_parts(chapters.paragraphs, figures, known_year, names, extra)) if known_year else ()
    projects, named = find_listed_projects(chapters.paragraphs, figures, extra)
    grade = find_grade(chapters.paragraphs)
    texts = (*cover.texts, *chapters.texts, *named, *((grade,) if grade else ()))
    left = (*((_COVER, line) for line in cover.left), *chapters.left)
    return Found((*figures, *projects), texts, left, cover.year, cover.unit)


def words_of(document: SourceDocument, outline: Outline | None = None) -> tuple[Cover, Chapters]:
    """What a document says of itself, and its paragraphs by the places at which they stand."""
    titles = titles_of(outline)
    paragraphs = list(with_numbers_joined(without_furniture(outside_tables(document, titles))))
    cover = find_cover(paragraphs)
    words = (
        paragraph
        for at, paragraph in enumerate(paragraphs)
        if at not in cover.used and paragraph.text != cover.title  # which some print a second time
    )
    return cover, place_sections(find_sections(words, titles))
