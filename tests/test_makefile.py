"""`make site` and its kin publish by the one command, and fail with it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT


def run(folder: Path, *target: str, ends: int = 0) -> subprocess.CompletedProcess[str]:
    """Run make with a command that says what it was asked, and ends."""
    path = folder / "gongkai"
    path.write_text(f'#!/bin/sh\necho "ran $* in UTF-8: $PYTHONUTF8"\nexit {ends}\n', encoding="utf-8")
    path.chmod(0o755)
    command = ["make", "--no-print-directory", *target, f"BIN={folder}", "--old-file", f"{folder}/.run"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("ends", [0, 1])
@pytest.mark.parametrize(
    ("target", "asked"),
    [
        (["site"], "publish site --plain --local --anyway"),
        (["demo"], "publish site-demo --plain --local --root tests/demo"),
        (["publish", "TO=/srv/a b"], "publish /srv/a b"),
        (["publish", "TO=/srv/a", "FIRST=1"], "publish /srv/a --first"),
        (["publish", "TO=/srv/a", "AFTER=https://a/"], "publish /srv/a --after https://a/"),
        (["publish", "TO=/srv/a", "BACK=1"], "publish /srv/a --back"),
    ],
)
def test_sites_are_published_as_a_whole(tmp_path: Path, target: list[str], asked: str, ends: int) -> None:
    done = run(tmp_path, *target, ends=ends)
    assert f"ran {asked}" in " ".join(done.stdout.split())
    assert "in UTF-8: 1" in done.stdout
    assert (done.returncode == 0) is (ends == 0)


def test_what_python_compiled_is_kept_whatever_the_machine_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests start hundreds of processes: without it each of them compiles the whole program and its templates."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    command = ["make", "--no-print-directory", "--file", "Makefile", "--file", "-", "asked"]
    rule = "asked:\n\t@echo kept: $${PYTHONDONTWRITEBYTECODE-yes}\n"
    done = subprocess.run(command, cwd=ROOT, input=rule, capture_output=True, text=True, check=False)
    assert done.stdout == "kept: yes\n"


def test_publishing_to_nowhere_says_how(tmp_path: Path) -> None:
    done = run(tmp_path, "publish")
    assert done.returncode != 0
    assert "make publish TO=" in done.stderr


def test_a_missing_web_server_is_installed_or_named(tmp_path: Path) -> None:
    """Where it cannot be installed, one sentence says what to run; no test is left out for it."""
    apt = tmp_path / "apt-get"
    apt.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    apt.chmod(0o755)
    command = ["make", "--no-print-directory", "nginx", "HAS_NGINX=false"]
    paths = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=ROOT, env=paths, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == "缺少 nginx：请先运行 sudo apt-get install nginx"
    apt.write_text(f"#!/bin/sh\necho $* >> {tmp_path}/asked\n", encoding="utf-8")
    if os.getuid() == 0:
        assert subprocess.run(command, cwd=ROOT, env=paths, capture_output=True, check=False).returncode == 0
        assert "install -y -qq --no-install-recommends nginx" in (tmp_path / "asked").read_text(encoding="utf-8")
