"""A ZIP in memory, the same bytes for the same files whenever and wherever it is made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO

from ..open_data.bundle import FIRST


def zipped(files: Iterable[tuple[str, bytes]], level: int | None = None) -> bytes:
    """The ZIP.

    Args:
        files: path and content of each, in order.
        level: of zlib; its own where none is given.
    """
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for path, content in files:
            info = zipfile.ZipInfo(path, FIRST)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            packed.writestr(info, content, compresslevel=level)
    return written.getvalue()
