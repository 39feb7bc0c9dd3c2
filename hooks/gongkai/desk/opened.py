"""The reference data of a unit, unpacked: what its report is written, checked and shown beside."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final

from ..load.dates import day_of
from ..load.folder import read_files
from ..load.inventory import Inventory, take_inventory
from ..load.register import YEAR_FILE
from ..load.source import parse_source
from ..model.archive import Archive, Entry
from ..model.disclosure import State
from ..model.outline import Outline
from ..model.unit import Unit
from ..pages import downloads
from ..pages.data import Publication
from ..render.frame import Frame, FrameKind
from .answers import UnitOpened, YearOfUnit
from .compared import Reference
from .reference import SITE_FILE

#: What is said of a year without a file.
NOT_RECORDED: Final = "未收录"


class RefusedError(Exception):
    """What the desk cannot do, in one Chinese sentence with 怎么改."""


@dataclass(frozen=True)
class OpenedUnit:
    """A unit with everything that is public of it and of those it is bound to.

    Attributes:
        root: the folder in which the data folder lies.
        unit_id: whose desk it is.
        site: what the folder does not say.
        reference: what is public, and since when.
        today: the day on which it was opened.
        inventory: units, rules, outlines and files.
        archive: the reports that are public.
    """

    root: Path
    unit_id: str
    site: Mapping[str, Any]
    reference: Reference
    today: date
    inventory: Inventory = field(repr=False)
    archive: Archive = field(repr=False)

    @property
    def folder(self) -> str:
        """The data folder, below the root."""
        return self.reference.folder

    @property
    def unit(self) -> Unit:
        """The unit as registered."""
        return self.inventory.units[self.unit_id]

    def file_of(self, year: int) -> str:
        """Where the unit's report of a year belongs."""
        return f"{self.folder}/{year}/{self.unit_id}.yml"

    def outline_of(self, year: int) -> Outline | None:
        """The outline of a year."""
        rules = self.inventory.years.get(year)
        return self.inventory.outlines.get(rules.outline) if rules else None

    def grades_of(self, year: int) -> tuple[str, ...]:
        """The grades of a year."""
        rules = self.inventory.years.get(year)
        return tuple(band.grade for band in rules.grades) if rules else ()

    def public_bytes(self, year: int) -> bytes | None:
        """The file of a year as it is public; None where its figures may not be shown, or there is none."""
        file = self.file_of(year)
        return None if file in self.reference.withheld else self.reference.files.get(file)

    def published_text(self, year: int) -> str | None:
        """The text of that file, with line feeds and without BOM; None where it is not at hand."""
        content = self.public_bytes(year)
        if content is None:
            return None
        text = parse_source(content, self.file_of(year)).text
        return content.decode("utf-8-sig", "replace").replace("\r\n", "\n") if text is None else text

    def last_entry(self, year: int) -> Entry | None:
        """The unit's latest earlier report that can be read."""
        earlier = (entry for entry in self.archive.entries_of_unit(self.unit_id) if entry.year < year)
        return max((one for one in earlier if one.published), key=lambda entry: entry.year, default=None)

    def with_file(self, year: int) -> OpenedUnit:
        """The same with a file for a year, which stands on the disk now."""
        if any(file.file == self.file_of(year) for file in self.inventory.files):
            return self
        inventory = _with_counts(take_inventory(self.root, self.folder, self.today), self.site)
        return replace(self, inventory=inventory)

    def put_back(self, file: str) -> None:
        """Let a file on the disk be what is public again, when another report is taken in hand."""
        content = self.reference.files.get(file)
        if content is None:
            (self.root / file).unlink(missing_ok=True)
        else:
            (self.root / file).write_bytes(content)

    def described(self) -> UnitOpened:
        """What the page around the desk is told."""
        years = [*self._years()]
        return UnitOpened(
            unit=self.unit_id,
            name=self.unit.name,
            years=years,
            writable_years=[year["year"] for year in years if year["can_begin"] or year["has_text"]],
        )

    def _years(self) -> Iterator[YearOfUnit]:
        newest = self.today.year - 1
        for year in sorted({*self.inventory.years, *self._unruled, newest}, reverse=True):
            entry = self.archive.find_entry(self.unit_id, year)
            if entry is None and not self.archive.exists_in(self.unit_id, year):
                continue
            why, has_text = self.fault_of_rules(year), self.published_text(year) is not None
            state = entry.state.value if entry else NOT_RECORDED
            can_begin = entry is None and not why
            last = before.year if (before := self.last_entry(year)) else None
            yield YearOfUnit(year=year, state=state, has_text=has_text, can_begin=can_begin, last=last, why=why)

    @property
    def _unruled(self) -> frozenset[int]:
        """The years of the site whose rules cannot be read, of which nothing is in the reference data."""
        return self.inventory.unruled | frozenset(self.site.get("unruled", ()))

    def fault_of_rules(self, year: int) -> str:
        """Why no report of a year can be written, with 怎么改; "" where its rules are there."""
        file = f"{self.folder}/{year}/{YEAR_FILE}"
        if year in self.site.get("unruled", ()):
            cure = f"请管网站的人运行 gongkai check {file}，照提示改好；网站重新生成以后再填"
            return f"{year} 年度现在不能填：这一年的规则 {file} 读不出来。怎么改：{cure}"
        if year in self.inventory.years and year not in self.inventory.unruled:
            return ""
        cure = f"请管网站的人运行 gongkai new {year} {self.unit_id}，规则会照上一年建好；网站重新生成以后再填"
        return f"{year} 年度还不能填：网站上没有这一年的规则 {file}。怎么改：{cure}"

    def publication(self) -> Publication:
        """What of the settings shows on a page."""
        return Publication(**self.site.get("publication", {}))

    def frames(self) -> dict[FrameKind, Frame]:
        """What is around the pages of reports."""
        found = {}
        for frame in self.site.get("frames", ()):
            depth, tab, is_article, *files = frame["kind"]
            found[FrameKind(depth, tab, is_article, *map(tuple, files))] = Frame(tuple(frame["parts"]))
        return found


