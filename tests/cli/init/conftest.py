"""A program with its versions and a bureau that has begun from it; both commit as somebody."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.cli.init.versions import SETTINGS, commit
from tests.cli.test_check import gongkai
from tests.conftest import ROOT
from tests.workflows.test_scripts import write


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody in particular commits, who has set nothing else."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "test")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.invalid")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of a small program with somebody's data, at v0.1.0 and a commit further."""
    folder = tmp_path / "program"
    write(
        folder,
        data__units="jia: {名称: 甲}\n",
        hooks__program="one\ntwo\nthree\n",
        docs__index="page\n",
        run="#!/bin/sh\n",
    )
    (folder / "run").chmod(0o755)
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(ROOT / "hooks/gongkai/outlines", folder / "hooks/gongkai/outlines")
    commit(folder, "first", "v0.1.0")
    write(folder, docs__later="not given out\n")
    commit(folder, "later")
    monkeypatch.setattr("gongkai.cli.init.own_checkout", lambda: folder)
    return folder


@pytest.fixture
def bureau(program: Path, tmp_path: Path) -> Path:
    """A bureau's repository, with a unit of its own."""
    done = gongkai("init", "site", "--name", "某某区预算绩效公开", "--year", "2023", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "site"
    (folder / "data/units.yml").write_text("caizheng: {名称: 某某区财政局}\n", encoding="utf-8")
    commit(folder, "登记")
    return folder
