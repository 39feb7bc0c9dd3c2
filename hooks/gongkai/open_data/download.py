"""Download: a file of open data, made when it is written and remembered only by its checksum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple


class Seal(NamedTuple):
    """Size and SHA-256 (hexadecimal) of a file."""

    size: int
    sha256: str


@dataclass(slots=True)
class Download:
    """A file at ``path`` below the site root, and how to make its bytes."""

    path: str
    make: Callable[[], bytes]
    _seal: Seal | None = field(default=None, init=False)

    def recall(self, seal: Seal) -> None:
        """Take the seal of the file as it stands, so that it need not be made to know it."""
        self._seal = seal

    def content(self) -> bytes:
        """Make the file; what is kept of it is its seal."""
        made = self.make()
        self._seal = Seal(len(made), sha256(made).hexdigest())
        return made

    @property
    def seal(self) -> Seal:
        """The seal of what was written, or of what would be."""
        if self._seal is None:
            self.content()
        assert self._seal is not None
        return self._seal
