"""A unit's reference data unpacked: a data folder of its own, in which its report is read, checked and laid out."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..lay_out import framed, lay_out
from ..load.dates import day_of
from ..load.inventory import Inventory, take_inventory
from ..model.disclosure import State
from ..model.problem import Problem
from ..pages.data import Publication
from ..read_and_check import CheckedArchive, problems_of, read_and_check_files
from ..render.frame import Frame, FrameKind
from ..render.html import renderer
from .reference import UNIT_FILE


@dataclass(frozen=True)
class Opened:
    """The folder of one unit.

    Attributes:
        root: the project; files are named below it.
        folder: the data folder.
        unit_id: the unit.
        publication: what of the site's settings shows.
        frames: what is around the pages of reports.
        report_counts: how many reports of each year the site has.
        withheld: files of which there is only what readers may see, which are no data of reports.
    """

    root: Path
    folder: str
    unit_id: str
    publication: Publication
    frames: Mapping[FrameKind, Frame]
    report_counts: Mapping[int, int]
    withheld: frozenset[str]

    def file(self, year: int) -> str:
        """The name of the unit's report of a year."""
        return f"{self.folder}/{year}/{self.unit_id}.yml"

    def inventory(self, today: date | None = None) -> Inventory:
        """What the folder holds."""
        found = take_inventory(self.root, self.folder, today or day_of(None))
        counts = dict(self.report_counts)
        for file in found.files:
            if file.unit_id == self.unit_id and file.year not in counts:
                counts[file.year] = 1
        return replace(found, report_counts=counts)

    def read(self, inventory: Inventory) -> CheckedArchive:
        """Everything in the folder, read and checked."""
        return read_and_check_files(self.root, inventory, inventory.files)

    def problems(self, year: int, today: date | None = None) -> tuple[Problem, ...]:
        """What ``gongkai check`` says of the report of a year."""
        inventory, file = self.inventory(today), self.file(year)
        found = (*inventory.problems, *problems_of(self.root, self.read(inventory)))
        return tuple(sorted((p for p in found if p.place.file == file), key=lambda p: (p.place, p.level)))

    def page(self, year: int, today: date | None = None, *, preview: bool = True) -> bytes:
        """The page of the report of a year, as the site will have it once the report is public.

        Args:
            year: of the report.
            today: the day of reading.
            preview: a report that is being prepared is shown too.
        """
        inventory = self.inventory(today)
        checked = self.read(inventory)
        if preview and (entry := checked.archive.find_entry(self.unit_id, year)) and entry.state is State.DRAFT:
            drafts = replace(entry, preview=True)
            entries = {**checked.archive.entries, (self.unit_id, year): drafts}
            checked = replace(checked, archive=replace(checked.archive, entries=entries))
        laid_out = lay_out(checked, (self.unit_id,), self.publication, preview=False, only=(self.unit_id, year))
        (page,) = laid_out.pages
        return framed(page, self.publication, self.frames, renderer())


def open_reference(content: bytes, site: bytes, root: Path) -> Opened:
    """Unpack the reference data of a unit into ``root``, in the place of any before; ``site`` is the site's own."""
    shutil.rmtree(root, ignore_errors=True)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(root)
    said, shown = json.loads((root / UNIT_FILE).read_bytes()), json.loads(site)
    frames = {_kind(frame["kind"]): Frame(tuple(frame["parts"])) for frame in shown["frames"]}
    counts = {int(year): count for year, count in said["report_counts"].items()}
    publication, withheld = Publication(**shown["publication"]), frozenset(said["withheld"])
    return Opened(root, said["folder"], said["unit"], publication, frames, counts, withheld)


def _kind(said: list[Any]) -> FrameKind:
    depth, tab, is_article, scripts, styles = said
    return FrameKind(depth, tab, is_article, tuple(scripts), tuple(styles))
