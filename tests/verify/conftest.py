"""A site of four files for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.verify.small_site import small_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")
