"""What holds for the reports of a year: its rules, outlines and names of lines, with their 变更.

A 变更 stands in the year's ``_year.yml``. An outline and the names of lines have none of
their own: theirs stands in the ``_year.yml`` of the newest year that they hold for, as 提纲/… and 名称/….
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from ..load.allowed_files import is_outline, is_rules
from ..load.names_file import NAMES_FILE
from ..load.source import printable
from ..model.changed import changed_value, changed_values
from ..model.correction import ChangedValue
from ..model.outline import Outline
from ..model.problem import Problem
from ..model.record import Record
from ..model.year import YearRules
from .amended import Part, amended
from .entries import unexplained_words
from .explained import listed
from .once_public import doubted
from .outcome import Outcome, Versions
from .pair import moved_notes, read_both, rewritten, written_changes
from .record import FileRecord, Reader, read_outline, read_own_names, read_rules
from .words import entry_of, problem
from .written import Change


def compare_rules(versions: Versions, outcome: Outcome) -> None:
    """Every year's rules; and, by the years that they hold for, outlines and names of lines."""
    rules = _Rules(versions)
    bound: defaultdict[str, list[Part]] = defaultdict(list)
    for path, part in (*_outlines(versions, rules, outcome), *_names(versions, rules, outcome)):
        bound[path].append(part)
    paths = {path for path in versions.differing() if is_rules(versions.inside(path))} | bound.keys()
    for path in sorted(paths):
        both = read_both(path, read_rules, compare_rules, versions, outcome)
        was, new = both.was, both.new
        if path not in versions.after.files:
            outcome.add([problem(path, "G01", "这个年度的规则被删除")])
        elif new is None and bound[path]:
            outcome.add([_without_holder(path, bound[path], versions)])
        elif new is not None and (was is not None or bound[path]):
            raw = outcome.changes[path] = written_changes(was.content if was else {}, new.content, YearRules)
            told = was.record.amendments if was else (), new.record.amendments
            outcome.notes.extend(moved_notes(path, was.record, new.record) if was else ())
            outcome.notes.extend(unexplained_words(path, told[1][len(told[0]) :]))
            own = [_own(path, was, new, versions)] if was else []
            found = [*amended(path, (), [*own, *bound[path]], told, new, versions)]
            found += rewritten(path, (), (was.record, new.record), raw, new) if was else ()
            outcome.add([*found, *([doubted(path, both.doubted)] if found and both.doubted else [])])


def _own(path: str, was: FileRecord[YearRules], new: FileRecord[YearRules], versions: Versions) -> Part:
    """What changed of a year's rules themselves."""

    def since(day: date) -> Sequence[ChangedValue] | None:
        then = versions.history.on(path, read_rules, day)
        return changed_values(then.record, was.record) if then else None

    return Part(path, changed_values(was.record, new.record), since)


def _without_holder(path: str, parts: Sequence[Part], versions: Versions) -> Problem:
    """Changes of outlines or names whose 变更 stands in a file that cannot be read."""
    found = [value for part in parts for value in part.found]
    message = f"公开内容改了：{listed(value.item for value in found)}；写变更的这个文件读不出来，看不到变更"
    return problem(path, "G20", message, example=entry_of("变更", found, versions.day))


class _Rules:
    """The rules of all years, read when an outline or the names of lines are not the same."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions

    def newest(self, outline: str = "") -> str:
        """The newest ``_year.yml`` that there will be, of the years that use an outline; "" where none does."""
        paths = [path for path in self._versions.after.files if is_rules(self._versions.inside(path))]
        return max((path for path in paths if not outline or outline in self._used(path)), default="")

    def is_public(self, outline: str) -> bool:
        """Whether a year whose pages can be read uses an outline, or did."""
        sides = {**self._versions.before.files, **self._versions.after.files}
        paths = [path for path in sides if is_rules(self._versions.inside(path))]
        public = [path for path in paths if path in self._versions.before.files]
        return any(outline in self._used(path) for path in public) or any(
            self._has_used(path, outline) for path in paths
        )

    def was_public(self, outline: str) -> bool:
        """Whether a year used an outline before: one of the program's where there was no file of that name."""
        before = self._versions.before
        paths = (path for path in before.files if is_rules(self._versions.inside(path)))
        records = (read_rules(before.read(path) or b"", path) for path in paths)
        return any(record.record.outline == outline for record in records if record)

    def _has_used(self, path: str, outline: str) -> bool:
        """Whether a year ever used an outline; whether the words of a file that cannot be read say so."""
        words = re.compile(rf"提纲[\"']?\s*:\s*[\"']?{re.escape(outline)}".encode())
        return not self._versions.is_step and self._versions.history.has_had(path, words)

    def _used(self, path: str) -> set[str]:
        sides = (self._versions.before, self._versions.after)
        records = (read_rules(content, path) for side in sides if (content := side.read(path)) is not None)
        return {record.record.outline for record in records if record}


def _outlines(versions: Versions, rules: _Rules, outcome: Outcome) -> Iterator[tuple[str, Part]]:
    for path in versions.differing():
        inside = versions.inside(path)
        name = inside.rpartition("/")[2].removesuffix(".yml")
        if not is_outline(inside):
            continue
        if not rules.is_public(name):
            outcome.notes.append(f"{printable(path)}：没有年度用过这份提纲，改动不影响已公开的网页")
            continue
        both = read_both(path, read_outline, compare_rules, versions, outcome)
        was, new = both.was, both.new
        takes_over = was is None and path not in versions.before.files and rules.was_public(name)
        if (was is not None or takes_over) and (new is not None or path not in versions.after.files):
            before, after = (side.content if side else {} for side in (was, new))
            found = outcome.changes[path] = written_changes(before, after, Outline)
            named = changed_values(was.record, new.record) if was and new else tuple(map(_as_value, found))
            if holder := rules.newest(name) or rules.newest():
                yield holder, _part(path, f"提纲/{name}", named, read_outline, (was, Outline), versions)


def _names(versions: Versions, rules: _Rules, outcome: Outcome) -> Iterator[tuple[str, Part]]:
    path = f"{versions.folder}/{NAMES_FILE}"
    if path not in versions.differing():
        return
    both = read_both(path, read_own_names, compare_rules, versions, outcome, may_be_absent=True)
    was, new = both.was, both.new
    is_read = (was is not None or path not in versions.before.files) and (
        new is not None or path not in versions.after.files
    )
    if is_read and (holder := rules.newest()):
        found = outcome.changes[path] = written_changes(was.content if was else {}, new.content if new else {}, None)
        yield holder, _part(path, "名称", map(_as_value, found), read_own_names, (was, None), versions)


def _part(
    path: str,
    top: str,
    found: Iterable[ChangedValue],
    reader: Reader[Any],
    known: tuple[FileRecord[Any] | None, type[Record] | None],
    versions: Versions,
) -> Part:
    """What changed of a whole file, as it is named below ``top`` in the rules of a year."""
    was, record = known

    def since(day: date) -> Sequence[ChangedValue]:
        then = versions.history.on(path, reader, day)
        old, public = (file.content if file else {} for file in (then, was))
        return _below(top, map(_as_value, written_changes(old, public, record)))

    return Part(path, _below(top, found), since)


def _below(top: str, values: Iterable[ChangedValue]) -> list[ChangedValue]:
    """The changes of a whole file, as they are named in another."""
    return [changed_value(f"{top}/{value.item}", value.before, value.after) for value in values]


def _as_value(change: Change) -> ChangedValue:
    return changed_value(change.item, change.before, change.after)
