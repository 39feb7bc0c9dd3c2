"""What the data folder holds before any report is read: units, rules of the years, and the files of reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ..model.archive import Archive
from ..model.outline import Outline
from ..model.problem import Problem
from ..model.unit import Unit
from ..model.year import YearRules
from .layout import unit_files, year_folders
from .outlines import read_outlines
from .register import YEAR_FILE, read_units, read_year, stand_in
from .register_references import check_bonds, check_span


@dataclass(frozen=True, slots=True, order=True)
class DataFile:
    """The file of one report, named below the project root; its unit is in the register."""

    unit_id: str
    year: int
    file: str


@dataclass(frozen=True)
class Inventory:
    """The data folder.

    Attributes:
        units: the units that can be read.
        years: the rules of every year folder, a stand-in where they cannot be read.
        unruled: the years with a stand-in; their reports are 核实中, at their addresses.
        files: every report's file, years in order, units by name of the file.
        problems: what is wrong with the register, the rules, the outlines and the names of files.
        outlines: the outlines that can be read, by name.
    """

    units: Mapping[str, Unit]
    years: Mapping[int, YearRules]
    unruled: frozenset[int]
    files: tuple[DataFile, ...]
    problems: tuple[Problem, ...]
    outlines: Mapping[str, Outline] = field(default_factory=dict)

    @property
    def frame(self) -> Archive:
        """Units, years and outlines, without reports."""
        return Archive(self.units, self.years, outlines=self.outlines)


def take_inventory(root: Path, folder: str = "data") -> Inventory:
    """Look through ``root/folder``; no report is opened."""
    problems: list[Problem] = []
    register = read_units(root, folder, problems)
    outlines = read_outlines(root, folder, problems)
    rules: dict[int, YearRules | None] = {}
    files: list[DataFile] = []
    for year, paths in year_folders(root, folder, problems):
        rules[year] = read_year(root, f"{folder}/{year}/{YEAR_FILE}", outlines, problems)
        found = unit_files(root, folder, year, paths, register, problems)
        files.extend(DataFile(unit_id, year, file) for unit_id, file in found)
    problems.extend(check_bonds(register))
    problems.extend(problem for file in files for problem in check_span(register, file.unit_id, file.year, file.file))
    years = {year: known or stand_in() for year, known in rules.items()}
    unruled = frozenset(year for year, known in rules.items() if known is None)
    readable = {name: outline for name, outline in outlines.items() if outline}
    return Inventory(register.units, years, unruled, tuple(files), tuple(problems), readable)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal; of what it is instead where it is no plain file that can be read."""
    try:
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b"no file"
    except OSError as error:
        content = str(error.errno).encode()
    return sha256(content).hexdigest()


def digest_of_year(root: Path, folder: str, year: int) -> str:
    """What stands beside the reports of a year (attachments), by name and size."""
    home = root / folder / str(year)
    beside = (path for path in sorted(home.rglob("*")) if path.suffix != ".yml" or path.parent != home)
    known = [f"{path.relative_to(home)} {path.lstat().st_size} {path.is_symlink()}" for path in beside]
    return sha256("\n".join(known).encode("utf-8", "replace")).hexdigest()
