"""The mirror of a published site: one ZIP with the bytes as published, an edition to read without a server, and README.

Every file is compared with its checksum while it is copied; one that differs, is missing or was added stops it all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..build.faults import FaultError
from ..build.output import FINISHED
from ..build.releases import PublishedSite
from ..open_data.copies import ENDING
from ..open_data.sums import SITE, SUMS, UNLISTED, SumsError, parse_sums, sums_bytes
from ..progress import Progress
from .about import About, read_about
from .offline import is_in_edition, offline_page
from .readme import README, note_of, readme
from .zip_file import ZipWriter, checksum_of, content_of, is_ours, new_zip

#: The folder of the edition to read without a server.
EDITION: Final = "离线/"
_AGAIN: Final = "重新发布（gongkai publish），再做副本"


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
    example, named = "换一个，例如 /srv/副本/jixiao.zip", site.parent.resolve() / site.name
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
    about, sums = read_about(site := site.resolve()), _read_sums(site)
    beside = _beside(site, sums)
    edition = [path for path in (*sums, *beside) if is_in_edition(path)]
    with new_zip(target, about.moment) as archive:
        archive.add(README, (readme(about, len(sums)),), 0)
        copied = _Copied(archive, site, progress, len(sums) + len(beside) + len(edition))
        copied.copy_site(sums, beside)
        copied.write_edition(edition, about)
    return Mirror(len(sums), len(edition), target.stat().st_size, checksum_of(target))


@dataclass
class _Copied:
    """Files of a site on their way into a ZIP; ``done`` of ``total`` are there."""

    archive: ZipWriter
    site: Path
    progress: Progress
    total: int
    done: int = 0

    def copy_site(self, sums: Mapping[str, str], beside: tuple[str, ...]) -> None:
        """Copy the files that the site lists, and what stands beside them."""
        for path, checksum in sums.items():
            if self._add(SITE, path) != checksum:
                fact = f"{self.site / path} 和 {SUMS} 里的校验值不同，发布以后改过，没有做副本"
                raise FaultError(f"{fact}。怎么改：{_AGAIN}")
        for path in beside:
            self._add(SITE, path)

    def write_edition(self, paths: list[str], about: About) -> None:
        """Write the edition to read without a server, with a list of its own."""
        note = note_of(about)
        sums = {path: self._add(EDITION, path, note) for path in paths}
        self.archive.add(f"{EDITION}{SUMS}", (sums_bytes(sums),), 0)

    def _add(self, folder: str, path: str, note: str = "") -> str:
        """Add a file, read once; a page as it reads without a server where there is a ``note`` for it. Its SHA-256."""
        try:
            parts, size = content_of(self.site / path), (self.site / path).stat().st_size
            if note and path.endswith(".html"):
                page = offline_page(b"".join(parts).decode("utf-8"), note).encode("utf-8")
                parts, size = iter((page,)), len(page)
            checksum = self.archive.add(f"{folder}{path}", parts, size)
        except (FileNotFoundError, NotADirectoryError):
            raise FaultError(f"{self.site} 里少了 {path}，没有做副本。怎么改：{_AGAIN}") from None
        self.done += 1
        self.progress(self.done, self.total)
        return checksum


def _read_sums(site: Path) -> dict[str, str]:
    """Path → SHA-256 of every file that a site lists, in its order."""
    try:
        return parse_sums((site / SUMS).read_bytes())
    except FileNotFoundError:
        raise FaultError(f"{site} 里没有 {SUMS}，不能证明文件没有改过，没有做副本。怎么改：{_AGAIN}") from None
    except SumsError as error:
        raise FaultError(f"{site}：{error}，没有做副本。怎么改：{_AGAIN}") from None


def _beside(site: Path, sums: Mapping[str, str]) -> tuple[str, ...]:
    """What stands in a site beside the files that it lists; compressed copies of those, for a server, are left out.

    Raises:
        FaultError: something that nobody published.
    """
    known = ((path, path.removesuffix(ENDING)) for path in _walk(site) if path != FINISHED)
    found = sorted(path for path, original in known if path not in sums and original not in sums)
    if other := next((path for path in found if path not in UNLISTED), None):
        cure = f"移走它；自己的文件放在项目的 docs/ 里。还是不行，就{_AGAIN}"
        raise FaultError(f"{site / other} 不在 {SUMS} 里，不是发布的，没有做副本。怎么改：{cure}")
    return tuple(found)


def _walk(site: Path) -> Iterator[str]:
    """The paths of all files."""
    for home, _, names in os.walk(site):
        yield from (os.path.relpath(os.path.join(home, name), site).replace(os.sep, "/") for name in names)
