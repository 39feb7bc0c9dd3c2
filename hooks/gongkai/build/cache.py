"""The folder of everything that may be thrown away; another one where the usual one cannot be written."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from .faults import FaultError, words_of

#: The usual folder, below the project root.
CACHE: Final = ".cache"
#: With fewer free bytes it is as good as full.
_ROOM: Final = 16 << 20


class Cache(NamedTuple):
    """The folder in use, and why it is not the usual one; "" where it is."""

    folder: Path
    complaint: str


@cache
def cache_of(root: Path) -> Cache:
    """The cache of a project: ``.cache``, or a private folder among the system's temporary ones."""
    usual = root / CACHE
    if not (fault := _fault_of(usual)):
        return Cache(usual, "")
    other = _private(root)
    if again := _fault_of(other):
        raise FaultError(again)
    fact = fault.partition("。")[0]
    return Cache(other, f"{fact}：这一次缓存放在 {other}。怎么改：让 {CACHE} 能写，或者把它整个删掉，里面的都能再生成")


def _fault_of(folder: Path) -> str:
    """Why nothing can be written there; "" if something can."""
    probe = folder / f"probe.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(bytes(4096))
        probe.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return words_of(error)
    return "" if free >= _ROOM else f"{folder} 所在的磁盘只剩 {free >> 20} MB。怎么改：腾出空间，再运行一次"


def _private(root: Path) -> Path:
    """Who could write it could change the site, so it must belong to nobody else."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"gongkai-{user}-{sha256(str(root.resolve()).encode()).hexdigest()[:12]}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
    except OSError as error:
        raise FaultError(words_of(error)) from None
    is_ours = stat.S_ISDIR(status.st_mode) and (not hasattr(os, "getuid") or status.st_uid == user)
    if not is_ours or (os.name == "posix" and status.st_mode & 0o077):
        raise FaultError(f"{folder} 不是只归本用户的文件夹，不能当缓存。怎么改：删掉它，或者让 {CACHE} 能写")
    return folder
