"""The files of a site against its list of checksums."""

from __future__ import annotations

from collections.abc import Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from typing import Final, NamedTuple

from ..model.checksum import as_read, checksum_of_file
from ..open_data.sums import UNLISTED
from ..progress import Progress
from .sources import Source, UnreadableError
from .verified import Difference, Verified

#: Bytes of a list, at most, and of a file of which no list says how long it is.
LONGEST: Final = 512 << 20
#: Of a report.json; a longer one is none.
_LONGEST_REPORT: Final = 64 << 20
#: Files that are read at a time from the web.
THREADS: Final = 6


class FoundFile(NamedTuple):
    """What a file is.

    Attributes:
        size, sha256: of its content; "" where that is not known.
        fault: why it is not known.
        data: the checksum of the data in a report.json; "" where it is none.
    """

    size: int = 0
    sha256: str = ""
    fault: Difference | None = None
    data: str = ""


def read_all(
    source: Source, wanted: Mapping[str, str], sizes: Mapping[str, int], progress: Progress
) -> dict[str, FoundFile]:
    """Every listed file, never further than it is long by its list."""
    find, found = partial(_find, source, sizes), dict[str, FoundFile]()
    paths = [path for path in wanted if path not in UNLISTED]
    with ThreadPoolExecutor(THREADS if source.names is None else 1) as pool:
        for number, (path, one) in enumerate(zip(paths, pool.map(find, paths), strict=True), 1):
            found[path] = one
            progress(number, len(paths))
    return found


def _find(source: Source, sizes: Mapping[str, int], path: str) -> FoundFile:
    digest, size, limit = sha256(), 0, sizes.get(path, LONGEST)
    kept = list[bytes]() if path.endswith("/report.json") else None
    try:
        for piece in source.open(path):
            size += len(piece)
            if size > limit:
                return FoundFile(size, fault=Difference("改过", path, f"比清单上的 {limit:,} 字节长"))
            digest.update(piece)
            if kept is not None and size <= _LONGEST_REPORT:
                kept.append(piece)
    except FileNotFoundError:
        return FoundFile(fault=Difference("缺少", path))
    except UnreadableError as error:
        return FoundFile(fault=Difference("读不了", path, str(error)))
    return FoundFile(size, digest.hexdigest(), data=_checksum_of(b"".join(kept)) if kept is not None else "")


def _checksum_of(content: bytes) -> str:
    try:
        return checksum_of_file(as_read(content))
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def compare_files(
    source: Source, sums: Mapping[str, str], found: Mapping[str, FoundFile], own: Set[str], verified: Verified
) -> None:
    """Say what is altered, missing or added; what stands there beside the list is its ``own``."""
    owners = {checksum: path for path, checksum in sums.items()}
    for path, checksum in sums.items():
        one = found.get(path, FoundFile())
        if one.fault:
            verified.differences.append(one.fault)
        elif path in found and one.sha256 != checksum:
            other = owners.get(one.sha256)
            verified.add("改过", path, "是空的" if not one.size else f"内容是 {other} 的" if other else "")
    folded = {path.casefold(): path for path in sums}
    for path, odd in sorted((source.names or {}).items()):
        if path.endswith("/") and any(one == path[:-1] or one.startswith(path) for one in sums):
            continue  # a folder that is empty since what it held is missing, as was said
        if path not in sums and path not in own:
            like = folded.get(path.casefold())
            verified.add("多出", path, odd or (f"与清单上的 {like} 只差大小写" if like else ""))
        elif odd and path not in sums:
            verified.add("读不了", path, odd)
