"""文种 stands as published on every page and in every file that tells of a report, and is never made up."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.pages.test_own_words import OTHERS, UNIT, pages_of, said_on

from gongkai.load.outlines import built_in
from gongkai.model.archive import Archive, Entry
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.open_data.comparison import comparisons
from gongkai.open_data.published import Published
from gongkai.open_data.record import report_text
from gongkai.open_data.stated import stated_rows
from gongkai.open_data.workbook import sheets_text
from gongkai.pages.data import Publication
from gongkai.pages.news import all_news
from gongkai.pages.parts.page import full_title
from gongkai.pages.report.report import report_page
from gongkai.search.fulltext import index_entry

KINDS = ("部门整体支出绩效评价报告", "绩效自评情况说明", None)


def archive_of(*kinds: str | None) -> Archive:
    """A unit for each of ``kinds``, all of one category."""
    units = {unit: Unit.model_validate({"名称": f"{unit}局"}) for unit in (UNIT, *OTHERS)[: len(kinds)]}
    entries = {
        (unit, 2021): Entry.of(unit, 2021, f"data/2021/{unit}.yml", unit, report_of(kind))
        for unit, kind in zip(units, kinds, strict=True)
    }
    return Archive(units, {2021: YearRules.model_validate({"提纲": "湖南2016"})}, entries, built_in())


def report_of(kind: str | None) -> Report:
    """A report that says of itself what it is, or does not."""
    stated: dict[str, Any] = {"标题": "2021年度报告", "公开": {"状态": "已公开", "发布日期": "2022-08-01"}}
    return Report.model_validate(stated | ({"文种": kind} if kind else {}) | {"收支": {"支出总计": 5}})


def test_pages_name_every_kind_where_reports_differ() -> None:
    archive = archive_of(*KINDS)
    pages = {page.path: said_on(page) for page in pages_of(archive)}
    for path in ("", "years/2021/", "compare/2021/qita/"):
        assert all(kind in pages[path] for kind in KINDS if kind), path
    for (unit, year), entry in archive.entries.items():
        kind = entry.report.kind if entry.report else None
        words = pages[f"units/{unit}/{year}/"]
        assert full_title(entry) == (f"2021年度报告（{kind}）" if kind else "2021年度报告")
        assert [other for other in KINDS if other and other in words] == ([kind] if kind else [])


@pytest.mark.parametrize("kind", KINDS)
def test_files_say_what_is_published(kind: str | None) -> None:
    archive = archive_of(kind, "别的文种")
    entry = archive.entries[UNIT, 2021]
    published = Published.of(archive, {}, entry)
    assert json.loads(report_text(published, Publication()))["公开数"].get("文种") == kind
    assert [value for item, _, value, _ in stated_rows(published.report) if item == "文种"] == ([kind] if kind else [])
    assert kind in json.loads(sheets_text(published))[1][0]
    (news,) = all_news(archive)[UNIT, 2021]
    assert news.title == f"{UNIT}局 {full_title(entry)}"
    assert (kind or "2021年度报告") in index_entry(report_page(archive, entry))
    (csv,) = (found.file for found in comparisons(archive, 2021) if found.file.path.endswith(".csv"))
    first = csv.content().decode("utf-8-sig").splitlines()[1]
    assert first.endswith(f",{kind or ''}")
