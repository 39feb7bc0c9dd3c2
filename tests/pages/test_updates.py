"""更新: everything that the data dates and nothing else, latest first, on pages that stay short."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.model.archive import Archive, Entry
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages import updates
from gongkai.pages.news import all_news
from gongkai.pages.parts.page import Page, report_path
from gongkai.pages.updates import MOST, Update, UpdatesView, shares_of_updates, updates_page
from gongkai.render.html import renderer

YEARS = (2020, 2021, 2022)
UNITS = ("jia", "yi", "bing")
FIRST = date(2021, 1, 1)
DAYS = st.integers(0, 700).map(lambda days: FIRST + timedelta(days=days))
STATES = st.sampled_from(("已公开", "核实中", "依法不公开", "撤下", "待公开"))
CHANGES = st.lists(
    st.sampled_from((
        {"项目": "三公经费/决算", "原来": "3.20", "现在": "3.02"},
        {"项目": "人员/离退休", "原来": None, "现在": "4"},
        {"项目": "公开/状态", "原来": "已公开", "现在": "核实中"},
        {"项目": "公开/状态", "原来": "核实中", "现在": "已公开"},
    )),
    max_size=6,
)  # fmt: skip
CORRECTIONS = st.lists(
    st.fixed_dictionaries({"日期": DAYS, "内容": st.just("改了数"), "原因": st.just("抄错"), "改动": CHANGES}),
    max_size=3,
)
DISCLOSURES = st.fixed_dictionaries(
    {"状态": STATES},
    optional={"发布日期": DAYS, "批复日期": DAYS, "撤下日期": DAYS, "理由": st.just("正在核实")},
)
REPORTS = st.fixed_dictionaries({"标题": st.just("报告"), "公开": DISCLOSURES}, optional={"更正": CORRECTIONS})
Generated = dict[tuple[str, int], dict[str, Any]]
KEYS = [(unit, year) for unit in UNITS for year in YEARS]
SITES = st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, REPORTS))


def archive_of(found: Generated, deadline: date | None = None) -> Archive:
    """Reports of a few units and years as readers see them."""
    entries = {key: Entry.of(*key, "x.yml", "", Report.model_validate(report)) for key, report in found.items()}
    rules = YearRules.model_validate({"提纲": "湖南2016", "公开期限": {"截止日期": deadline} if deadline else {}})
    units = {unit: Unit(name=f"{unit}局") for unit in UNITS}
    return Archive(units, dict.fromkeys(YEARS, rules), entries).for_readers(preview=False)


def pages_of(archive: Archive) -> list[Page]:
    """Every page of updates."""
    shares = shares_of_updates(archive, all_news(archive), "区财政局")
    return [updates_page(archive, shares, share) for share in shares]


def view_of(page: Page) -> UpdatesView:
    """What a page shows."""
    assert isinstance(page.view, UpdatesView)
    return page.view


def listed(page: Page) -> list[tuple[date, Update]]:
    """Everything on a page with its day, read from the headings."""
    found = []
    for month in view_of(page).months:
        year, number = map(int, month.id.removeprefix("y").split("-"))
        for day in month.days:
            of_month, of_day = map(int, re.findall(r"\d+", day.label))
            assert of_month == number
            found += [(date(year, number, of_day), update) for update in day.updates]
    return found


def dated(found: Generated) -> Counter[tuple[date, str]]:
    """What the data dates: the day and the page."""
    days: Counter[tuple[date, str]] = Counter()
    for (unit, year), report in found.items():
        said, path = report["公开"], report_path(unit, year)
        if said["状态"] == "已公开":
            days.update((day, path) for day in [said.get("发布日期")] if day)
            days.update((entry["日期"], path) for entry in report.get("更正", ()))
        elif said["状态"] == "撤下":
            days.update((day, path) for day in [said.get("撤下日期")] if day)
    return days


def valid(found: Generated) -> Generated:
    """Without what no data file may hold: nothing is taken down without a day."""
    return {k: r for k, r in found.items() if r["公开"]["状态"] != "撤下" or "撤下日期" in r["公开"]}


@given(SITES.map(valid))
def test_what_the_data_dates_is_listed_once_and_nothing_else_but_what_began_to_be_withheld(found: Generated) -> None:
    (page,) = pages_of(archive_of(found))
    shown = listed(page)
    places = Counter((day, (update.about.path or "").partition("#")[0]) for day, update in shown)
    began = {
        (entry["日期"], report_path(*key))
        for key, report in found.items()
        if report["公开"]["状态"] in ("核实中", "依法不公开")
        for entry in report.get("更正", ())
        if any(value["项目"] == "公开/状态" for value in entry["改动"])
    }
    assert places - dated(found) <= Counter(began)
    assert dated(found) <= places
    assert [day for day, _ in shown] == sorted((day for day, _ in shown), reverse=True)


@given(SITES.map(valid))
def test_of_a_report_that_is_withheld_no_correction_is_told(found: Generated) -> None:
    archive = archive_of(found)
    (page,) = pages_of(archive)
    withheld = {
        report_path(*key) for key, report in found.items() if report["公开"]["状态"] in ("核实中", "依法不公开")
    }
    for _, update in listed(page):
        if (update.about.path or "") in withheld:
            assert update.kind in ("核实中", "依法不公开")
            assert (update.changes, update.why) == ((), "")
    named = {link.path for group in view_of(page).withheld for link in group.reports}
    assert named == withheld
    assert not {update.kind for _, update in listed(page)} & {"待公开"}


@given(SITES.map(valid), st.none() | DAYS)
def test_late_is_only_what_two_stated_days_prove(found: Generated, deadline: date | None) -> None:
    (page,) = pages_of(archive_of(found, deadline))
    for day, update in listed(page):
        if not update.late:
            continue
        unit, year = (update.about.path or "").split("/")[1:3]
        said = found[unit, int(year)]["公开"]
        approved = said.get("批复日期")
        assert said["发布日期"] == day
        assert (approved and day > approved + timedelta(days=20)) or (deadline and day > deadline)


def many(count: int, years: int) -> Archive:
    """A site of ``count`` reports a year, published over some years."""
    units = {f"d{at}": Unit(name=f"第{at}局") for at in range(count)}
    rules = YearRules.model_validate({"提纲": "湖南2016"})
    report = {"标题": "报告", "公开": {"状态": "已公开"}}
    entries = {}
    for at, unit in enumerate(units):
        for year in range(2020, 2020 + years):
            day = date(year + 1, 6, 1) + timedelta(days=at % 40)
            said = Report.model_validate(report | {"公开": {"状态": "已公开", "发布日期": day}})
            entries[unit, year] = Entry.of(unit, year, "x.yml", "", said)
    return Archive(units, dict.fromkeys(range(2020, 2020 + years), rules), entries)


@given(st.integers(1, 90), st.integers(1, 4))
@example(MOST, 1)
@example(MOST + 1, 1)
@example(2 * MOST + 1, 2)
def test_no_page_is_long_and_every_update_is_on_a_page_of_its_year(count: int, years: int) -> None:
    pages = pages_of(many(count, years))
    assert all(len(listed(page)) <= MOST for page in pages)
    assert len({page.path for page in pages}) == len(pages)
    assert pages[0].path == "updates/"
    all_of_them = [update.about for page in (pages[1:] or pages) for _, update in listed(page)]
    assert len(all_of_them) == len(set(all_of_them)) == count * years
    for page in pages[1:]:
        assert {f"{day.year}" for day, _ in listed(page)} == {page.path.split("/")[1]}


def test_one_reads_on_from_page_to_page_to_the_first_update() -> None:
    pages = {page.path: page for page in pages_of(many(2 * MOST + 1, 2))}
    at, seen = "updates/", []
    while older := view_of(pages[at]).older:
        at = older.path or ""
        seen.append(at)
    assert seen == [
        "updates/2022/",
        "updates/2022/2/",
        "updates/2022/3/",
        "updates/2021/",
        "updates/2021/2/",
        "updates/2021/3/",
    ]
    for newer, following in pairwise(seen):
        link = view_of(pages[following]).newer
        assert link
        assert link.path == newer


def test_a_correction_shows_its_first_values_and_says_how_many_there_are() -> None:
    values = [{"项目": f"人员/{at}", "原来": str(at), "现在": str(at + 1)} for at in range(updates.FEW + 4)]
    entry = {"日期": FIRST, "内容": "改了数", "原因": "抄错", "改动": values}
    found = {("jia", 2020): {"标题": "报告", "公开": {"状态": "已公开"}, "更正": [entry]}}
    (page,) = pages_of(archive_of(found))
    html = str(renderer().render(page).content)
    assert "人员/0</i>：<span><b>原</b> " in html
    assert f"人员/{updates.FEW}<" not in html
    assert "另有 4 处改动" in html
    assert 'href="../units/jia/2020/#gengzheng"' in html


def test_a_site_without_a_day_says_so() -> None:
    (page,) = pages_of(archive_of({("jia", 2020): {"标题": "报告", "公开": {"状态": "已公开"}}}))
    assert view_of(page).lead == "数据里还没有写明日期的公开、更正和变更。"
    assert view_of(page).months == ()


@given(days=st.lists(st.integers(0, 90), max_size=150))
def test_the_newest_stand_open_and_what_is_folded_says_how_much_it_holds(days: list[int]) -> None:
    units = {f"u{at}": Unit(name=f"第{at}局") for at in range(len(days))}
    reports = [
        Report.model_validate({"标题": "报告", "公开": {"状态": "已公开", "发布日期": FIRST + timedelta(days=day)}})
        for day in days
    ]
    entries = {(u, 2020): Entry.of(u, 2020, "x.yml", "", r) for u, r in zip(units, reports, strict=True)}
    rules = YearRules.model_validate({"提纲": "湖南2016"})
    (page,) = pages_of(Archive(units, {2020: rules}, entries))
    before = 0
    for month in view_of(page).months:
        is_folded, number = before >= updates._OPEN, sum(len(day.updates) for day in month.days)
        assert month.folded == (f"公开 {number} 项" if is_folded else "")
        held = 0 if is_folded else before
        for day in month.days:
            assert day.folded == (f"公开 {len(day.updates)} 项" if held >= updates._OPEN else "")
            held += len(day.updates)
        before += number
    assert before == len(days)
    html = str(renderer().render(page).content)
    assert html.count('<ul class="gk-updates">') == len(set(days))
