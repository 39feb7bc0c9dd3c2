"""What is public, made once, and a repository of one's own with one figure changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.guard.codes import EDIT
from tests.guard.evasion import change, copy_of, published


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the public can see before each case; nobody may change it."""
    return published(tmp_path_factory.mktemp("guard") / "public")


@pytest.fixture
def mine(public: Path, tmp_path: Path) -> Path:
    """A repository of its own, with one figure changed in its folder."""
    folder = copy_of(public, tmp_path / "mine", own=True)
    change(folder, EDIT)
    return folder
