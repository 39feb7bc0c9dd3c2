"""The files of units → their data files, each in its place, never over one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..desk.documents import NOTHING, contradiction, draft_from, text_of
from ..importer.written import Draft
from ..load.inventory import DataFile, Inventory, take_inventory
from ..model.problem import Level, Problem
from ..read_and_check import in_order, problems_of, read_and_check_one
from .data_files import fault_of_rules
from .import_groups import Chosen, Group
from .new_year import begin_year, write_schemas


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a group: the written file, or why there is none."""

    group: Group
    path: str = ""
    draft: Draft | None = None
    fault: str = ""
    problems: tuple[Problem, ...] = field(default=())
    begun: str = ""  # what is told of a year that begins with it

    @property
    def worst(self) -> Level | None:
        """The worst that the check of the written file finds."""
        return min((problem.level for problem in self.problems), default=None)

    @property
    def line(self) -> str:
        """All in one line."""
        if self.draft is None:
            return f"{self.group.unit_id}：{self.fault}"
        errors = sum(problem.level is Level.ERROR for problem in self.problems)
        return f"{self.path}：找到 {self.draft.figures} 个数，待核对 {len(self.draft.unsure)} 处，必须改 {errors} 处"


def write_reports(groups: Iterable[Group], chosen: Chosen, inventory: Inventory) -> Iterator[Outcome]:
    """Write each and check it; one after the other, so that it can be told how far it is."""
    written: set[Path] = set()
    for group in groups:
        fault = _fault(group, chosen, inventory, written)
        if fault or group.year is None:
            yield Outcome(group, fault=fault)
            continue
        ruled = _with_rules(inventory, group.year)
        found = draft_from(group.files, group.unit_id, group.year, ruled)
        if found is None:
            yield Outcome(group, fault=NOTHING)
            continue
        draft, measures = found
        if begun := begin_year(chosen.root, chosen.data, group.year):
            write_schemas(chosen.root, chosen.data)
            inventory = take_inventory(chosen.root, chosen.data)
        path = chosen.path_of(group.unit_id, group.year)
        _write(path, text_of(draft, group.files, group.unit_id, group.year, inventory, measures))
        written.add(path)
        shown = path.relative_to(chosen.root) if path.is_relative_to(chosen.root) else path
        yield Outcome(group, shown.as_posix(), draft, problems=_problems(path, group, chosen, inventory), begun=begun)


def _with_rules(inventory: Inventory, year: int) -> Inventory:
    """What is there, with the rules that a new year begins with."""
    earlier = max((known for known in inventory.years if known < year), default=None)
    if year in inventory.years or earlier is None:
        return inventory
    return replace(inventory, years={**inventory.years, year: inventory.years[earlier]})


def _fault(group: Group, chosen: Chosen, inventory: Inventory, written: set[Path]) -> str:
    """Why a report cannot be written, and what to do; "" where it can."""
    year, unit = group.year, inventory.units[group.unit_id]
    if year is None:
        return "文件里没有写年度。怎么改：用 --year 写明，例如 --year 2023"
    said = (contradiction(file, group.unit_id, year, inventory, is_alone=len(group.files) == 1) for file in group.files)
    if words := next(filter(None, said), ""):
        return f"{words}。怎么改：核对是不是拿错了文件；命令写错的，改命令"
    if not inventory.frame.exists_in(group.unit_id, year):
        return f"照登记表，“{unit.name}”在 {year} 年度还没有设立或者已经撤销。怎么改：核对年度和 units.yml"
    if fault := fault_of_rules(chosen.root, year, chosen.data, inventory):
        return f"{fault}，再导入"
    path = chosen.path_of(group.unit_id, year)
    if path in written:
        return f"{path.name} 这一次已经写过另一份。怎么改：--output 写文件夹，或者一次导入一个单位"
    if path.exists() or path.is_symlink():
        cure = "用 --output 写到别处，对照着抄；或者先把原来的移走"
        return f"{path.name} 已经有了（{year} 年度），没有改动它。怎么改：{cure}"
    return ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _problems(path: Path, group: Group, chosen: Chosen, inventory: Inventory) -> tuple[Problem, ...]:
    """What the check finds in the written file, beside the unit's other years."""
    absolute = path.resolve()
    root = chosen.root.resolve()
    file = absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else str(absolute)
    others = (other for other in inventory.files if other.unit_id == group.unit_id and other.year != group.year)
    unit_id, year = group.unit_id, group.year or 0
    checked = read_and_check_one(root, inventory, (*others, DataFile(unit_id, year, file)), unit_id, year)
    return in_order(problem for problem in problems_of(root, checked) if problem.place.file == file)
