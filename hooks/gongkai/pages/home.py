"""首页: the latest year, all years, what the site holds; and what 搜索 is without script."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.archive import Archive, Entry
from ..model.disclosure import State
from ..model.form import spending_of
from .parts.page import HOME, REPORTS, SEARCH, Link, Page, kinds_of, report_path
from .parts.years import format_figure
from .year import YearSummary, year_summary


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page: the latest year, all years, what the site holds."""

    latest: YearSummary | None
    years: tuple[YearSummary, ...]
    unit_count: int
    report_count: int
    newest: tuple[Link, ...]


def home_page(archive: Archive) -> Page:
    """首页."""
    years = tuple(year_summary(archive, year) for year in sorted(archive.years, reverse=True))
    latest = years[0] if years else None
    view = HomeView(
        latest=latest,
        years=years,
        unit_count=len(archive.units),
        report_count=sum(1 for entry in archive.entries.values() if entry.state is State.PUBLISHED),
        newest=_newest(archive, latest.year) if latest else (),
    )
    return Page(
        path=HOME,
        title="首页",
        description=f"各预算单位{REPORTS}：每个单位、每个年度一页，数字可核对、可比较、可下载。",
        template="home.html",
        view=view,
    )


def _newest(archive: Archive, year: int) -> tuple[Link, ...]:
    entries = list(archive.entries_of_year(year))[:12]
    differ = len(kinds_of(entry.published for entry in entries)) > 1
    return tuple(
        Link(archive.units[entry.unit_id].name_in(year), report_path(entry.unit_id, year), _note(entry, differ=differ))
        for entry in entries
    )


def _note(entry: Entry, *, differ: bool) -> str:
    """What was spent, or the state; 文种 as published before it where the reports ``differ`` in it."""
    report = entry.published
    if report is None:
        return entry.state.value
    figure = spending_of(report)
    spent = figure.value(report)
    amount = f"{figure.label} {format_figure(figure, spent)} 万元" if spent is not None else ""
    return "，".join(filter(None, (report.kind if differ else "", amount)))


def search_page() -> Page:
    """搜索: the script puts its field in the place of the ways that need none."""
    return Page(
        path=SEARCH,
        title="搜索",
        description="按名称、拼音找单位，按文字和数字找报告。",
        template="search.html",
        view=None,
        crumbs=(Link("首页", HOME), Link("搜索")),
    )
