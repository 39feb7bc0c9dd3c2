"""Sites of every size, one unit to a thousand, one year to ten: light, in order, and nothing wider than the screen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser
from tests.bench.workload import Size, write_workload
from tests.browser.conftest import serve_plainly
from tests.conftest import build, project_copy
from tests.page_weight import first_visits

WIDTHS: Final = (320, 390, 1024, 1440)
SIZES: Final = [
    Size(1, 1),
    pytest.param(Size(1, 10), marks=pytest.mark.trial),
    pytest.param(Size(20, 1), marks=pytest.mark.trial),
    pytest.param(Size(1000, 1), marks=pytest.mark.trial),
]


@pytest.fixture
def sized(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A site of so many units and years."""
    project = project_copy(tmp_path / "project")
    for old in (project / "data").glob("*"):
        if old.is_dir():
            for file in old.iterdir():
                file.unlink()
            old.rmdir()
    write_workload(project / "data", request.param)
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("demo: false", "demo: true"), encoding="utf-8")
    done = build(settings, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    return tmp_path / "site"


@pytest.mark.parametrize("sized", SIZES, indirect=True, ids=lambda size: f"{size.units}x{size.years}")
def test_pages_of_a_site_of_any_size(sized: Path, browser: Browser) -> None:
    home, reports = sized / "index.html", sorted(sized.glob("units/*/20*/index.html"))
    assert max(first_visits([home])) <= 70_000
    assert max(first_visits(reports[:: max(len(reports) // 20, 1)])) <= 65_000
    year = f"years/{reports[-1].parent.name}/"
    report = str(reports[-1].parent.relative_to(sized)) + "/"
    wide = []
    with serve_plainly(sized) as address:
        context = browser.new_context()
        page = context.new_page()
        for path in ("", year, report, "units/", "compare/", "data/", "quality/"):
            page.goto(address + path)
            assert page.locator("h1").count() == 1, path
            text = page.locator("main").inner_text()
            assert not re.search(r"\b(None|nan|undefined)\b", text), path
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 844})
                more = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                wide += [(path, width, more)] * bool(more)
        context.close()
    assert wide == []
