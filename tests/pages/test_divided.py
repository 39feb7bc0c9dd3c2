"""Lists of very many units: each unit stands on one page, and every page is reached from the address of the whole."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.archive import Archive
from gongkai.model.text import UNIT_ID
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages import divided
from gongkai.pages.parts.page import UNITS, directory_path, year_path
from gongkai.pages.unit import (
    DirectoryPartView,
    DirectoryView,
    directory_divisions,
    directory_page,
    directory_part_page,
)
from gongkai.pages.year import YearPartView, YearView, year_divisions, year_page, year_part_page

YEAR: Final = 2022
_CATEGORIES: Final = st.sampled_from(["政府部门", "政府-部门", "政府部门2", "Ⅱ", "人大机关", None])


def archive_of(categories: list[str | None]) -> Archive:
    """A register."""
    units = {f"u{n}": Unit(name=f"单位{n}", category=category) for n, category in enumerate(categories)}
    return Archive(units, {YEAR: YearRules(outline="湖南2016")})


@given(st.lists(_CATEGORIES, min_size=1, max_size=30), st.integers(1, 12))
def test_every_unit_stands_on_one_page_that_the_whole_leads_to(categories: list[str | None], most: int) -> None:
    archive = archive_of(categories)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(divided, "MOST_UNITS", most)
        whole, year = directory_page(archive).view, year_page(archive, YEAR).view
        parts = [directory_part_page(archive, part) for part in directory_divisions(archive)]
        of_year = [year_part_page(archive, YEAR, part) for part in year_divisions(archive, YEAR)]
    assert isinstance(whole, DirectoryView)
    assert isinstance(year, YearView)
    assert whole.count == len(categories)
    assert year.divided == bool(of_year) == (len(categories) > most)
    if len(categories) <= most:
        assert parts == of_year == []
        assert sum(len(units) for _, units in whole.groups) == len(categories) == len(year.table.rows)
        return
    assert [link.path for link in whole.parts] == [page.path for page in parts]
    assert [row.path for row in year.table.rows] == [page.path for page in of_year]
    assert len({page.path for page in (*parts, *of_year)}) == len(parts) + len(of_year)
    assert sum(int(row.cells[0].text) for row in year.table.rows) == len(categories)
    listed = [link.label for page in parts if isinstance(page.view, DirectoryPartView) for link in page.view.units]
    shown = [row.label for page in of_year if isinstance(page.view, YearPartView) for row in page.view.table.rows]
    assert sorted(listed) == sorted(shown) == sorted(unit.name for unit in archive.units.values())
    for page in (*parts, *of_year):
        view = page.view
        assert isinstance(view, DirectoryPartView | YearPartView)
        assert [link.path for link in view.parts if link.current] == [page.path]
        assert len(view.units if isinstance(view, DirectoryPartView) else view.table.rows) <= most


def test_no_page_of_a_category_has_the_address_of_a_unit_or_of_a_file() -> None:
    for path in (directory_path("renda"), directory_path("renda", 2)):
        name = path.removeprefix(UNITS).rstrip("/")
        assert not UNIT_ID.fullmatch(name)
    assert not year_path(YEAR).endswith("data/")


def test_the_limit_is_five_hundred() -> None:
    assert not directory_divisions(archive_of([None] * 500))
    assert len(directory_divisions(archive_of(["甲"] * 2 + [None] * 501))) == 3
