"""What was found in order before: what is the same, and made of the same, needs not be looked at again."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final

from ..build.cache import cache_of
from ..build.digests import Digests
from ..build.fingerprint import fingerprint_of, fingerprint_of_code
from ..build.results import Results
from ..build.unit_groups import UnitGroup
from ..settings import Settings
from .seen import Seen
from .unit import AuditedGroup

#: Where it is kept, below the cache.
_KEPT, _KEPT_FILES = "audited", "audited-files"
_Anchors = tuple[tuple[str, str, str], ...]
#: A file about the reports of one year.
_OF_YEAR: Final = re.compile(r"(?:years|compare)/(\d{4})[/.]")


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


class KnownFiles:
    """Files about several units that were in order, while what they are made of is the same.

    Attributes:
        used: how many of them were found again.
        anchors: (page, id, from) that those which were found again lead to.
    """

    def __init__(self, root: Path, site: Path, told: str, seen: Iterable[Seen], *, fresh: bool) -> None:
        self._path, self._site, self._told, self.used = cache_of(root).folder / _KEPT_FILES, site, told, 0
        self._results, self.anchors = Results[_Anchors](self._path, _Anchors), set[tuple[str, str, str]]()
        self._new: dict[str, _Anchors] = {}
        self._fresh, self._reports = fresh, defaultdict[int, list[str]](list)
        for one in seen:
            self._reports[one.year].append(f"{one.unit_id} {one.digest} {one.state}")

    def has(self, path: str) -> bool:
        """Whether a file was in order; it is remembered as such when :meth:`keep` is called."""
        signature = self._signature(path)
        found = None if self._fresh else self._results.find(signature)
        self._new[signature] = found or ()
        self.anchors |= {*(found or ())}
        self.used += found is not None
        return found is not None

    def lead(self, path: str, anchors: Iterable[tuple[str, str, str]]) -> None:
        """Remember where a page leads to."""
        self._new[self._signature(path)] = tuple(sorted(anchors))

    def keep(self, *, in_order: bool) -> None:
        """Remember the files if they are in order, and only then."""
        with suppress(OSError):  # they are only looked at again
            self._results.write(self._path, self._new if in_order else {}, self._new.keys())

    @cached_property
    def _all(self) -> str:
        return fingerprint_of([text for _, texts in sorted(self._reports.items()) for text in texts])

    def _signature(self, path: str) -> str:
        """Changes with the file and what it can be made of: the reports of a year and those beside it, or all."""
        year = _OF_YEAR.match(path)
        beside = range(int(year[1]) - 1, int(year[1]) + 2) if year else ()
        made_of = [text for one in beside for text in self._reports[one]] if year else [self._all]
        return fingerprint_of((self._told, path, _stamp(self._site / path), *made_of))


def told_by(settings: Settings, words: str, files: Iterable[str]) -> str:
    """Changes with the program, the settings, the register and rules, the pages by hand, and the list of files."""
    told = repr((settings.site_url, settings.site_name, settings.excel, settings.demo, settings.data, settings.search))
    return fingerprint_of((fingerprint_of_code(_DIGESTS), told, words, *sorted(files)))


def signatures_of(root: Path, site: Path, files: Iterable[str], groups: Iterable[UnitGroup], told: str) -> list[str]:
    """For each group what changes with its files – by size and time –, its data, and what all depend on."""
    of_units = defaultdict[str, list[str]](list)
    for path in files:
        if path.startswith("units/"):
            of_units[path.split("/")[1]].append(path)
    return [_signature_of(root, site, of_units, group, told) for group in groups]


def _signature_of(root: Path, site: Path, of_units: Mapping[str, list[str]], group: UnitGroup, told: str) -> str:
    own = sorted(path for unit_id in group.units for path in of_units.get(unit_id, ()))
    stated = [_stamp(root / file.file) for file in group.files]
    return fingerprint_of((told, *(f"{path} {_stamp(site / path)}" for path in own), *stated, *group.units))


_DIGESTS: Final = Digests()


def _stamp(path: Path) -> str:
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"
