"""The ledger: what the output folder holds already and what it was made of, so that nothing is written twice.

It only matters where the folder is not emptied first (``--dirty``): a page or file whose key is the same is left
alone, what belongs to the site no longer is removed, and everything goes if the frame of the pages has changed.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .fingerprint import sealed


@dataclass(frozen=True, slots=True)
class Line:
    """A file of the site: the key of what it was made of, its size, and its SHA-256 where that is published."""

    key: str
    size: int
    sha256: str = ""


class Ledger:
    """The ledger of one output folder; a damaged or missing one knows nothing."""

    def __init__(self, cache: Path, output: Path, frame: str) -> None:
        self._path = cache / f"ledger-{sealed((str(output),))[:16]}.json"
        self._output, self._frame = output, frame
        self._lines = self._read()
        if not self._lines:
            _empty(output)

    def find(self, path: str, key: str) -> Line | None:
        """What is known of a file that stands in the folder as it would be made."""
        line = self._lines.get(path)
        if line is None or line.key != key:
            return None
        return line if self._size(path) == line.size else None

    def write(self, keys: Iterable[tuple[str, str, str]]) -> None:
        """Set down (path, key, SHA-256) of all that was published; remove what no longer is."""
        lines = {path: (key, self._size(path), seal) for path, key, seal in keys}
        for path in self._lines.keys() - lines.keys():
            _remove(self._output, path)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"frame": self._frame, "lines": lines}, ensure_ascii=False, indent=0)
        scratch = self._path.with_suffix(".new")
        scratch.write_text(content, encoding="utf-8")
        scratch.replace(self._path)

    def _size(self, path: str) -> int:
        """Tens of thousands are asked for, so without the comfort of pathlib."""
        try:
            found = os.stat(f"{self._output}/{path}")
        except OSError:
            return -1
        return found.st_size if stat.S_ISREG(found.st_mode) else -1

    def _read(self) -> dict[str, Line]:
        try:
            said = json.loads(self._path.read_text(encoding="utf-8"))
            lines = {path: Line(str(key), int(size), str(seal)) for path, (key, size, seal) in said["lines"].items()}
            return lines if said["frame"] == self._frame else {}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}


def _empty(output: Path) -> None:
    """Remove what an unknown build has left; the folder itself stays, and one that holds no site is not touched."""
    for path in output.iterdir() if (output / "sitemap.xml").is_file() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif not path.name.startswith("."):
            path.unlink()


def _remove(output: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    written = output / path
    written.unlink(missing_ok=True)
    for folder in written.parents:
        if folder == output or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
