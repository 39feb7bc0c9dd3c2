"""The store: what was made of a portion, in JSON under ``.cache/``, found again by its key.

A file that is damaged or missing is as good as never made. Whoever can write here can change the site, so a store
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
from .result import Briefs, Made

T = TypeVar("T")
_BRIEFS: Final[TypeAdapter[Briefs]] = TypeAdapter(Briefs)
_PAGES: Final[TypeAdapter[dict[str, Rendered]]] = TypeAdapter(dict[str, Rendered])
_PROBLEMS: Final[TypeAdapter[tuple[Problem, ...]]] = TypeAdapter(tuple[Problem, ...])
#: Where stores are, below the project root: made portions, packed parts of the ZIP, problems.
CACHE: Final = ".cache"
PORTIONS: Final = f"{CACHE}/portions"
PACKED: Final = f"{CACHE}/packed"
CHECKS: Final = f"{CACHE}/checks"
#: Stands between the three texts of a report; no data file can hold it.
_BETWEEN: Final = "\0"
#: What no build has asked for in this time is thrown away.
_KEPT: Final = 14 * 24 * 3600


class Store:
    """A folder of made portions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages: Callable[[str], dict[str, Rendered] | None] = lru_cache(maxsize=2)(self._pages)
        self.texts: Callable[[str, str], Texts | None] = lru_cache(maxsize=64)(self._texts)

    def keep(self, key: str, made: Made) -> None:
        """Store what was made under ``key``; it appears as a whole or not at all."""
        home = self._home(key)
        scratch = home.with_name(f"{key}.{os.getpid()}")
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        _write(scratch / "briefs", _BRIEFS.dump_json(made.briefs))
        _write(scratch / "pages", _PAGES.dump_json(made.pages))
        for name, texts in made.texts.items():
            _write(
                scratch / name.replace("/", " "), file_bytes(_BETWEEN.join((texts.record, texts.rows, texts.sheets)))
            )
        for name, words in made.words.items():
            _write(scratch / f"{name.replace('/', ' ')} words", file_bytes(words))
        shutil.rmtree(home, ignore_errors=True)
        scratch.rename(home)

    def briefs(self, key: str) -> Briefs | None:
        """What the site needs of a portion at once; None where the portion is not stored whole."""
        return _read(self._asked_for(key) / "briefs", _BRIEFS)

    def keep_problems(self, key: str, problems: tuple[Problem, ...]) -> None:
        """Store everything that was found in a portion."""
        self._put(key, "problems", _PROBLEMS.dump_json(problems))

    def problems(self, key: str) -> tuple[Problem, ...] | None:
        """Everything that was found in a portion; None where that is not stored."""
        return _read(self._asked_for(key) / "problems", _PROBLEMS)

    def _pages(self, key: str) -> dict[str, Rendered] | None:
        return _read(self._home(key) / "pages", _PAGES)

    def _texts(self, key: str, name: str) -> Texts | None:
        """The texts of the report ``unit/year``."""
        content = _unsealed(self._home(key) / name.replace("/", " "))
        return None if content is None else Texts(*content.decode().split(_BETWEEN))

    def words(self, key: str, name: str) -> str | None:
        """What the search reads of the report ``unit/year``."""
        content = _unsealed(self._home(key) / f"{name.replace('/', ' ')} words")
        return None if content is None else content.decode()

    def once(self, key: str, name: str, make: Callable[[], bytes]) -> bytes:
        """What was made under ``key`` and ``name`` before, or is made now."""
        name = name.replace("/", " ")
        found = _unsealed(self._asked_for(key) / name)
        if found is None:
            found = make()
            self._put(key, name, found)
        return found

    def _put(self, key: str, name: str, content: bytes) -> None:
        """Put ``content`` down; it appears as a whole or, where nothing can be written, not at all."""
        path = self._home(key) / name
        scratch = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(scratch, content)
            scratch.replace(path)

    def tidy(self) -> None:
        """Throw away what has not been asked for in a long time."""
        oldest = time.time() - _KEPT
        for home in self.folder.glob("??/*"):
            with suppress(OSError):  # another run may be tidying too
                if home.stat().st_mtime < oldest:
                    shutil.rmtree(home, ignore_errors=True)

    def _home(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def _asked_for(self, key: str) -> Path:
        """The home of ``key``, which :meth:`tidy` now leaves alone for a while."""
        home = self._home(key)
        with suppress(OSError):  # not there, or not ours to write to
            os.utime(home)
        return home


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(sha256(content).hexdigest().encode() + b"\n" + content)


def _unsealed(path: Path) -> bytes | None:
    """The content of a file that is there and undamaged."""
    try:
        seal, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if sha256(content).hexdigest().encode() == seal else None


def _read(path: Path, kind: TypeAdapter[T]) -> T | None:
    content = _unsealed(path)
    try:
        return None if content is None else kind.validate_json(content)
    except ValidationError:
        return None
