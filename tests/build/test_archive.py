"""A tarball of `git archive` gives the site that a clone gives, ZIPs and all, wherever it is unpacked."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from tests.build.few_reports import sums
from tests.conftest import ROOT, build, project_copy

#: When the commit of the tests is made: an even number of seconds, as a ZIP has them.
MOMENT = 1_700_000_000


def git(folder: Path, *command: str, moment: int = MOMENT) -> bytes:
    """Run git as somebody who has set up nothing."""
    who = {f"GIT_{role}_{fact}": "x@site.invalid" for role in ("AUTHOR", "COMMITTER") for fact in ("NAME", "EMAIL")}
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{moment} +0800")
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment = os.environ | own | who | when
    return subprocess.run(["git", *command], cwd=folder, capture_output=True, check=True, env=environment).stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with the program and the seed."""
    folder = tmp_path / "clone"
    project_copy(folder)
    for name in ("Makefile", ".gitattributes"):
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")
    return folder


def unpacked(clone: Path, folder: Path) -> Path:
    """The tarball of a repository, unpacked."""
    folder.mkdir(parents=True)
    subprocess.run(["tar", "-x"], cwd=folder, input=git(clone, "archive", "HEAD"), check=True)
    return folder


def time_of(folder: Path) -> str:
    """The time with which `make site` builds there."""
    command = ["make", "--no-print-directory", "--eval", "show: ; @echo $(SOURCE_DATE_EPOCH)", "show"]
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip()


@pytest.mark.parametrize("place", ["tarball", "clone/inside"])
def test_a_tarball_knows_the_time_of_its_commit(clone: Path, tmp_path: Path, place: str) -> None:
    """Even below another repository, whose last commit is another."""
    folder = unpacked(clone, tmp_path / place)
    assert not (folder / ".git").exists()
    assert (folder / "hooks/gongkai/commit.txt").read_text(encoding="ascii").startswith("commit: ")
    assert time_of(folder) == time_of(clone) == str(MOMENT)
    git(clone, "commit", "--quiet", "--allow-empty", "--message=later", moment=MOMENT + 100)
    assert (time_of(folder), time_of(clone)) == (str(MOMENT), str(MOMENT + 100))


@pytest.mark.build
def test_a_tarball_gives_the_bytes_that_a_clone_gives(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for folder in (clone, unpacked(clone, tmp_path / "tarball")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", time_of(folder))
        done = build(folder / "mkdocs.yml", tmp_path / f"{folder.name}-site", "--strict")
        assert done.returncode == 0, done.stderr
        found.append(sums(tmp_path / f"{folder.name}-site"))
    assert found[0] == found[1]
    assert len([path for path in found[0] if path.endswith(".zip")]) == 2
    with zipfile.ZipFile(tmp_path / "tarball-site/data/gongkai-data.zip") as packed:
        assert {info.date_time for info in packed.infolist()} == {(2023, 11, 14, 22, 13, 20)}
