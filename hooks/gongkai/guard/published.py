"""The data of a commit as an archive: what the public can see, read again only where it is not as it is now."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..load.folder import read_files
from ..load.inventory import DataFile, take_inventory
from ..model.archive import Archive, Entry
from .data_folder import snapshot_of_public
from .history import digest_of
from .repository import Repository
from .snapshot import Snapshot

_Key = tuple[str, int]


def read_published(root: Path, commit: str, now: Archive, folder: str = "data") -> Archive:
    """The archive of ``folder`` in ``commit``; a report whose file is the same in ``now`` is not read again.

    Raises:
        ComparisonError: it cannot be read, with the reason in words.
    """
    with Repository(root) as repository, tempfile.TemporaryDirectory() as place:
        snapshot = snapshot_of_public(repository, repository.commit(commit), folder)
        copy = Path(place)
        _write_out(snapshot, copy)
        inventory = take_inventory(copy, folder)
        same = dict(_unchanged(copy, inventory.files, inventory.unruled, now))
        rest = [file for file in inventory.files if (file.unit_id, file.year) not in same]
        archive, _ = read_files(copy, inventory, rest)
    entries = same | dict(archive.entries)
    return replace(archive, entries={key: entries[key] for key in ((f.unit_id, f.year) for f in inventory.files)})


def _write_out(snapshot: Snapshot, copy: Path) -> None:
    """Every file but links and submodules; none can lead out of ``copy``, for git has no such names."""
    for path in snapshot.files:
        content = snapshot.read(path)
        parts = path.split("/")
        if content is not None and ".." not in parts and ".git" not in parts:
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(content)


def _unchanged(
    copy: Path, files: tuple[DataFile, ...], unruled: frozenset[int], now: Archive
) -> Iterator[tuple[_Key, Entry]]:
    """Entries of ``now`` that were the same before: readable then as now, for they lean on no other file."""
    for file in files:
        entry = now.find_entry(file.unit_id, file.year)
        can_be_same = entry and entry.report and not entry.report.attachments and file.year not in unruled
        if entry and can_be_same and entry.digest == digest_of((copy / file.file).read_bytes()):
            yield (file.unit_id, file.year), entry
