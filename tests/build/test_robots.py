"""robots.txt is built, but for one that somebody has written by hand, which stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import build, project_copy

from gongkai.open_data.sitemap import ROBOTS, robots_txt

pytestmark = pytest.mark.build


def test_one_by_hand_takes_its_place_and_gives_it_back(tmp_path: Path) -> None:
    root, site = project_copy(tmp_path / "project"), tmp_path / "site"
    own, by_hand = root / "docs" / ROBOTS, b"User-agent: *\nDisallow: /search/\n"

    def built() -> bytes:
        done = build(root / "mkdocs.yml", site, "--dirty")
        assert done.returncode == 0, done.stderr
        return (site / ROBOTS).read_bytes()

    assert built() == robots_txt("")
    own.write_bytes(by_hand)
    assert [built(), built()] == [by_hand, by_hand]
    own.unlink()
    assert built() == robots_txt("")
