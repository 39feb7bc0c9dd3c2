"""A site of one year has nothing to choose a year from."""

from __future__ import annotations

from pathlib import Path

PAGES = ("units/{unit}/", "units/{unit}/{year}/", "years/{year}/", "compare/{year}/")


def shown(site: Path, unit: str, year: int) -> list[bool]:
    """Whether each kind of page has a strip of years."""
    pages = (site / page.format(unit=unit, year=year) / "index.html" for page in PAGES)
    return ['<nav class="gk-years"' in page.read_text(encoding="utf-8") for page in pages]


def test_one_year_has_no_strip(site: Path) -> None:
    assert not any(shown(site, "zhengxiang-renda", 2020))


def test_several_years_have_one_on_every_kind_of_page(demo_site: Path) -> None:
    assert all(shown(demo_site, "yanshi-weijian", 2022))
