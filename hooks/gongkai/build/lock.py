"""One build at a time into a folder: a lock file beside it, and a clear word for the second of two builds.

The system lets go of a lock when the last process that holds it ends, however it ends; a file that is left over means
nothing.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

#: Files that this process has locked, by their names.
_HELD: Final[dict[Path, int]] = {}


class BusyError(Exception):
    """Another build is at work; the message is for the person who started the second."""


def lock_of(folder: Path) -> Path:
    """The lock file of a folder, beside it; a link has its own."""
    return folder.parent.resolve() / f".{folder.name}.lock"


def hold(path: Path, what: str) -> int | None:
    """Lock the file ``path`` until :func:`release`; held already, it stays so.

    Args:
        path: the lock file; where none can be made there is no lock.
        what: what is built, for the message.

    Returns:
        Its file descriptor, which another process may inherit; None where there is no lock.

    Raises:
        BusyError: another process holds it.
    """
    while path not in _HELD:
        file = _open(path)
        if file is None:
            return None
        if not _take(file):
            words = _busy(os.pread(file, 100, 0).decode("ascii", "replace") if hasattr(os, "pread") else "", what)
            os.close(file)
            raise BusyError(words)
        if _is_same(file, path):
            _HELD[path] = file
            say_who(path, os.getpid())
        else:  # it was removed by its last holder
            os.close(file)
    return _HELD[path]


def _open(path: Path) -> int | None:
    """The lock file; another user's is held without a note of ours in it."""
    for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
        with suppress(OSError):
            return os.open(path, flags, 0o644)
    return None


def say_who(path: Path, process: int) -> None:
    """Note which process is at work, and since when."""
    file = _HELD.get(path)
    if file is None:
        return
    with suppress(OSError):
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, f"{process} {time.time():.0f}".encode())


def release(*paths: Path) -> None:
    """Let go of locks; of all where none is named."""
    for path in paths or tuple(_HELD):
        file = _HELD.pop(path, None)
        if file is not None:
            with suppress(OSError):
                path.unlink()
            os.close(file)


def _busy(note: str, what: str) -> str:
    process, _, since = note.partition(" ")
    who = f"进程 {process}" if process.isdigit() else "另一个进程"
    began = time.strftime("，%H:%M:%S 开始", time.localtime(int(since))) if since.isdigit() else ""
    cure = f"等它做完再运行；它已经没有用了，就运行 kill {process}" if process.isdigit() else "等它做完再运行"
    return f"{what} 正在由另一次生成写入（{who}{began}），这一次没有做。怎么改：{cure}"


def _is_same(file: int, path: Path) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(file), os.stat(path))
    return False


if sys.platform == "win32":
    import msvcrt

    #: Beyond the note, which others read.
    _BYTE: Final = 1 << 20

    def _take(file: int) -> bool:
        """Lock a file; whether that could be done."""
        os.lseek(file, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(file: int) -> bool:
        """Lock a file; whether that could be done."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks
        return True
