"""The last version of a data file that was public, read from git as the bytes that were committed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

import click

from ..load.record_file import parse_record
from ..model.checksum import checksum_of
from ..model.report import Report
from ..open_data.files import json_text

#: Where the public site is built from, in the order in which it is looked for.
_BRANCHES: Final = ("origin/main", "origin/master", "main", "master", "HEAD")
#: As many versions of a file as are looked through for one that was public.
_MOST: Final = 200


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
    stated = json_text(report.model_dump(by_alias=True, exclude_unset=True))
    return checksum_of(path.stem, int(path.parent.name), stated)


def base_of(root: Path, base: str | None) -> str:
    """The branch or commit to compare with.

    Raises:
        click.UsageError: git is missing, this is no repository, or there is no such version.
    """
    if _git(root, "rev-parse", "--show-toplevel") is None:
        raise click.UsageError("这里不是 git 仓库，找不到公开过的版本。请在仓库里运行，或者照说明手写更正。")
    if base is not None:
        if base.startswith("-") or _git(root, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}") is None:
            raise click.UsageError(f"没有版本 {base}。请检查分支名，并先取得完整的历史（git fetch）。")
        return base
    found = (name for name in _BRANCHES if _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"))
    if (known := next(found, None)) is None:
        raise click.UsageError("仓库里还没有提交，没有公开过的版本。")
    return known


def versions_of(root: Path, base: str, file: str) -> Iterator[Version]:
    """The versions of ``file``, named below ``root``, that were committed up to ``base``, latest first."""
    listed = _git(root, "rev-list", f"--max-count={_MOST}", base, "--", file) or b""
    for commit in listed.decode("ascii").split():
        if (content := read_blob(root, commit, file)) is not None:
            yield Version(commit, content)


def read_blob(root: Path, commit: str, file: str) -> bytes | None:
    """The bytes of ``file``, named below ``root``, at ``commit``; None where there was none."""
    return _git(root, "cat-file", "blob", f"{commit}:./{file}")


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise click.UsageError("缺少 git：请先运行 apt-get install git") from None
    return done.stdout if done.returncode == 0 else None
