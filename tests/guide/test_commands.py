"""Every command of the guides and of the README is one that there is, with options that it has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import click
import pytest
from tests.conftest import ROOT
from tests.guide.examples import Typed, commands

from gongkai.cli import cli

#: Programs of others that the guides run → the test that runs them as well.
OF_OTHERS: Final = {
    "cp": "serve/test_guide.py", "ln": "serve/test_guide.py", "nginx": "serve/test_guide.py",
    "systemctl": "serve/test_guide.py", "ssh-keygen": "guide/test_signature.py", "cd": "cli/init/test_guide.py",
    ".ci/request": "workflows/test_scripts.py", ".venv/bin/dask": "build/test_cluster.py",
}  # fmt: skip  # a table
ADDRESS: Final = re.compile(r"https://git\.example\.gov\.cn/\S+")


def missing(words: Sequence[str], root: Path) -> None:
    """Make the files that a command names, so that nothing but the command is asked about."""
    for word in words:
        if not word.startswith(("-", "/")) and re.search(r"\.\w+$|[\u4e00-\u9fff]", word) and "://" not in word:
            (root / word).parent.mkdir(parents=True, exist_ok=True)
            (root / word).touch()


def try_gongkai(words: Sequence[str], root: Path) -> str:
    """Whether the command and its options are understood; it is not run here."""
    if not words:
        return ""
    words = [re.sub(r"^/(?:var/www|srv/fuben)", str(root), word) for word in words]
    (root / "jixiao").mkdir()
    missing(words[1:], root)
    try:
        with click.Context(cli) as above:
            name, command, rest = cli.resolve_command(above, list(words))
            assert command is not None
            if rest:
                command.make_context(name, list(rest), parent=above)
    except click.ClickException as error:
        return error.format_message()
    return ""


def try_make(words: Sequence[str], root: Path) -> str:
    """Whether there is such a target; what it would run is only printed."""
    targets = re.findall(r"^([\w$()/.-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    known = {target.replace("$(BIN)", ".venv/bin") for target in targets}
    asked = {word for word in words if "=" not in word}
    done = subprocess.run(["make", "-n", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if asked <= known and done.returncode == 0 else f"{asked - known}{done.stderr}"


def try_mkdocs(words: Sequence[str], _: Path) -> str:
    """Whether the host has the options."""
    asked = {word for word in words if word.startswith("--")}
    return "" if asked <= options_of_host() and set(words[:1]) <= {"build", "serve"} else " ".join(words)


@cache
def options_of_host() -> frozenset[str]:
    """The options of building."""
    command = [sys.executable, "-m", "mkdocs", "build", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return frozenset(re.findall(r"--[a-z-]+", done.stdout))


def try_git(words: Sequence[str], root: Path) -> str:
    """Run it in a clone of a repository with two commits, of which only the last was fetched, and a version 标签."""
    if len(words) == 1:
        known = subprocess.run(["git", "--list-cmds=main"], capture_output=True, text=True, check=True).stdout.split()
        return "" if words[0] in known else f"no git {words[0]}"
    there = [word.replace("https://github.com/actions/checkout", "origin").replace("v7.0.1", "标签") for word in words]
    if words[:2] == ("remote", "add"):
        git(root / "clone", "remote", "remove", "origin")
    if words[0] == "merge":
        git(root / "clone", "fetch", "--quiet", "--unshallow")
    if "beifen.git" in there and words[0] == "-C":
        git(root / "clone", "clone", "--quiet", "--mirror", (root / "origin").as_uri(), "beifen.git")
    there = [ADDRESS.sub((root / "origin").as_uri(), word) for word in there]
    done = git(root / "clone", *there)
    return "" if done.returncode == 0 else done.stderr


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run git as somebody, with settings of its own."""
    own = {"HOME": str(folder.parent), "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", *words], cwd=folder, env=os.environ | own, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository and its clone, and what git is told of whoever works in them."""
    root = tmp_path_factory.mktemp("git")
    (root / ".gitconfig").write_text("[user]\nname = 某人\nemail = x@example.invalid\n", encoding="utf-8")
    (root / "origin").mkdir()
    for words in (["init", "-q", "-b", "main"], ["commit", "-q", "--allow-empty", "-m", "1"], ["tag", "标签"]):
        git(root / "origin", *words)
    git(root / "origin", "commit", "-q", "--allow-empty", "-m", "2")
    git(root / "origin", "config", "receive.denyCurrentBranch", "ignore")
    git(root, "clone", "-q", "--depth", "1", (root / "origin").as_uri(), "clone")
    git(root / "clone", "fetch", "-q", "--depth", "1", "origin", "tag", "标签")
    return root


def copied(repositories: Path, folder: Path) -> Path:
    """The two, to be changed."""
    shutil.copytree(repositories, folder / "git")
    origin = (folder / "git/origin").as_uri()
    git(folder / "git/clone", "remote", "set-url", "origin", origin)
    return folder / "git"


TRIED: Final[dict[str, Callable[[Sequence[str], Path], str]]] = {
    "gongkai": try_gongkai,
    "mkdocs": try_mkdocs,
    "make": try_make,
}
_OURS: Final = re.compile(r"(?:\.venv/bin/)?(gongkai|mkdocs|make)")
#: Tools of those who change the program: installed for the tests that run them.
_TOOLS: Final = re.compile(r"\.venv/bin/(pytest|ruff|python)")


@pytest.mark.parametrize("command", commands(), ids=str)
def test_a_command_is_one_that_there_is(command: Typed, tmp_path: Path, repositories: Path) -> None:
    program, words = command.words[0], command.words[1:]
    if ours := _OURS.fullmatch(program):
        assert TRIED[ours[1]](words, tmp_path) == ""
    elif program == "git":
        assert try_git(words, copied(repositories, tmp_path)) == ""
    elif tool := _TOOLS.fullmatch(program):
        done = subprocess.run(
            [sys.executable, "-m", *_asked(tool[1], words)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    else:
        tested = ROOT / "tests" / OF_OTHERS[program]
        assert program.rpartition("/")[2] in tested.read_text(encoding="utf-8") or "GUIDE" in tested.read_text("utf-8")


def _asked(tool: str, words: Sequence[str]) -> list[str]:
    """The help of what a tool is asked for: of python the module."""
    return [*([words[1], words[2]] if tool == "python" else [tool]), "--help"]


@pytest.mark.parametrize(
    "line",
    [
        "gongkai chekc",
        "gongkai check --fixx a.yml",
        "gongkai new 2023",
        "make sites",
        "git pul",
        "mkdocs build --dirtyy",
    ],
)
def test_a_wrong_command_is_noticed(line: str, tmp_path: Path) -> None:
    program, *words = line.split()
    trial = try_git if program == "git" else TRIED[program]
    assert trial(words, tmp_path) != ""


def test_there_are_many() -> None:
    assert len(commands()) > 80
    assert OF_OTHERS.keys() <= {command.words[0] for command in commands()}
