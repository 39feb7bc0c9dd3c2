"""Packed files: each is whole, and what it holds is what stands beside it; what is packed twice is unpacked once."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..open_data.bundle import README
from ..pages.parts.page import UNITS
from .fault import Fault, Group

#: Of the header before each packed file: its length, and where the lengths of its name and of what follows stand.
_HEADER, _LENGTHS = 30, (26, 28)
_DEFLATED: Final = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)


class Packed:
    """The packed files of a site.

    Attributes:
        site: the folder.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self._right: set[tuple[str, int, int, int, bytes]] = set()

    def faults(self, path: str) -> Iterator[Fault]:
        """What is wrong with a packed file."""
        others, broken = list[str](), ""
        try:
            with zipfile.ZipFile(self.site / path) as packed:
                for one in (listed := packed.infolist()):
                    broken = one.filename
                    if not self._is_right(packed, one, is_beside=path.endswith(".zip") and not path.startswith(UNITS)):
                        others.append(one.filename)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
            what = f"里面的 {broken} 不完整" if broken else "不是完整的压缩文件"
            yield Fault(Group.DATA, path, what, type(error).__name__)
            return
        if not listed:
            yield Fault(Group.DATA, path, "里面的文件不完整")
        yield from (Fault(Group.DATA, path, f"里面的 {name} 与网站上的不同，或者网站上没有") for name in others)

    def _is_right(self, packed: zipfile.ZipFile, one: zipfile.ZipInfo, *, is_beside: bool) -> bool:
        """Whether a file that is packed is what stands beside the packed ones.

        Raises:
            zipfile.BadZipFile, zlib.error, EOFError: it is not whole.
        """
        with packed.open(one):  # its own header is the one of the list
            key = (one.filename, one.compress_type, one.CRC, one.file_size, _packed_bytes(packed, one))
        if key in self._right:
            return True
        content, beside = packed.read(one), self.site / one.filename
        if is_beside and one.filename != README and not (beside.is_file() and content == beside.read_bytes()):
            return False
        if is_beside and one.compress_type in _DEFLATED:
            self._right.add(key)
        return True


def _packed_bytes(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """The SHA-256 of what stands in the packed file for one."""
    with open(str(packed.filename), "rb") as file:
        file.seek(one.header_offset)
        header = file.read(_HEADER)
        file.seek(sum(int.from_bytes(header[at : at + 2], "little") for at in _LENGTHS), 1)
        return sha256(file.read(one.compress_size)).digest()
