"""The page from a unit's reference data is the page from all data, byte for byte; test_worker.py has the worker's."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from tests.conftest import DEMO, demo

from gongkai.desk.desk import Desk
from gongkai.desk.reference import SITE_FILE, Surroundings, reference_files, site_json
from gongkai.lay_out import framed, lay_out
from gongkai.load.inventory import take_inventory
from gongkai.pages import downloads
from gongkai.pages.data import Publication
from gongkai.pages.parts.page import UNITS, report_path
from gongkai.render.frame import SLOTS, Frame, FrameKind, Frames
from gongkai.render.html import renderer

SITE: Final = Publication(name="演示区", url="https://jixiao.example/", publisher="演示区财政局", demo=True, desk=True)
KINDS: Final = (FrameKind(2, UNITS), FrameKind(3, UNITS, is_article=True))


def frames() -> dict[FrameKind, Frame]:
    """Frames with nothing but the slots."""
    bare = Frames(lambda _, slots: "\n".join(getattr(slots, name) for name in SLOTS))
    return {kind: bare.find(kind) for kind in KINDS}


@cache
def units() -> tuple[str, ...]:
    """The units of the demo."""
    return tuple(take_inventory(DEMO).units)


def test_the_demo_has_all_kinds_of_units() -> None:
    found = take_inventory(DEMO).units.values()
    assert any(unit.origin for unit in found)
    assert any(unit.supervising_department for unit in found)


@pytest.mark.parametrize("most", [downloads.MOST_REPORTS, 5])
@pytest.mark.parametrize("unit_id", units())
def test_a_page_needs_no_more_than_the_reference_data(
    unit_id: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "MOST_REPORTS", most)
    downloads._shares_of.cache_clear()
    around, checked = Surroundings(take_inventory(DEMO), lambda file: (DEMO / file).read_bytes()), demo()
    archive = replace(checked.archive, report_counts=around.inventory.report_counts)
    checked = replace(checked, archive=archive)
    laid_out = lay_out(
        checked, (unit_id,), SITE, preview=False, wanted={key for key in archive.entries if key[0] == unit_id}
    )
    built = {page.path: framed(page, SITE, frames(), renderer()).decode() for page in laid_out.pages}
    (packed,) = reference_files(archive.for_readers(preview=False), (unit_id,), around)
    (tmp_path / SITE_FILE).write_bytes(site_json(SITE, frames()))
    desk = Desk(tmp_path)
    opened = desk.open_unit(packed.content())
    years = [year["year"] for year in opened["years"] if year["has_text"]]
    assert years
    for year in years:
        desk.start(year, "published")
        assert desk.page()["html"] == built[report_path(unit_id, year)]
