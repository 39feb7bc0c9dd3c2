"""A site of the whole program is built at once, and its tests pass."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from tests.cli.init.versions import commit
from tests.cli.test_check import gongkai
from tests.conftest import ROOT
from tests.workflows.test_scripts import write

#: What a site is built from, and with that what makes and tests it.
SITE_PARTS: Final = ("docs", "hooks", "mkdocs.yml")
ALL_PARTS: Final = (
    *(*SITE_PARTS, "tests", ".ci", ".github", ".gitea", ".workflow", ".gitattributes", ".gitignore", "CHANGELOG.md"),
    *("CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "pyproject.toml", "requirements.txt"),
)


@pytest.fixture
def whole_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A repository of the program as it is here."""
    folder = tmp_path / "program"
    folder.mkdir()
    for name in request.param:
        if (ROOT / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__", ".*cache", "*.egg-info")
            shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
        else:
            shutil.copy(ROOT / name, folder)
    commit(folder, "first", "v0.1.0")
    monkeypatch.setattr("gongkai.cli.init.own_checkout", lambda: folder)
    return folder


@pytest.mark.parametrize("whole_program", [SITE_PARTS], indirect=True, ids=["site"])
def test_the_new_site_is_built_at_once_and_says_that_there_is_nothing_yet(whole_program: Path, tmp_path: Path) -> None:
    """As `make site` builds it; the colour is on every page."""
    done = gongkai("init", "site", "--name", "某某区预算绩效公开", "--colour", "#a11d21", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "site"
    built = subprocess.run(
        [sys.executable, "-m", "gongkai", "publish", "site", "--plain", "--local", "--anyway"], cwd=folder,
        env=os.environ | {"PYTHONUTF8": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip  # one call
    assert built.returncode == 0, built.stderr
    home = (folder / "site/index.html").read_text(encoding="utf-8")
    assert "登记 0 个单位，已公开 0 份报告" in re.sub(r"<[^>]+>|\n", "", home)
    assert "某某区预算绩效公开" in home
    assert 'href="assets/gongkai-colour.css"' in home
    assert "var(--gk-light, #a11d21)" in (folder / "site/assets/gongkai-colour.css").read_text(encoding="utf-8")
    assert "衡阳" not in home


@pytest.mark.trial
@pytest.mark.parametrize("whole_program", [ALL_PARTS], indirect=True, ids=["all"])
def test_make_site_and_make_test_pass_in_it_at_once(whole_program: Path, tmp_path: Path) -> None:
    """Before and after a later version."""
    assert gongkai("init", "site", cwd=tmp_path).returncode == 0
    folder = tmp_path / "site"
    for step in ("site", "test"):
        done = subprocess.run(["make", step], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    write(whole_program, **{"docs__about__new.md": "# 新\n", "data__units.yml": "jia: {名称: 甲}\n"})
    commit(whole_program, "next", "v0.2.0")
    assert gongkai("upgrade", str(whole_program), cwd=folder).returncode == 0
    assert subprocess.run(["make", "site"], cwd=folder, capture_output=True, check=False).returncode == 0
