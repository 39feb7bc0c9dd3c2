"""Compiled templates, kept in memory: a preview builds the site again and again with the same ones."""

from __future__ import annotations

from types import CodeType
from typing import Final

from jinja2.bccache import Bucket, BytecodeCache


class _Compiled(BytecodeCache):
    """Code by template and content; nothing is written to disk, where it could be tampered with."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find the code of this very content."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


COMPILED: Final = _Compiled()
