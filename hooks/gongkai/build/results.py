"""Results found again by their fingerprint, all in one file; where it is damaged or missing nothing is known.

Whoever can write it can change the site, so it is never taken from a pull request (docs/decisions/0012).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Set
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from .output import whole_file

T = TypeVar("T")
#: Characters of a checksum, which stands before each result.
_CHECKSUM: Final = 16


class Results(Generic[T]):
    """One line for each result: fingerprint, checksum, JSON."""

    def __init__(self, path: Path, kind: type[T] | Any) -> None:
        self._kind = TypeAdapter[T](kind)
        self._lines = dict(_read(path))

    def find(self, fingerprint: str) -> T | None:
        """The result with this fingerprint, if it is known."""
        line = self._lines.get(fingerprint)
        if line is None or _checksum(line[_CHECKSUM:]) != line[:_CHECKSUM]:
            return None
        with suppress(ValidationError):
            return self._kind.validate_json(line[_CHECKSUM:])
        return None

    @property
    def fingerprints(self) -> Set[str]:
        """Of all results that are known."""
        return self._lines.keys()

    def write(self, path: Path, results: Mapping[str, T], new: Set[str]) -> None:
        """Write ``results`` to ``path``; those not in ``new`` were found here.

        Raises:
            OSError: it cannot be written; what stood there before still does.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path, f".{os.getpid()}") as file:
            for fingerprint, result in results.items():
                line = None if fingerprint in new else self._lines.get(fingerprint)
                if line is None:
                    content = self._kind.dump_json(result)
                    line = _checksum(content) + content
                file.write(fingerprint.encode() + b" " + line + b"\n")


def _checksum(content: bytes) -> bytes:
    return sha256(content).hexdigest()[:_CHECKSUM].encode()


def _read(path: Path) -> list[tuple[str, bytes]]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return []
    parts = (line.partition(b" ") for line in lines)
    return [(fingerprint.decode("ascii", "replace"), content) for fingerprint, _, content in parts if content]
