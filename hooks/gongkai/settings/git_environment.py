"""Git, started where nobody may show it another repository than the one that is there."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Final

#: What the surroundings might set to show another repository, or another history.
_REDIRECTIONS: Final = frozenset(
    {
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_ATTR_SOURCE",
    }
)  # fmt: skip  # names, read in a row
_STRICT: Final = {
    "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull, "GIT_LITERAL_PATHSPECS": "1",
    "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C",
}  # fmt: skip  # names, read in a row


_OTHERS: Final = re.compile("dubious ownership in repository at '(.+)'")


def git_environment() -> dict[str, str]:
    """The surroundings without what misleads git: no replacements, grafts or patterns, and words in one language."""
    return {name: value for name, value in os.environ.items() if name not in _REDIRECTIONS} | _STRICT


def ask_git(root: Path, *arguments: str) -> str:
    """What git says of ``root``; "" where there is none, or no repository, or it fails."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=git_environment())
    except FileNotFoundError:
        return ""
    return "" if done.returncode else done.stdout.strip()


def is_changed(root: Path, *paths: str) -> bool:
    """Whether a file is not as it was committed, or git is told to overlook it and nobody knows."""
    if ask_git(root, "status", "--porcelain", "--", *paths):
        return True
    marks = (line[:1] for line in ask_git(root, "ls-files", "-v", "--", *paths).splitlines())
    return any(mark.islower() or mark == "S" for mark in marks)  # assume-unchanged, skip-worktree


def refusal_of(root: Path) -> str:
    """Why git reads nothing in a repository that is there; "" where it reads it, or there is none."""
    command = ["git", "-C", str(root), "rev-parse", "--git-dir"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=git_environment())
    except FileNotFoundError:
        return ""
    return foreign_owner(done.stderr) if done.returncode else ""


def foreign_owner(told: str) -> str:
    """That a folder belongs to another user, with the way out, where git says so; "" for anything else it says."""
    if not (found := _OTHERS.search(told)):
        return ""
    cure = f"运行 git config --global --add safe.directory '{found[1]}'，再运行一次"
    return f"git 不读 {found[1]}：文件夹属于别的用户。怎么改：{cure}"
