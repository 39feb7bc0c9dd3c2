"""Any two versions of the data compared: what ``gongkai check --base`` asks, and what publishing looks back with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..load.allowed_files import foreign_files
from ..load.dates import day_of
from ..load.source import printable
from ..model.problem import Problem
from .data_folder import changed_settings, refuse_another_folder, snapshot_of_public
from .history import History, digest_of
from .outcome import Outcome, Versions
from .register import compare_register
from .reports import compare_reports
from .repository import ComparisonError, Repository
from .rules import compare_rules
from .snapshot import LINK, PLAIN, SUBMODULE, snapshot_of_commit, snapshot_of_folder
from .words import problem
from .written import Change


@dataclass(frozen=True, slots=True)
class FileDifference:
    """One file that is not the same, byte for byte.

    Attributes:
        path: below the project root.
        before: SHA-256 of what it was; None where there was none.
        after: SHA-256 of what it is; None where there is none.
        changes: what it says differently; where that is nothing, only the looks differ. None where it was not read.
    """

    path: str
    before: str | None
    after: str | None
    changes: tuple[Change, ...] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between what the public can see and what it would see.

    Attributes:
        base: the commit that is public.
        head: the commit that would be; "" for the folder as it lies there.
        problems: what is refused, and what could not be compared.
        files: every file that differs.
        notes: what is free and yet shown to the reviewer, in words.
    """

    base: str
    head: str
    problems: tuple[Problem, ...]
    files: tuple[FileDifference, ...]
    notes: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether no byte differs."""
        return not self.files


def compare_commits(
    root: Path, base: str, head: str | None = None, folder: str = "data", today: date | None = None
) -> Comparison:
    """Compare ``folder`` in two commits of the repository around ``root``.

    Args:
        root: the project.
        base: what is public: a branch, a tag or a commit.
        head: what would be; None for the folder as it lies there.
        folder: the data folder, below ``root``.
        today: the day of the folder as it lies there, where it is not that of reading.

    Raises:
        ComparisonError: the two cannot be compared, with the reason in words.
    """
    with Repository(root) as repository:
        versions = versions_of(repository, base, head, folder, today or day_of(None))
        outcome = Outcome()
        outcome.notes += _notes(repository, versions)
        outcome.add(_odd_files(versions))
        inside = {versions.inside(path): path for path in versions.after.files}
        outcome.add(foreign_files(inside, lambda path: versions.after.read(inside[path]), folder))
        compare_reports(versions, outcome)
        compare_register(versions, outcome)
        compare_rules(versions, outcome)
        files = tuple(_differences(versions, outcome))
    outcome.notes += _looks(files, {found.place.file for found in outcome.problems})
    problems = sorted(outcome.problems, key=lambda found: (found.place, found.level, found.code))
    return Comparison(
        versions.before.commit, versions.after.commit, tuple(problems), files, tuple(dict.fromkeys(outcome.notes))
    )


def versions_of(repository: Repository, base: str, head: str | None, folder: str, today: date) -> Versions:
    """The two versions.

    Raises:
        ComparisonError: one is not there, or they have nothing in common.
    """
    public = repository.commit(base)
    late = repository.commit(head) if head is not None else repository.find_head()
    if late and not repository.has_common_history(public, late):
        cure = "请运行 git fetch --unshallow" if repository.is_shallow else "请检查分支名：比较的应是本分支从中分出的"
        raise ComparisonError(f"{public[:12]} 与 {late[:12]} 没有共同的历史，不能比较。{cure}。")
    before = snapshot_of_public(repository, public, folder)
    if head is None or late is None:
        after, day = snapshot_of_folder(repository, folder), today
    else:
        after, day = (
            snapshot_of_commit(repository, late, folder),
            min(max(map(repository.day_of, (public, late))), today),
        )
    refuse_another_folder(before, after, repository, folder)
    return Versions(folder, before, after, History(repository, public, folder, after.commit, day), day)


def _notes(repository: Repository, versions: Versions) -> Iterator[str]:
    """What is odd about the two commits."""
    late = versions.after.commit or repository.find_head() or ""
    if versions.after.commit == versions.before.commit:
        yield f"两边是同一个提交 {late[:12]}"
    elif late and not repository.is_ancestor(versions.before.commit, late):
        yield f"本分支没有包含 {versions.before.commit[:12]} 的全部改动，那边新加的会被看成删除；请先合并或变基"
    yield from changed_settings(repository, versions.before.commit, versions.after.commit)


def _odd_files(versions: Versions) -> Iterator[Problem]:
    """What is no plain file, or would become a program."""
    words = {LINK: "这是一个链接，不是文件", SUBMODULE: "这是一个子模块，内容在别的仓库里"}
    for path, file in versions.after.files.items():
        before = versions.before.files.get(path)
        if file.mode != PLAIN and (before is None or before.mode != file.mode or file.mode in words):
            is_program = file.mode not in words and file.mode.startswith("100")
            yield problem(path, "G17", words.get(file.mode, "文件变成了程序" if is_program else "这不是一个普通的文件"))


def _differences(versions: Versions, outcome: Outcome) -> Iterator[FileDifference]:
    for path in versions.differing():
        digests = (digest_of(versions.before.read(path)), digest_of(versions.after.read(path)))
        yield FileDifference(path, *digests, outcome.changes.get(path))


def _looks(files: Iterable[FileDifference], refused: set[str]) -> Iterator[str]:
    """Which files say what they said."""
    for file in files:
        if file.before and file.after and file.changes == () and printable(file.path) not in refused:
            yield f"{printable(file.path)}：只有注释、键的顺序、引号或空行变了"
