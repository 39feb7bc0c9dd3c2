"""A case of the guard: a repository with what is public, a change, and what the guard says of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import yaml

HERE = Path(__file__).parent
BASE: Final[Mapping[str, Mapping[str, str]]] = yaml.safe_load((HERE / "base.yml").read_text(encoding="utf-8"))
JI, JIA = (sha256(BASE["first"][f"data/{file}.yml"].encode()).hexdigest() for file in ("2020/ji", "2021/jia"))
_ENVIRONMENT = os.environ | {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": f"test@{who}.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}  # fmt: skip  # a repository needs names


def git(folder: Path, *words: str, given: bytes = b"", moment: str = "") -> str:
    """Run git in ``folder``, at a ``moment`` or now."""
    environment = _ENVIRONMENT | ({"GIT_COMMITTER_DATE": moment} if moment else {})
    done = subprocess.run(["git", *words], cwd=folder, env=environment, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return os.fsdecode(done.stdout).strip()


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files; ``JIA`` and ``JI`` stand for the checksums of what two reports were."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(": JIA", f": {JIA}").replace(": JI", f": {JI}"), encoding="utf-8", newline="")


def commit(folder: Path, message: str = "change", day: str = "") -> str:
    """Commit everything, on ``day`` (at noon in China) or now; the new commit."""
    git(folder, "add", "--all", "--force")
    words = ("commit", "--quiet", "--no-verify", "--allow-empty", "--message", message)
    git(folder, *words, moment=f"{day}T12:00:00+08:00" if day else "")
    return git(folder, "rev-parse", "HEAD")


def published(folder: Path, project: Path | None = None) -> Path:
    """A repository that was published twice, on two days before those that the cases write; ``project`` is in it."""
    home = project or folder
    home.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    write(home, BASE["first"])
    commit(folder, "first", "2021-09-10")
    write(home, BASE["now"])
    commit(folder, "now", "2021-09-20")
    return folder


def copy_of(repository: Path, folder: Path, *, own: bool) -> Path:
    """The files of a repository elsewhere, with a history of their ``own`` or that of the repository."""
    shutil.copytree(repository, folder, symlinks=True, ignore=None if own else shutil.ignore_patterns(".git"))
    if not own:
        (folder / ".git").write_text(f"gitdir: {repository / '.git'}\n", encoding="utf-8")
    return folder


def change(folder: Path, steps: Mapping[str, Any]) -> None:
    """Do to the files of ``folder`` what a case says, in its order."""
    ways: dict[str, Callable[[Path, Any], None]] = {
        "edit": _edit, "write": write, "append": _append, "delete": _delete, "move": _move, "link": _link,
        "mode": _mode, "hex": _hex,
    }  # fmt: skip  # names, read in a row
    for name, what in steps.items():
        ways[name](folder, what)


def _edit(folder: Path, edits: Mapping[str, list[list[str]]]) -> None:
    for name, pairs in edits.items():
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, f"{name} has no {old}"
            text = text.replace(old, new, 1)
        write(folder, {name: text})


def _append(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        write(folder, {name: (folder / name).read_text(encoding="utf-8") + text})


def _delete(folder: Path, names: list[str]) -> None:
    for name in names:
        (folder / name).unlink()


def _move(folder: Path, ways: Mapping[str, str]) -> None:
    for old, new in ways.items():
        (folder / new).parent.mkdir(parents=True, exist_ok=True)
        (folder / old).rename(folder / new)


def _link(folder: Path, links: Mapping[str, str]) -> None:
    for name, target in links.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)


def _mode(folder: Path, modes: Mapping[str, int]) -> None:
    for name, mode in modes.items():
        (folder / name).chmod(int(str(mode), 8))


def _hex(folder: Path, contents: Mapping[str, str]) -> None:
    for name, content in contents.items():
        (folder / name).write_bytes(bytes.fromhex(content))
