"""Leaves out of a 说明 the paragraphs that the page writes from the figures by itself, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_BLANK: Final = re.compile(r"\s")


def without_said_again(text: str, sentences: Iterable[str]) -> str:
    """``text`` without the paragraphs whose every word and figure a sentence of the page says, in the same order.

    Args:
        text: of a data file: paragraphs parted by blank lines.
        sentences: what the page writes of the figures as they are settled, with their full stops; where a figure was
            not settled the page does not say it, and the paragraph stays.
    """
    said = [_bare(sentence) for sentence in sentences if sentence]
    kept = [paragraph for paragraph in text.split("\n\n") if not any(_bare(paragraph) in other for other in said)]
    return "\n\n".join(kept)


def _bare(words: str) -> str:
    """Words without blanks and the full stop at their end."""
    return _BLANK.sub("", words).rstrip("。")
