"""One file in both versions: read, and what is written otherwise although it is read as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..load.source import printable
from ..model.changed import moved_rows
from ..model.problem import KeyPath, Level, Problem
from ..model.record import Record
from .free import is_record
from .once_public import Compare, find_once
from .outcome import Outcome, Versions
from .record import FileRecord, Reader
from .words import problem
from .written import Change, changes, read_changes, written_values

T = TypeVar("T")


def written_changes(before: Any, after: Any, record: type[Record] | None) -> tuple[Change, ...]:
    """What differs between the contents of two files that are read as ``record``."""
    return changes(written_values(before, record), written_values(after, record))


@dataclass(frozen=True, slots=True)
class Both(Generic[T]):
    """A file as it was published last and as it would be; None where it is not there or cannot be read.

    Attributes:
        was: what was published last.
        new: what would be.
        doubted: the commit of ``was`` where later ones have versions that nobody compared with it.
    """

    was: FileRecord[T] | None
    new: FileRecord[T] | None
    doubted: str = ""


def read_both(
    path: str,
    reader: Reader[T],
    compare: Compare,
    versions: Versions,
    outcome: Outcome,
    *,
    may_be_absent: bool = False,
) -> Both[T]:
    """A file in both versions; what the public commit has not, or not readable, is looked for in its history.

    Args:
        path: the file.
        reader: reads it.
        compare: the part of the guard that compares such files.
        versions: the two versions.
        outcome: what is found on the way.
        may_be_absent: a public commit that has not the file says so: there is nothing of it.
    """
    before, after = versions.before.read(path), versions.after.read(path)
    was, new = (reader(content, path) if content is not None else None for content in (before, after))
    is_open = was is None and (path in versions.before.files or not may_be_absent)
    once = find_once(path, reader, compare, versions) if is_open else None
    if was is None and once is None and path in versions.before.files and not versions.is_step:
        _tell_unknown(path, versions, outcome)
    if is_open and once is None and path not in versions.before.files and versions.history.is_shallow:
        outcome.add([problem(path, "G11", "看不出这个文件以前有没有公开过，没有比较；本地的历史不完整")])
    if new is None and path in versions.after.files:
        message = "现在的文件读不出来，没有与公开过的比较"
        outcome.add([problem(path, "G12", message, level=Level.WARNING)])
    return Both(was or (once.record if once else None), new, once.commit if once and once.is_doubted else "")


def _tell_unknown(path: str, versions: Versions, outcome: Outcome) -> None:
    """The public commit has a file that cannot be read, nor any version before it."""
    if versions.history.is_shallow:
        outcome.add([problem(path, "G11", "找不到这个文件上次读得出来的内容，没有比较；本地的历史不完整")])
    else:
        outcome.notes.append(f"{printable(path)}：以前没有读得出来的内容，按第一次公开看待")


def moved_notes(path: str, before: Record, after: Record) -> Iterator[str]:
    """Rows of own names that are listed in another order: each keeps its name and figures, and the reviewer is told."""
    return (f"{printable(path)}：{item}各项的先后变了，网页照现在的先后列出" for item in moved_rows(before, after))


def rewritten(
    path: str, top: KeyPath, records: tuple[Record, Record], raw: Sequence[Change], new: FileRecord[Any]
) -> Iterator[Problem]:
    """Values that are read as they were and yet are written otherwise."""
    named = {change.path for change in read_changes(*records)}
    for change in raw:
        if change.path not in named and not is_record(change):
            message = f"{change.item}的写法改了：{change.before} → {change.after}"
            yield problem(path, "G19", message, place=new.place((*top, *change.path)))
