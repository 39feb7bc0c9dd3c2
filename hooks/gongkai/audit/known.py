"""What was found in order before: a unit group whose files and data are the same needs not be looked at again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..build.cache import cache_of
from ..build.digests import Digests
from ..build.fingerprint import fingerprint_of, fingerprint_of_code
from ..build.results import Results
from ..build.unit_groups import UnitGroup
from ..settings import Settings
from .unit import AuditedGroup

#: Where it is kept, below the cache.
_KEPT: Final = "audited"


class Known:
    """Unit groups that were in order.

    Attributes:
        used: how many of them were found again.
    """

    def __init__(self, root: Path, site: Path, *, fresh: bool) -> None:
        self._path, self._fresh, self.used = cache_of(root).folder / _KEPT, fresh, 0
        self._results = Results[AuditedGroup](self._path, AuditedGroup)

    def find(self, signature: str) -> AuditedGroup | None:
        """What was found in a group that is the same as then."""
        found = None if self._fresh else self._results.find(signature)
        self.used += found is not None
        return found

    def keep(self, groups: Mapping[str, AuditedGroup]) -> None:
        """Remember the groups that are in order."""
        new = groups.keys() if self._fresh else groups.keys() - self._results.fingerprints
        with suppress(OSError):  # they are only looked at again
            self._results.write(self._path, groups, new)


def signature_of(root: Path, site: Path, files: Mapping[str, int], group: UnitGroup, settings: Settings) -> str:
    """Changes with the files of a group – by size and time –, its data, the program and the settings."""
    folders = tuple(f"units/{unit_id}/" for unit_id in group.units)
    own = sorted(_of_folders(files, folders))
    stated = (_stamp(root / file.file) for file in group.files)
    told = repr((settings.site_url, settings.site_name, settings.excel, settings.demo, settings.data))
    return fingerprint_of((fingerprint_of_code(_DIGESTS), told, *map(_stamp_of(site), own), *stated, *group.units))


_DIGESTS: Final = Digests()


def _of_folders(files: Mapping[str, int], folders: tuple[str, ...]) -> list[str]:
    return [path for path in files if path.startswith(folders)]


def _stamp_of(site: Path) -> _Stamp:
    return _Stamp(site)


class _Stamp:
    def __init__(self, site: Path) -> None:
        self._site = site

    def __call__(self, path: str) -> str:
        return f"{path} {_stamp(self._site / path)}"


def _stamp(path: Path) -> str:
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"
