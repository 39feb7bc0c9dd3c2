"""The built site: every data file is where the manifest and the pages say, and nothing leads to what is not built."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from hashlib import sha256
from pathlib import Path

from tests.conftest import build, project_copy
from tests.html_text import read_page
from tests.site.test_demo_links import target

from gongkai.open_data.sums import parse_sums


def test_every_file_is_in_the_manifest_with_its_size_and_checksum(demo_site: Path) -> None:
    listed = json.loads((demo_site / "data/manifest.json").read_bytes())["文件"]
    sealed = {file["路径"]: (file["字节数"], file["SHA-256"]) for file in listed}
    made = {path.relative_to(demo_site).as_posix(): path for path in demo_site.rglob("*") if path.is_file()}
    assert len(listed) == len(sealed) > 600
    assert made.keys() - sealed.keys() == {"data/manifest.json", "SHA256SUMS", ".gongkai"}
    for name, found in sealed.items():
        content = made[name].read_bytes()
        assert found == (len(content), sha256(content).hexdigest()), name
    kinds = {path.rpartition(".")[2] for path in sealed}
    assert {"html", "js", "css", "pf_fragment", "json", "csv", "xlsx", "zip"} <= kinds, "host and search among them"


def test_sha256sum_finds_every_file_as_it_is_listed(demo_site: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"], cwd=demo_site, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")
    listed = parse_sums((demo_site / "SHA256SUMS").read_bytes())
    made = {path.relative_to(demo_site).as_posix() for path in demo_site.rglob("*") if path.is_file()}
    assert made - listed.keys() == {"SHA256SUMS", ".gongkai"}
    assert [*listed] == sorted(listed, key=str.encode)


def test_the_status_says_what_was_published(demo_site: Path) -> None:
    said = json.loads((demo_site / "status.json").read_bytes())
    listed = json.loads((demo_site / "data/manifest.json").read_bytes())["报告"]
    counted = Counter(report["状态"] for report in listed)
    assert {state: number for state, number in said["报告"].items() if number} == counted
    assert said["单位"] == len({report["单位"] for report in listed})
    assert said["提交"] is None
    assert "不知道提交号" in said["提交说明"]


def test_every_file_in_the_catalogue_and_the_package_is_as_it_says(demo_site: Path) -> None:
    catalogue = json.loads((demo_site / "data/catalogue.json").read_bytes())
    files = [file for dataset in catalogue["dcat:dataset"] for file in dataset["dcat:distribution"]]
    assert len(files) == 1 + 4 * 6
    for file in files:
        content = (demo_site / "data" / file["dcat:downloadURL"]).read_bytes()
        assert file["dcat:byteSize"] == len(content)
        assert file["spdx:checksum"]["spdx:checksumValue"] == sha256(content).hexdigest()
    tables = json.loads((demo_site / "datapackage.json").read_bytes())["resources"]
    assert len(tables) == 6 + 1
    for table in tables:
        content = (demo_site / table["path"]).read_bytes()
        assert (table["bytes"], table["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")


def test_every_link_of_the_data_page_resolves(demo_site: Path) -> None:
    page = read_page(demo_site / "data/index.html")
    reached = {found[0] for href in page.links if (found := target("data/", href))}
    assert {
        "data/gongkai-data.zip",
        "data/manifest.json",
        "years/2023/data.xlsx",
        "units/yanshi-renda/data.csv",
    } <= reached
    missing = [path for path in reached if not (demo_site / path).exists()]
    assert not missing


def test_a_report_page_links_its_files_and_a_withheld_one_has_none(demo_site: Path) -> None:
    links = read_page(demo_site / "units/yanshi-renda/2023/index.html").links
    assert {"report.csv", "report.json", "data.xlsx"} <= {href.rpartition("/")[2] for href in links}
    withheld = read_page(demo_site / "units/yanshi-baomi/2020/index.html").links
    assert not {href for href in withheld if href.endswith((".csv", ".json", ".xlsx"))}


def test_without_an_address_no_feed_is_built_or_linked(site: Path) -> None:
    assert not list(site.rglob("*.xml")) or {f.name for f in site.rglob("*.xml")} == {"sitemap.xml"}
    assert "application/atom+xml" not in (site / "index.html").read_text(encoding="utf-8")
    assert "暂无订阅" in (site / "data/index.html").read_text(encoding="utf-8")


def test_with_an_address_dated_news_has_a_feed_that_pages_link(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "project")
    config, report = project / "own.yml", project / "data/2020/zhengxiang-renda.yml"
    config.write_text("INHERIT: mkdocs.yml\nsite_url: https://site.invalid/jx/\n", encoding="utf-8")
    text = report.read_text(encoding="utf-8")
    assert "发布日期: null" in text
    report.write_text(text.replace("发布日期: null", "发布日期: 2021-08-30"), encoding="utf-8")
    done = build(config, tmp_path / "site", "--strict")
    assert done.returncode == 0, done.stderr
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert '<link rel="alternate" type="application/atom+xml" title="最新公开和更正" href="./feed.xml">' in home
    assert "2021-08-30T00:00:00+08:00" in (tmp_path / "site/feed.xml").read_text(encoding="utf-8")
    page = (tmp_path / "site/units/zhengxiang-renda/2020/index.html").read_text(encoding="utf-8")
    assert 'href="../../../units/zhengxiang-renda/feed.xml"' in page
    places = re.findall("<loc>([^<]+)</loc>", (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8"))
    pages = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("index.html")}
    assert sorted(places) == sorted(f"https://site.invalid/jx/{path.removesuffix('index.html')}" for path in pages)
    dated = re.findall(
        "<loc>([^<]+)</loc><lastmod>([^<]+)<", (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")
    )
    own = ("units/zhengxiang-renda/", "units/zhengxiang-renda/2020/", "years/2020/")
    assert dict(dated) == {f"https://site.invalid/jx/{path}": "2021-08-30" for path in own}
    robots = (tmp_path / "site/robots.txt").read_text(encoding="ascii")
    assert robots.endswith("\nSitemap: https://site.invalid/jx/sitemap.xml\n")


def test_without_excel_no_workbook_is_written_or_linked(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "project")
    config = project / "own.yml"
    config.write_text("INHERIT: mkdocs.yml\nextra: {gongkai: {excel: false}}\n", encoding="utf-8")
    site = tmp_path / "site"
    done = build(config, site)
    assert done.returncode == 0, done.stderr
    assert not list(site.rglob("*.xlsx"))
    assert list(site.rglob("data.csv"))
    naming = [page for page in site.rglob("index.html") if any(".xlsx" in link for link in read_page(page).links)]
    assert not naming
    assert ".xlsx" not in (site / "data/catalogue.json").read_text(encoding="utf-8")
