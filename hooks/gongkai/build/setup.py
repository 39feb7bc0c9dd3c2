"""What every portion is made with, and the key that changes whenever any of it does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..load.inventory import digest_of
from ..pages.data import Publication
from .fingerprint import Basis, code_key, sealed
from .unit_groups import Portion


@dataclass(frozen=True)
class Setup:
    """The frame of a build.

    Attributes:
        basis: what the reports are read and checked with.
        publication: the site's settings.
        preview: reports being prepared are shown.
        search: pages for the search are made.
    """

    basis: Basis
    publication: Publication
    preview: bool
    search: bool = False

    @cached_property
    def key(self) -> str:
        """Changes with the basis and the settings."""
        publication = repr(replace(self.publication, timestamp=None))
        return sealed((self.basis.key, publication, f"{self.preview} {self.search}"))

    def key_of(self, portion: Portion) -> str:
        """Changes with :attr:`key` and the bytes of the portion's data files."""
        return sealed((self.key, self.basis.key_of(portion)))


def frame_of(docs: Path, settings: Mapping[str, object]) -> str:
    """Changes with what is around every page: code, theme, settings, and the hand-written pages in the navigation."""
    pages = (f"{path.relative_to(docs)} {digest_of(path)}" for path in sorted(docs.rglob("*.md")))
    return sealed((code_key(), json.dumps(settings, default=str, sort_keys=True), *pages))
