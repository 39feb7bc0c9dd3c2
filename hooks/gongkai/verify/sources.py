"""Where a site stands that is to be verified: a folder or a ZIP, which is never unpacked; on the web, see ``web``."""

from __future__ import annotations

import os
import re
import stat
import weakref
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol

from ..open_data.sums import SITE, SUMS

#: Bytes read at a time.
CHUNK: Final = 1 << 20
#: What is odd about a folder, which ends with a stroke and no list can name.
EMPTY: Final = "是空的文件夹"
#: What a build leaves in the folder, and all that it writes there.
_OWN: Final = ".gongkai"
_MARK: Final = re.compile(rb"[0-9a-f]{1,64}")


class SourceError(Exception):
    """A site that cannot be looked at; the message is for the person who verifies."""


class UnreadableError(Exception):
    """One file that cannot be read; the message says why."""


class Source(Protocol):
    """A site: its files by their paths.

    Attributes:
        name: what the person has written.
        names: path → what is odd about it ("" for a plain file); None where nobody can list them.
    """

    name: str

    @property
    def names(self) -> Mapping[str, str] | None:
        """The files that stand there."""
        ...

    def open(self, path: str) -> Iterator[bytes]:
        """The content of a file, piece by piece.

        Raises:
            FileNotFoundError: there is none.
            UnreadableError: it cannot be read.
        """
        ...


def read(source: Source, path: str, limit: int) -> bytes:
    """A whole file of at most ``limit`` bytes.

    Raises:
        FileNotFoundError: there is none.
        UnreadableError: it is longer, or cannot be read.
    """
    parts, size = list[bytes](), 0
    for part in source.open(path):
        size += len(part)
        if size > limit:
            raise UnreadableError(f"超过 {limit:,} 字节，没有读下去")
        parts.append(part)
    return b"".join(parts)


class Folder:
    """A folder; links in it are named and never followed."""

    def __init__(self, root: Path) -> None:
        self.name, self._root = str(root), root.resolve()
        self.names: Mapping[str, str] = dict(self._found(""))

    def _found(self, below: str) -> Iterator[tuple[str, str]]:
        with os.scandir(self._root / below) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                path = f"{below}{entry.name}"
                if entry.is_symlink():
                    yield path, "是一个链接"
                elif entry.is_dir():
                    yield from self._below(path)
                elif path != _OWN or not self._is_mark(entry):
                    yield path, "" if entry.is_file() else "不是普通文件"

    @staticmethod
    def _is_mark(entry: os.DirEntry[str]) -> bool:
        """Whether a file says no more than that the folder is finished: a server may show it."""
        try:
            return entry.is_file() and entry.stat().st_size <= 64 and bool(_MARK.fullmatch(Path(entry).read_bytes()))
        except OSError:
            return False

    def _below(self, path: str) -> Iterator[tuple[str, str]]:
        try:
            yield from [*self._found(f"{path}/")] or [(f"{path}/", EMPTY)]
        except OSError as error:
            yield f"{path}/", f"读不了（{error.strerror}）"

    def open(self, path: str) -> Iterator[bytes]:
        """The content of a plain file."""
        if path not in self.names:
            raise FileNotFoundError(path)
        if odd := self.names[path]:
            raise UnreadableError(odd)
        try:
            with open(self._root / path, "rb") as file:
                yield from _pieces(file)
        except OSError as error:
            raise UnreadableError(f"读不了（{error.strerror}）") from None


class Packed:
    """A ZIP, with the site at its top, in its only folder, or in that of a mirror.

    Attributes:
        beside: what else a mirror holds, by its name in the ZIP.
    """

    def __init__(self, name: str, file: Path | IO[bytes]) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, NotImplementedError):
            raise SourceError(f"{name} 不是 ZIP 文件，或者不完整。怎么改：重新下载，或者写网站的文件夹、网址") from None
        if not isinstance(file, Path):
            weakref.finalize(self, file.close)
        every = [info for info in self._zip.infolist() if not info.is_dir()]
        top = self._top([info.filename for info in every])
        plain = [info for info in every if info.filename.startswith(top)]
        self.beside = {info.filename: info for info in every if not info.filename.startswith(top)}
        self._infos = {info.filename.removeprefix(top): info for info in plain}
        twice = len(every) - len({info.filename for info in every})
        self.names: Mapping[str, str] = (
            {path: _oddness(info) for path, info in self._infos.items()}
            | ({"（ZIP）": f"有 {twice} 个文件名写了两次"} if twice else {})
            | (
                {"（ZIP 的开头）": "前面接着别的内容"}
                if min((info.header_offset for info in self._zip.infolist()), default=0)
                else {}
            )
            | dict.fromkeys(self._empty_folders(top), EMPTY)
        )

    def _empty_folders(self, top: str) -> Iterator[str]:
        names = [name.removeprefix(top) for name in self._zip.namelist() if name.startswith(top) and name != top]
        if folders := [name for name in names if name.endswith("/")]:
            full = {parent.as_posix() for name in names for parent in PurePosixPath(name).parents}
            yield from (folder for folder in folders if folder.rstrip("/") not in full)

    @staticmethod
    def _top(names: list[str]) -> str:
        if f"{SITE}{SUMS}" in names:
            return SITE
        tops = {name.partition("/")[0] for name in names}
        top = f"{next(iter(tops))}/" if len(tops) == 1 else ""
        return top if f"{top}{SUMS}" in names else ""

    def open(self, path: str) -> Iterator[bytes]:
        """The content of a file, unpacked as it is read."""
        if path not in self._infos:
            raise FileNotFoundError(path)
        if odd := self.names[path]:
            raise UnreadableError(odd)
        yield from self.open_member(self._infos[path])

    def open_member(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The content of a file of the ZIP, whether the site's or one of those ``beside`` it."""
        try:
            with self._zip.open(info) as file:
                yield from _pieces(file)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
            raise UnreadableError("在 ZIP 里坏了") from None


def _oddness(info: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "是一个链接"
    return "有密码" if info.flag_bits & 1 else ""


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece
