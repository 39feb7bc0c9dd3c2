"""Every test of the settings has a project of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, and an environment that says nothing."""
    for name in [name for name in os.environ if name.startswith("GONGKAI_") or name == "SOURCE_DATE_EPOCH"]:
        monkeypatch.delenv(name)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/units.yml").write_text("jia: {名称: 甲}\n", encoding="utf-8")
    return tmp_path
