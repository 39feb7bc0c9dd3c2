"""Where a folder belongs to another user, git reads nothing in it: every command says so, and its cure works."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest
from tests.cli.test_check import gongkai
from tests.conftest import SEED

from gongkai.build.faults import FaultError
from gongkai.cli.look_back import look_back

FILE: Final = "data/2020/zhengxiang-renda.yml"
SAID: Final = re.compile(
    r"git 不读 (.+)：文件夹属于别的用户。怎么改：运行 (git config --global --add safe\.directory '.+')，再运行一次"
)


def git(root: Path, *words: str) -> None:
    """Run git in ``root``."""
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that git takes for somebody else's, and whoever runs it without settings but a name."""
    root = tmp_path / "别人的 项目"
    shutil.copytree(SEED / "data", root / "data")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text("[user]\nname = 某人\nemail = x@example.invalid\n", encoding="utf-8")
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "x"], ["tag", "v0.1.0"]):
        git(root, *words)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own switch for its tests
    monkeypatch.setattr("gongkai.cli.init.own_checkout", lambda: root)
    return root


def publish(root: Path) -> str:
    """What publishing says before it builds anything."""
    try:
        look_back(root, "data", None, None)
    except FaultError as error:
        return str(error)
    return ""


def told(root: Path, words: tuple[str, ...]) -> str:
    """What a command says."""
    if words == ("publish",):
        return publish(root)
    done = gongkai(*words, cwd=root if words[0] != "init" else root.parent)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--base", "HEAD"),
        ("check", "--format", "markdown", "--base", "HEAD"),
        ("correct", FILE),
        ("publish",),
        ("init", "新的"),
        ("upgrade", "."),
    ],
    ids=lambda words: words[0],
)
def test_whose_folder_it_is_is_said_and_the_cure_works(project: Path, words: tuple[str, ...]) -> None:
    said = SAID.search(told(project, words))
    assert said
    assert said[1] == str(project)
    subprocess.run(shlex.split(said[2]), check=True)
    again = told(project, words)
    assert "属于别的用户" not in again
    assert "dubious" not in again


def test_what_asks_no_history_is_not_stopped(project: Path) -> None:
    assert gongkai("check", FILE, cwd=project).returncode == 0
