"""The built site: every comparison is where it is linked, and none shows what is withheld or being prepared."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

from tests.conftest import build, project_copy
from tests.html_text import read_page
from tests.site.test_demo_links import outgoing, pages, target

#: Bytes of a page or file as it travels; the frame of the page is included.
MOST_BYTES = 100_000


def comparison_pages(site: Path) -> list[str]:
    return [address for address in pages(site) if address.startswith("compare/")]


def test_every_year_and_category_has_its_page_and_files(demo_site: Path) -> None:
    found = comparison_pages(demo_site)
    years = sorted(path.stem for path in (demo_site / "compare").glob("*.json"))
    assert years == ["2018", "2019", "2020", "2021", "2022", "2023"]
    assert {f"compare/{year}/" for year in years} < set(found)
    for address in found:
        if address.count("/") == 3:
            assert (demo_site / address / "data.csv").is_file()


def test_the_overview_leads_to_every_comparison(demo_site: Path) -> None:
    assert set(comparison_pages(demo_site)) - {"compare/"} <= outgoing(demo_site, "compare/")


def test_every_row_leads_to_its_report(demo_site: Path) -> None:
    led_to: set[str] = set()
    for address in comparison_pages(demo_site):
        led_to |= outgoing(demo_site, address)
    reports = {address for address in pages(demo_site) if re.fullmatch(r"units/[a-z0-9-]+/\d{4}/", address)}
    assert reports <= led_to


def test_the_comparison_stands_in_the_main_navigation(demo_site: Path) -> None:
    for address in ("", "years/", "compare/2020/zhengfubumen/"):
        html = (demo_site / address / "index.html").read_text(encoding="utf-8")
        tabs = html.partition('<nav class="gk-tabs"')[2].partition("</nav>")[0]
        assert re.findall(r">([^<>]+)</a>", tabs)[:4] == ["首页", "单位", "年度", "对比"]


def test_a_report_a_unit_and_a_year_lead_to_the_comparison(demo_site: Path) -> None:
    for address, wanted in (
        ("units/yanshi-caizheng/2023/", "compare/?units=yanshi-caizheng&years=2023"),
        ("units/yanshi-caizheng/", "compare/?units=yanshi-caizheng&years=2021,2022,2023"),
        ("years/2023/", "compare/2023/"),
    ):
        links = read_page(demo_site / address / "index.html").links
        assert [href for href in links if href.endswith(wanted)]
        assert all(target(address, href) for href in links if href.endswith(wanted))


def test_comparisons_stay_light(demo_site: Path) -> None:
    files = [file for file in (demo_site / "compare").rglob("*") if file.is_file()]
    assert len(files) > 60
    assert max(len(gzip.compress(file.read_bytes())) for file in files) < MOST_BYTES


def test_neither_a_withheld_nor_a_coming_report_is_told(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "project")
    source = project / "data/2020/zhengxiang-renda.yml"
    text = source.read_text(encoding="utf-8")
    assert "971.21" in text
    for state, rows in (("已公开", 1), ("核实中", 1), ("待公开", 0)):
        source.write_text(re.sub(r"状态: 已公开", f"状态: {state}", text, count=1), encoding="utf-8")
        site = tmp_path / state
        assert build(project / "mkdocs.yml", site).returncode == 0
        told = "".join(f.read_text(encoding="utf-8") for f in (site / "compare").rglob("*") if f.is_file())
        assert ("971.21" in told, "719.29" in told) == (state == "已公开",) * 2
        units = json.loads((site / "compare/2020.json").read_bytes())["units"]
        assert len(units) == rows
        assert (state in told) == bool(rows)
