"""The published state is read whole, but no file that is the same now is read a second time."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.conftest import DEMO, demo

from gongkai.cli.check import read_base
from gongkai.load.folder import read_files
from gongkai.load.inventory import DataFile, Inventory
from gongkai.model.archive import Archive
from gongkai.model.problem import Problem

EDITED = ("yanshi-renda", 2022)


@pytest.fixture(scope="module")
def packed() -> bytes:
    """The demo as it was: one figure of one report was another."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for path in sorted((DEMO / "data").rglob("*")):
            text = path.read_bytes() if path.is_file() else b""
            if path.name == "yanshi-renda.yml" and path.parent.name == "2022":
                text = text.replace("决算: ".encode(), "决算: 1".encode(), 1)
            if path.is_file():
                files.writestr(str(path.relative_to(DEMO)), text)
    return out.getvalue()


def test_only_what_changed_is_read(packed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    now = demo().archive
    read: list[DataFile] = []

    def noted(root: Path, inventory: Inventory, files: Iterable[DataFile]) -> tuple[Archive, tuple[Problem, ...]]:
        read.extend(files)
        return read_files(root, inventory, read)

    monkeypatch.setattr(sys.modules[read_base.__module__], "read_files", noted)
    before = read_base(packed, "data", now)
    blocked = {key for key, entry in now.entries.items() if entry.report is None or entry.report.attachments}
    assert {(file.unit_id, file.year) for file in read} == {EDITED, *blocked}
    assert list(before.entries) == list(now.entries)
    assert before.entries[EDITED].report != now.entries[EDITED].report
    assert all(before.entries[key].digest == now.entries[key].digest for key in now.entries if key != EDITED)
