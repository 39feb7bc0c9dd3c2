"""One file in both versions: read, and what is written otherwise although it is read as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from ..load.source import printable
from ..model.problem import KeyPath, Level, Problem
from ..model.record import Record
from .free import is_record
from .outcome import Outcome, Versions
from .record import FileRecord, Reader
from .words import problem
from .written import Change, changes, read_changes, written_values

T = TypeVar("T")


def written_changes(before: Any, after: Any, record: type[Record] | None) -> tuple[Change, ...]:
    """What differs between the contents of two files that are read as ``record``."""
    return changes(written_values(before, record), written_values(after, record))


def read_both(
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


def rewritten(
    path: str, top: KeyPath, records: tuple[Record, Record], raw: Sequence[Change], new: FileRecord[Any]
) -> Iterator[Problem]:
    """Values that are read as they were and yet are written otherwise."""
    named = {change.path for change in read_changes(*records)}
    for change in raw:
        if change.path not in named and not is_record(change):
            message = f"{change.item}的写法改了：{change.before} → {change.after}"
            yield problem(path, "G19", message, place=new.place((*top, *change.path)))
