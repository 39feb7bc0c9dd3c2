"""A command that is offered can be typed as it stands, in the folder where it was offered."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT, SEED

PROGRAM = Path(sys.executable).parent / "gongkai"


@pytest.mark.parametrize("is_on_path", [True, False])
def test_what_is_offered_runs(tmp_path: Path, is_on_path: bool) -> None:
    (tmp_path / "data").symlink_to(SEED / "data")
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}" if is_on_path else "/usr/bin:/bin"
    environment = os.environ | {"PATH": path, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "hooks")}
    run = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True, "check": False}
    said = subprocess.run([str(PROGRAM), "new", "2020", "meiyou"], **run).stderr  # type: ignore[call-overload]
    offered = re.search(r"用法见 (\S+) --help", said)
    assert offered, said
    assert (offered[1] == "gongkai") == is_on_path
    assert subprocess.run([offered[1], "--help"], **run).returncode == 0  # type: ignore[call-overload]


def test_every_command_is_told_in_one_whole_line() -> None:
    run = [str(PROGRAM), "--help"]
    told = subprocess.run(run, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONUTF8": "1"}).stdout
    lines = [line.split(maxsplit=1) for line in told.partition("命令：\n")[2].splitlines()]
    assert len(lines) >= 14
    for name, words in lines:
        assert words.endswith("。"), name
        assert "..." not in words
