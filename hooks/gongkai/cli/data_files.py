"""The data files of a folder: which there are, what each of them is, and how it is read alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from ..build.output import whole_file
from ..load.inventory import Inventory
from ..load.names_file import NAMES_FILE, parse_names_file
from ..load.outlines import OUTLINES_FOLDER, parse_outline
from ..load.record_file import keys_of, parse_record
from ..load.register import UNITS_FILE, YEAR_FILE, parse_units, rules_to_begin_with
from ..load.source import MAX_BYTES
from ..load.yaml_text import Document
from ..model.outline import Outline
from ..model.paths import fields_by_key, is_prose, record_in
from ..model.problem import Level, Problem
from ..model.record import Record
from ..model.report import Report
from ..model.unit import Unit
from ..model.year import YearRules
from ..open_data.data_layout import Shape

_YEAR: Final = re.compile(r"20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A data file as it reads alone: what it means, and what is wrong with it."""

    meaning: Any
    document: Document

    @property
    def errors(self) -> list[Problem]:
        """What must be mended."""
        return [problem for problem in self.document.problems if problem.level is Level.ERROR]


def files_below(folder: Path, paths: Iterable[Path]) -> list[Path]:
    """Those data files at or below ``paths`` that are files of a bearable size; all of them where none is named."""
    known = [path for path in data_files(folder) if not path.is_symlink() and path.stat().st_size <= MAX_BYTES]
    chosen = [path.resolve() for path in paths]
    return [file for file in known if not chosen or any(file.resolve().is_relative_to(path) for path in chosen)]


def replace_file(path: Path, content: bytes) -> None:
    """Put new bytes in the place of a file at one stroke: whoever opens it sees the old or the new."""
    with whole_file(path, f".{os.getpid()}") as file:
        os.chmod(file.name, path.stat().st_mode & 0o777)
        file.write(content)


def fault_of_rules(root: Path, year: int, data: str, inventory: Inventory) -> str:
    """What is wrong with the rules of a year, in words, and its cure; "" where they can be read or copied.

    Args:
        root: the project's folder.
        year: of a report that is to be written.
        data: the name of the data folder.
        inventory: what is there.
    """
    earlier = max((known for known in inventory.years if known < year), default=None)
    file, is_there = f"{data}/{year}/{YEAR_FILE}", (root / data / str(year) / YEAR_FILE).exists()
    if not is_there and earlier is None:
        return lacks_rules(file, year)
    ruling = year if is_there or earlier is None else earlier
    if ruling in inventory.unruled:
        file = f"{data}/{ruling}/{YEAR_FILE}"
        return f"{ruling} 年度的规则 {file} 读不出来或者没有。怎么改：运行 gongkai check，先改好它"
    return ""


def lacks_rules(file: str, year: int) -> str:
    """What is said where neither a year nor any before it has rules, and the cure."""
    return (
        f"还没有 {year} 年度的规则 {file}。怎么改：建立这个文件，写上一行“{rules_to_begin_with(year)}”，核对提纲和等级"
    )


def data_files(folder: Path) -> Iterator[Path]:
    """Every data file of a data folder: register, names, outlines, rules and reports."""
    for path in (folder / UNITS_FILE, folder / NAMES_FILE):
        if path.is_file():
            yield path
    years = sorted(path for path in folder.iterdir() if path.is_dir() and _YEAR.fullmatch(path.name))
    for home in (folder / OUTLINES_FOLDER, *years):
        yield from sorted(path for path in home.glob("*.yml") if path.is_file())


def shape_of(file: str) -> Shape:
    """What a data file is, by its name."""
    path = PurePosixPath(file)
    if path.name == NAMES_FILE:
        return Shape(None)
    if path.name == UNITS_FILE:
        return Shape(Unit, is_open=True)
    kind: type[Record] = YearRules if path.name == YEAR_FILE else Report
    return Shape(Outline if path.parent.name == OUTLINES_FOLDER else kind)


def read_data_file(text: str, file: str) -> ReadFile:
    """Text → meaning; every problem that the file has by itself."""
    shape = shape_of(file)
    if shape.kind is None:
        return ReadFile(*parse_names_file(text, file))
    if shape.is_open:
        return ReadFile(*parse_units(text, file))
    if shape.kind is Outline:
        return ReadFile(*parse_outline(text, file))
    return ReadFile(*parse_record(text, file, shape.kind))


def keys_in(file: str) -> frozenset[str]:
    """The keys that a line of a file may begin with."""
    shape = shape_of(file)
    return keys_of(shape.kind) if shape.kind else frozenset()


def prose_in(file: str) -> frozenset[str]:
    """Those of them that free words follow."""
    return _prose_in(shape_of(file).kind)


@cache
def _prose_in(kind: type[Record] | None) -> frozenset[str]:
    found: set[str] = set()
    seen: set[type[Record]] = set()
    todo = {kind} if kind else set()
    while todo:
        seen |= todo
        fields = [pair for record in todo for pair in fields_by_key(record).items()]
        found.update(key for key, declared in fields if is_prose(declared))
        todo = {inner for _, declared in fields if (inner := record_in(declared))} - seen
    return frozenset(found)
