"""Every value that was corrected is shown as it was and as it is, wherever the correction is told."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest
from tests.build.few_reports import copy_few, write_site

from gongkai.pages.data import CORRECTIONS_FEED, DICTIONARY

UNIT, YEAR = "yanshi-jiaotong", 2021
#: 原 and 现 of the demo's corrections, as they are read without marks.
SHOWN: Final = (
    ("国有资产/固定资产", "711.06", "973.84"),
    ("资产管理", "年末固定资产净值711.06万元", "年末固定资产原值973.84万元"),
    ("问题/第1条", "未公开", "项目结算资料收集不齐，影响竣工决算"),
)
ENTRY: Final = (
    "{{日期: 2024-02-01, 内容: {what}, 原因: 登记时录入有误, 改动: [{{项目: {item}, 原来: {before}, 现在: {after}}}]}}"
)
MANY: Final = "".join(
    f"      - {{项目: 自拟/第{at}条, 原来: {1000 + at}.5, 现在: {5000 + at}.5}}\n" for at in range(700)
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few reports; the register and the rules of a year were changed too, and one correction has 700 values."""
    root = copy_few(tmp_path_factory.mktemp("project"))
    units = root / "data/units.yml"
    changed = ENTRY.format(what="简称照机构编制文件更正", item="简称", before="区路局", after="区交通局")
    text, count = re.subn(rf"(?m)^({UNIT}: \{{.*)\}}$", rf"\1, 变更: [{changed}]}}", units.read_text(encoding="utf-8"))
    assert count == 1
    units.write_text(text, encoding="utf-8")
    with (root / f"data/{YEAR}/_year.yml").open("a", encoding="utf-8") as rules:
        changed = ENTRY.format(what="优的下限照文件更正", item="等级/第1条（优）/下限", before="85", after="90")
        rules.write(f"\n变更:\n  - {changed}\n")
    with (root / "data/2022/yanshi-renda.yml").open("a", encoding="utf-8") as report:
        said = "更正:\n  - 日期: 2024-02-02\n    内容: 各项数字照报表更正\n    原因: 汇总时漏了一张表\n    改动:\n"
        report.write("\n" + said + MANY)
    write_site(root)
    return root / "site"


def words_of(path: Path) -> str:
    """What a page says, as plain text."""
    return unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [f"units/{UNIT}/{YEAR}", f"units/{UNIT}", "quality"])
def test_each_value_is_shown_on_every_page_that_tells_of_the_correction(page: str, site: Path) -> None:
    html = (site / page / "index.html").read_text(encoding="utf-8")
    said = words_of(site / page / "index.html")
    for item, before, after in SHOWN:
        pattern = rf"{re.escape(item)}：\s*原 [^原]*?{re.escape(before)}.*?现 [^现]*?{re.escape(after)}"
        assert re.search(pattern, said, re.DOTALL), (page, item)
    assert "<del>711.06</del>" in html
    assert "<ins>973.84</ins>" in html


def test_changes_of_the_register_and_of_rules_are_on_their_pages(site: Path) -> None:
    for page in (f"units/{UNIT}", "quality"):
        assert re.search(r"简称：\s*原 区路局 → 现 区交通局", words_of(site / page / "index.html"))
    for page in (f"years/{YEAR}", "quality"):
        assert re.search(r"等级/第1条（优）/下限：\s*原 85 → 现 90", words_of(site / page / "index.html"))
    assert "biangeng" not in (site / "years/2022/index.html").read_text(encoding="utf-8")


def test_700_values_are_all_there_and_folded(site: Path) -> None:
    for page in ("units/yanshi-renda/2022", "units/yanshi-renda", "quality"):
        html = (site / page / "index.html").read_text(encoding="utf-8")
        assert html.count("<ins>5") == 700
        assert "<summary>700 处改动</summary>" in html


def test_the_feed_tells_the_values(site: Path) -> None:
    feed = ElementTree.fromstring((site / CORRECTIONS_FEED).read_bytes())
    summaries = [found.text or "" for found in feed.iter("{http://www.w3.org/2005/Atom}summary")]
    assert any("国有资产/固定资产：原 711.06 → 现 973.84" in summary for summary in summaries)
    assert any("自拟/第0条：原 1000.5 → 现 5000.5" in s and "另有 688 处，见网页" in s for s in summaries)


