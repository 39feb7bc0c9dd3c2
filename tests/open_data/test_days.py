"""The day of a page is that of the last publication or correction that it shows, or there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.open_data.stock import archive

from gongkai.model.archive import Archive, Entry
from gongkai.model.disclosure import State
from gongkai.open_data.days import days_of_pages, days_of_years, last_day
from gongkai.pages.news import all_news

UNIT = "yanshi-caizheng"


def of_unit(changed: dict[int, Entry] | None = None) -> Archive:
    """The reports of one unit, some of them changed."""
    entries = {key: entry for key, entry in archive().entries.items() if key[0] == UNIT}
    return replace(archive(), entries=entries | {(UNIT, year): entry for year, entry in (changed or {}).items()})


def stated(entry: Entry) -> set[date]:
    """The days that a report states of its publication and its corrections."""
    report = entry.published
    assert report
    days = {report.disclosure.published_on, *(correction.corrected_on for correction in report.corrections)}
    return {day for day in days if day}


def changed(year: int, state: State = State.PUBLISHED, published_on: date | None = None) -> dict[int, Entry]:
    """One report with another state and day, and without corrections."""
    entry = archive().entries[UNIT, year]
    report = entry.report
    assert report
    disclosure = report.disclosure.model_copy(update={"state": state, "published_on": published_on})
    made = report.model_copy(update={"disclosure": disclosure, "corrections": ()})
    return {year: Entry.of(UNIT, year, entry.file, entry.digest, made)}


def test_a_page_of_a_unit_has_the_last_day_of_all_its_years_whose_figures_it_shows() -> None:
    shown = of_unit()
    last = max(day for entry in shown.entries.values() for day in stated(entry))
    found = days_of_pages(shown, all_news(shown))
    years = {year for _, year in shown.entries}
    assert {path: day for path, day in found.items() if path.startswith("units/")} == {
        path: last for path in (f"units/{UNIT}/", *(f"units/{UNIT}/{year}/" for year in years))
    }


def test_a_page_of_a_year_knows_the_year_before_too() -> None:
    late = date(2031, 1, 2)
    shown = of_unit(changed(2020, published_on=late))
    found = days_of_pages(shown, all_news(shown))
    assert found["years/2021/"] == found["years/2020/"] == late
    assert found["years/2022/"] < late
    assert days_of_years(shown, all_news(shown))[2020] == late


def test_a_day_that_is_not_known_is_left_out() -> None:
    """A report that states no day, and one whose figures may not be shown, whose state came nobody knows when."""
    for state in (State.PUBLISHED, State.UNDER_REVIEW, State.EXEMPT):
        shown = of_unit(changed(2020, state))
        news = all_news(shown)
        found = days_of_pages(shown, news)
        assert not [path for path in found if path.startswith("units/")]
        assert not found.keys() & {"years/2020/", "years/2021/"}
        assert "years/2022/" in found
        assert 2020 not in days_of_years(shown, news)
    assert last_day((), {}) is None
