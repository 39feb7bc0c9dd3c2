"""What everybody may do with what is published: read it, whatever the umask of whoever publishes; nobody may write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

#: Modes of folders and of files.
FOLDER: Final = 0o755
FILE: Final = 0o644
#: Hands the group of a folder on to what is made in it.
_SETGID: Final = 0o2000


def make_readable(folder: Path) -> None:
    """A web server may read everything; files that it can read already are left alone, they may be links."""
    for path, mode in _modes(folder):
        allow(path, mode)


def _modes(folder: Path) -> Iterator[tuple[Path, int]]:
    yield folder, FOLDER
    for home, folders, files in os.walk(folder):
        yield from ((Path(home, name), FOLDER) for name in folders)
        yield from ((Path(home, name), FILE) for name in files)


def allow(path: Path, mode: int) -> None:
    """Set what everybody may do with a file or a folder; a folder still hands its group on."""
    present = path.stat().st_mode
    if present & 0o777 != mode:
        path.chmod(present & _SETGID | mode)
