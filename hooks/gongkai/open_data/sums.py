"""SHA256SUMS: the SHA-256 of every published file, one line each, as ``sha256sum -c`` reads it.

A line is the checksum, two spaces and the path below the site's root. Lines are in the order of the paths' bytes
(``LC_ALL=C sort -k 2``). A name with a backslash or a line break is written as coreutils write it: the line begins with
a backslash, and in the name ``\\\\``, ``\\n`` and ``\\r`` stand for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

#: At the site's root.
SUMS: Final = "SHA256SUMS"
#: The record of all publications, which ``gongkai publish`` alone writes.
CHAIN: Final = "chain.json"
#: The folder of a mirror in which the site stands as it was published; see :mod:`gongkai.mirror`.
SITE: Final = "网站/"
#: Ending of a signature's name.
SIGNATURE: Final = ".sig"
#: What no list of a site holds: the list itself, and what is put beside it when it is published.
UNLISTED: Final = frozenset({SUMS, CHAIN, f"{SUMS}{SIGNATURE}", f"{CHAIN}{SIGNATURE}"})
_LINE: Final = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPES: Final = (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"))
_WRITTEN: Final = tuple((character.encode(), escape.encode()) for character, escape in _ESCAPES)
_MEANT: Final = {escape: character for character, escape in _ESCAPES}


class SumsError(ValueError):
    """A list of checksums that cannot be read; the message is for the person who checks a site."""


def sums_bytes(checksums: Mapping[str, str]) -> bytes:
    """The whole file.

    Args:
        checksums: path below the site's root → SHA-256, hexadecimal.
    """
    ordered = sorted((path.encode("utf-8", "surrogateescape"), checksum) for path, checksum in checksums.items())
    return b"".join(_line(path, checksum) for path, checksum in ordered)


def _line(path: bytes, checksum: str) -> bytes:
    name, mark = path, b""
    for character, escape in _WRITTEN:
        name = name.replace(character, escape)
    if name != path:
        mark = b"\\"
    return mark + checksum.encode() + b"  " + name + b"\n"


def parse_sums(content: bytes) -> dict[str, str]:
    """Path → SHA-256 of a file as :func:`sums_bytes` writes it, in its order.

    Raises:
        SumsError: a line is none, a path stands twice or leads out of the site.
    """
    checksums: dict[str, str] = {}
    for number, line in enumerate(_lines(content), 1):
        match = _LINE.fullmatch(line)
        path = _path(match[3], is_escaped=bool(match[1])) if match else ""
        if match is None or not is_inside(path):
            raise SumsError(f"{SUMS} 第 {number} 行不是“校验值、两个空格、路径”：{line[:80]!r}")
        if path in checksums:
            raise SumsError(f"{SUMS} 第 {number} 行：{path} 写了两次")
        checksums[path] = match[2]
    return checksums


def _lines(content: bytes) -> Iterable[str]:
    text = content.decode("utf-8", "surrogateescape")
    if text and not text.endswith("\n"):
        raise SumsError(f"{SUMS} 的最后一行没有写完")
    return text.split("\n")[:-1]


def _path(name: str, *, is_escaped: bool) -> str:
    return re.sub(r"\\[\\nr]", lambda found: _MEANT[found[0]], name) if is_escaped else name


def is_inside(path: str) -> bool:
    """Whether a path is one below a folder, and nothing else on any system."""
    return bool(path) and not {"", ".", ".."} & set(path.split("/")) and "\0" not in path
