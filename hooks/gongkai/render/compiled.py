"""Compiled templates, in memory and beside Python's own compiled code: who can write the one can write the other."""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import Final

from jinja2.bccache import Bucket, FileSystemBytecodeCache

#: They change what a template is compiled to; Jinja itself looks at Python's version and at the template's text.
_PACKAGES: Final = ("jinja2", "markupsafe")
#: The same of our own code (:class:`~gongkai.render.escaping.EscapingCode`).
_OWN: Final = "2"


class Compiled(FileSystemBytecodeCache):
    """Code by template and content; a file that cannot be read or written is as good as none.

    Attributes:
        folder: where the files are; None for memory alone.
    """

    def __init__(self, folder: Path | None) -> None:
        super().__init__(str(folder or "."), "%s.jinja")
        self.folder = folder
        self._codes: dict[tuple[str, str], CodeType | None] = {}
        self._compiler = " ".join((_OWN, *map(version, _PACKAGES)))

    def get_source_checksum(self, source: str) -> str:
        """What must be the same for the code to be the same."""
        return sha256(f"{self._compiler} {source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find the code of this very content."""
        known = (bucket.key, bucket.checksum)
        if known not in self._codes and self.folder:
            with suppress(OSError):
                super().load_bytecode(bucket)
                self._codes[known] = bucket.code
        bucket.code = self._codes.get(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._codes[bucket.key, bucket.checksum] = bucket.code
        if self.folder:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def _beside_the_code() -> Path | None:
    """Where Python keeps the compiled modules of this folder; None where it is told not to."""
    return None if sys.dont_write_bytecode else Path(cache_from_source(__file__)).parent


COMPILED: Final = Compiled(_beside_the_code())
