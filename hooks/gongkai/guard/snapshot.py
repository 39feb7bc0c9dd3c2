"""The files of one version of the data: of a commit, or of the folder as it lies there."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from .repository import ComparisonError, Repository, TreeFile, missing

PLAIN: Final = "100644"
_PROGRAM: Final = "100755"
LINK: Final = "120000"
SUBMODULE: Final = "160000"
#: What git cannot keep: a pipe, a device, a file that cannot be opened.
ODD: Final = "000000"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version.

    Attributes:
        commit: its commit; "" for the folder as it lies there.
        files: everything in it, by path below the project, in order.
        read: the content of a file by its path; None where it has none.
    """

    commit: str
    files: Mapping[str, TreeFile]
    read: Callable[[str], bytes | None]


def snapshot_of_commit(repository: Repository, commit: str, folder: str) -> Snapshot:
    """The data of a commit.

    Raises:
        ComparisonError: the commit has none.
    """
    files = {file.path: file for file in sorted(repository.files(commit, folder))}
    if not files:
        words = f"版本 {commit[:12]} 里没有 {folder}/，没有可以比较的。改过数据文件夹的名称的，先改回来；"
        raise ComparisonError(f"{words}第一次提交数据的，不用 --base，直接校核。")
    return Snapshot(commit, files, partial(_read_blob, repository, commit, files))


def _read_blob(repository: Repository, commit: str, files: Mapping[str, TreeFile], path: str) -> bytes | None:
    file = files.get(path)
    if file is None or file.mode == SUBMODULE:
        return None
    if (content := repository.read(file.digest)) is None:
        raise missing(path, commit)
    return content


def snapshot_of_folder(repository: Repository, folder: str) -> Snapshot:
    """The data as it lies in the project's folder, byte for byte.

    Raises:
        ComparisonError: there is no such folder.
    """
    home = repository.root / folder
    if home.is_symlink() or not home.is_dir():
        raise ComparisonError(f"{folder} 不是一个文件夹。请恢复它：所有报告都在里面。")
    sees_programs = repository.keeps_modes()
    found = sorted(_walk(home, folder, repository.algorithm, sees_programs=sees_programs))
    return Snapshot("", {file.path: file for file in found}, partial(_read_file, repository.root))


def _walk(home: Path, name: str, algorithm: str, *, sees_programs: bool) -> Iterator[TreeFile]:
    for entry in os.scandir(home):
        path = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), path, algorithm, sees_programs=sees_programs)
            continue
        kind = entry.stat(follow_symlinks=False).st_mode
        content = os.fsencode(os.readlink(entry.path)) if stat.S_ISLNK(kind) else _content(Path(entry.path))
        mode = _PROGRAM if sees_programs and kind & stat.S_IXUSR else PLAIN
        mode = LINK if stat.S_ISLNK(kind) else ODD if content is None else mode
        yield TreeFile(path, mode, _object_name(content, algorithm) if content is not None else "")


def _object_name(content: bytes, algorithm: str) -> str:
    """What git calls a file of this content."""
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content).hexdigest()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else None
    except OSError:
        return None


def _read_file(root: Path, path: str) -> bytes | None:
    return _content(root / path)
