"""What finds something in a document: text by its headings and sentences, tables by their labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ..model.names import OwnNames
from ..model.outline import Outline
from .document import SourceDocument
from .forms.tables import find_in_tables
from .found import Found
from .in_text import find_in_text, words_of
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


#: Document, and what is known of it → what is found in it.
Finder = Callable[[SourceDocument, Known], Found]


def _in_text(document: SourceDocument, known: Known) -> Found:
    return find_in_text(document, known.outline, year=known.year, own_names=known.unit_names, extra=known.extra)


def _in_tables(document: SourceDocument, known: Known) -> Found:
    unit = known.unit_names[0] if known.unit_names else ""
    return find_in_tables(document, year=known.year, names=known.extra, unit=unit, own_names=known.unit_names)


#: Text first: its chapters give the order in which paragraphs are joined.
FINDERS: Final[tuple[Finder, ...]] = (_in_text, _in_tables)


def find_all(document: SourceDocument, known: Known, finders: tuple[Finder, ...] = FINDERS) -> tuple[Found, ...]:
    """Everything that is found in a document; each finder numbers the entries of lists by itself."""
    founds = tuple(find(document, known) for find in finders)
    return (*founds, *_told_elsewhere(document, known, founds)) if known.year else founds


def _told_elsewhere(document: SourceDocument, known: Known, founds: tuple[Found, ...]) -> Iterator[Found]:
    """What the words tell otherwise of figures that were found."""
    if any(found.figures or found.texts for found in founds) and known.year:
        _, chapters = words_of(document, known.outline)
        yield from find_told_elsewhere(chapters.paragraphs, founds, known.year, known.unit_names, known.extra)
