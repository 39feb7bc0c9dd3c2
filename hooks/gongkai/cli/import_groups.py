"""Which files are of which unit and year; those of which that is not certain are left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from ..importer.identity import says_other_unit
from ..importer.taken import TakenFile, called_otherwise
from ..load.inventory import Inventory

#: How the name of a data file ends.
YAML: Final = frozenset({".yml", ".yaml"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the clerk has asked for; see ``gongkai import --help``."""

    root: Path
    data: str
    unit: str | None = None
    year: int | None = None
    output: Path | None = None

    def path_of(self, unit_id: str, year: int, *, in_data: bool = False) -> Path:
        """Where a report is written; ``in_data`` where it belongs."""
        if self.output is None or in_data:
            return self.root / self.data / str(year) / f"{unit_id}.yml"
        return self.output if self.writes_one else self.output / str(year) / f"{unit_id}.yml"

    @property
    def writes_one(self) -> bool:
        """Whether the output is a file, and not a folder."""
        return self.output is not None and self.output.suffix.lower() in YAML


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one unit for one year; the year is None where none of them says it."""

    unit_id: str
    year: int | None
    files: tuple[TakenFile, ...]


def groups_of(
    taken: Sequence[TakenFile], chosen: Chosen, inventory: Inventory
) -> tuple[tuple[Group, ...], dict[str, str]]:
    """The files of each unit and year together; the others by name, with why nothing is done with them."""
    unassigned = {file.name: file.fault for file in taken if file.fault}
    if chosen.unit:
        unassigned |= _of_others([file for file in taken if not file.fault], chosen.unit, inventory)
    of_unit: dict[str, list[TakenFile]] = defaultdict(list)
    nameless: list[TakenFile] = []
    for file in (file for file in taken if file.name not in unassigned):
        units = (chosen.unit,) if chosen.unit else file.units
        if len(file.years) > 1 and chosen.year not in file.years:
            years = "、".join(map(str, file.years))
            unassigned[file.name] = f"里面写的年度不止一个：{years}。怎么改：核对是哪一个年度的，用 --year 写明"
        elif len(units) == 1:
            of_unit[units[0]].append(file)
        elif units:
            names = "、".join(inventory.units[unit_id].name for unit_id in units)
            unassigned[file.name] = f"说不准是哪个单位的：{names}。怎么改：用 --unit 写明，或者把单位全称写进文件名"
        else:
            nameless.append(file)
    for file in nameless:
        home = "" if file.stated_units else _neighbour(file, of_unit)
        if home:
            of_unit[home].append(file)
        else:
            unassigned[file.name] = _unknown(file)
    return tuple(group for unit_id in of_unit for group in _by_year(unit_id, of_unit[unit_id], chosen)), unassigned


def _of_others(files: Sequence[TakenFile], unit_id: str, inventory: Inventory) -> dict[str, str]:
    """The files that are another unit's, by what they say or how they are called, and how to import them."""
    found = {}
    for file in files:
        said = says_other_unit(file.founds, unit_id, inventory.units, file.of_tables) if len(files) > 1 else ""
        other = said or called_otherwise(file, unit_id, inventory.units)
        if other:
            where = "里面" if said else "文件名里"
            stated, own = inventory.units[other].name, inventory.units[unit_id].name
            found[file.name] = (
                f"{where}写的单位是“{stated}”（{other}），不是“{own}”，没有录入。怎么改：是{stated}的，"
                f"运行 gongkai import {file.name} --unit {other}；就是本单位的，把{where}的单位名称改对，再导入"
            )
    return found


def _neighbour(file: TakenFile, of_unit: Mapping[str, Sequence[TakenFile]]) -> str:
    """The one unit whose files were given with one that names none, or lie in the same folder of theirs.

    The folder that was given may hold files of anybody.
    """
    folder = PurePosixPath(file.name).parent
    if len(folder.parts) == 1:
        return ""
    beside = [
        unit_id for unit_id, files in of_unit.items() if any(PurePosixPath(f.name).parent == folder for f in files)
    ]
    return beside[0] if len(beside) == 1 else ""


def _unknown(file: TakenFile) -> str:
    said = (
        f"文件里写的单位是“{'、'.join(file.stated_units)}”，登记表里没有这个名称"
        if file.stated_units
        else "认不出是哪个单位的"
    )
    return f"{said}。怎么改：用 --unit 写明单位标识；还没有登记的，先在 units.yml 里登记"


def _by_year(unit_id: str, files: list[TakenFile], chosen: Chosen) -> Iterator[Group]:
    """A file that does not say its year goes with those of its unit that do, where they agree."""
    years = {file.year for file in files if file.year is not None}
    if chosen.year is not None:
        other = [file for file in files if file.year not in {None, chosen.year}]
        groups = [tuple(file for file in files if file not in other), *((file,) for file in other)]
        yield from (Group(unit_id, chosen.year, group) for group in groups if group)
        return
    if len(years) <= 1:
        yield Group(unit_id, next(iter(years), None), tuple(files))
        return
    for year in sorted(years):
        yield Group(unit_id, year, tuple(file for file in files if file.year == year))
    if lost := tuple(file for file in files if file.year is None):
        yield Group(unit_id, None, lost)
