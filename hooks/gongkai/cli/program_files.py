"""The files of a version of the program, taken from a repository of it: all that git tracks, but for the data."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..build.faults import FaultError
from ..guard.repository import ComparisonError, Repository
from ..settings.git_environment import foreign_owner, git_environment, refusal_of

#: What a bureau has of its own: none of it is taken.
DATA: Final = "data"
#: How the commits that hold nothing but a version of the program are found again.
VERSION_LINE: Final = "Gongkai-Version: "
_TAGS: Final = "v[0-9]*"
_PROGRAM: Final = "program"


@dataclass(frozen=True, slots=True)
class ProgramFile:
    """A tracked file: where it belongs, whether it can be run, its content as it was committed."""

    path: str
    is_executable: bool
    content: bytes


@dataclass(frozen=True, slots=True)
class ProgramVersion:
    """A version of the program.

    Attributes:
        name: its tag; the beginning of the commit where it has none.
        commit: the whole hash.
        is_tagged: whether somebody gave it out as a version.
        files: what it consists of.
    """

    name: str
    commit: str
    is_tagged: bool
    files: tuple[ProgramFile, ...]


def git(folder: Path, *words: str, given: str = "", environment: dict[str, str] | None = None) -> str:
    """What git says; if it refuses, its own words, for whoever keeps the repository."""
    done = try_git(folder, *words, given=given, environment=environment)
    if done.returncode:
        raise FaultError(foreign_owner(done.stderr) or f"git {words[0]} 没有做成：{done.stderr.strip()}")
    return done.stdout.strip()


def try_git(
    folder: Path, *words: str, given: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run git in ``folder``, whatever comes of it."""
    try:
        return subprocess.run(
            ["git", "-C", str(folder), "-c", "core.autocrlf=false", *words], input=given, text=True, check=False,
            capture_output=True, env=git_environment() | (environment or {}),
        )  # fmt: skip  # one call
    except FileNotFoundError:
        raise FaultError("缺少 git：请先运行 apt-get install git") from None


def own_checkout() -> Path:
    """Where the program that runs has its repository."""
    folder = Path(__file__).resolve().parents[3]
    if not (folder / ".git").exists():
        raise FaultError(
            f"现在运行的程序在 {folder}，那里不是克隆下来的仓库，取不到带版本的程序。"
            "怎么改：git clone 本程序的仓库，在里面运行 make .venv/bin/.run，再运行那里的 .venv/bin/gongkai"
        )
    return folder


def read_version(folder: Path, tag: str | None) -> ProgramVersion:
    """A version in the repository at ``folder``: ``tag``, or the latest tag before HEAD, or HEAD if there is none.

    In a bureau's own repository it is the version that was merged last: what is the bureau's is left out.
    """
    if refused := refusal_of(folder):
        raise FaultError(refused)
    if not tag and (merged := last_version(folder)):
        tag = merged
    with Repository(folder) as repository:
        found = tag or try_git(folder, "describe", "--tags", "--abbrev=0", "--match", _TAGS, "HEAD").stdout.strip()
        commit = _commit_of(repository, found or "HEAD", tag)
        if name := name_of_version(folder, commit):
            return ProgramVersion(name, commit, True, tuple(_files(repository, commit)))
        if not found or try_git(folder, "rev-parse", "--verify", "--quiet", f"refs/tags/{found}").returncode:
            found = ""
        return ProgramVersion(found or commit[:12], commit, bool(found), tuple(_files(repository, commit)))


def last_version(folder: Path) -> str:
    """The commit with the version of the program that a bureau's repository took last; "" in any other."""
    told = try_git(folder, "log", "-1", "--extended-regexp", f"--grep=^{VERSION_LINE}", "--format=%H", "HEAD")
    return told.stdout.strip()


def name_of_version(folder: Path, commit: str) -> str:
    """What such a commit says of itself; "" of any other."""
    key = VERSION_LINE.partition(":")[0]
    return git(folder, "log", "-1", f"--format=%(trailers:key={key},valueonly)", commit)


def _commit_of(repository: Repository, name: str, tag: str | None) -> str:
    try:
        return repository.commit(name)
    except ComparisonError as error:
        tags = try_git(repository.root, "tag", "--list", _TAGS, "--sort=-version:refname").stdout.split()
        there = f"有的版本：{'、'.join(tags[:5])}" if tags else f"先取标签：git -C {repository.root} fetch --tags"
        raise FaultError(f"没有版本 {tag}。怎么改：{there}" if tag else str(error)) from None


def _files(repository: Repository, commit: str) -> Iterator[ProgramFile]:
    for file in repository.files(commit, "."):
        if file.path.split("/")[0] != DATA and file.mode.startswith("100"):
            content = repository.read(file.digest)
            if content is None:
                raise FaultError(f"仓库 {repository.root} 里缺少 {file.path} 的内容。怎么改：重新克隆程序的仓库")
            yield ProgramFile(file.path, file.mode == "100755", content)


@contextmanager
def fetched(source: str, tag: str | None) -> Iterator[Path]:
    """A repository of the program at hand: a folder as it is, an address cloned for the time being."""
    if Path(source).is_dir():
        yield Path(source)
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        at = ("--branch", tag) if tag else ()
        done = try_git(Path(folder), "clone", "--quiet", "--no-checkout", *at, "--", source, _PROGRAM)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [""])[-1]
            raise FaultError(
                f"取不到 {source}{f' 的版本 {tag}' if tag else ''}（{last}）。"
                "怎么改：检查网址、版本和网络；不能上网的，把程序的仓库复制过来，写它的文件夹"
            )
        yield Path(folder) / _PROGRAM


def write_program(folder: Path, version: ProgramVersion) -> None:
    """Lay the files of a version out in ``folder``."""
    for file in version.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        if file.is_executable:
            path.chmod(0o755)


def commit_program(repository: Path, version: ProgramVersion, before: str = "") -> str:
    """A commit of nothing but ``version``, after ``before``, that no branch has yet; the commit's hash."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        files, index = Path(folder) / _PROGRAM, {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        files.mkdir()
        write_program(files, version)
        where = ("--work-tree", str(files), "--git-dir", git(repository, "rev-parse", "--absolute-git-dir"))
        git(files, *where, "add", "--all", "--force", "--", ".", environment=index)
        for file in version.files:  # where the file system keeps no modes
            if file.is_executable and os.name == "nt":
                git(files, *where, "update-index", "--chmod=+x", file.path, environment=index)
        tree = git(files, *where, "write-tree", environment=index)
    words = f"gongkai {version.name}\n\n程序的一个版本，不含数据。\n\n{VERSION_LINE}{version.name}\n"
    return git(repository, "commit-tree", tree, *(("-p", before) if before else ()), given=words)
