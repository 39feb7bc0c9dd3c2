"""Where a site is published: a link to one of its releases, or a plain folder; it is replaced as a whole.

A link ``site`` leads into ``site.releases``, which holds the present release, those before it, and what is being built.
A plain folder has a folder of its own for what is being built, which is there only while that goes on.
"""

from __future__ import annotations

import calendar
import ctypes
import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from .faults import FaultError
from .modes import FOLDER, allow
from .output import FINISHED, UNFINISHED, OutputFolder

#: Ending of the folder that holds the releases of a link.
_RELEASES: Final = ".releases"
#: Name of a release: when it was published (UTC), and the beginning of its id.
_RELEASE: Final = re.compile(r"(\d{8}T\d{6})-\w+")
_TIME: Final = "%Y%m%dT%H%M%S"
#: Fewer releases than this would take away what a reader may be reading.
FEWEST: Final = 2
_EXCHANGE: Final = 2
_HERE: Final = -100


def holds_releases(folder: Path) -> bool:
    """Whether ``folder`` is a link to one of its own releases."""
    return Path(os.readlink(folder)).parent.name == f"{folder.name}{_RELEASES}"


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """A published site.

    Attributes:
        folder: the name that readers are led to, absolute.
        is_plain: it is a folder itself, not a link to a release.
    """

    folder: Path
    is_plain: bool = False

    @property
    def work(self) -> Path:
        """The folder beside it, on the same file system."""
        name = self.folder.name
        return self.folder.with_name(f".{name}.building" if self.is_plain else f"{name}{_RELEASES}")

    @property
    def staged(self) -> OutputFolder:
        """Where the next one is built."""
        return OutputFolder(self.work / ".building")

    @property
    def _old(self) -> Path:
        """Where a plain folder is moved to when another takes its place."""
        return self.work / ".old"

    @property
    def present(self) -> OutputFolder | None:
        """What readers see; None where there is nothing yet."""
        return OutputFolder(self.folder.resolve()) if self.folder.is_dir() else None

    @property
    def is_in_form(self) -> bool:
        """Whether what stands there is what is to stand there: a link or a plain folder."""
        return self.folder.is_symlink() is not self.is_plain

    @property
    def releases(self) -> list[Path]:
        """Those that can be gone back to and the present one, oldest first."""
        found = self.work.iterdir() if self.work.is_dir() and not self.is_plain else ()
        return sorted(path for path in found if _RELEASE.fullmatch(path.name) and path.is_dir())

    def begin(self) -> None:
        """Refuse what cannot be published to, and clear away what a build that was killed has left."""
        folder = self.folder
        if folder.is_symlink() and (self.is_plain or not holds_releases(folder)):
            is_ours = holds_releases(folder)
            cure = "去掉 --plain" if is_ours else "换一个文件夹，或者先删掉这个链接"
            fact = "是发布用的链接，不是普通文件夹" if is_ours else "是一个链接，不是本命令建立的"
            raise FaultError(f"{folder} {fact}。怎么改：{cure}")
        if not folder.is_symlink():
            self._refuse_foreign()
        if not self.work.is_dir():
            new = (self.work, *takewhile(lambda path: not path.exists(), self.work.parents))
            self.work.mkdir(parents=True)
            for path in new:
                allow(path, FOLDER)
        if self._old.is_symlink():
            self._old.unlink()
        elif self._old.is_dir():
            self._keep_old()
        shutil.rmtree(self.staged.root, ignore_errors=True)
        for path in self.work.glob(".gone-*"):
            shutil.rmtree(path, ignore_errors=True)

    def _refuse_foreign(self) -> None:
        """A folder that is replaced holds nothing but a site."""
        if os.path.ismount(self.folder):
            cure = f"发布到它里面的一个文件夹，例如 {self.folder / 'jixiao'}"
            raise FaultError(f"{self.folder} 是挂载点，不能整个换掉。怎么改：{cure}")
        OutputFolder(self.folder).refuse_foreign()
        hidden = (path for path in self.folder.iterdir() if path.name[0] == ".") if self.folder.is_dir() else ()
        other = next((path for path in sorted(hidden) if path.name not in (FINISHED, UNFINISHED)), None)
        if other:
            cure = f"把 {other.name} 移走，或者换一个文件夹"
            raise FaultError(f"{self.folder} 里有 {other.name}，不是生成的，整个换掉就没有了，没有动它。怎么改：{cure}")

    def swap_in(self) -> bool:
        """Let readers see what was staged; whether there was a moment without any site."""
        if self.is_plain:
            return self._replace(self.staged.root)
        name = self._name_of(self.staged.finished)
        self.staged.root.rename(self.work / name)
        return self._point_to(name)

    def _point_to(self, name: str) -> bool:
        link = self.work / ".link"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(self.work.name, name), target_is_directory=True)
        return self._replace(link)

    def _replace(self, new: Path) -> bool:
        """Put ``new`` in the folder's place in one call; True where the system has none for a plain folder."""
        if self.folder.is_symlink() or not self.folder.exists():
            os.replace(new, self.folder)
            return False
        new.rename(self._old)
        if exchange(self._old, self.folder):
            self._keep_old()
            return False
        self._old.rename(new)
        self.folder.rename(self._old)
        new.rename(self.folder)
        self._keep_old()
        return True

    def _keep_old(self) -> None:
        """What was replaced is the release before; beside a plain folder it is removed.

        Where a build was killed between two moves of a system without exchange, it goes back to its place.
        """
        if not self.folder.exists():
            self._old.rename(self.folder)
        elif self.is_plain or not any(self._old.iterdir()):
            shutil.rmtree(self._old)
        else:
            first = min((path.name for path in self.releases), default="")
            moment = _seconds(first) - 1 if first else time.time()
            self._old.rename(self.work / f"{_moment(moment)}-before")

    def back(self, prepare: Callable[[Path], None]) -> str:
        """Go back one release, which is prepared before readers see it; its name.

        Raises:
            FaultError: there is none that is whole.
        """
        present = self.present
        if present is None or not self.folder.is_symlink() or not holds_releases(self.folder):
            cure = f"先运行 gongkai publish {self.folder}"
            raise FaultError(f"{self.folder} 不是发布用的链接，没有可以退回的。怎么改：{cure}")
        earlier = [path for path in self.releases if path.name < present.root.name and OutputFolder(path).finished]
        if not earlier:
            raise FaultError(f"{self.folder} 没有更早的一版，没有动它。怎么改：退回数据（git revert），重新发布")
        prepare(earlier[-1])
        self._point_to(earlier[-1].name)
        return earlier[-1].name

    def clear(self, keep: int, skipped: str = "") -> None:
        """Remove the oldest releases, and those after ``skipped``, the one that was present before: from them it was
        gone back. The present one and the one before it stay.
        """
        if self.is_plain:
            shutil.rmtree(self.work, ignore_errors=True)
            return
        present, is_release = self.folder.resolve().name, _RELEASE.fullmatch(skipped)
        left = [path for path in self.releases if is_release and skipped < path.name != present]
        kept = [path for path in self.releases if path not in left]
        for path in (*left, *kept[: -max(keep, FEWEST)]):
            if path.name != present:
                gone = path.with_name(f".gone-{path.name}")
                path.rename(gone)
                shutil.rmtree(gone, ignore_errors=True)

    def _name_of(self, finished: str) -> str:
        """A new release comes after all others, whatever the clock says."""
        last = self.releases[-1].name if self.releases else ""
        moment = max(time.time(), _seconds(last) + 1 if last else 0)
        return f"{_moment(moment)}-{finished[:12]}"


def _moment(seconds: float) -> str:
    return time.strftime(_TIME, time.gmtime(seconds))


def _seconds(name: str) -> int:
    """When a release was published."""
    return calendar.timegm(time.strptime(name.partition("-")[0], _TIME))


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one call; False where the system cannot."""
    if sys.platform != "linux":
        return False
    with suppress(OSError, AttributeError):
        call = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
    return False


def settle(folder: Path) -> None:
    """Wait until the disk holds what was written, so that a power cut after the swap loses nothing."""
    if sys.platform == "linux":
        file = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError, AttributeError):
                ctypes.CDLL(None, use_errno=True).syncfs(file)
        finally:
            os.close(file)
