"""What the data folder holds before any report is read: units, rules of the years, and the files of reports."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Final

from ..model.archive import Archive
from ..model.names import OwnNames
from ..model.outline import Outline
from ..model.problem import Level, Place, Problem
from ..model.text import LONGEST_ID, fault_of_id, folded
from ..model.unit import Unit
from ..model.year import YearRules
from .dates import day_of
from .lifetimes import check_lifetimes, check_spans
from .names_file import NAMES_FILE, read_names
from .outlines import OUTLINES_FOLDER, read_outlines
from .register import ANY_ID, UNITS_FILE, YEAR_FILE, Register, check_references, read_units, read_year, stand_in
from .source import one_line, printable

_YEAR: Final = re.compile(r"20[0-9]{2}")
#: What stands in the data folder itself.
_FILES: Final = frozenset({UNITS_FILE, NAMES_FILE})
#: The ending of what is a report, or is meant to be one.
_LIKE: Final = re.compile(r"\.(?:yml|yaml|txt)$")


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
        report_counts: how many files of reports each year has, for those that are given no ``files``.
        names: the names that the bureau adds to those of the lines.
        folder: where it lies, below the project.
        file_shares: as in :class:`Archive`.
        everyday: words by which the bureau's readers look for terms and figures.
        today: the day after which nothing can have happened; None for the day of reading.
    """

    units: Mapping[str, Unit]
    years: Mapping[int, YearRules]
    unruled: frozenset[int]
    files: tuple[DataFile, ...]
    problems: tuple[Problem, ...]
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    report_counts: Mapping[int, int] = field(default_factory=dict)
    names: OwnNames = ()
    today: date | None = None
    everyday: OwnNames = ()
    folder: str = "data"
    file_shares: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def frame(self) -> Archive:
        """Units, years, outlines and names, without reports."""
        return Archive(
            self.units,
            self.years,
            outlines=self.outlines,
            report_counts=self.report_counts,
            names=self.names,
            everyday=self.everyday,
            file_shares=self.file_shares,
        )


def take_inventory(root: Path, folder: str = "data", today: date | None = None) -> Inventory:
    """Look through ``root/folder`` as it is on ``today``; no report is opened."""
    today = today or day_of(None)
    problems: list[Problem] = []
    register = read_units(root, folder, problems, today)
    outlines = read_outlines(root, folder, problems)
    names = read_names(root, folder, problems)
    rules: dict[int, YearRules | None] = {}
    files: list[DataFile] = []
    for year, paths in year_folders(root, folder, problems):
        rules[year] = read_year(root, f"{folder}/{year}/{YEAR_FILE}", outlines, problems, today)
        files.extend(unit_files(folder, year, paths, register, problems))
    problems.extend(check_references(register))
    problems.extend(check_lifetimes(register))
    problems.extend(check_spans(register, ((file.unit_id, file.year, file.file) for file in files)))
    years = {year: known or stand_in() for year, known in rules.items()}
    unruled = frozenset(year for year, known in rules.items() if known is None)
    readable = {name: outline for name, outline in outlines.items() if outline}
    counts = Counter(file.year for file in files)
    return Inventory(
        register.units, years, unruled, tuple(files), tuple(problems), readable, counts, names.names, today,
        names.words, folder,
    )  # fmt: skip  # in the order of the attributes


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal; of what it is instead where it is no plain file that can be read."""
    try:
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b"no file"
    except OSError as error:
        content = str(error.errno).encode()
    return sha256(content).hexdigest()


def beside_reports(root: Path, folder: str, year: int) -> list[Path]:
    """What stands in the folder of a year beside its reports: attachments, and what is none."""
    home = root / folder / str(year)
    return sorted(path for path in home.rglob("*") if path.suffix != ".yml" or path.parent != home)


def year_folders(root: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[int, list[Path]]]:
    """(year, what lies in its folder), in order."""
    top = root / folder
    for path in sorted(top.iterdir()) if top.is_dir() else ():
        name = one_line(path.name)
        if path.is_dir() and path.is_symlink():
            problems.append(_problem(path, folder, "F08", "这个文件夹是一个链接", "提交文件夹本身"))
        elif path.is_dir() and _YEAR.fullmatch(path.name):
            yield int(path.name), sorted(path.iterdir(), key=attrgetter("name"))
        elif path.is_dir() and path.name != OUTLINES_FOLDER and not path.name.startswith("."):
            message, cure = f"文件夹“{name}”不是年度", "年度文件夹只写四位数字"
            problems.append(_problem(path, folder, "F07", message, cure, f"{_latest_home(top, folder)}/"))
        elif path.suffix.lower() in {".yml", ".yaml"} and path.name not in _FILES:
            problems.append(_stray_file(path, folder, name))


def _latest_home(top: Path, folder: str) -> str:
    """The folder of the latest year, for an example; of some year where there is none yet."""
    years = [path.name for path in top.iterdir() if path.is_dir() and _YEAR.fullmatch(path.name)]
    return f"{folder}/{max(years, default='2023')}"


def _stray_file(path: Path, folder: str, name: str) -> Problem:
    """A file beside the folders of the years that has no business there, or a name that is not quite right."""
    right = f"{path.stem.lower()}.yml"
    if right in _FILES and (path.parent / right).exists():
        return _problem(path, folder, "F06", f"“{name}”没有用上，已经有 {right}", "两份里留一份；多余的删掉", right)
    if right in _FILES:
        return _problem(path, folder, "F06", f"文件名“{name}”不对", "改成例子里的文件名", right)
    message, cure = f"“{name}”没有放在年度文件夹里", "报告放在年度文件夹里"
    stem = folded(path.stem)
    right = f"{_latest_home(path.parent, folder)}/{ANY_ID if fault_of_id(stem) else stem}.yml"
    return _problem(path, folder, "F07", message, cure, right)


def unit_files(
    folder: str, year: int, files: list[Path], register: Register, problems: list[Problem]
) -> Iterator[DataFile]:
    """Every report in a year's folder; anything that only looks like one is a problem."""
    names, home = frozenset(path.name for path in files), f"{folder}/{year}"
    for path in files:
        is_like = _LIKE.search(folded(path.name)) and not (path.suffix == ".txt" and path.is_dir())
        if path.name.startswith(("_", ".")) or not is_like:
            continue
        if path.is_symlink():
            problems.append(_problem(path, home, "F08", "这是一个链接，不是文件", "提交文件本身"))
        elif path.suffix != ".yml" or fault_of_id(path.stem):
            problems.append(_wrong_name(path, home, names, register))
        elif path.stem in register.units:
            yield DataFile(path.stem, year, f"{home}/{path.name}")
        elif register.known is not None and path.stem not in register.known:
            problems.append(_unknown_unit(path, home, register.known))


