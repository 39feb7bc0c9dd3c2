"""The output manifest: what a finished output folder holds, from what it was built, and what is known of its reports.

It is all that a build remembers. It belongs to the folder by the id that stands there, wherever the folder is moved or
copied to; with ``--dirty`` what stands as it would be built is left alone, and what belongs to the site no longer is
removed. A folder without an id, or built with another frame, is emptied.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from ..load.dates import AHEAD
from .digests import Digests
from .faults import words_of
from .fingerprint import fingerprint_of
from .known_readings import find_readings, keep_readings
from .output import OutputFile, OutputFolder
from .results import Results
from .summary import GroupSummary

#: Where manifests are, below the project root, and how many are kept.
MANIFESTS: Final = "built"
_KEPT: Final = 6
#: The fingerprint of pages that the host writes anew each time; that of others that it writes begins so.
OF_HOST: Final = "host"


@dataclass(frozen=True, slots=True)
class CommonFile:
    """A file about several units, and the fingerprint of what it was built from."""

    fingerprint: str
    file: OutputFile


@dataclass
class OutputManifest:
    """What stands in ``output`` from the build before, and what this build puts there.

    Attributes:
        cache: the folder of everything that may be thrown away.
        frame: the fingerprint of what is around every page.
        parts: the folder of what files about several units are put together from.
        digests: those of the files from which it is built.
        of_host: the fingerprint of the pages by hand; "" if they are to be written anew.
        groups, files: what has been built or found, by fingerprint and by path.
    """

    cache: Path
    output: OutputFolder
    frame: str
    parts: OutputFolder
    digests: Digests
    of_host: str = ""
    groups: dict[str, GroupSummary] = field(default_factory=dict)
    files: dict[str, CommonFile] = field(default_factory=dict)
    written: int = 0
    _new: Set[str] = frozenset()

    def __post_init__(self) -> None:
        known = self._folder(self.output.finished) if self.output.finished else self.cache / "none"
        self._groups = Results[GroupSummary](known / "groups", GroupSummary)
        self._files = Results[Mapping[str, CommonFile]](known / "files", Mapping[str, CommonFile])
        before = self._files.find(self.frame)
        self._before, self._is_known = before or {}, before is not None

    def begin(self) -> None:
        """From now on the folder is not finished; what nothing is known of is removed, if it is of a site.

        So is what is not as it was written; and the pages by hand that the host is to write anew.

        Raises:
            FaultError: somebody else has put something there.
        """
        find_readings(self.cache)
        self.output.refuse_foreign()
        held_site = self.output.holds_site
        self.output.begin()
        if held_site and not self._is_known:
            self.output.clear()
        for path, known in self._before.items():  # before the host looks: it leaves alone what stands
            is_anew = known.fingerprint.startswith(OF_HOST) and known.fingerprint != self.of_host
            if is_anew or not self.output.stands(path, known.file):
                self.output.remove(path)

    def stands_by_hand(self, path: str) -> bool:
        """Whether a page by hand stands as the host would write it."""
        return self.of_host != "" and self.is_known(path, self.of_host)

    def find_group(self, fingerprint: str) -> GroupSummary | None:
        """A unit group whose files all stand as they would be built."""
        group = self._groups.find(fingerprint) if self._is_known else None
        if group is None or any(problem.code == AHEAD for problem in group.unread):
            return None  # a day lies ahead only until it comes
        if not (_stand(self.output, group.files) and _stand(self.parts, group.parts)):
            return None
        self.groups[fingerprint] = group
        return group

    def add_groups(self, groups: Mapping[str, GroupSummary]) -> None:
        """All unit groups in their order, those found and those built now."""
        self._new = groups.keys() - self.groups.keys()
        self.groups = dict(groups)

    def find_file(self, path: str, fingerprint: str) -> OutputFile | None:
        """A file about several units that stands as it would be built."""
        known = self._before.get(path)
        if known is None or known.fingerprint != fingerprint or not self.output.stands(path, known.file):
            return None
        self.files[path] = known
        return known.file

    def add_file(self, path: str, fingerprint: str, file: OutputFile | None) -> None:
        """A file about several units that has been written now; None where it was not."""
        if file and path not in self.files:
            self.files[path] = CommonFile(fingerprint, file)
            self.written += 1

    def leave(self, paths: Iterable[str]) -> None:
        """What others write now is theirs, whatever stood there before."""
        self._before = {path: known for path, known in self._before.items() if path not in frozenset(paths)}

    @property
    def paths(self) -> Iterator[str]:
        """Of all files of unit groups."""
        return (path for group in self.groups.values() for path in group.files)

    @property
    def every_file(self) -> Iterator[tuple[str, OutputFile]]:
        """Every file of the site, with its checksum."""
        common = ((path, known.file) for path, known in self.files.items())
        return chain(*(group.files.items() for group in self.groups.values()), common)

    def is_known(self, path: str, fingerprint: str) -> bool:
        """Whether a file about several units stands as it was built from the same."""
        known = self._before.get(path)
        return known is not None and known.fingerprint == fingerprint and self.output.stands(path, known.file)

    def known_before(self, path: str) -> OutputFile | None:
        """A file about several units as it stood after the build before."""
        known = self._before.get(path)
        return known.file if known else None

    def known_below(self, folder: str) -> Iterator[tuple[str, OutputFile]]:
        """What stood in a folder of the site after the build before."""
        return ((path, known.file) for path, known in self._before.items() if path.startswith(folder))

    @property
    def counts(self) -> tuple[int, int]:
        """How many files there are, and how many of them were written now."""
        new = sum(len(self.groups[fingerprint].files) for fingerprint in self._new)
        return sum(1 for _ in self.paths) + len(self.files), new + self.written

    def finish(self) -> str:
        """Remove what belongs to the site no longer, and write down all that was built, or say why that failed."""
        groups, gone = self.groups.values(), tuple(self._gone())
        files = {*self.files, *self.paths}
        _remove(self.output, {*self._before, *(path for group in gone for path in group.files)} - files)
        parts = {path for group in groups for path in group.parts}
        _remove(self.parts, {path for group in gone for path in group.parts} - parts)
        common = (f"{path} {known.fingerprint}" for path, known in sorted(self.files.items()))
        name = fingerprint_of((self.frame, *self.groups, "", *common))[:32]
        fault = self._remember(self._folder(name))
        self.output.finish(name)
        return fault

    def _remember(self, folder: Path) -> str:
        """Write down what was built; why that could not be done, else "": the site is whole without it."""
        try:
            self._groups.write(folder / "groups", self.groups, self._new)
            self._files.write(folder / "files", {self.frame: self.files}, {self.frame})
            self._forget_the_oldest()
            keep_readings(self.cache)
        except OSError as error:
            return words_of(error)
        return ""

    def _gone(self) -> Iterator[GroupSummary]:
        """What was known of the groups that have changed or are there no longer."""
        for fingerprint in self._groups.fingerprints - self.groups.keys() if self._is_known else ():
            group = self._groups.find(fingerprint)
            if group:
                yield group

    @classmethod
    def known_files(cls, cache: Path, name: str) -> dict[str, OutputFile] | None:
        """Every file that was built in the finished folder with the id ``name``; None where it is not known."""
        home = cache / MANIFESTS / name
        groups = Results[GroupSummary](home / "groups", GroupSummary)
        common = Results[Mapping[str, CommonFile]](home / "files", Mapping[str, CommonFile])
        every = [*map(groups.find, groups.fingerprints), *map(common.find, common.fingerprints)]
        if not name or not common.fingerprints or any(one is None for one in every):
            return None
        files: dict[str, OutputFile] = {}
        for one in every:
            if isinstance(one, GroupSummary):
                files |= one.files
            else:
                files |= {path: known.file for path, known in (one or {}).items()}
        return files

    def _folder(self, name: str) -> Path:
        return self.cache / MANIFESTS / name

    def _forget_the_oldest(self) -> None:
        """Keep the manifests of the last few folders."""
        found = sorted((self.cache / MANIFESTS).iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in found[_KEPT:]:
            shutil.rmtree(path, ignore_errors=True)


def _stand(folder: OutputFolder, files: Mapping[str, OutputFile]) -> bool:
    return all(folder.stands(path, file) for path, file in files.items())


def _remove(folder: OutputFolder, paths: Iterable[str]) -> None:
    for path in sorted(paths):
        folder.remove(path)
