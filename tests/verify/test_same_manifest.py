"""One manifest for one commit: whatever the machine, the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.build.few_reports import copy_few
from tests.conftest import DEMO, project_copy

from gongkai.open_data.sums import SUMS

COMMIT = "3f786850e387550fdab836ed7e6dc881de23001b"
SAME = {"SOURCE_DATE_EPOCH": "1700000000", "GONGKAI_COMMIT": COMMIT, "NO_MKDOCS_2_WARNING": "1"}
#: What differs between two machines.
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "GONGKAI_WORKERS": "1", "UMASK": "022"}
THERE = {
    "TZ": "Pacific/Kiritimati", "LC_ALL": "zh_CN.GB18030", "PYTHONUTF8": "1", "PYTHONHASHSEED": "77",
    "GONGKAI_WORKERS": "3", "UMASK": "077", "HOME": "/nonexistent", "COLUMNS": "40", "USER": "other",
    "HOSTNAME": "other",
}  # fmt: skip  # variables, read in a row


def lists(folder: Path, machine: dict[str, str]) -> dict[str, bytes]:
    """The lists of a site that was built there."""
    project_copy(folder / "project", DEMO)
    subprocess.run(["rm", "-r", folder / "project/data"], check=True)
    copy_few(folder / "project")
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(folder / "project/mkdocs.yml")]
    command += ["--site-dir", str(folder / "site")]
    done = subprocess.run(
        ["sh", "-c", f'umask {machine["UMASK"]}; exec "$@"', "sh", *command],
        env=os.environ | SAME | machine, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {name: (folder / "site" / name).read_bytes() for name in ("data/manifest.json", SUMS, "status.json")}


def test_two_machines_give_one_manifest(tmp_path: Path) -> None:
    here, there = lists(tmp_path / "here", HERE), lists(tmp_path / "somewhere/quite/else", THERE)
    assert here == there
    for name in ("data/manifest.json", "status.json"):
        said = json.loads(here[name])
        assert (said["提交"], said.get("提交说明")) == (COMMIT, None)
        assert str(tmp_path).encode() not in here[name]
    assert json.loads(here["status.json"])["时间"] == "2023-11-14T22:13:20Z"
