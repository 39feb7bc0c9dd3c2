"""What the words of a document say for a data file: texts by their headings, figures by their sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

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


class Words(NamedTuple):
    """What a document says of itself, and its paragraphs by the places at which they stand."""

    cover: Cover
    chapters: Chapters


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
    return find_in_words(words_of(document, outline), year=year, own_names=own_names, extra=extra)


def find_in_words(
    words: Words, *, year: int | None = None, own_names: tuple[str, ...] = (), extra: OwnNames = ()
) -> Found:  # fmt: skip  # what is known
    """The same of words that stand at their places already."""
    cover, chapters = words
    known_year = year or cover.year
    if not known_year:
        return find_texts(words)
    names = (*own_names, cover.unit) if cover.unit else own_names
    figures = find_figures(chapters.paragraphs, known_year, names, extra)
    figures += tuple(find_listed_parts(chapters.paragraphs, figures, known_year, names, extra))
    projects, named = find_listed_projects(chapters.paragraphs, figures, extra)
    found = find_texts(words)
    return replace(found, figures=(*figures, *projects), texts=(*found.texts, *named))


def find_texts(words: Words) -> Found:
    """The texts of words, and what these say of whose they are and of which year."""
    cover, chapters = words
    grade = find_grade(chapters.paragraphs)
    texts = (*cover.texts, *chapters.texts, *((grade,) if grade else ()))
    left = (*((_COVER, line) for line in cover.left), *chapters.left)
    return Found(texts=texts, left=left, year=cover.year, unit=cover.unit)


def words_of(document: SourceDocument, outline: Outline | None = None) -> Words:
    """What a document says of itself, and its paragraphs by the places at which they stand."""
    titles = titles_of(outline)
    paragraphs = list(with_numbers_joined(without_furniture(outside_tables(document, titles))))
    cover = find_cover(paragraphs)
    words = (
        paragraph
        for at, paragraph in enumerate(paragraphs)
        if at not in cover.used and paragraph.text != cover.title  # which some print a second time
    )
    return Words(cover, place_sections(find_sections(words, titles)))
