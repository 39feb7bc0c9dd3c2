"""What holds for many reports: the register, the rules of the years, outlines and names of lines, each with its 变更.

A 变更 stands in the unit's own entry or in the year's ``_year.yml``. An outline and the names of lines have none of
their own: theirs stands in the ``_year.yml`` of the newest year that they hold for, as 提纲/… and 名称/….
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from ..load.allowed_files import is_outline, is_rules
from ..load.names_file import NAMES_FILE
from ..load.register import UNITS_FILE
from ..load.source import printable
from ..model.changed import changed_value, changed_values
from ..model.correction import Amendment, ChangedValue
from ..model.outline import Outline
from ..model.problem import KeyPath, Level, Place, Problem
from ..model.record import Record
from ..model.unit import Unit
from ..model.year import YearRules
from .explained import doubts_of_days, fault_of_entry, fault_of_order, faults_of_empty, find_faults, listed
from .free import is_record
from .outcome import Outcome, Versions
from .record import FileRecord, Reader, read_outline, read_own_names, read_register, read_rules
from .words import entry_of, gone, problem
from .written import Change, Values, changes, read_changes, written_values

T = TypeVar("T")


def compare_register(versions: Versions, outcome: Outcome) -> None:
    """Every unit: its names, its place in the register and in the order of it."""
    path = f"{versions.folder}/{UNITS_FILE}"
    if path not in versions.differing():
        return
    was, new = _both(path, read_register, versions, outcome)
    if was is None or (new is None and path in versions.after.files):
        return
    before: dict[str, Any] = was.content
    after: dict[str, Any] = new.content if new else {}
    outcome.add(gone(unit_id, path) for unit_id in before if unit_id not in after)
    if new is None:
        return
    kept = [unit_id for unit_id in before if unit_id in after]
    if kept != [unit_id for unit_id in after if unit_id in before]:
        moved = next(now for old, now in zip(kept, (i for i in after if i in before), strict=True) if old != now)
        message = f"单位的先后变了，从 {moved} 起；网页照这个顺序列出"
        outcome.add([problem(path, "G16", message, place=new.document.key_place((moved,)))])
    outcome.changes[path] = changes(_of_units(before), _of_units(after))
    for unit_id in kept:
        found = list(changed_values(was.record[unit_id], new.record[unit_id]))
        told = was.record[unit_id].amendments, new.record[unit_id].amendments
        outcome.notes += _doubts(f"{printable(path)} {unit_id}", told, versions)
        outcome.add(_amended(path, (unit_id,), found, told, new, versions))
        pair = was.record[unit_id], new.record[unit_id]
        outcome.add(_rewritten(path, (unit_id,), pair, _changes(before[unit_id], after[unit_id], Unit), new))


def _of_units(register: dict[str, Any]) -> Values:
    """Every value of a register."""
    units = ((unit_id, written_values(value, Unit)) for unit_id, value in register.items())
    return {(unit_id, *path): words for unit_id, values in units for path, words in values.items()}


def compare_rules(versions: Versions, outcome: Outcome) -> None:
    """Every year's rules; and, by the years that they hold for, outlines and names of lines."""
    rules = _Rules(versions)
    bound: defaultdict[str, list[ChangedValue]] = defaultdict(list)
    for path, found in (*_outlines(versions, rules, outcome), *_names(versions, rules, outcome)):
        bound[path] += found
    paths = {path for path in versions.differing() if is_rules(versions.inside(path))} | bound.keys()
    for path in sorted(paths):
        was, new = _both(path, read_rules, versions, outcome)
        if path not in versions.after.files:
            outcome.add([problem(path, "G01", "这个年度的规则被删除")])
        elif new is not None and (was is not None or bound[path]):
            old: tuple[Amendment, ...] = was.record.amendments if was else ()
            own = changed_values(was.record, new.record) if was else ()
            raw = outcome.changes[path] = _changes(was.content if was else {}, new.content, YearRules)
            outcome.notes += _doubts(printable(path), (old, new.record.amendments), versions)
            outcome.add(_amended(path, (), [*own, *bound[path]], (old, new.record.amendments), new, versions))
            outcome.add(_rewritten(path, (), (was.record, new.record), raw, new) if was else ())


