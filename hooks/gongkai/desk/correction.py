"""The entry of 更正 or 变更 that a change of something public needs: what is to be written, and what it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..load.yaml_text import parse_yaml
from ..model.correction import ChangedValue
from ..model.problem import KeyPath
from ..model.shown import written
from .entry_text import Edit, new_entry, renewed_entry


@dataclass(frozen=True, slots=True)
class NeededEntry:
    """An entry that is to be written.

    Attributes:
        edits: what writes it into the file.
        values: those that it names.
        at: its number from 0.
        is_new: it is not there yet; else the last one that is not public is renewed.
    """

    edits: tuple[Edit, ...]
    values: tuple[ChangedValue, ...]
    at: int
    is_new: bool


def needed_entry(
    text: str, name: str, path: KeyPath, needed: Sequence[ChangedValue], entries: tuple[int, Sequence[Any]],
    today: date, digest: str = "",
) -> NeededEntry | None:  # fmt: skip  # all that an entry is made of
    """A new entry, or the last one that is not public yet, with what the others do not name; None where none is needed.

    Args:
        text: of the file ``name``.
        name: of the file.
        path: where its entries stand.
        needed: the changed values that must be named.
        entries: how many of them are public, and those that are there now.
        today: the day of a new entry.
        digest: the checksum of the data before the change; "" where it has none.
    """
    fresh = list(range(entries[0], len(entries[1])))
    named = [_named(entries[1][at]) for at in fresh]
    elsewhere = {key for keys in named[:-1] for key in keys}
    left = tuple(value for value in needed if _key(value) not in elsewhere)
    if not left or (named and {*map(_key, left)} == {*named[-1]} and len(left) == len(named[-1])):
        return None
    document = parse_yaml(text, name)
    if not fresh:
        edits = new_entry(document, path, left, today, digest)
        return NeededEntry(tuple(edits), left, len(entries[1]), is_new=True)
    edits = renewed_entry(document, (*path, fresh[-1]), left, today, digest)
    return NeededEntry(tuple(edits), left, fresh[-1], is_new=False)


def _named(entry: Any) -> list[tuple[str, str | None, str | None]]:
    """What an entry of a file names as changed."""
    rows = entry.get("改动") if isinstance(entry, dict) else None
    return [
        (str(row.get("项目")), written(row.get("原来")), written(row.get("现在")))
        for row in rows or []
        if isinstance(row, dict)
    ]


def _key(value: ChangedValue) -> tuple[str, str | None, str | None]:
    return value.item, value.before, value.after
