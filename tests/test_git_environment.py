"""The commit that a site says it was built from is the one that it was built from."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.guard.evasion import commit, git, write

from gongkai.settings.git_environment import is_changed


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a program and some data."""
    git(tmp_path, "init", "--quiet")
    write(tmp_path, {"hooks/publish.py": "x = 1\n", "data/units.yml": "jia: {名称: 甲}\n", "other.txt": "x\n"})
    commit(tmp_path)
    return tmp_path


def test_what_is_committed_is_not_changed(root: Path) -> None:
    write(root, {"other.txt": "y\n"})
    assert not is_changed(root, "data", "docs", "hooks", "mkdocs.yml")


@pytest.mark.parametrize("name", ["hooks/publish.py", "data/units.yml", "hooks/new.py"])
def test_what_is_not_committed_is_changed(name: str, root: Path) -> None:
    write(root, {name: "x = 2\n"})
    assert is_changed(root, "data", "docs", "hooks", "mkdocs.yml")


@pytest.mark.parametrize("hidden", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_is_told_to_overlook_may_be_changed(hidden: str, root: Path) -> None:
    git(root, "update-index", hidden, "hooks/publish.py")
    write(root, {"hooks/publish.py": "x = 2\n"})
    assert is_changed(root, "hooks")
