"""Compressed copies beside the files of a release, for web servers that send them as they are (nginx: gzip_static).

They belong to the release and not to the site: no manifest lists them, and each holds what the file beside it holds.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from ..open_data.copies import ENDING, SUFFIXES

#: Bytes; below, there is nothing to be gained.
SMALLEST: Final = 1000
#: Of zlib: 9 takes twice as long for one byte in a hundred.
_LEVEL: Final = 6


def compress_texts(folder: Path, present: Path | None) -> int:
    """Put a compressed copy beside every text of a site that nobody reads yet.

    Args:
        folder: the site.
        present: the one that is published; of files that are the same there, so are the copies.

    Returns:
        How many copies there are.
    """
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return sum(threads.map(partial(_compress, folder, present), _texts(folder)))


def _texts(folder: Path) -> Iterator[str]:
    for home, _, names in os.walk(folder):
        yield from (os.path.relpath(os.path.join(home, name), folder) for name in names if name.endswith(SUFFIXES))


def _compress(folder: Path, present: Path | None, path: str) -> bool:
    """Whether there is now a copy; one that somebody publishes under that name stays theirs."""
    source, copy = f"{folder}/{path}", f"{folder}/{path}{ENDING}"
    status = os.stat(source)
    if status.st_size < SMALLEST or os.path.exists(copy):
        return False
    if present is None or not _link(f"{present}/{path}", source, copy):
        with open(source, "rb") as read, open(copy, "wb") as written:
            written.write(gzip.compress(read.read(), _LEVEL, mtime=0))
        os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))  # a server tells readers the time of the copy
    return True


def _link(before: str, source: str, copy: str) -> bool:
    """Take over the copy of a file that is the same file in the present release; False where it is another."""
    with suppress(OSError):
        if os.path.samefile(before, source):
            os.link(f"{before}{ENDING}", copy)
            return True
    return False