class _Rules:
    """The rules of all years, read when an outline or the names of lines are not the same."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions

    def newest(self, outline: str = "") -> str:
        """The newest ``_year.yml`` that there will be, of the years that use an outline; "" where none does."""
        paths = [path for path in self._versions.after.files if is_rules(self._versions.inside(path))]
        return max((path for path in paths if not outline or outline in self._used(path)), default="")

    def is_public(self, outline: str) -> bool:
        """Whether a year whose pages can be read uses an outline."""
        paths = [path for path in self._versions.before.files if is_rules(self._versions.inside(path))]
        return any(outline in self._used(path) for path in paths)

    def _used(self, path: str) -> set[str]:
        sides = (self._versions.before, self._versions.after)
        records = (read_rules(content, path) for side in sides if (content := side.read(path)) is not None)
        return {record.record.outline for record in records if record}


def _outlines(versions: Versions, rules: _Rules, outcome: Outcome) -> Iterator[tuple[str, list[ChangedValue]]]:
    for path in versions.differing():
        inside = versions.inside(path)
        name = inside.rpartition("/")[2].removesuffix(".yml")
        if not is_outline(inside):
            continue
        if not rules.is_public(name):
            outcome.notes.append(f"{printable(path)}：没有年度用过这份提纲，改动不影响已公开的网页")
            continue
        was, new = _both(path, read_outline, versions, outcome)
        if was is not None and (new is not None or path not in versions.after.files):
            found = outcome.changes[path] = _changes(was.content, new.content if new else {}, Outline)
            named = changed_values(was.record, new.record) if new else tuple(map(_as_value, found))
            if holder := rules.newest(name):
                yield holder, _below(f"提纲/{name}", named)


def _names(versions: Versions, rules: _Rules, outcome: Outcome) -> Iterator[tuple[str, list[ChangedValue]]]:
    path = f"{versions.folder}/{NAMES_FILE}"
    if path not in versions.differing():
        return
    was, new = _both(path, read_own_names, versions, outcome)
    is_read = (was is not None or path not in versions.before.files) and (
        new is not None or path not in versions.after.files
    )
    if is_read and (holder := rules.newest()):
        found = outcome.changes[path] = _changes(was.content if was else {}, new.content if new else {}, None)
        yield holder, _below("名称", map(_as_value, found))


def _below(top: str, values: Iterable[ChangedValue]) -> list[ChangedValue]:
    """The changes of a whole file, as they are named in another."""
    return [changed_value(f"{top}/{value.item}", value.before, value.after) for value in values]


def _as_value(change: Change) -> ChangedValue:
    return changed_value(change.item, change.before, change.after)


def _changes(before: Any, after: Any, record: type[Record] | None) -> tuple[Change, ...]:
    return changes(written_values(before, record), written_values(after, record))


def _both(
    path: str, reader: Reader[T], versions: Versions, outcome: Outcome
) -> tuple[FileRecord[T] | None, FileRecord[T] | None]:
    """A file as it was published last and as it would be; None where it is not there or cannot be read."""
    before, after = versions.before.read(path), versions.after.read(path)
    was = reader(before, path) if before is not None else None
    if was is None and path in versions.before.files:
        was = versions.history.readable(path, reader)
        if was is None and versions.history.is_shallow:
            outcome.add([problem(path, "G11", "找不到这个文件上次读得出来的内容，没有比较；本地的历史不完整")])
        elif was is None:
            outcome.notes.append(f"{printable(path)}：以前没有读得出来的内容，按第一次公开看待")
    new = reader(after, path) if after is not None else None
    if new is None and path in versions.after.files:
        message = "现在的文件读不出来，没有与公开过的比较"
        outcome.add([problem(path, "G12", message, level=Level.WARNING)])
    return was, new


def _amended(
    path: str,
    top: KeyPath,
    found: Sequence[ChangedValue],
    told: tuple[Sequence[Amendment], Sequence[Amendment]],
    new: FileRecord[Any],
    versions: Versions,
) -> Iterator[Problem]:
    """Whether new 变更 name all that changed; ``top`` is where they stand, ``told`` are those of then and now."""
    kept, now = told
    whose, place = f"{top[0]} 的" if top else "", new.place((*top, "变更"))
    if tuple(now[: len(kept)]) != tuple(kept):
        yield problem(path, "G03", f"{whose}已有的变更记录被改动或删除", place=place)
    added = [entry for at, entry in enumerate(now) if at >= len(kept) or entry not in kept]
    for entry in added:
        if fault := fault_of_entry(entry, None, versions.day):
            yield problem(path, "G13", f"{whose}{entry.corrected_on} 的变更{fault}", place=place)
    for message in fault_of_order(kept, now[len(kept) :], "变更"):
        yield problem(path, "G13", f"{whose}{message}", place=place)
    for message in faults_of_empty(found, now[len(kept) :], "变更"):
        yield problem(path, "G18", f"{whose}{message}", place=place)
    example = entry_of("变更", found, versions.day) if found else ""
    if found and not added:
        message = f"{whose or '规则的'}公开内容改了：{listed(value.item for value in found)}，但没有写变更"
        yield problem(path, _missing(found), message, place=_first(new, top, found), example=example)
        return
    for fault_found in find_faults(found, added, f"{whose}变更", versions.steps(path)):
        code = _missing(found) if fault_found.is_missing else "G18"
        yield problem(path, code, fault_found.message, place=place, example=example)


def _doubts(place: str, told: tuple[Sequence[Amendment], Sequence[Amendment]], versions: Versions) -> Iterator[str]:
    """New 变更 whose day is long before what was public, in words."""
    kept, now = told
    doubts = doubts_of_days(now[len(kept) :], versions.history.day, "变更")
    yield from (f"{place}：{words}" for words in doubts)


def _missing(found: Sequence[ChangedValue]) -> str:
    """The code of a change without 变更: that of an outline, or of the names of lines, is written by hand."""
    return "G20" if any(value.item.startswith(("提纲/", "名称/")) for value in found) else "G15"


def _first(new: FileRecord[Any], top: KeyPath, found: Sequence[ChangedValue]) -> Place:
    """About where the first changed value stands."""
    return new.place((*top, found[0].item.partition("/")[0]))


def _rewritten(
    path: str, top: KeyPath, records: tuple[Record, Record], raw: Sequence[Change], new: FileRecord[Any]
) -> Iterator[Problem]:
    """Values that are read as they were and yet are written otherwise."""
    named = {change.path for change in read_changes(*records)}
    for change in raw:
        if change.path not in named and not is_record(change):
            message = f"{change.item}的写法改了：{change.before} → {change.after}"
            yield problem(path, "G19", message, place=new.place((*top, *change.path)))
