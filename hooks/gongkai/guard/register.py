"""The register: every unit's entry with its 变更, their order, and what a new unit changes on the pages of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from ..load.register import UNITS_FILE
from ..load.source import printable
from ..model.changed import changed_values
from ..model.correction import ChangedValue
from ..model.lineage import changed_successors
from ..model.problem import Problem
from ..model.unit import Unit
from .amended import Part, amended
from .entries import unexplained_words
from .once_public import doubted, find_once
from .outcome import Outcome, Versions
from .pair import read_both, rewritten, written_changes
from .record import FileRecord, read_register
from .unit_names import name_notes
from .words import gone, problem
from .written import Values, changes, written_values

_Register = FileRecord[dict[str, Unit]]


def compare_register(versions: Versions, outcome: Outcome) -> None:
    """Every unit: its names, its place in the register and in the order of it."""
    path = f"{versions.folder}/{UNITS_FILE}"
    if path not in versions.differing():
        return
    both = read_both(path, read_register, compare_register, versions, outcome)
    was, new = both.was, both.new
    if was is None or (new is None and path in versions.after.files):
        return
    before: dict[str, Any] = was.content
    after: dict[str, Any] = new.content if new else {}
    found = [gone(unit_id, path) for unit_id in before if unit_id not in after]
    if new is not None:
        found += _moved(path, before, after, new)
        outcome.changes[path] = changes(_of_units(before), _of_units(after))
        outcome.notes.extend(f"{printable(path)}：{words}" for words in _added(was.record, new.record))
        outcome.notes.extend(f"{printable(path)}：{words}" for words in name_notes(was.record, new.record))
        both_have = (unit_id for unit_id in before if unit_id in after)
        for kept, now in ((was.record[key].amendments, new.record[key].amendments) for key in both_have):
            outcome.notes.extend(unexplained_words(path, now[len(kept) :]))
        found += (p for unit_id in before if unit_id in after for p in _of_unit(path, unit_id, was, new, versions))
    outcome.add([*found, *([doubted(path, both.doubted)] if found and both.doubted else [])])
    outcome.add(_returned(path, was, new, versions) if new and not versions.is_step else [])


def _of_unit(path: str, unit_id: str, was: _Register, new: _Register, versions: Versions) -> Iterator[Problem]:
    """What is wrong with the changes of one unit that both have."""
    part = Part(path, _changed(was.record, new.record, unit_id), _Since(path, unit_id, was, versions))
    told = was.record[unit_id].amendments, new.record[unit_id].amendments
    yield from amended(path, (unit_id,), [part], told, new, versions)
    pair = was.record[unit_id], new.record[unit_id]
    raw = written_changes(was.content[unit_id], new.content[unit_id], Unit)
    yield from rewritten(path, (unit_id,), pair, raw, new)


def _returned(path: str, was: _Register, new: _Register, versions: Versions) -> Iterator[Problem]:
    """Units that the public commit has not and an earlier one had: they are not new, they are what they were."""
    for unit_id in (unit_id for unit_id in new.record if unit_id not in was.record):
        name = re.compile(rf"(?<![\w-]){re.escape(unit_id)}[\"']?\s*:".encode())
        if versions.history.is_shallow:
            yield problem(path, "G11", f"看不出单位 {unit_id} 以前有没有登记过，没有比较；本地的历史不完整")
        if not versions.history.has_had(path, name):
            continue
        once = find_once(path, partial(_read_with, unit_id), partial(_compare_one, unit_id), versions)
        if once and (found := [*_of_unit(path, unit_id, once.record, new, versions)]):
            yield from found
            yield doubted(path, once.commit, f"单位 {unit_id} 从登记表里消失过")


def _read_with(unit_id: str, content: bytes, file: str) -> _Register | None:
    """A register that has one unit."""
    register = read_register(content, file)
    return register if register and unit_id in register.record else None


def _compare_one(unit_id: str, versions: Versions, outcome: Outcome) -> None:
    """One unit in two commits that have it."""
    path = f"{versions.folder}/{UNITS_FILE}"
    was, new = (read_register(side.read(path) or b"", path) for side in (versions.before, versions.after))
    if was and new and unit_id in was.record and unit_id in new.record:
        outcome.add(_of_unit(path, unit_id, was, new, versions))


def _moved(path: str, before: Mapping[str, Any], after: Mapping[str, Any], new: _Register) -> Iterator[Problem]:
    """Units that were there before, in another order."""
    old, now = [unit_id for unit_id in before if unit_id in after], [unit_id for unit_id in after if unit_id in before]
    if old != now:
        moved = next(there for was, there in zip(old, now, strict=True) if was != there)
        message = f"单位的先后变了，从 {moved} 起；网页照这个顺序列出"
        yield problem(path, "G16", message, place=new.document.key_place((moved,)))


def _of_units(register: dict[str, Any]) -> Values:
    """Every value of a register."""
    units = ((unit_id, written_values(value, Unit)) for unit_id, value in register.items())
    return {(unit_id, *path): words for unit_id, values in units for path, words in values.items()}


def _changed(before: Mapping[str, Unit], after: Mapping[str, Unit], unit_id: str) -> list[ChangedValue]:
    """What a unit's page says differently: of its own entry, and of the units that name it in 前身."""
    return [*changed_values(before[unit_id], after[unit_id]), *changed_successors(before, after, unit_id)]


def _added(before: Mapping[str, Unit], after: Mapping[str, Unit]) -> Iterator[str]:
    """New units that a page of another unit lists, in words."""
    for unit_id, unit in after.items():
        if unit_id not in before and unit.supervising_department in before:
            yield f"新单位 {unit_id} 的主管部门是 {unit.supervising_department}，那个单位的网页多列一个所属单位"


class _Since:
    """What the public saw of one unit on a day that differs from what it sees now."""

    def __init__(self, path: str, unit_id: str, was: _Register, versions: Versions) -> None:
        self._path, self._unit_id, self._was, self._history = path, unit_id, was, versions.history

    def __call__(self, day: date) -> Sequence[ChangedValue] | None:
        then = self._history.on(self._path, read_register, day)
        return _changed(then.record, self._was.record, self._unit_id) if then and self._unit_id in then.record else None
