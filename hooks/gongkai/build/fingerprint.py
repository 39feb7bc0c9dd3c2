"""Fingerprints: SHA-256 of all that a result depends on. The same fingerprint, the same result."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from ..load.inventory import Inventory, beside_reports
from ..pages.data import Publication
from ..pages.downloads import is_split
from ..render.frame import Frame, FrameKind
from .digests import Digests
from .unit_groups import UnitGroup

_HOOKS: Final = Path(__file__).parents[2]
#: Packages whose behaviour shows in problems, pages and texts.
_PACKAGES: Final = (
    "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "pydantic", "pypinyin", "pyyaml", "xlsxwriter"
)  # fmt: skip  # names, read in a row
#: What MkDocs takes for a page by hand.
_PAGES: Final = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")


@dataclass(frozen=True, slots=True)
class CheckInputs:
    """What reading and checking a report depends on besides its group's files.

    Attributes:
        root: the project.
        inventory: units, rules of the years and outlines; it names no report's file, so that a worker gets little.
        fingerprint: changes with code, packages, register, rules, names of lines and attachments.
    """

    root: Path
    inventory: Inventory
    fingerprint: str

    @classmethod
    def of(cls, root: Path, folder: str, inventory: Inventory, digests: Digests) -> CheckInputs:
        """The inputs of the data in ``root/folder``."""
        beside = (path for year in inventory.years for path in beside_reports(root, folder, year))
        parts = (
            fingerprint_of_code(digests),
            *(f"{unit_id} {unit!r}" for unit_id, unit in inventory.units.items()),
            *(f"{year} {rules!r}" for year, rules in inventory.years.items()),
            *(f"{path.relative_to(root)} {path.is_symlink()} {digests.digest_of(path)}" for path in beside),
            *(str(year) for year in sorted(inventory.unruled)),
            *(f"{name} {outline!r}" for name, outline in inventory.outlines.items()),
            repr(inventory.names),
        )
        return cls(root, replace(inventory, files=()), fingerprint_of(parts))

    def fingerprint_of(self, group: UnitGroup, digests: Digests) -> str:
        """Changes with :attr:`fingerprint` and the bytes of the group's data files."""
        files = (f"{file.file} {digests.digest_of(self.root / file.file)}" for file in group.files)
        return fingerprint_of((self.fingerprint, *group.units, *files))


@dataclass(frozen=True)
class BuildInputs:
    """What building a report depends on besides its group's files.

    Attributes:
        check: what the reports are read and checked with.
        publication: the site's settings.
        preview: reports being prepared are shown.
        output: the folder that the site is written to.
        parts: the folder of what files about several units are put together from.
        frames: what is around the pages of a group, by kind.
        search: texts for the search are made.
    """

    check: CheckInputs
    publication: Publication
    preview: bool
    output: Path = field(compare=False)
    parts: Path = field(compare=False)
    frames: Mapping[FrameKind, Frame]
    search: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the inputs of the checks and the settings."""
        publication = repr(replace(self.publication, timestamp=None))
        return fingerprint_of((self.check.fingerprint, publication, f"{self.preview} {self.search}"))

    def fingerprint_of(self, checked: str, group: UnitGroup) -> str:
        """Changes with :attr:`fingerprint`, with what was ``checked``, and when the files of a year are divided."""
        years = self._split if self.publication.desk else self._split.intersection(file.year for file in group.files)
        return fingerprint_of((self.fingerprint, checked, *map(str, sorted(years))))

    @cached_property
    def _split(self) -> frozenset[int]:
        """The years whose files are divided: their reports lead to other files."""
        frame = self.check.inventory.frame
        return frozenset(year for year in frame.years if is_split(frame, year))


def fingerprint_of_frame(docs: Path, settings: Mapping[str, object], digests: Digests) -> str:
    """Changes with what is around every page: code, theme, settings, and the hand-written pages in the navigation."""
    pages = (f"{name} {digests.digest_of(docs / name)}" for name in _files_in(docs) if name.lower().endswith(_PAGES))
    return fingerprint_of((fingerprint_of_code(digests), json.dumps(settings, default=str, sort_keys=True), *pages))


def fingerprint_of_host(docs: Path, host: str) -> str:
    """Changes with what the host is told, and with the files that a page by hand may link to.

    What else such a page is made of is in the fingerprint of the frame.
    """
    return fingerprint_of((host, *_files_in(docs)))


def _files_in(folder: Path) -> list[str]:
    """The files below a folder, in linked folders too, as MkDocs finds them."""
    top = str(folder)
    found = os.walk(top, followlinks=True)
    return sorted(f"{home}/{name}"[len(top) + 1 :] for home, _, names in found for name in names)


@lru_cache(maxsize=1)
def fingerprint_of_code(digests: Digests) -> str:
    """The project's code, templates (which change under ``serve``), Python, and the packages it is built on.

    It is asked for again and again in a build, which has digests of its own.
    """
    packages = (f"{name} {version(name)}" for name in _PACKAGES)
    files = sorted(f"{name} {digests.digest_of(_HOOKS / name)}" for name in _code())
    return fingerprint_of((platform.python_version(), *packages, *files))


def _code() -> Iterator[str]:
    """The files of the program, below its folder; without pathlib, which takes longer for six hundred than the rest."""
    top = str(_HOOKS)
    for home, folders, names in os.walk(top):
        folders[:] = (name for name in folders if name != "__pycache__")
        yield from (f"{home}/{name}"[len(top) + 1 :] for name in names if name.endswith((".py", ".html", ".yml")))


def fingerprint_of(parts: Iterable[str]) -> str:
    """SHA-256 of some texts, hexadecimal; which text a character belongs to matters."""
    contents = (part.encode("utf-8", "replace") for part in parts)
    return sha256(b"".join(b"%d:%b" % (len(content), content) for content in contents)).hexdigest()
