"""The way out: ProperDocs builds the same site (docs/decisions/0001)."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import DEMO

from gongkai.pages.data import MANIFEST

_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def published(site: Path) -> set[str]:
    """Pages and data, by address."""
    found = (path for path in site.rglob("*") if path.suffix in {".html", ".json", ".csv"})
    return {str(path.relative_to(site)) for path in found}


def test_properdocs_builds_the_same_pages(demo_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    command = [sys.executable, "-m", "properdocs", "build", "--site-dir", str(tmp_path)]
    done = subprocess.run(
        [*command, "--config-file", str(DEMO / "mkdocs.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    pages = published(demo_site)
    assert len(pages) > 300
    assert pages == published(tmp_path)
    for page in pages:
        ours, theirs = ((folder / page).read_bytes() for folder in (demo_site, tmp_path))
        if page != MANIFEST:  # which holds the checksums of the pages, the host's name in them
            assert _GENERATOR.sub(b"", ours) == _GENERATOR.sub(b"", theirs), page
