"""SHA256SUMS: a line for each file, its SHA-256 and its path, as ``sha256sum -c`` reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..build.faults import FaultError

SUMS: Final = "SHA256SUMS"
#: The cure for a site that is not as it was published.
AGAIN: Final = "重新发布（gongkai publish），再做副本"
_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](?:\./)?(.+)")


def sums_line(path: str, checksum: str) -> str:
    """The line of a file."""
    return f"{checksum}  {path}\n"


def read_sums(site: Path) -> Iterator[tuple[str, str]]:
    """(path, SHA-256) of every file that a site lists, one after the other, in its order.

    Raises:
        FaultError: there is no list, or a line of it is none.
    """
    try:
        with open(site / SUMS, encoding="utf-8") as file:
            for at, line in enumerate(file, 1):
                found = _LINE.fullmatch(line.removesuffix("\n"))
                if not found or ".." in found[2].split("/") or found[2].startswith("/"):
                    raise FaultError(f"{site / SUMS}:{at} 不是“校验值  路径”。怎么改：{AGAIN}")
                yield found[2], found[1]
    except FileNotFoundError:
        raise FaultError(f"{site} 里没有 {SUMS}，不能证明文件没有改过，没有做副本。怎么改：{AGAIN}") from None
    except UnicodeDecodeError:
        raise FaultError(f"{site / SUMS} 不是文字。怎么改：{AGAIN}") from None
