"""The last version of a data file that was public, read as the comparison of a pull request reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from ..guard.repository import ComparisonError, Repository
from ..load.record_file import parse_record
from ..model.checksum import checksum_of_record
from ..model.report import Report

#: Where the public site is built from, in the order in which it is looked for: first what the server calls its branch.
_BRANCHES: Final = (
    *("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master"),
    *("refs/heads/main", "refs/heads/master"),
)


@dataclass(frozen=True, slots=True)
class Version:
    """A file as it was committed.

    Attributes:
        commit: the commit's hash.
        content: the file's bytes.
    """

    commit: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return sha256(self.content).hexdigest()

    @property
    def text(self) -> str:
        """The file as it is read."""
        return self.content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def data_digest(file: str, version: Version) -> str:
    """The checksum of a report's data as readers saw it; "" where the file cannot be read as a whole.

    Args:
        file: the data file, named below the project root.
        version: as it was public.
    """
    report, path = parse_record(version.text, file, Report)[0], PurePosixPath(file)
    if report is None or not path.parent.name.isdecimal():
        return ""
    return checksum_of_record(path.stem, path.parent.name, report)


def base_of(repository: Repository, base: str | None) -> str:
    """The commit to compare with: ``base``, or the branch that the public site is built from.

    Raises:
        ComparisonError: there is none, in words.
    """
    if base is not None:
        return repository.commit(base)
    if found := _published(repository):
        return found[0][1]
    if (head := repository.find_head()) is None:
        raise ComparisonError("仓库里还没有提交，没有公开过的版本。")
    return head


def published_branch(repository: Repository) -> str:
    """What the branch is called that the public site is built from, as git takes it; "" without one."""
    found = _published(repository)
    named = [name for name, commit in found if commit == found[0][1]]
    names = [name.removeprefix("refs/remotes/").removeprefix("refs/heads/") for name in named]
    return next((name for name in names if not name.endswith("/HEAD")), names[0] if names else "")


def _published(repository: Repository) -> list[tuple[str, str]]:
    """Those of the branches that there are, and their commits."""
    found = []
    for name in _BRANCHES:
        with suppress(ComparisonError):
            found.append((name, repository.commit(name)))
    return found


def versions_of(repository: Repository, base: str, file: str) -> Iterator[Version]:
    """Versions of ``file``, named below the project, up to ``base``, latest first: of the branch itself, then all."""
    for commit in (base, *repository.publications(base, (file,)), *repository.versions(base, (file,))):
        if (content := repository.read(repository.name_in(commit, file))) is not None:
            yield Version(commit, content)
