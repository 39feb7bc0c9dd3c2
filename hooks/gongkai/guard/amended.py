"""Whether new 变更 name all that changed of the register or of a year's rules, on a day on which that can have been."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..load.source import one_line
from ..model.correction import Amendment, ChangedValue
from ..model.problem import KeyPath, Place, Problem
from .entries import Stand, wrong_entry
from .explained import fault_of_order, faults_of_empty, find_faults, listed
from .outcome import Versions
from .record import FileRecord
from .words import MOST_DELAY, entry_of, problem


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what 变更 of one place are about, all of it in one file.

    Attributes:
        path: the file.
        found: what changed.
        since: what was public on a day and differs from what is public now; None where nothing was.
    """

    path: str
    found: Sequence[ChangedValue]
    since: Callable[[date], Sequence[ChangedValue] | None]


def amended(
    path: str,
    top: KeyPath,
    parts: Sequence[Part],
    told: tuple[Sequence[Amendment], Sequence[Amendment]],
    new: FileRecord[Any],
    versions: Versions,
) -> Iterator[Problem]:
    """Whether new 变更 name all that changed; ``top`` is where they stand, ``told`` are those of then and now."""
    found = [value for part in parts for value in part.found]
    kept, now = told
    whose, place = f"{top[0]} 的" if top else "", new.place((*top, "变更"))
    stand = Stand(path, (*top, "变更"), place, None, tuple(now[: len(kept)]) == tuple(kept))
    if not stand.is_whole:
        yield problem(path, "G03", f"{whose}已有的变更记录被改动或删除", place=place)
    added = [entry for at, entry in enumerate(now) if at >= len(kept) or entry not in kept]
    yield from _wrong_days(stand, whose, added, parts, versions)
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


def _wrong_days(
    stand: Stand, whose: str, added: Sequence[Amendment], parts: Sequence[Part], versions: Versions
) -> Iterator[Problem]:
    """New entries with words that say nothing, or of a day on which what they change was not public yet."""
    for entry in added:
        about, day = f"{whose}{entry.corrected_on} 的变更", entry.corrected_on
        if part := next((part for part in parts if _is_too_early(entry, part, versions)), None):
            if versions.history.is_shallow:
                message = f"{about}是不是在公开以后，看不出来；本地的历史不完整"
                yield problem(stand.path, "G11", message, place=stand.place)
                continue
            days = (past for past in reversed(_days(part, versions)) if not _are_other(entry, part, past))
            since = max(next(days, versions.history.day), versions.history.day - MOST_DELAY)
            words = f"的日期 {day} 太早：{_named(entry, part)}在 {since} 才公开成“原来”的样子"
            message = f"{whose}变更{words}，日期应在 {since} 到 {versions.day} 之间"
            yield problem(stand.path, "G13", message, place=stand.place)
        else:
            yield from wrong_entry(stand, about, entry, versions)


def _is_too_early(entry: Amendment, part: Part, versions: Versions) -> bool:
    """Whether what ``entry`` changes was not public yet on its day, or was something else."""
    return entry.corrected_on < versions.history.day and _are_other(entry, part, entry.corrected_on)


def _days(part: Part, versions: Versions) -> list[date]:
    """The days on which the file of ``part`` was published, the latest first; that of the public commit before all."""
    return [versions.history.day, *versions.history.days(part.path)]


def _are_other(entry: Amendment, part: Part, day: date) -> bool:
    """Whether a value that ``entry`` changes was another on ``day`` than it is in public now, or not public."""
    changed = {_list_of(value.item) for value in part.found} & {_list_of(value.item) for value in entry.changed}
    if not changed:
        return False
    earlier = part.since(day)
    return earlier is None or bool(changed & {_list_of(value.item) for value in earlier})


def _list_of(item: str) -> str:
    """A value's name up to the list that it stands in: the numbers of rows are not the same in other versions."""
    return item.partition("/第")[0].partition("/原第")[0]


def _named(entry: Amendment, part: Part) -> str:
    names = {value.item for value in part.found}
    return f"“{one_line(next((v.item for v in entry.changed if v.item in names), part.path), 80)}”"


def _missing(found: Sequence[ChangedValue]) -> str:
    """The code of a change without 变更: that of an outline, or of the names of lines, is written by hand."""
    return "G20" if any(value.item.startswith(("提纲/", "名称/")) for value in found) else "G15"


def _first(new: FileRecord[Any], top: KeyPath, found: Sequence[ChangedValue]) -> Place:
    """About where the first changed value stands."""
    return new.place((*top, found[0].item.partition("/")[0]))
