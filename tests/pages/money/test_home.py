"""The home page answers first: the district's money, or the one report's own answer, as its page gives it."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages.money.districts import DISTRICTS, YEAR, archive, report
from tests.pages.test_own_words import ANY, UNIT, archive_of

from gongkai.check import check_archive
from gongkai.derive.assessment import assess
from gongkai.load.record_file import validate
from gongkai.model.archive import Archive, Entry
from gongkai.model.correction import Correction
from gongkai.model.report import Report
from gongkai.open_data.figures import figures_json
from gongkai.pages.home import HomeView, home_page, home_year
from gongkai.pages.news import all_news
from gongkai.pages.parts.page import Page
from gongkai.pages.quality import Checked
from gongkai.pages.report.answer import lead
from gongkai.pages.report.headline import cards
from gongkai.pages.report.report import report_page
from gongkai.render.html import Renderer

_RENDERER = Renderer()


def view_of(found: Archive) -> HomeView:
    """What stands on the home page."""
    view = home_page(found, all_news(found), {}).view
    assert isinstance(view, HomeView)
    return view


@pytest.mark.parametrize(
    ("counts", "year"), [((0, 0), None), ((4, 0), 2020), ((4, 1), 2020), ((4, 2), 2021), ((0, 1), 2021), ((1, 9), 2021)]
)
def test_the_year_shown_is_the_latest_with_half_as_many_reports_as_the_fullest(
    counts: tuple[int, int], year: int | None
) -> None:
    reports = {
        (f"u{at}", YEAR - 1 + later): report({"决算": Decimal(1)})
        for later, count in enumerate(counts)
        for at in range(count)
    }
    assert home_year(archive(reports, {"x": {}})) == year


@given(ANY, st.none() | ANY)
def test_a_site_of_one_report_gives_its_answer_as_its_own_page_does(this: Report, last: Report | None) -> None:
    """Though it is made from the figures alone, without words and rows."""
    full = archive_of(this, last)
    entries = {
        key: Entry.of(*key, entry.file, entry.digest, figures_alone(entry.published))
        for key, entry in full.entries.items()
    }
    answer = view_of(Archive(full.units, full.years, entries, full.outlines)).answer
    assessment = assess(full, full.entries[UNIT, YEAR], this)
    assert answer
    assert answer.report.path == f"units/{UNIT}/{YEAR}/"
    assert answer.lead == lead(this, assessment)
    assert answer.cards[:-1] == cards(this, assessment)[:-1]
    assert answer.cards[-1].value == cards(this, assessment)[-1].value


@pytest.mark.parametrize("years", [1, 10])
@pytest.mark.parametrize(("project", "said"), [(Decimal(5), "没有发现数字对不上"), (Decimal(6), "处数字对不上")])
def test_a_site_of_one_report_or_of_one_unit_gives_the_notice_of_the_report(
    years: int, project: Decimal, said: str
) -> None:
    """Letter by letter, but for where its links lead."""
    finance = {"基本支出": {"决算": Decimal(5)}, "项目支出": {"决算": project}}
    found = archive({("a", YEAR - at): report({"决算": Decimal(10)}, 收支=finance) for at in range(years)})
    rules = found.years[YEAR]
    found = replace(found, years={YEAR - at: rules for at in range(years)})
    findings = check_archive(found)
    checked = {key: Checked.of(of, found.entries[key].report) for key, of in findings.items()}
    page = report_page(found, found.entries["a", YEAR], findings["a", YEAR])
    own, home = (notice_on(one) for one in (page, home_page(found, all_news(found), checked)))
    assert said in own
    assert home == own.replace('href="#', f'href="./units/a/{YEAR}/#')


def notice_on(page: Page) -> str:
    """Whether its figures add up, as a page says it."""
    found = re.search(r'<div class="gk-notice.*?</div>', str(_RENDERER.render(page).content), re.DOTALL)
    return found[0] if found else ""


def figures_alone(this: Report | None) -> Report | None:
    """A report as the pages about several units have it."""
    return validate(Report, json.loads(figures_json(this), parse_float=Decimal)) if this else None


@given(DISTRICTS)
def test_any_district_can_be_rendered_and_every_link_leads_to_a_page(found: Archive) -> None:
    page = home_page(found, all_news(found), {})
    content = str(_RENDERER.render(page).content)
    assert content.count("<h1") == 1
    assert "None" not in content
    assert "style=" not in content
    view = view_of(found)
    assert (view.money is None) == (sum(1 for e in found.entries_of_year(home_year(found) or 0) if e.is_shown) < 2)
    pages = {f"units/{i}/{y}/" for i, y in found.entries} | {f"units/{i}/" for i in found.units}
    for way in view.money.ways if view.money else ():
        assert {tile.path for tile in way.tiles if tile.path and tile.path.startswith("units/")} <= pages


def test_new_corrected_and_late_reports_are_told_newest_first() -> None:
    def published(day: str, corrections: tuple[Correction, ...] = (), **more: str) -> Report:
        return report({"决算": Decimal(1)}, 公开={"发布日期": day, **more}, 更正=corrections)

    changed = Correction.model_validate(
        {"日期": "2022-09-01", "内容": "改了", "原因": "录入差错", "改动": [{"项目": "决算", "原来": "2", "现在": "1"}]}
    )
    reports = {
        ("a", YEAR): published("2022-08-01", (changed,), 批复日期="2022-07-20"),
        ("b", YEAR): published("2022-09-30", 批复日期="2022-07-20"),
        ("c", YEAR - 1): published("2021-08-01"),
    }
    view = view_of(archive(reports))
    assert [(one.day, one.kind, one.report.label) for one in view.recent] == [
        (date(2022, 9, 30), "逾期公开", "b局 2021年度"),
        (date(2022, 9, 1), "更正", "a局 2021年度"),
        (date(2022, 8, 1), "公开", "a局 2021年度"),
        (date(2021, 8, 1), "公开", "c局 2020年度"),
    ]
    assert view.recent[1].note == "决算：原 2 → 现 1"
    assert "相隔 72 日" in view.recent[0].note


def test_a_thousand_units_make_the_home_page_no_heavier_than_sixty_do() -> None:
    def weight(count: int) -> int:
        reports = {
            (f"danwei-{at:04d}", year): report(
                {"决算": Decimal(at * 7919 % 90_001), "年初预算": Decimal(at * 104_729 % 90_001)},
                绩效={"自评得分": at * 31 % 100},
            )
            for at in range(count)
            for year in (YEAR - 1, YEAR)
        }
        found = archive(reports)
        return len(gzip.compress(str(_RENDERER.render(home_page(found, all_news(found), {})).content).encode(), 9))

    assert weight(1000) <= 14_000
    assert weight(1000) <= 1.1 * weight(60)
