"""The two scripts that take a pull request's data and cut a preview down, on real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.workflows.rules import SCRIPTS


def git(folder: Path, *command: str) -> str:
    """Run git in ``folder`` as nobody in particular."""
    who = ["-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(folder), *who, *command], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write(folder: Path, **files: str) -> None:
    """Write files; ``__`` in a name stands for a folder."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def change(tmp_path: Path) -> Path:
    """A clone whose HEAD changes one report, adds one, deletes one, and changes the program."""
    folder = tmp_path / "change"
    write(folder, data__2020__a="1", data__2020__old="1", hooks__program="ours")
    git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "base")
    (folder / "data/2020/old").unlink()
    write(folder, data__2020__a="2", data__2020__b="1", hooks__program="theirs")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "change")
    return folder


@pytest.fixture
def code(tmp_path: Path, change: Path) -> Path:
    """A checkout of the protected branch beside it."""
    folder = tmp_path / "code"
    git(change, "worktree", "add", "--quiet", "--detach", str(folder), "HEAD^")
    return folder


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run one of the scripts beside the workflows."""
    command = ["bash", str(SCRIPTS / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_only_the_data_of_a_change_is_taken(change: Path, code: Path) -> None:
    """New, changed and deleted reports arrive; a changed program does not."""
    assert run("take-data.sh", change, code).returncode == 0
    assert sorted(path.name for path in (code / "data/2020").iterdir()) == ["a", "b"]
    assert (code / "data/2020/a").read_text(encoding="utf-8") == "2"
    assert (code / "hooks/program").read_text(encoding="utf-8") == "ours"


@pytest.mark.parametrize("where", ["data/2020/link", "data/link"])
def test_symbolic_links_in_data_are_refused(change: Path, code: Path, where: str) -> None:
    (change / where).symlink_to("/etc/passwd")
    git(change, "add", "--all")
    git(change, "commit", "--quiet", "-m", "link")
    done = run("take-data.sh", change, code)
    assert done.returncode == 1
    assert f"  · {where}" in done.stdout
    assert (code / "data/2020/old").exists(), "nothing was replaced"


def test_data_itself_may_not_be_a_link(change: Path, code: Path) -> None:
    git(change, "rm", "-r", "--quiet", "data")
    (change / "data").symlink_to("hooks")
    git(change, "add", "--all")
    git(change, "commit", "--quiet", "-m", "link")
    assert run("take-data.sh", change, code).returncode == 1


def test_submodules_in_data_are_refused(change: Path, code: Path) -> None:
    git(change, "update-index", "--add", "--cacheinfo", f"160000,{git(change, 'rev-parse', 'HEAD')},data/other")
    git(change, "commit", "--quiet", "-m", "submodule")
    assert run("take-data.sh", change, code).returncode == 1


def test_data_may_not_vanish(change: Path, code: Path) -> None:
    git(change, "rm", "-r", "--quiet", "data")
    git(change, "commit", "--quiet", "-m", "gone")
    done = run("take-data.sh", change, code)
    assert (done.returncode, done.stdout) == (1, "没有 data/ 文件夹。请恢复它：所有报告都在里面。\n")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built site of three units."""
    for unit in ("a", "ab", "b"):
        write(tmp_path, **{f"site__units__{unit}__2020__index.html": unit})
    write(tmp_path, **{"site__units__index.html": "", "site__index.html": ""})
    return tmp_path / "site"


def units(site: Path) -> list[str]:
    return sorted(path.name for path in (site / "units").iterdir())


def commit(folder: Path, **files: str) -> None:
    write(folder, **files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "more")


def test_a_preview_holds_only_the_changed_units(change: Path, built: Path) -> None:
    """A unit whose id only begins alike is another unit."""
    commit(change, **{"data__2020__a.yml": "1", "data__2021__b.yml": "1"})
    done = run("pick-preview.sh", change, "HEAD^", built)
    assert (done.returncode, done.stdout) == (0, "a\nb\n")
    assert units(built) == ["a", "b", "index.html"]
    assert (built / "index.html").exists()


@pytest.mark.parametrize(
    "file", ["data__units.yml", "data__名称.yml", "data__2020___year.yml", "data__2020__附件__表.xlsx"]
)
def test_a_preview_holds_everything_when_every_page_may_differ(change: Path, built: Path, file: str) -> None:
    commit(change, **{file: "1", "data__2020__a.yml": "1"})
    assert run("pick-preview.sh", change, "HEAD^", built).stdout == "全部网页\n"
    assert units(built) == ["a", "ab", "b", "index.html"]


@pytest.mark.parametrize("script", [*SCRIPTS.glob("*.sh")], ids=lambda path: path.name)
def test_scripts_stop_at_the_first_error(script: Path) -> None:
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
