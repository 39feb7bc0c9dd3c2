"""The mirror of a published site: one ZIP with the bytes as published, an edition to read without a server, and README.

Every file is compared with its sum while it is copied; one that differs, is missing or was added stops it all.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from ..build.faults import FaultError
from ..build.releases import PublishedSite
from ..model.disclosure import PAGE_FILE
from ..progress import Progress
from .offline import is_in_edition, offline_page
from .readme import README, About, note_of, readme
from .sums import AGAIN, SUMS, read_sums, sums_line
from .zip_file import CHUNK, ZipWriter, checksum_of, content_of, is_ours, new_zip

#: The folders in the ZIP: the site as published, and the edition to read without a server.
SITE: Final = "网站/"
EDITION: Final = "离线/"
#: What says which publication this is; written after everything else, so that no list of the site can hold it.
CHAIN: Final = "chain.json"
STATUS: Final = "status.json"
_SIGNATURE: Final = ".sig"
#: What stands in a published folder beside the files of its list; all but the first belong to the mirror.
_BESIDE: Final = (SUMS, f"{SUMS}{_SIGNATURE}", CHAIN, f"{CHAIN}{_SIGNATURE}", STATUS, f"{STATUS}{_SIGNATURE}")
_MARK: Final = ".gongkai"
_SITE_NAME: Final = re.compile(r'<meta name="SiteName" content="([^"]*)"')
_ADDRESS: Final = re.compile(r'<link rel="canonical" href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Mirror:
    """A mirror that was written.

    Attributes:
        files, pages: how many files the site and the edition have.
        size: bytes of the ZIP.
        checksum: its SHA-256, hexadecimal.
    """

    files: int
    pages: int
    size: int
    checksum: str


def refuse_target(target: Path, site: Path) -> None:
    """Refuse a name for the ZIP that would do harm or cannot be written.

    Args:
        target: the ZIP, absolute.
        site: the published folder, or the link to it, absolute.

    Raises:
        FaultError: why not, and what to do.
    """
    example = "换一个，例如 /srv/副本/jixiao.zip"
    named = site.parent.resolve() / site.name
    inside = (site.resolve(), named, PublishedSite(named).work, PublishedSite(named, is_plain=True).work)
    if target.suffix.lower() != ".zip":
        raise FaultError(f"{target} 不是 ZIP 文件的名称。怎么改：名称以 .zip 结尾")
    if any((target.parent.resolve() / target.name).is_relative_to(folder) for folder in inside):
        raise FaultError(f"{target} 在网站自己的文件夹里，会一起公开，下次发布就删掉。怎么改：{example}")
    if not target.parent.is_dir():
        raise FaultError(f"没有文件夹 {target.parent}。怎么改：先建立它（mkdir -p '{target.parent}'），或者{example}")
    if target.is_symlink() or (target.exists() and not (target.is_file() and is_ours(target))):
        raise FaultError(f"{target} 已经有了，不是本命令写的副本，没有动它。怎么改：{example}")


def write_mirror(site: Path, target: Path, progress: Progress = lambda done, total: None) -> Mirror:
    """Write the mirror of the site that is published in ``site``.

    Args:
        site: the published folder, or the link to it, absolute.
        target: the ZIP, absolute; nothing is there, or an earlier mirror, which is replaced.
        progress: is told how many files have been written.

    Raises:
        FaultError: the site is not as it was published, or ``target`` is no place for a mirror.
    """
    refuse_target(target, site)
    about = read_about(site := site.resolve())
    files = sum(1 for _ in read_sums(site))
    _refuse_added(site, files)
    with new_zip(target, about.timestamp) as archive, TemporaryFile() as sums:
        archive.add(README, (readme(about, files),), 0)
        copied = _Copied(archive, site, progress, files + sum(1 for _ in _files_of_edition(site)))
        copied.copy_site()
        pages = copied.write_edition(note_of(about), sums)
    return Mirror(files, pages, _size(target), checksum_of(target))


@dataclass
class _Copied:
    """Files of a site on their way into a ZIP; ``done`` of ``total`` are there."""

    archive: ZipWriter
    site: Path
    progress: Progress
    total: int
    done: int = 0

    def copy_site(self) -> None:
        """Copy the site as it was published, and what stands beside its files."""
        for path, checksum in read_sums(self.site):
            if self._add(SITE, path) != checksum:
                fact = f"{self.site / path} 和 {SUMS} 里的校验值不同，发布以后改过，没有做副本"
                raise FaultError(f"{fact}。怎么改：{AGAIN}")
        for path in _beside(self.site):
            self._add(SITE, path)

    def write_edition(self, note: str, sums: BinaryIO) -> int:
        """Write the edition to read without a server, and its own list, which grows in ``sums``; its files."""
        before = self.done
        for path in _files_of_edition(self.site):
            sums.write(sums_line(path, self._add(EDITION, path, note)).encode("utf-8"))
        size = sums.tell()
        sums.seek(0)
        self.archive.add(f"{EDITION}{SUMS}", iter(lambda: sums.read(CHUNK), b""), size)
        return self.done - before

    def _add(self, folder: str, path: str, note: str = "") -> str:
        """Add a file, read once; a page as it reads without a server where there is a ``note`` for it. Its SHA-256."""
        try:
            parts, size = content_of(self.site / path), _size(self.site / path)
            if note and path.endswith(".html"):
                page = b"".join(parts).decode("utf-8")
                parts, size = iter((offline_page(page, note).encode("utf-8"),)), 2 * size
            checksum = self.archive.add(f"{folder}{path}", parts, size)
        except (FileNotFoundError, NotADirectoryError):
            raise FaultError(f"{self.site} 里少了 {path}，没有做副本。怎么改：{AGAIN}") from None
        self.done += 1
        self.progress(self.done, self.total)
        return checksum


def _files_of_edition(site: Path) -> Iterator[str]:
    """The list of the site is no list of the edition, and its signature none of that."""
    yield from (path for path, _ in read_sums(site) if is_in_edition(path))
    yield from (path for path in _beside(site) if not path.startswith(SUMS))


def _beside(site: Path) -> tuple[str, ...]:
    """What stands beside the files of the list, as far as it is there and not in the list."""
    listed = {path for path, _ in read_sums(site) if path in _BESIDE}
    return tuple(path for path in _BESIDE if path not in listed and (site / path).is_file())


def _refuse_added(site: Path, listed: int) -> None:
    """Refuse a site that holds more files than it lists: only then are their names compared."""
    beside = {*_BESIDE, _MARK}
    if sum(1 for path in _walk(site) if path not in beside) > listed:
        known = {path for path, _ in read_sums(site)} | beside
        if other := next((path for path in _walk(site) if path not in known), None):
            raise FaultError(f"{site / other} 不在 {SUMS} 里，不是发布的，没有做副本。怎么改：移走它，或者重新发布")


def _walk(site: Path) -> Iterator[str]:
    """The paths of all files."""
    for home, _, names in os.walk(site):
        yield from (os.path.relpath(os.path.join(home, name), site).replace(os.sep, "/") for name in names)


def read_about(site: Path) -> About:
    """What a site says about itself, as far as it can be read."""
    try:
        head = (site / PAGE_FILE).read_text(encoding="utf-8", errors="replace").partition("</head>")[0]
    except FileNotFoundError:
        raise FaultError(f"{site} 里没有 {PAGE_FILE}，不是发布的网站。怎么改：写发布到的那个文件夹") from None
    name, address = _SITE_NAME.search(head), _ADDRESS.search(head)
    commit, moment = _read_commit(site)
    return About(
        name=unescape(name[1]) if name else "公开网站",
        address=unescape(address[1]) if address else "",
        commit=commit,
        timestamp=moment,
    )


def _read_commit(site: Path) -> tuple[str, int | None]:
    """The commit that is published and its time; what is not known is "" and None."""
    try:
        said = json.load(BytesIO((site / STATUS).read_bytes()))
        return str(said["提交"] or ""), said.get("提交时间戳")
    except (OSError, ValueError, KeyError, TypeError):
        return "", None


def _size(path: Path) -> int:
    return path.stat().st_size