def test_json_and_csv_carry_them(site: Path) -> None:
    report = json.loads((site / f"units/{UNIT}/{YEAR}/report.json").read_text(encoding="utf-8"))
    changed = report["公开数"]["更正"][0]["改动"][0]
    assert changed == {"项目": "国有资产/固定资产", "原来": "711.06", "现在": "973.84"}
    assert report["单位"]["变更"][0]["改动"] == [{"项目": "简称", "原来": "区路局", "现在": "区交通局"}]
    year = json.loads((site / f"years/{YEAR}/data.json").read_text(encoding="utf-8"))
    assert year["变更"][0]["改动"] == [{"项目": "等级/第1条（优）/下限", "原来": "85", "现在": "90"}]
    rows = list(csv.reader(io.StringIO((site / f"units/{UNIT}/{YEAR}/report.csv").read_text(encoding="utf-8-sig"))))
    found = {(row[3].split(" ")[0], row[4]): row[5] for row in rows if row[3].startswith("更正/1/改动/1")}
    assert {found["更正/1/改动/1", key] for key in ("项目", "原来", "现在")} == {
        "国有资产/固定资产",
        "711.06",
        "973.84",
    }
    checks = (site / "quality/data.csv").read_text(encoding="utf-8-sig")
    assert "国有资产/固定资产：原 711.06 → 现 973.84" in checks
    assert "简称：原 区路局 → 现 区交通局" in checks
    assert "等级/第1条（优）/下限：原 85 → 现 90" in checks
    dictionary = (site / DICTIONARY).read_text(encoding="utf-8-sig")
    for key in ("更正[ ]/改动[ ]/原来", "〈units.yml〉/变更[ ]/改动[ ]/现在", "〈_year.yml〉/变更[ ]/日期"):
        assert f"{key}," in dictionary


def test_excel_carries_them(site: Path) -> None:
    with zipfile.ZipFile(site / f"units/{UNIT}/data.xlsx") as book:
        assert 'name="更正"' in book.read("xl/workbook.xml").decode()
        sheets = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/"))
    for value in ("711.06", "973.84", "国有资产/固定资产"):
        assert f">{value}<" in sheets


#: Where 变更 stand in Excel and in which feeds: the unit's own, and those of the site.
AMENDED: Final = (
    (f"units/{UNIT}/data.xlsx", ("简称", "区路局", "区交通局", "简称照机构编制文件更正")),
    (f"years/{YEAR}/data.xlsx", ("等级/第1条（优）/下限", "优的下限照文件更正", f"{YEAR}年度规则")),
)
_OF_UNIT: Final = ("简称：原 区路局 → 现 区交通局", f"units/{UNIT}/#biangeng")
_OF_YEAR: Final = ("等级/第1条（优）/下限：原 85 → 现 90", f"years/{YEAR}/#biangeng")


@pytest.mark.parametrize(("file", "values"), AMENDED)
def test_excel_carries_changes_of_the_register_and_of_rules(file: str, values: tuple[str, ...], site: Path) -> None:
    with zipfile.ZipFile(site / file) as book:
        assert 'name="变更"' in book.read("xl/workbook.xml").decode()
        sheets = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/"))
    assert all(f">{value}<" in sheets for value in values)
    with zipfile.ZipFile(site / "years/2022/data.xlsx") as book:
        assert 'name="变更"' not in book.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        ("feed.xml", (_OF_UNIT, _OF_YEAR)),
        (CORRECTIONS_FEED, (_OF_UNIT, _OF_YEAR)),
        (f"units/{UNIT}/feed.xml", (_OF_UNIT,)),
    ],
)
def test_feeds_tell_changes_of_the_register_and_of_rules(
    feed: str, told: tuple[tuple[str, str], ...], site: Path
) -> None:
    space = "{http://www.w3.org/2005/Atom}"
    entries = list(ElementTree.fromstring((site / feed).read_bytes()).iter(f"{space}entry"))
    for words, place in told:
        (entry,) = (one for one in entries if words in (one.findtext(f"{space}summary") or ""))
        link = entry.find(f"{space}link")
        assert link is not None
        assert link.get("href", "").endswith(place)
        page = (site / place.partition("#")[0] / "index.html").read_text(encoding="utf-8")
        assert 'id="biangeng"' in page
    assert len({entry.findtext(f"{space}id") for entry in entries}) == len(entries)
