"""Each fault of faults.yml, planted alone in the built demo, is named; the true site has none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.audit.planted import linked, look, plant
from tests.conftest import DEMO, SEED

FAULTS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("faults.yml").read_text(encoding="utf-8"))


def test_there_are_faults_enough() -> None:
    assert len(FAULTS) >= 35
    assert len({fault["name"] for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_a_planted_fault_is_named(demo_site: Path, tmp_path: Path, fault: dict[str, Any]) -> None:
    site = linked(demo_site, tmp_path / "site")
    plant(site, fault)
    found = look(site, DEMO)
    assert fault["says"] in "\n".join(map(str, found.faults)), "\n".join(map(str, found.faults[:8]))


def test_the_demo_and_the_seed_are_in_order(demo_site: Path, site: Path) -> None:
    for folder, root in ((demo_site, DEMO), (site, SEED)):
        found = look(folder, root, fresh=True)
        assert found.faults == ()
        assert found.counts["页面"] == len([*folder.rglob("*.html")])
        assert found.counts["文件"] == sum(1 for path in folder.rglob("*") if path.is_file()) - 1  # the builder's mark


def test_what_was_in_order_is_not_looked_at_again_until_it_changes(demo_site: Path, tmp_path: Path) -> None:
    first = look(demo_site, DEMO)
    again = look(demo_site, DEMO)
    assert again.known >= first.known
    assert again.known > 10
    assert again.known_files > 10
    site = linked(demo_site, tmp_path / "site")
    plant(site, next(fault for fault in FAULTS if fault["name"] == "表里的数"))
    found = look(site, DEMO)
    assert found.known < again.known
    assert found.known_files == again.known_files


def test_a_page_about_a_year_is_looked_at_again_when_it_changes(demo_site: Path, tmp_path: Path) -> None:
    look(demo_site, DEMO)
    again = look(demo_site, DEMO)
    site = linked(demo_site, tmp_path / "site")
    plant(site, next(fault for fault in FAULTS if fault["name"] == "年度表里的数"))
    found = look(site, DEMO)
    assert (found.known, found.known_files) == (again.known, again.known_files - 1)
    assert found.faults
