"""Compressed copies: whoever takes them is sent what is published, as others are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Final

from ..open_data.copies import ENDING, SUFFIXES, CopyError, longest_copy, unpacked
from ..open_data.sums import UNLISTED
from .files import LONGEST, THREADS, FoundFile
from .listed import MANIFEST, STATUS
from .sources import Source, UnreadableError
from .verified import Verified
from .web import Web

#: What stands in a site though a list leaves it out.
OWN: Final = UNLISTED | {MANIFEST, STATUS}


def copies_in(source: Source, sums: Mapping[str, str]) -> dict[str, str]:
    """Path of each copy in a folder or a ZIP → of the file beside it."""
    names, known = source.names or {}, OWN | sums.keys()
    found = {path: path.removesuffix(ENDING) for path, odd in names.items() if path.endswith(ENDING) and not odd}
    return {path: file for path, file in found.items() if path not in sums and file in names and file in known}


def compare_copies(
    source: Source,
    sums: Mapping[str, str],
    sizes: Mapping[str, int],
    found: Mapping[str, FoundFile],
    verified: Verified,
) -> None:
    """Say which copy is not what is published: of those that stand there, or those that a server sends."""
    compared = _Compared(source, sums, sizes, found)
    if isinstance(source, Web):
        readable = [path for path in (*sums, *sorted(OWN - sums.keys())) if not found.get(path, FoundFile()).fault]
        texts = [path for path in readable if path.endswith(SUFFIXES)]
        with ThreadPoolExecutor(THREADS) as pool:
            for path, words in zip(texts, pool.map(partial(compared.fault_of_sent, source), texts), strict=True):
                if words:
                    verified.add("改过", path, words)
        return
    for copy, file in copies_in(source, sums).items():
        if words := compared.fault_of_copy(copy, file):
            verified.add("改过", copy, words)


@dataclass(frozen=True)
class _Compared:
    """Copies against what is published; the attributes are those of :func:`compare_copies`."""

    source: Source
    sums: Mapping[str, str]
    sizes: Mapping[str, int]
    found: Mapping[str, FoundFile]

    def fault_of_copy(self, copy: str, file: str) -> str:
        """What is wrong with a copy, in words; "" where it holds what ``file`` was published as."""
        limit, one = self._limit(file), self.found.get(file, FoundFile())
        try:
            checksum = _checksum(unpacked(_bounded(self.source.open(copy), longest_copy(limit))), limit)
            if checksum == (self.sums.get(file) or self._checksum_of(file)):
                return ""
        except (FileNotFoundError, UnreadableError, CopyError) as error:
            return f"压缩的一份与 {file} 不同：{error}"
        return f"和 {file} 一样改过" if checksum == one.sha256 else f"压缩的一份与 {file} 不同"

    def fault_of_sent(self, web: Web, path: str) -> str:
        """What is wrong with what a server sends to those who take compressed files; "" where that was said already."""
        one, words = self.found.get(path, FoundFile()), "要压缩的（Accept-Encoding: gzip）得到的与发布的不同"
        try:
            right = self.sums.get(path) or self._checksum_of(path)
            checksum = _checksum(web.open(path, "gzip"), self._limit(path))
        except FileNotFoundError:
            return f"{words}：没有" if path in self.sums else ""
        except (UnreadableError, CopyError) as error:
            return f"{words}：{error}"
        return "" if checksum in {right, one.sha256} else words

    def _limit(self, path: str) -> int:
        one = self.found.get(path, FoundFile())
        return self.sizes.get(path, one.size if one.sha256 else LONGEST)

    def _checksum_of(self, path: str) -> str:
        return _checksum(self.source.open(path), LONGEST)


def _checksum(pieces: Iterable[bytes], limit: int) -> str:
    digest = sha256()
    for piece in _bounded(pieces, limit):
        digest.update(piece)
    return digest.hexdigest()


def _bounded(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise UnreadableError(f"比 {limit:,} 字节长")
        yield piece
