"""How many columns letters take where all are as wide."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """How many columns a line takes: a Chinese letter two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
