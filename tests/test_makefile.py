"""`make site` builds, then checks, whatever came of the build; it succeeds only if both did."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT


def stub(folder: Path, name: str, ends: int) -> None:
    """A command that says its name and ends."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho ran-{name}\nexit {ends}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(("built", "checked"), [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_site_checks_after_building_and_fails_with_either(tmp_path: Path, built: int, checked: int) -> None:
    stub(tmp_path, "mkdocs", built)
    stub(tmp_path, "gongkai", checked)
    command = ["make", "--no-print-directory", "site", f"BIN={tmp_path}", "--old-file", f"{tmp_path}/.run"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout
    assert said.index("ran-mkdocs") < said.index("ran-gongkai")
    assert (done.returncode == 0) is (built == checked == 0)
    assert ("完成" in said) is (built == checked == 0)
