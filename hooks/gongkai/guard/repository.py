"""Git as a store of bytes: commits, trees and blobs as they were committed, never through what a repository sets.

No attribute, filter, conversion, replacement, graft or pager has a say; names may hold anything.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import TracebackType
from typing import IO, Final, NamedTuple, Self, cast

from ..load.source import one_line, printable
from ..settings.git_environment import foreign_owner, git_environment

_ASKED: Final = ("-c", "core.commitGraph=false", "-c", "core.warnAmbiguousRefs=true", "-c", "log.showSignature=false")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
#: Whose day it is when something is published.
_CHINA: Final = timezone(timedelta(hours=8))


#: The last second that a day is told of; later ones can only be made up.
_LAST: Final = 253_402_128_000
_SUBMODULE: Final = "160000"


class ComparisonError(Exception):
    """Why two versions cannot be compared, in words for a person."""


class TreeFile(NamedTuple):
    """What a tree holds under one path; ``mode`` is git's own, ``100644`` for a plain file."""

    path: str
    mode: str
    digest: str


class Repository:
    """The repository around a project. Use it as a context: one process answers for all contents.

    Attributes:
        root: the project.
        is_shallow: its early history is not at hand.
        algorithm: the name of the hash that names its objects.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        words = self._run("rev-parse", "--is-shallow-repository", "--show-object-format", "--show-prefix")
        shallow, self.algorithm, prefix = os.fsdecode(words).split("\n")[:3]
        self.is_shallow = shallow == "true"
        self._prefix = prefix
        self._reader: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._reader is not None:
            with suppress(OSError):  # it has ended by itself
                cast("IO[bytes]", self._reader.stdin).close()
            cast("IO[bytes]", self._reader.stdout).close()
            self._reader.wait()
            self._reader = None

    def commit(self, name: str) -> str:
        """The commit that a branch, a tag or a commit's own name stands for."""
        shown = one_line(name)
        if not name.strip() or name.startswith("-"):
            raise ComparisonError(f"没有版本 {shown}。")
        missing = f"读不到版本 {shown}。请检查分支名，并先取得完整的历史（git fetch）。"
        found = self._ask("rev-parse", "--verify", f"{name}^{{commit}}")
        if b"is ambiguous" in found.stderr:
            raise ComparisonError(f"{shown} 既是分支又是标签。请写提交的完整编号，或者写 refs/heads/{shown}。")
        commit = os.fsdecode(found.stdout).strip()
        if found.returncode or not _COMMIT.fullmatch(commit):
            raise ComparisonError(missing)
        return commit

    def day_of(self, commit: str) -> date:
        """The day on which a commit was made, in China."""
        lines = os.fsdecode(self.read(commit) or b"").split("\n\n")[0].split("\n")
        return _day(next((line.split(" ")[-2] for line in lines if line.startswith("committer ")), "0"))

    def files(self, commit: str, folder: str) -> Iterator[TreeFile]:
        """Everything below ``folder`` in a commit; a folder that is a link or a submodule stands for itself."""
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{self._prefix}{folder}")
        for line in listed.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, digest = os.fsdecode(about).split(" ")
            yield TreeFile(os.fsdecode(path).removeprefix(self._prefix), mode, digest)

    def read(self, name: str) -> bytes | None:
        """The content of an object, by its digest or as :meth:`name_in` gives it; None where there is none."""
        if "\n" in name:
            return None
        if self._reader is None:
            self._reader = subprocess.Popen(
                self._command("cat-file", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, env=git_environment(),
            )  # fmt: skip  # one call
        told, asked = cast("IO[bytes]", self._reader.stdout), cast("IO[bytes]", self._reader.stdin)
        asked.write(os.fsencode(name) + b"\n")
        asked.flush()
        header = told.readline().split(b" ")
        if not header[-1].strip().isdigit():
            return None
        content = told.read(int(header[-1]) + 1)[:-1]
        return content

    def name_in(self, commit: str, path: str) -> str:
        """What :meth:`read` calls the content of ``path`` (below the project) in a commit."""
        return f"{commit}:{self._prefix}{path}"

    def read_in(self, commit: str, path: str) -> bytes | None:
        """The content of ``path`` (below the project) in a commit; None where it has none.

        Raises:
            ComparisonError: it has one that is not at hand.
        """
        content = self.read(self.name_in(commit, path))
        if content is None and any(file.mode != _SUBMODULE for file in self.files(commit, path)):
            raise missing(path, commit)
        return content

    def publications(self, commit: str, paths: Iterable[str]) -> list[str]:
        """The commits of the branch itself, newest first, that changed one of ``paths``."""
        words = os.fsencode("\n".join([commit, "--", *paths, ""]))
        return os.fsdecode(self._run("rev-list", "--first-parent", "--stdin", given=words)).split()

    def line_of(self, commit: str) -> list[tuple[str, date]]:
        """The commits of the branch itself that led to ``commit``, newest first, each with its own day."""
        lines = os.fsdecode(self._run("rev-list", "--first-parent", "--timestamp", commit)).splitlines()
        pairs = (line.split(" ") for line in lines)
        return [(name, _day(seconds)) for seconds, name in pairs]

    def versions(self, commit: str, paths: Iterable[str]) -> list[str]:
        """The commits of all parents, newest first, that changed one of ``paths``: a merge hides none of them."""
        words = os.fsencode("\n".join([commit, "--", *paths, ""]))
        return os.fsdecode(self._run("rev-list", "--full-history", "--topo-order", "--stdin", given=words)).split()

    def names_ever(self, commit: str, folder: str) -> frozenset[str]:
        """Every path below ``folder`` that a commit of any parent changed."""
        shown = ("--full-history", "--diff-merges=separate", "--no-renames", "--name-only", "-z", "--format=")
        told = self._run("log", *shown, "--no-ext-diff", "--no-textconv", commit, "--", folder)
        names = (os.fsdecode(name).lstrip("\n") for name in told.split(b"\0"))
        return frozenset(name.removeprefix(self._prefix) for name in names if name)

    def has_common_history(self, one: str, other: str) -> bool:
        """Whether two commits come from the same beginning."""
        return self._ask("merge-base", one, other).returncode == 0

    def is_ancestor(self, early: str, late: str) -> bool:
        """Whether ``late`` was built on ``early``."""
        return self._ask("merge-base", "--is-ancestor", early, late).returncode == 0

    def find_head(self) -> str | None:
        """The commit that the project's files were taken from; None before the first."""
        found = self._ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return os.fsdecode(found.stdout).strip() or None

    def keeps_modes(self) -> bool:
        """Whether the file system here tells programs from other files."""
        found = self._ask("config", "--type=bool", "--get", "core.fileMode")
        return found.stdout.strip() != b"false"

    def _command(self, *words: str) -> list[str]:
        return ["git", "-C", str(self.root), *_ASKED, *words]

    def _ask(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                self._command(*words), input=given, capture_output=True, check=False, env=git_environment()
            )
        except FileNotFoundError:
            raise ComparisonError("缺少 git：请先运行 apt-get install git") from None

    def _run(self, *words: str, given: bytes = b"") -> bytes:
        done = self._ask(*words, given=given)
        if done.returncode:
            raise ComparisonError(_refusal(done.stderr))
        return done.stdout


def missing(path: str, commit: str) -> ComparisonError:
    """A commit has a file whose content is not at hand: half a clone, or a damaged one."""
    fact = f"git 里缺少 {printable(path)} 在 {commit[:12]} 里的内容，不能比较"
    return ComparisonError(f"{fact}。怎么改：重新完整地克隆这个仓库（不加 --depth 和 --filter），在那里运行。")


def _day(seconds: str) -> date:
    """The day in China of a time that git keeps; whoever makes a commit may write anything there."""
    try:
        return datetime.fromtimestamp(min(max(int(seconds), 0), _LAST), _CHINA).date()
    except ValueError:
        return datetime.fromtimestamp(0, _CHINA).date()


def _refusal(told: bytes) -> str:
    """What git does not want to do, in words, with the way out."""
    if foreign := foreign_owner(os.fsdecode(told)):
        return printable(foreign)
    if b"not a git repository" in told:
        return "这里不是 git 仓库，没有可以比较的版本。请在克隆下来的文件夹里运行。"
    return f"git 读不出这个仓库：{one_line(os.fsdecode(told), 120)}。历史不完整的，请运行 git fetch --unshallow。"
