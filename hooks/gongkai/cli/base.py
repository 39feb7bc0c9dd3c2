"""The data as the public sees it now: another version of the repository, read without touching the work tree."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..load.folder import read_files
from ..load.inventory import Inventory, digest_of, take_inventory
from ..model.archive import Archive, Entry


class BaseError(Exception):
    """The version cannot be read; the message is for the clerk."""


def fetch_base(root: Path, ref: str, folder: str) -> bytes:
    """``folder`` at ``ref``, packed as ZIP.

    Raises:
        BaseError: git is missing, this is no repository, or there is no such version.
    """
    if ref.startswith("-"):
        raise BaseError(f"没有版本 {ref}。")
    command = ["git", "-C", str(root), "archive", "--format=zip", ref, "--", folder]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise BaseError("缺少 git：请先运行 apt-get install git") from None
    if done.returncode:
        raise BaseError(f"读不到版本 {ref} 的 {folder}/。请检查分支名，并先取得完整的历史（git fetch）。")
    return done.stdout


def read_base(packed: bytes, folder: str, now: Archive) -> Archive:
    """The archive of a packed ``folder``; a report whose file is the same in ``now`` is not read again."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        with zipfile.ZipFile(io.BytesIO(packed)) as files:
            files.extractall(root)
        inventory = take_inventory(root, folder)
        same = dict(_unchanged(root, inventory, now))
        rest = (file for file in inventory.files if (file.unit_id, file.year) not in same)
        archive, _ = read_files(root, inventory, rest)
    entries = same | dict(archive.entries)
    return replace(archive, entries={key: entries[key] for key in ((f.unit_id, f.year) for f in inventory.files)})


def _unchanged(root: Path, inventory: Inventory, now: Archive) -> Iterator[tuple[tuple[str, int], Entry]]:
    """Entries of ``now`` that were the same before: readable then as now, for they lean on no other file."""
    for file in inventory.files:
        entry = now.find_entry(file.unit_id, file.year)
        if (
            entry is not None
            and entry.report is not None
            and not entry.report.attachments
            and file.year not in inventory.unruled
            and entry.digest == digest_of(root / file.file)
        ):
            yield (file.unit_id, file.year), entry
