"""What is the same is neither read nor parsed again, and one process of git answers for all contents."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import DEMO, demo
from tests.guard.evasion import change, commit, copy_of, git, published

from gongkai.guard import history, reports
from gongkai.guard import published as published_module
from gongkai.guard.compare import compare_commits
from gongkai.guard.published import read_published
from gongkai.guard.record import read_report
from gongkai.load.folder import read_files
from gongkai.load.inventory import DataFile

EDITED = ("yanshi-renda", 2022)
EDIT = {"edit": {"data/2022/yanshi-renda.yml": [["决算: ", "决算: 1"]]}}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as it was when one figure of one report was another; its folder is as it is now."""
    folder = tmp_path_factory.mktemp("work") / "district"
    shutil.copytree(DEMO / "data", folder / "data")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    change(folder, EDIT)
    commit(folder)
    shutil.copytree(DEMO / "data", folder / "data", dirs_exist_ok=True)
    return folder


def test_only_what_differs_is_parsed_by_one_process(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    started: list[Any] = []
    parse, start = read_report, subprocess.Popen

    def noted(content: bytes, file: str) -> Any:
        read.append(file)
        return parse(content, file)

    def counted(*words: Any, **options: Any) -> Any:
        started.append(words[0])
        return start(*words, **options)

    monkeypatch.setattr(reports, "read_report", noted)
    monkeypatch.setattr("gongkai.guard.repository.subprocess.Popen", counted)
    found = compare_commits(district, "HEAD")
    assert [problem.code for problem in found.problems] == ["G02"]
    assert read == ["data/2022/yanshi-renda.yml"] * 2
    assert sum("cat-file" in command for command in started) == 1
    assert len(started) < 12


def test_only_what_differs_is_read_for_the_checks(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = demo().archive
    read: list[DataFile] = []

    def noted(root: Path, inventory: Any, files: Any) -> Any:
        read.extend(files)
        return read_files(root, inventory, read)

    monkeypatch.setattr(published_module, "read_files", noted)
    before = read_published(district, "HEAD", now)
    blocked = {key for key, entry in now.entries.items() if entry.report is None or entry.report.attachments}
    assert {(file.unit_id, file.year) for file in read} == {EDITED, *blocked}
    assert list(before.entries) == list(now.entries)
    assert before.entries[EDITED].report != now.entries[EDITED].report
    assert all(before.entries[key].digest == now.entries[key].digest for key in now.entries if key != EDITED)


@pytest.mark.parametrize("few", [0, 100])
def test_many_new_files_are_looked_for_in_the_history_at_once(
    few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_FEW", few)
    folder = copy_of(published(tmp_path / "public"), tmp_path / "mine", own=True)
    text = (folder / "data/2021/jia.yml").read_text(encoding="utf-8")
    change(folder, {"delete": ["data/2021/jia.yml"]})
    commit(folder)
    other = text.replace("9712100.00", "9712200.00", 1)
    change(folder, {"write": {"data/2021/jia.yml": other, "data/2021/yi.yml": text}})
    found = compare_commits(folder, "HEAD")
    assert [(problem.place.file, problem.code) for problem in found.problems] == [("data/2021/jia.yml", "G02")]
