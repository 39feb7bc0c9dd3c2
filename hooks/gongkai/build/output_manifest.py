"""The output manifest: what the output folder holds and what it was built from, so that nothing is written twice.

It only matters where the folder is not emptied first (``--dirty``): a page or file with the same fingerprint is left
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

from .fingerprint import fingerprint_of


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site: the fingerprint of its inputs, its size, and its SHA-256 where that is published."""

    fingerprint: str
    size: int
    sha256: str = ""


class OutputManifest:
    """The manifest of one output folder; a damaged or missing one knows nothing."""

    def __init__(self, cache: Path, output: Path, frame: str) -> None:
        self._path = cache / f"manifest-{fingerprint_of((str(output),))[:16]}.json"
        self._output, self._frame = output, frame
        self._files = self._read()
        if not self._files:
            _empty(output)

    def find(self, path: str, fingerprint: str) -> OutputFile | None:
        """What is known of a file that stands in the folder as it would be built."""
        file = self._files.get(path)
        is_current = file is not None and (file.fingerprint, file.size) == (fingerprint, self._size(path))
        return file if is_current else None

    def write(self, published: Iterable[tuple[str, str, str]]) -> None:
        """Record (path, fingerprint, SHA-256) of all that was published; remove what no longer is."""
        files = {path: (fingerprint, self._size(path), checksum) for path, fingerprint, checksum in published}
        for path in self._files.keys() - files.keys():
            _remove(self._output, path)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"frame": self._frame, "files": files}, ensure_ascii=False, indent=0)
        scratch = self._path.with_suffix(".new")
        scratch.write_text(content, encoding="utf-8")
        scratch.replace(self._path)

    def _size(self, path: str) -> int:
        """Tens of thousands are asked for, so without the comfort of pathlib."""
        try:
            status = os.stat(f"{self._output}/{path}")
        except OSError:
            return -1
        return status.st_size if stat.S_ISREG(status.st_mode) else -1

    def _read(self) -> dict[str, OutputFile]:
        try:
            manifest = json.loads(self._path.read_text(encoding="utf-8"))
            files = {
                path: OutputFile(str(key), int(size), str(sha)) for path, (key, size, sha) in manifest["files"].items()
            }
            return files if manifest["frame"] == self._frame else {}
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
