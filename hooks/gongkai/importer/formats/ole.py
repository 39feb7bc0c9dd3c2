"""OLE files (.doc, .xls, .wps, .et, locked .docx): what is in them, by the names of their streams."""

from __future__ import annotations

import struct
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NONE: Final = 0xFFFFFFFA
_LARGEST: Final = 100_000


class OleFile:
    """A compound file: streams by name, those of the root only."""

    def __init__(self, content: bytes) -> None:
        """Read the tables; a damaged file simply holds fewer streams."""
        self._content = content
        header = content[:512].ljust(512, b"\0")
        self._size = 1 << min(max(struct.unpack_from("<H", header, 30)[0], 7), 16)
        self._table = self._numbers(self._table_sectors(header))
        entries = self._chain(struct.unpack_from("<I", header, 48)[0])
        self._entries = [entries[at : at + 128] for at in range(0, len(entries) - 127, 128)]
        self._limit = struct.unpack_from("<I", header, 56)[0]
        self.names = self._of_root()

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _numbers(self, sectors: list[int]) -> list[int]:
        joined = b"".join(self._sector(number) for number in sectors)
        return list(struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4]))

    def _table_sectors(self, header: bytes) -> list[int]:
        """Where the table of sectors stands: 109 places in the header, the others in sectors of their own."""
        found = list(struct.unpack_from("<109I", header, 76))
        number = struct.unpack_from("<I", header, 68)[0]
        seen: set[int] = set()
        while number < _NONE and number not in seen and self._sector(number):
            seen.add(number)
            *more, number = self._numbers([number]) or [_NONE]
            found += more
        return [number for number in found if number < _NONE]

    def _chain(self, number: int) -> bytes:
        found: list[bytes] = []
        seen: set[int] = set()
        while number < len(self._table) and number not in seen and len(seen) < _LARGEST * 10:
            seen.add(number)
            found.append(self._sector(number))
            number = self._table[number]
        return b"".join(found)

    def _of_root(self) -> dict[str, int]:
        """The children of the root, which are a tree of left and right ones."""
        found: dict[str, int] = {}
        open_ = [struct.unpack_from("<I", self._entries[0], 76)[0]] if self._entries else []
        seen: set[int] = set()
        while open_:
            number = open_.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            length = min(struct.unpack_from("<H", entry, 64)[0], 64)
            found[entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace")] = number
            open_ += struct.unpack_from("<II", entry, 68)
        return found

    def stream(self, name: str) -> bytes:
        """The bytes of a stream of the root; none where it does not exist or is a small one."""
        if name not in self.names:
            return b""
        start, size = struct.unpack_from("<II", self._entries[self.names[name]], 116)
        return self._chain(start)[:size] if size >= self._limit else b""
