"""A unit's page begins with the answer of its newest report that can be read, in that report's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.open_data.stock import archive as demo_archive

from gongkai.derive.assessment import assess
from gongkai.model.archive import Archive, Entry
from gongkai.model.disclosure import State
from gongkai.pages.parts.page import report_path
from gongkai.pages.report.answer import lead
from gongkai.pages.unit import UnitView, unit_page
from gongkai.render.html import renderer

DEMO = demo_archive()


def newest_of(archive: Archive, unit_id: str) -> Entry | None:
    """The newest entry that can be read."""
    return max((e for e in archive.entries_of_unit(unit_id) if e.is_shown), key=lambda e: e.year, default=None)


@pytest.mark.parametrize("unit_id", DEMO.units)
@given(withheld=st.sets(st.integers(2018, 2023)))
def test_the_page_of_a_unit_begins_with_its_newest_answer(unit_id: str, withheld: set[int]) -> None:
    entries = {
        key: replace(entry, state=State.UNDER_REVIEW) if entry.year in withheld else entry
        for key, entry in DEMO.entries.items()
    }
    archive = replace(DEMO, entries=entries)
    page, entry = unit_page(archive, unit_id, archive.units[unit_id]), newest_of(archive, unit_id)
    assert isinstance(page.view, UnitView)
    report = entry.published if entry else None
    if entry is None or report is None:
        assert page.view.newest is None
        assert "历年" in page.description
        return
    said = lead(report, assess(archive, entry, report))
    assert page.view.newest is not None
    assert page.view.newest.report.path == report_path(unit_id, entry.year)
    assert page.view.newest.lead == said
    assert page.description == f"{entry.year}年度：{''.join(phrase.text for phrase in said)}"


def test_the_answer_stands_above_the_years() -> None:
    unit_id = "yanshi-jiaotong"
    html = str(renderer().render(unit_page(DEMO, unit_id, DEMO.units[unit_id])).content)
    assert html.index('<p class="gk-lead">') < html.index('class="gk-years"')
    assert f"{unit_id}/2023/" in html.split("gk-years")[0]
