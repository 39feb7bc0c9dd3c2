"""Compressed copies beside the files of a site, which web servers send in their place (nginx: gzip_static)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

#: Ending of a compressed copy, after the whole name.
ENDING: Final = ".gz"
#: The files that become smaller.
SUFFIXES: Final = (
    *(".css", ".csv", ".example", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"),
    "SHA256SUMS",
)
#: Bytes that are unpacked at a time.
_CHUNK: Final = 1 << 20
#: The window of gzip, with its header.
_GZIP: Final = 31


class CopyError(ValueError):
    """A compressed copy that cannot be unpacked."""


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The content of a compressed copy, which is one whole member and nothing after it.

    Args:
        pieces: of the copy; no more of them are read than the caller takes.

    Raises:
        CopyError: it is broken, ends too early, or something stands behind it.
    """
    stream = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            rest = piece
            while rest and not stream.eof:
                yield stream.decompress(rest, _CHUNK)
                rest = stream.unconsumed_tail
            if rest or stream.unused_data:
                raise CopyError("压缩的后面还有别的内容")
    except zlib.error:
        raise CopyError("不是完整的 gzip") from None
    if not stream.eof:
        raise CopyError("不是完整的 gzip")


def longest_copy(size: int) -> int:
    """Bytes that a compressed copy of a file of ``size`` bytes can have; gzip never adds that much."""
    return size + (size >> 3) + (1 << 16)
