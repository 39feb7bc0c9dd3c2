"""The output folder: a file takes the place of another as a whole, and a folder that is not finished says so.

Nothing is ever written in place. What is published may be hard links to the same files, and a reader may be reading.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import DEFAULT_BUFFER_SIZE
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from .faults import FaultError

#: Stands in a finished folder and holds the id of what was built; it is gone from before the first write to the end.
FINISHED: Final = ".gongkai"
#: Stands in a folder from before the first write to the end.
UNFINISHED: Final = ".gongkai-unfinished"
#: Together they stand in no other site.
_OURS: Final = ("index.html", "sitemap.xml", "units/index.html", "years/index.html", "quality/index.html")
#: Ending of a file that is not whole yet.
_NEW: Final = ".new"


@contextmanager
def whole_file(path: str | Path, ending: str = _NEW) -> Iterator[BinaryIO]:
    """A file to write, which takes its name when it is whole; if it never is, nothing changes there.

    Args:
        path: its name, in a folder that exists.
        ending: of its name while it is written; one of their own for processes that may write it at the same time.
    """
    new = f"{path}{ending}"
    try:
        with open(new, "wb") as file:  # buffered: without, a full disk takes a piece and says nothing
            yield file
        os.replace(new, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(new)
        raise


@contextmanager
def _file_at(path: str) -> Iterator[BinaryIO]:
    """The file ``path`` to write, in place of another a whole one; where there is none nobody can be reading it.

    If it never is whole it is not there, but for a process that is killed: the folder is not finished then.
    """
    try:
        new = open(path, "xb", DEFAULT_BUFFER_SIZE)  # noqa: SIM115  # closed below
    except FileExistsError:
        with whole_file(path) as file:
            yield file
        return
    try:
        with new:
            yield new
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise


def link(source: str, target: str) -> None:
    """Give a file a second name, in place of what has it; a copy where there can be no link."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with suppress(FileNotFoundError):
        os.unlink(target)
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copy2(source, target)


class OutputFile(NamedTuple):
    """A file as it was written: its size in bytes, when (nanoseconds), and its SHA-256, hexadecimal."""

    size: int
    written: int
    sha256: str = ""


class OutputFolder:
    """Files by their paths below a folder, which need not exist yet."""

    def __init__(self, root: Path) -> None:
        self.root, self._home = root, str(root)
        self._folders: set[str] = set()

    def write(self, path: str, content: bytes) -> OutputFile:
        """Write a file."""
        return self.write_parts(path, (content,))

    def write_parts(self, path: str, parts: Iterable[bytes]) -> OutputFile:
        """Write a file part by part; in place of another it appears when the last one is written."""
        folder, _, _ = path.rpartition("/")
        if folder not in self._folders:
            os.makedirs(f"{self.root}/{folder}", exist_ok=True)
            self._folders.add(folder)
        target, digest, size = f"{self.root}/{path}", sha256(), 0
        with _file_at(target) as file:
            for part in parts:
                size += len(part)
                digest.update(part)
                file.write(part)
            file.flush()
            written = os.fstat(file.fileno()).st_mtime_ns
        return OutputFile(size, written, digest.hexdigest())

    def read(self, path: str) -> bytes:
        """The content of a file."""
        with open(f"{self.root}/{path}", "rb", 0) as file:
            return file.read()

    def state(self, path: str) -> OutputFile | None:
        """Size and time of a plain file; tens of thousands are asked for, so without the comfort of pathlib."""
        try:
            status = os.stat(f"{self._home}/{path}")
        except OSError:
            return None
        return OutputFile(status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None

    def known(self, path: str) -> OutputFile | None:
        """What is to be known of a plain file that others have written."""
        state = self.state(path)
        return state and state._replace(sha256=sha256(self.read(path)).hexdigest())

    def again(self, path: str, before: OutputFile | None) -> OutputFile | None:
        """What is to be known of a file that others write each time: if it is as it was ``before``, its time is too."""
        file = self.known(path)
        if file is None or before is None or file._replace(written=before.written) != before:
            return file
        os.utime(f"{self.root}/{path}", ns=(before.written, before.written))
        return before

    def stands(self, path: str, known: OutputFile) -> bool:
        """Whether a file is as it was written."""
        state = self.state(path)
        return state is not None and state[:2] == known[:2]  # size and time

    @property
    def finished(self) -> str:
        """The id of what was built here; "" where that was not finished."""
        try:
            return (self.root / FINISHED).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return ""

    def begin(self) -> None:
        """From now on the folder is not finished."""
        (self.root / FINISHED).unlink(missing_ok=True)
        self.write(UNFINISHED, b"")

    @property
    def holds_site(self) -> bool:
        """Whether a site was built here: to the end or not, or by a program that did not say so yet."""
        is_marked = any((self.root / name).is_file() for name in (FINISHED, UNFINISHED))
        return is_marked or all((self.root / path).is_file() for path in _OURS)

    def refuse_foreign(self) -> None:
        """What somebody else has put there is never built over, nor cleared away.

        Raises:
            FaultError: the folder is none, or holds other things than a site.
        """
        root = self.root
        if root.is_symlink() and not root.exists():
            raise FaultError(f"{root} 是一个链接，指向的 {os.readlink(root)} 不存在。怎么改：删掉这个链接，再运行一次")
        if root.exists() and not root.is_dir():
            raise FaultError(f"{root} 是一个文件，不是文件夹，没有动它。怎么改：换一个文件夹，或者先把这个文件移走")
        seen = (path for path in root.iterdir() if not path.name.startswith(".")) if root.is_dir() else ()
        if any(seen) and not self.holds_site:
            cure = "换一个新的或者空的文件夹；里面的都不要了，就先把它删掉"
            raise FaultError(f"{root} 里有别的东西，不是生成的网站，没有动它。怎么改：{cure}")

    def finish(self, name: str) -> None:
        """The folder is finished, with the id ``name``."""
        self.write(FINISHED, name.encode("ascii"))
        (self.root / UNFINISHED).unlink(missing_ok=True)

    def detach(self, paths: Iterable[str]) -> None:
        """Make files that others will write to in place into files of this folder alone."""
        for path in paths:
            target = f"{self.root}/{path}"
            with suppress(FileNotFoundError):
                if os.stat(target, follow_symlinks=False).st_nlink > 1:
                    shutil.copy2(target, f"{target}{_NEW}")
                    os.replace(f"{target}{_NEW}", target)

    def remove(self, path: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        written = self.root / path
        written.unlink(missing_ok=True)
        for folder in written.parents:
            if folder == self.root or not folder.is_dir() or any(folder.iterdir()):
                return
            folder.rmdir()

    def clear(self) -> None:
        """Remove what an unknown build has left; the folder stays, and what is hidden in it, such as ``.git``."""
        for path in self.root.iterdir():
            if path.name.startswith("."):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