def open_unit(root: Path, packed: bytes) -> OpenedUnit:
    """Unpack the reference data of a unit below ``root``, in the place of any before.

    Raises:
        RefusedError: it is no reference data.
    """
    try:
        with zipfile.ZipFile(BytesIO(packed)) as archive:
            files = {name: archive.read(name) for name in archive.namelist() if _is_inside(name)}
        site = {**_site_around(root), **json.loads(files.pop(SITE_FILE))}
        unit_id, folder = str(site["unit"]), str(site["folder"])
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError):
        raise RefusedError("单位的参考数据读不出来。怎么改：刷新这一页，再选一次单位") from None
    shutil.rmtree(root / folder, ignore_errors=True)
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    timestamp = site.get("publication", {}).get("timestamp")
    today = day_of(None)
    reference = Reference(
        folder, files, frozenset(site.get("withheld", ())), today if timestamp is None else day_of(timestamp)
    )
    inventory = _with_counts(take_inventory(root, folder, today), site)
    shown, _ = read_files(root, inventory, inventory.files)
    return OpenedUnit(root, unit_id, site, reference, today, inventory, shown)


def _site_around(root: Path) -> dict[str, Any]:
    """What of the site shows on the page of every report, where it is at hand."""
    path = root / SITE_FILE
    found = json.loads(path.read_bytes()) if path.is_file() else {}
    return found if isinstance(found, dict) else {}


def _is_inside(name: str) -> bool:
    """Whether a name of the ZIP leads nowhere else."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and not name.endswith("/")


def _with_counts(inventory: Inventory, site: Mapping[str, Any]) -> Inventory:
    """The files of which years are divided on the whole site, and in which of them the unit's reports stand."""
    counts = {int(year): downloads.MOST_REPORTS + 1 for year in site.get("split", ())}  # as many as divide them
    share = site.get("file_share")
    shares = {str(site["unit"]): (str(share[0]), str(share[1]))} if share else {}
    return replace(inventory, report_counts=counts, file_shares=shares)


def is_public(entry: Entry | None) -> bool:
    """Whether readers see, or have seen, the figures of a report."""
    return entry is not None and entry.state in {State.PUBLISHED, State.UNDER_REVIEW}
