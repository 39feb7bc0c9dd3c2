"""Download: a file of open data, made when it is written and remembered only by its checksum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple


class Checksum(NamedTuple):
    """Size and SHA-256 (hexadecimal) of a file."""

    size: int
    sha256: str


@dataclass(slots=True)
class Download:
    """A file at ``path`` below the site root, and how to make its bytes."""

    path: str
    make: Callable[[], bytes]
    _checksum: Checksum | None = field(default=None, init=False)

    def set_checksum(self, checksum: Checksum) -> None:
        """Take the checksum of the file as it stands, so that it need not be made to know it."""
        self._checksum = checksum

    def content(self) -> bytes:
        """Make the file; what is kept of it is its checksum."""
        made = self.make()
        self._checksum = Checksum(len(made), sha256(made).hexdigest())
        return made

    @property
    def checksum(self) -> Checksum:
        """The checksum of what was written, or of what would be."""
        if self._checksum is None:
            self.content()
        assert self._checksum is not None
        return self._checksum
