"""What finds something in a document: text by its headings and sentences, tables by their labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model.names import OwnNames
from ..model.outline import Outline
from .chapters import Chapters
from .document import SourceDocument
from .forms.joined import years_of
from .forms.tables import find_in_tables
from .found import Found
from .in_text import find_in_words, find_texts, words_of
from .told_elsewhere import find_told_elsewhere


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document beside its words.

    Attributes:
        year: of the report; None before it is known.
        outline: that of the year.
        unit_names: what the unit is called.
        extra: a bureau's names of lines.
    """

    year: int | None = None
    outline: Outline | None = None
    unit_names: tuple[str, ...] = ()
    extra: OwnNames = ()


def find_all(document: SourceDocument, known: Known) -> tuple[Found, ...]:
    """Everything that is found in a document; text, tables and what is told otherwise number entries for themselves.

    Text comes first: its chapters give the order in which paragraphs are joined.
    """
    words = words_of(document, known.outline)
    text = find_in_words(words, year=known.year, own_names=known.unit_names, extra=known.extra)
    founds = (text, _in_tables(document, known))
    return (*founds, *_told_elsewhere(words.chapters, known, founds)) if known.year else founds


def find_identity(document: SourceDocument) -> tuple[Found, ...]:
    """What tells whose a document is and of which year: texts and tables, but no figure of a sentence."""
    text, tables, years = find_texts(words_of(document)), _in_tables(document, Known()), years_of(document)
    if text.year in years:
        return text, replace(tables, year=text.year)
    return (text, tables, *(Found(year=year) for year in years[1:]))


def _in_tables(document: SourceDocument, known: Known) -> Found:
    unit = known.unit_names[0] if known.unit_names else ""
    return find_in_tables(document, year=known.year, names=known.extra, unit=unit, own_names=known.unit_names)


def _told_elsewhere(chapters: Chapters, known: Known, founds: tuple[Found, ...]) -> Iterator[Found]:
    """What the words tell otherwise of what was found."""
    if any(found.figures or found.texts for found in founds) and known.year:
        yield from find_told_elsewhere(chapters.paragraphs, founds, known.year, known.unit_names, known.extra)
