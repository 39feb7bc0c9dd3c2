"""The beginning of a build, before anything is touched, and its end when something goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .cache import cache_of
from .faults import FaultError, words_of
from .lock import hold, lock_of, release
from .releases import holds_releases


def claim(root: Path, folder: Path) -> None:
    """Make sure that nobody else builds the project ``root`` or into ``folder``.

    Raises:
        BusyError: somebody else does.
        FaultError: the folder is a published one.
    """
    if folder.is_symlink() and holds_releases(folder):
        raise FaultError(f"{folder} 是发布用的链接，不能直接往里生成。怎么改：运行 gongkai publish {folder}")
    hold(lock_of(folder), str(folder))
    hold(cache_of(root).folder / "lock", f"项目 {root} 的网站")


def stop_in_words(*, error: Exception, stop: Callable[[str], Exception], **_: Any) -> None:
    """Let go of the locks, and raise ``stop`` where there is a sentence for the error that ended a build."""
    release()
    if words := words_of(error):
        raise stop(words) from None
