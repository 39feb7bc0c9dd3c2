"""A ZIP that grows on the disk, the same bytes for the same files, and takes its name when it is whole."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..build.output import whole_file

#: Stands at the very end of every ZIP of ours, so that no other is ever replaced.
COMMENT: Final = b"gongkai mirror"
#: Bytes read at a time; nothing larger is ever in memory.
CHUNK: Final = 1 << 20
#: What is packed already.
_PACKED: Final = (".zip", ".xlsx", ".docx", ".ofd", ".png", ".jpg", ".jpeg", ".pdf", ".woff2", ".gz", ".br", ".zst")
#: The earliest time that a ZIP can hold.
_FIRST: Final = (1980, 1, 1, 0, 0, 0)


class ZipWriter:
    """Writes files into a ZIP one after the other, all with one time and one mode."""

    def __init__(self, archive: zipfile.ZipFile, moment: datetime | None) -> None:
        self._archive, self._moment = archive, _zip_moment(moment)

    def add(self, name: str, parts: Iterable[bytes], size: int) -> str:
        """Write a file; its SHA-256, hexadecimal.

        Args:
            name: its path in the ZIP.
            parts: its content.
            size: bytes, as far as they are known before.
        """
        info, digest = zipfile.ZipInfo(name, self._moment), sha256()
        info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_PACKED) else zipfile.ZIP_DEFLATED
        info.external_attr, info.create_system, info.file_size = 0o100644 << 16, 3, size
        with self._archive.open(info, "w") as file:
            for part in parts:
                digest.update(part)
                file.write(part)
        return digest.hexdigest()


@contextmanager
def new_zip(target: Path, moment: datetime | None) -> Iterator[ZipWriter]:
    """A ZIP to write; until it is whole, and if it never is, nothing changes at ``target`` and nothing is left beside.

    Args:
        target: its name, in a folder that exists.
        moment: the time of all files in it, if known.
    """
    try:
        with whole_file(target) as file:
            with zipfile.ZipFile(file, "w") as archive:
                archive.comment = COMMENT
                yield ZipWriter(archive, moment)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        Path(f"{target}.new").unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and not error.filename:
            raise OSError(error.errno, error.strerror, str(target)) from error
        raise


def is_ours(path: Path) -> bool:
    """Whether a file is such a ZIP."""
    with open(path, "rb") as file:
        file.seek(max(0, path.stat().st_size - len(COMMENT)))
        return file.read() == COMMENT


def content_of(path: Path) -> Iterator[bytes]:
    """A file, part by part."""
    with open(path, "rb") as file:
        while part := file.read(CHUNK):
            yield part


def checksum_of(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    digest = sha256()
    for part in content_of(path):
        digest.update(part)
    return digest.hexdigest()


def _zip_moment(moment: datetime | None) -> tuple[int, int, int, int, int, int]:
    """UTC, in the two-second steps of a ZIP."""
    at = moment.astimezone(UTC) if moment else datetime(*_FIRST, tzinfo=UTC)
    return max((at.year, at.month, at.day, at.hour, at.minute, at.second // 2 * 2), _FIRST)
