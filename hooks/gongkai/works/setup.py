"""What every portion is made with, and the key that changes whenever any of it does."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from ..load.inventory import Inventory, digest_of, digest_of_year
from ..present.downloads import Publication
from .portion import Portion

_PACKAGE: Final = Path(__file__).parent.parent
#: Packages whose behaviour shows in pages and texts.
_PACKAGES: Final = (
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pydantic",
    "pypinyin",
    "pyyaml",
    "xlsxwriter",
)


@dataclass(frozen=True)
class Setup:
    """The frame of a build.

    Attributes:
        root: the project.
        folder: the data folder below it.
        inventory: units, rules of the years and files.
        publication: the site's settings.
        preview: reports being prepared are shown.
        search: pages for the search are made.
    """

    root: Path
    folder: str
    inventory: Inventory
    publication: Publication
    preview: bool
    search: bool = False

    @cached_property
    def key(self) -> str:
        """Changes with code, templates, packages, settings, register, rules and attachments."""
        parts = (
            code_key(),
            repr(replace(self.publication, timestamp=None)),
            f"{self.preview} {self.search}",
            *(f"{unit_id} {unit!r}" for unit_id, unit in self.inventory.units.items()),
            *(f"{year} {rules!r}" for year, rules in self.inventory.years.items()),
            *(f"{year} {digest_of_year(self.root, self.folder, year)}" for year in self.inventory.years),
            *(str(year) for year in sorted(self.inventory.unruled)),
        )
        return sealed(parts)

    def key_of(self, portion: Portion) -> str:
        """Changes with :attr:`key` and the bytes of the portion's data files."""
        files = (f"{file.file} {digest_of(self.root / file.file)}" for file in portion.files)
        return sealed((self.key, *portion.units, *files))


def code_key() -> str:
    """The project's code, templates (which change under ``serve``), Python, and the packages it is built on."""
    return sealed(_code())


def frame_of(docs: Path, settings: Mapping[str, object]) -> str:
    """Changes with what is around every page: code, theme, settings, and the hand-written pages in the navigation."""
    pages = (f"{path.relative_to(docs)} {digest_of(path)}" for path in sorted(docs.rglob("*.md")))
    return sealed((code_key(), json.dumps(settings, default=str, sort_keys=True), *pages))


def _code() -> Iterator[str]:
    yield platform.python_version()
    yield from (f"{name} {version(name)}" for name in _PACKAGES)
    for path in sorted(_PACKAGE.parent.rglob("*")):
        if path.suffix in {".py", ".html"}:
            yield f"{path.relative_to(_PACKAGE.parent)} {digest_of(path)}"


def sealed(parts: Iterator[str] | tuple[str, ...]) -> str:
    """SHA-256 of some texts, hexadecimal; which text a character belongs to matters."""
    seal = sha256()
    for part in parts:
        content = part.encode("utf-8", "replace")
        seal.update(f"{len(content)}:".encode() + content)
    return seal.hexdigest()