def _wrong_name(path: Path, home: str, names: frozenset[str], register: Register) -> Problem:
    """A file whose name is no unit's; where the right one is taken, renaming it would lose the other."""
    wrong, stem = one_line(path.name), _LIKE.sub("", folded(path.name))
    fault = fault_of_id(stem) if path.suffix == ".yml" and re.fullmatch(r"[a-z0-9-]+", path.stem) else None
    fact = f"：{fault[0]}" if fault else ""
    called = _id_called(stem, register.units)
    right = called or re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:LONGEST_ID].strip("-") or ANY_ID
    right = f"{right}-danwei" if fault_of_id(right) else right
    if f"{right}.yml" in names and right in {stem, called}:
        message = f"文件名“{wrong}”不对，而且已经有 {right}.yml"
        return _problem(path, home, "F06", message, "两份里留一份，文件名全用小写；多余的删掉", f"{right}.yml")
    cure = "用单位标识作文件名：小写字母、数字和短横线，以 .yml 结尾"
    return _problem(path, home, "F06", f"文件名“{wrong}”不对{fact}", cure, f"{right}.yml")


def _id_called(name: str, units: Mapping[str, Unit]) -> str:
    """The id of the unit that is called so: 财政局.yml is caizheng.yml; "" where none is, or several are."""
    found = [key for key, unit in units.items() if name and name in {unit.name, unit.short_name}]
    return found[0] if len(found) == 1 else ""


def _unknown_unit(path: Path, home: str, known: frozenset[str]) -> Problem:
    near = difflib.get_close_matches(path.stem, sorted(known), n=1, cutoff=0.6)
    cure = f"是不是 {near[0]}？文件名要与 units.yml 一致" if near else "先在 units.yml 里登记这个单位"
    message, right = f"单位“{path.stem}”没有在 units.yml 登记", near[0] if near else path.stem
    return _problem(path, home, "R01", message, cure, f"{right}.yml")


def _problem(path: Path, home: str, code: str, message: str, cure: str, example: str = "") -> Problem:
    return Problem(Place(f"{home}/{printable(path.name)}"), Level.ERROR, code, message, cure, example)
