"""Words as they are compared: whatever their width, and without what a page or a cell puts between them."""

from __future__ import annotations

import unicodedata


def normal(words: str) -> str:
    """Full-width digits and marks as others (NFKC)."""
    return unicodedata.normalize("NFKC", words)


def plain(words: str) -> str:
    """The same without blanks and line ends."""
    return "".join(normal(words).split())
