"""Sites built once for all tests that look at finished pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def build(config: Path, site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run ``mkdocs build`` as the Makefile does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), "--site-dir", str(site), *options]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def project_copy(folder: Path) -> Path:
    """A copy of everything a site is built from, for tests that change it."""
    for name in ("docs", "data", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, built strictly."""
    folder = tmp_path_factory.mktemp("site")
    done = build(ROOT / "mkdocs.yml", folder, "--strict")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional district of ``tests/demo/``."""
    folder = tmp_path_factory.mktemp("demo")
    done = build(ROOT / "tests/demo/mkdocs.yml", folder)
    assert done.returncode == 0, done.stderr
    return folder
