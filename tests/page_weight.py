"""What a phone has to load to show a page."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

_LINKED: Final = re.compile(r'(?:<link rel="stylesheet" href|<script src|<img[^>]* src)="([^"]+)"')
_IMPORTED: Final = re.compile(r'^import [^"]*"\./([^"]+)"', re.MULTILINE)


def weight(path: Path) -> int:
    """Bytes on the way."""
    return len(gzip.compress(path.read_bytes(), 9))


def loaded(page: Path) -> set[Path]:
    """What comes with a page before the reader does anything."""
    found = {(page.parent / path).resolve() for path in _LINKED.findall(page.read_text(encoding="utf-8"))}
    left = {path for path in found if path.suffix == ".js"}
    while left:
        found |= left
        left = {s.parent / other for s in left for other in _IMPORTED.findall(s.read_text(encoding="utf-8"))} - found
    return found


def first_visits(pages: Iterable[Path]) -> Iterator[int]:
    """Each page and all that comes with it, to a reader who has nothing yet."""
    weigh = cache(weight)  # pages share what comes with them
    for page in pages:
        yield weight(page) + sum(map(weigh, loaded(page)))
