"""Where block texts stand in a file, found without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_BLOCK: Final = re.compile(
    r"^(?P<indent>[ ]*+)(?:-[ ]+)?(?:[^\n#]*:[ ]+|-[ ]+)?[|>][+-]?\d?[ ]*(?:#[^\n]*)?$", re.MULTILINE
)


def block_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where block texts (after ``|`` or ``>``) stand; what looks like a mistake in there is the clerk's own words."""
    end = 0
    for match in _BLOCK.finditer(text):
        if match.start() >= end:
            deeper = rf"(?:\n(?: {{{len(match['indent']) + 1}}}[^\n]*|[^\S\n]*(?=\n|\Z)))*+"
            start, end = re.compile(deeper).match(text, match.end()).span()  # type: ignore[union-attr]  # fits all
            yield start, end
