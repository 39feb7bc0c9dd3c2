"""What reading and checking a portion depends on besides its files, in a key that changes whenever any of it does."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from ..load.inventory import Inventory, digest_of, digest_of_year
from .unit_groups import Portion

_PACKAGE: Final = Path(__file__).parent.parent
#: Packages whose behaviour shows in problems, pages and texts.
_PACKAGES: Final = (
    "jinja2",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "pydantic",
    "pypinyin",
    "pyyaml",
    "xlsxwriter",
)


@dataclass(frozen=True, slots=True)
class Basis:
    """The ground that all reports stand on.

    Attributes:
        root: the project.
        inventory: units, rules of the years and outlines; it names no report's file, so that a worker gets little.
        key: changes with code, packages, register, rules and attachments.
    """

    root: Path
    inventory: Inventory
    key: str

    @classmethod
    def of(cls, root: Path, folder: str, inventory: Inventory) -> Basis:
        """The basis of the data in ``root/folder``."""
        parts = (
            code_key(),
            *(f"{unit_id} {unit!r}" for unit_id, unit in inventory.units.items()),
            *(f"{year} {rules!r}" for year, rules in inventory.years.items()),
            *(f"{year} {digest_of_year(root, folder, year)}" for year in inventory.years),
            *(str(year) for year in sorted(inventory.unruled)),
            *(f"{name} {outline!r}" for name, outline in inventory.outlines.items()),
        )
        return cls(root, replace(inventory, files=()), sealed(parts))

    def key_of(self, portion: Portion) -> str:
        """Changes with :attr:`key` and the bytes of the portion's data files."""
        files = (f"{file.file} {digest_of(self.root / file.file)}" for file in portion.files)
        return sealed((self.key, *portion.units, *files))


def code_key() -> str:
    """The project's code, templates (which change under ``serve``), Python, and the packages it is built on."""
    return sealed(_code())


def _code() -> Iterator[str]:
    yield platform.python_version()
    yield from (f"{name} {version(name)}" for name in _PACKAGES)
    for path in sorted(_PACKAGE.parent.rglob("*")):
        if path.suffix in {".py", ".html", ".yml"}:
            yield f"{path.relative_to(_PACKAGE.parent)} {digest_of(path)}"


def sealed(parts: Iterator[str] | tuple[str, ...]) -> str:
    """SHA-256 of some texts, hexadecimal; which text a character belongs to matters."""
    seal = sha256()
    for part in parts:
        content = part.encode("utf-8", "replace")
        seal.update(f"{len(content)}:".encode() + content)
    return seal.hexdigest()
