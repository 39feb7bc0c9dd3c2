"""What a phone has to load."""

from __future__ import annotations

from pathlib import Path

from tests.page_weight import first_visits, loaded, weight


def test_a_report_weighs_at_most_20_kb(demo_site: Path) -> None:
    heavy = {str(page.parent): weight(page) for page in demo_site.glob("units/*/20*/index.html")}
    assert len(heavy) > 90
    assert max(heavy.values()) <= 20_000, max(heavy, key=heavy.__getitem__)


def test_a_first_visit_weighs_at_most_110_kb(demo_site: Path) -> None:
    assert max(first_visits(demo_site.glob("units/*/20*/index.html"))) <= 110_000


def test_what_a_report_loads_does_not_grow_with_the_site(demo_site: Path, site: Path) -> None:
    """One report or a hundred: the same files beside the page."""
    many = loaded(demo_site / "units/yanshi-renda/2022/index.html")
    one = loaded(site / "units/zhengxiang-renda/2020/index.html")
    assert {path.relative_to(demo_site) for path in many} == {path.relative_to(site) for path in one}
    assert sum(map(weight, many)) == sum(map(weight, one))
