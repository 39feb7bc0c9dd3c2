"""A data file as it is compared: what it holds, without its 更正 or 变更, and those beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from ..load.record_file import parse_record, validate
from ..load.register import UNITS_FILE, YEAR_FILE
from ..load.yaml_text import parse_yaml
from ..model.disclosure import State
from ..model.problem import KeyPath, Level, Problem
from ..model.record import Record
from ..model.report import Report
from ..model.unit import Unit
from ..model.year import YearRules


@dataclass(frozen=True, slots=True)
class FileContent:
    """A data file: by the place of each list of 更正 or 变更, the record that it belongs to and what it holds."""

    records: Mapping[KeyPath, Record] = field(default_factory=dict)
    entries: Mapping[KeyPath, Sequence[Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def report(self) -> Report | None:
        """The report, where the file is one."""
        return next((record for record in self.records.values() if isinstance(record, Report)), None)

    @property
    def units(self) -> dict[str, Unit]:
        """The units by their ids, where the file is the register."""
        return {str(path[0]): record for path, record in self.records.items() if isinstance(record, Unit)}

    @property
    def state(self) -> State | None:
        """Its state; None of the register and of rules, which are always public."""
        return self.report.disclosure.state if self.report else None


def read_content(text: str, name: str) -> FileContent:
    """A file without its lists of changes, the last of which may be unfinished."""
    raw, path = parse_yaml(text, name), PurePosixPath(name)
    if path.name == UNITS_FILE:
        wrong = tuple(problem for problem in raw.problems if problem.level is Level.ERROR)
        return FileContent(problems=wrong) if wrong else _units_of(raw.value)
    kind, key = (YearRules, "变更") if path.name == YEAR_FILE else (Report, "更正")
    record, document = parse_record(text, name, kind, without=key)
    wrong = tuple(problem for problem in document.problems if problem.level is Level.ERROR)
    if record is None:
        return FileContent(problems=wrong)
    return FileContent({(key,): record}, {(key,): raw.value.get(key) or []})


def _units_of(value: Any) -> FileContent:
    """The units of the register that can be read."""
    records: dict[KeyPath, Record] = {}
    entries: dict[KeyPath, Sequence[Any]] = {}
    for unit_id, stated in value.items() if isinstance(value, dict) else ():
        if isinstance(stated, dict):
            try:
                unit = validate(Unit, {key: part for key, part in stated.items() if key != "变更"})
            except ValidationError:
                continue  # gongkai check says what is wrong with it
            records[unit_id, "变更"], entries[unit_id, "变更"] = unit, stated.get("变更") or []
    return FileContent(records, entries)
