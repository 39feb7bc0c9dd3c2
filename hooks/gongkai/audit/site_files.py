"""The files of a folder that is audited, read once in a process."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..pages.data import MANIFEST


def content_of(site: Path, path: str) -> bytes:
    """The bytes of a file; none where it is missing."""
    try:
        with open(f"{site}/{path}", "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return b""


class Listed(NamedTuple):
    """Size in bytes and SHA-256 of a file, as a manifest of data files has them."""

    size: int
    sha256: str


@lru_cache(maxsize=2)
def files_of(site: Path) -> dict[str, int]:
    """Every file below a folder, with its size in bytes; what is hidden at the top is the builder's own."""
    found: dict[str, int] = {}
    for home, _, names in os.walk(site):
        folder = os.path.relpath(home, site)
        for name in names:
            path = name if folder == "." else f"{folder}/{name}".replace(os.sep, "/")
            if folder != "." or not name.startswith("."):
                found[path] = os.lstat(os.path.join(home, name)).st_size
    return found


@lru_cache(maxsize=512)
def listed_in(site: Path, manifest: str) -> dict[str, Listed]:
    """What a manifest of data files lists; nothing where it cannot be read."""
    try:
        document: Any = json.loads((site / manifest).read_bytes())
        return {one["路径"]: Listed(one["字节数"], one["SHA-256"]) for one in document["文件"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


@lru_cache(maxsize=2)
def checksums_in(site: Path) -> dict[tuple[str, int], str]:
    """The checksum of the data of each report, as manifest.json has it; nothing where it cannot be read."""
    try:
        document: Any = json.loads((site / MANIFEST).read_bytes())
        return {(one["单位"], one["年度"]): one.get("数据SHA-256", "") for one in document["报告"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def digest(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return sha256(content).hexdigest()
