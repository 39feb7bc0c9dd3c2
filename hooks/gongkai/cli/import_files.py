"""The files of units → their data files, each in its place, never over one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from ..build.read_and_check import in_order, problems_of, read_and_check_files
from ..importer.finding import Known
from ..importer.found import Found
from ..importer.identity import says_other_unit
from ..importer.settling import settle
from ..importer.taken import WANYUAN, TakenFile
from ..importer.written import Draft, draft_of
from ..load.inventory import DataFile, Inventory
from ..model.problem import Level, Problem
from ..open_data.data_file import SCHEMA_LINE
from ..open_data.data_layout import Notes, as_meant, laid_out
from .data_files import fault_of_rules
from .import_groups import Chosen, Group
from .import_sentences import said_by_page

_NOTHING: Final = "里面没有可以录入的内容：是空表，或者是没有填过的样表。怎么改：换成填好的报告"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a group: the written file, or why there is none."""

    group: Group
    path: str = ""
    draft: Draft | None = None
    fault: str = ""
    problems: tuple[Problem, ...] = field(default=())

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
        founds = tuple(_found(group, inventory))
        if not founds:
            yield Outcome(group, fault=_NOTHING)
            continue
        path = chosen.path_of(group.unit_id, group.year)
        outline = inventory.outlines.get(inventory.years[group.year].outline)
        said = partial(said_by_page, year=group.year, outline=outline)
        draft = draft_of(settle(founds), group.year, said)
        measures = dict.fromkeys(found.measure for _, found in founds if found.measure != WANYUAN and found.figures)
        _write(path, _text(draft, group, inventory, tuple(measures)))
        written.add(path)
        shown = path.relative_to(chosen.root) if path.is_relative_to(chosen.root) else path
        yield Outcome(group, shown.as_posix(), draft, problems=_problems(path, group, chosen, inventory))


def _found(group: Group, inventory: Inventory) -> Iterator[tuple[str, Found]]:
    """What is found in the files of a group, each with the name of its file where there are several."""
    year, unit = group.year or 0, inventory.units[group.unit_id]
    names = tuple(name for name in (unit.name_in(year), unit.name, unit.short_name) if name)
    outline = inventory.outlines.get(inventory.years[year].outline)
    known = Known(year, outline, tuple(dict.fromkeys(names)), inventory.names)
    for file in group.files:
        name = PurePosixPath(file.name).name if len(group.files) > 1 else ""
        yield from ((name, found) for found in file.found_with(known))


def _fault(group: Group, chosen: Chosen, inventory: Inventory, written: set[Path]) -> str:
    """Why a report cannot be written, and what to do; "" where it can."""
    year, unit = group.year, inventory.units[group.unit_id]
    if year is None:
        return "文件里没有写年度。怎么改：用 --year 写明，例如 --year 2023"
    if contradiction := next(filter(None, (_contradiction(file, group, inventory) for file in group.files)), ""):
        return f"{contradiction}。怎么改：核对是不是拿错了文件；命令写错的，改命令"
    if not inventory.frame.exists_in(group.unit_id, year):
        return f"照登记表，“{unit.name}”在 {year} 年度还没有设立或者已经撤销。怎么改：核对年度和 units.yml"
    if fault := fault_of_rules(year, chosen.data, inventory):
        return f"{fault}，再导入"
    path = chosen.path_of(group.unit_id, year)
    if path in written:
        return f"{path.name} 这一次已经写过另一份。怎么改：--output 写文件夹，或者一次导入一个单位"
    if path.exists() or path.is_symlink():
        cure = "用 --output 写到别处，对照着抄；或者先把原来的移走"
        return f"{path.name} 已经有了（{year} 年度），没有改动它。怎么改：{cure}"
    return ""


def _contradiction(file: TakenFile, group: Group, inventory: Inventory) -> str:
    """What a file says of itself against what it was taken for."""
    if len(group.files) > 1 and file.measure != WANYUAN:
        return f"“{file.name}”的金额是{file.measure}，别的文件是万元，不能一起录入"
    if file.year not in {None, group.year}:
        return f"“{file.name}”写的是 {file.year} 年度，不是 {group.year} 年度"
    if other := says_other_unit(file.founds, group.unit_id, inventory.units):
        stated, taken_for = inventory.units[other], inventory.units[group.unit_id]
        return f"“{file.name}”写的单位是“{stated.name}”（{other}），不是“{taken_for.name}”"
    return ""


def _text(draft: Draft, group: Group, inventory: Inventory, measures: tuple[str, ...]) -> str:
    files = "、".join(PurePosixPath(file.name).name for file in group.files)
    said = f"（原文的表用{'、'.join(measures)}，已准确换算）" if measures else ""
    head = (
        SCHEMA_LINE,
        f"# {inventory.units[group.unit_id].name_in(group.year or 0)}　{group.year}年度，录自：{files}",
        f"# 金额单位：万元{said}。null＝未公开，0＝公开为零，两者不同。",
        "# “原文：”后面是这个数在原文里的话；“待核对：”的各处对照原文填好，再把后面的话删去。",
    )
    return laid_out(as_meant(draft.values), Notes(draft.beside, draft.above, draft.end), head)


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
    checked = read_and_check_files(root, inventory, (*others, DataFile(group.unit_id, group.year or 0, file)))
    return in_order(problem for problem in problems_of(root, checked) if problem.place.file == file)
