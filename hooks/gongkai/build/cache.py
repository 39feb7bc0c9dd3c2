"""The build cache: what was built of a unit group, in JSON under ``.cache/``, found again by its fingerprint.

A file that is damaged or missing is as good as never built. Whoever can write here can change the site, so a cache
is never taken from a pull request (docs/decisions/0012).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from ..model.problem import Problem
from ..open_data.files import file_bytes
from ..open_data.record import Texts
from ..render.html import Rendered
from .unit import BuildResult, GroupSummary

T = TypeVar("T")
_SUMMARY: Final[TypeAdapter[GroupSummary]] = TypeAdapter(GroupSummary)
_PAGES: Final[TypeAdapter[dict[str, Rendered]]] = TypeAdapter(dict[str, Rendered])
_PROBLEMS: Final[TypeAdapter[tuple[Problem, ...]]] = TypeAdapter(tuple[Problem, ...])
#: Where caches are, below the project root: built unit groups, packed parts of the ZIP, problems.
CACHE: Final = ".cache"
UNIT_GROUPS: Final = f"{CACHE}/unit-groups"
PACKED: Final = f"{CACHE}/packed"
CHECKS: Final = f"{CACHE}/checks"
#: Stands between the three texts of a report; no data file can hold it.
_SEPARATOR: Final = "\0"
#: What no build has asked for in this time is thrown away.
_KEPT_SECONDS: Final = 14 * 24 * 3600


class BuildCache:
    """A folder of results, each in a folder named by its fingerprint."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages: Callable[[str], dict[str, Rendered] | None] = lru_cache(maxsize=2)(self._pages)
        self.texts: Callable[[str, str], Texts | None] = lru_cache(maxsize=64)(self._texts)

    def save(self, fingerprint: str, result: BuildResult) -> None:
        """Store the result of a unit group; it appears as a whole or not at all."""
        folder = self._folder(fingerprint)
        scratch = folder.with_name(f"{fingerprint}.{os.getpid()}")
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        _write(scratch / "summary", _SUMMARY.dump_json(result.summary))
        _write(scratch / "pages", _PAGES.dump_json(result.pages))
        for name, texts in result.texts.items():
            content = _SEPARATOR.join((texts.record, texts.rows, texts.sheets))
            _write(scratch / _file_of(name), file_bytes(content))
        for name, text in result.search_texts.items():
            _write(scratch / f"{_file_of(name)} search", file_bytes(text))
        shutil.rmtree(folder, ignore_errors=True)
        scratch.rename(folder)

    def summary(self, fingerprint: str) -> GroupSummary | None:
        """What the site needs of a unit group at once; None where the group is not stored whole."""
        return _read(self._used(fingerprint) / "summary", _SUMMARY)

    def save_problems(self, fingerprint: str, problems: tuple[Problem, ...]) -> None:
        """Store everything that was found in a unit group."""
        self._write(fingerprint, "problems", _PROBLEMS.dump_json(problems))

    def problems(self, fingerprint: str) -> tuple[Problem, ...] | None:
        """Everything that was found in a unit group; None where that is not stored."""
        return _read(self._used(fingerprint) / "problems", _PROBLEMS)

    def _pages(self, fingerprint: str) -> dict[str, Rendered] | None:
        return _read(self._folder(fingerprint) / "pages", _PAGES)

    def _texts(self, fingerprint: str, name: str) -> Texts | None:
        """The texts of the report ``unit/year``."""
        content = _content_of(self._folder(fingerprint) / _file_of(name))
        return None if content is None else Texts(*content.decode().split(_SEPARATOR))

    def search_text(self, fingerprint: str, name: str) -> str | None:
        """What the search reads of the report ``unit/year``."""
        content = _content_of(self._folder(fingerprint) / f"{_file_of(name)} search")
        return None if content is None else content.decode()

    def get_or_build(self, fingerprint: str, name: str, build: Callable[[], bytes]) -> bytes:
        """What was built under ``fingerprint`` and ``name`` before, or is built now."""
        content = _content_of(self._used(fingerprint) / _file_of(name))
        if content is None:
            content = build()
            self._write(fingerprint, _file_of(name), content)
        return content

    def _write(self, fingerprint: str, name: str, content: bytes) -> None:
        """Write ``content``; it appears as a whole or, where nothing can be written, not at all."""
        path = self._folder(fingerprint) / name
        scratch = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(scratch, content)
            scratch.replace(path)

    def remove_unused(self) -> None:
        """Remove what has not been asked for in a long time."""
        oldest = time.time() - _KEPT_SECONDS
        for folder in self.folder.glob("??/*"):
            with suppress(OSError):  # another run may be removing it too
                if folder.stat().st_mtime < oldest:
                    shutil.rmtree(folder, ignore_errors=True)

    def _folder(self, fingerprint: str) -> Path:
        return self.folder / fingerprint[:2] / fingerprint

    def _used(self, fingerprint: str) -> Path:
        """The folder of a fingerprint, which :meth:`remove_unused` now leaves alone for a while."""
        folder = self._folder(fingerprint)
        with suppress(OSError):  # not there, or not ours to write to
            os.utime(folder)
        return folder


def _file_of(name: str) -> str:
    return name.replace("/", " ")


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(sha256(content).hexdigest().encode() + b"\n" + content)


def _content_of(path: Path) -> bytes | None:
    """The content of a file that is there and undamaged."""
    try:
        checksum, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if sha256(content).hexdigest().encode() == checksum else None


def _read(path: Path, kind: TypeAdapter[T]) -> T | None:
    content = _content_of(path)
    try:
        return None if content is None else kind.validate_json(content)
    except ValidationError:
        return None
