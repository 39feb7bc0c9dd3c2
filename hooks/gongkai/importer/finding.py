"""What finds something in a document: tables by their labels, text by its headings and sentences."""

from __future__ import annotations

from typing import Final

from .taken import Finder

#: Text first: its chapters give the order in which paragraphs are joined.
FINDERS: Final[tuple[Finder, ...]] = ()
