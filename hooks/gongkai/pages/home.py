"""首页: what the district spent, the answer first; all years; and what 搜索 is without script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..derive.assessment import assess
from ..model.archive import Archive, Entry
from ..model.disclosure import State
from .money.money import MoneyView, year_money
from .money.recent import ALL, Recent, recent
from .news import AllNews
from .parts.page import HOME, REPORTS, SEARCH, Link, Page, report_path
from .quality import NOT_CHECKED, AllChecked
from .report.answer import Phrase, lead
from .report.headline import Card, cards
from .report.notice import Notice
from .year import YearSummary, year_summary


@dataclass(frozen=True, slots=True)
class Answer:
    """The one report of a site, or of its year: what its own page says first."""

    report: Link
    lead: tuple[Phrase, ...]
    cards: tuple[Card, ...]
    notice: Notice | None


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page: the money of the year that has enough reports, or the answer of its one; what the site holds."""

    money: MoneyView | None
    answer: Answer | None
    recent: tuple[Recent, ...]
    all_recent: Link
    years: tuple[YearSummary, ...]
    unit_count: int
    report_count: int


def home_year(archive: Archive) -> int | None:
    """The latest year in which half as many reports can be read as in the fullest; None while there is none."""
    counts = {
        year: sum(1 for entry in archive.entries_of_year(year) if entry.is_shown) for year in sorted(archive.years)
    }
    most = max(counts.values(), default=0)
    return max((year for year, count in counts.items() if count and 2 * count >= most), default=None)


def answered(archive: Archive, year: int | None) -> Entry | None:
    """The one report of the :func:`home_year` ``year``; None where there are several, or none."""
    shown = [entry for entry in archive.entries_of_year(year) if entry.is_shown] if year else []
    return shown[0] if len(shown) == 1 else None


def home_page(
    archive: Archive, news: AllNews, checked: AllChecked, money: Callable[[], MoneyView] | None = None
) -> Page:
    """首页; ``money`` is that of :func:`home_year`, which the page of the year shows too."""
    year = home_year(archive)
    only = answered(archive, year)
    is_district = year is not None and only is None
    view = HomeView(
        money=(money() if money else year_money(archive, year)) if year is not None and is_district else None,
        answer=_answer(archive, only, checked) if only else None,
        recent=recent(archive, news) if is_district else (),
        all_recent=ALL,
        years=tuple(year_summary(archive, year) for year in sorted(archive.years, reverse=True)),
        unit_count=len(archive.units),
        report_count=sum(1 for entry in archive.entries.values() if entry.state is State.PUBLISHED),
    )
    return Page(
        path=HOME,
        title="首页",
        description=_description(view),
        template="home.html",
        view=view,
    )


def _description(view: HomeView) -> str:
    """The answer, where there is one, before what the site is."""
    said = view.money.headline if view.money else view.answer.lead[:3] if view.answer else ()
    words = "".join(phrase.text for phrase in said)
    about = f"各预算单位{REPORTS}：每个单位、每个年度一页，数字可核对、可比较、可下载。"
    return f"{words.rstrip('。')}。{about}" if words else about


def _answer(archive: Archive, entry: Entry, checked: AllChecked) -> Answer | None:
    """What the report's page says first; where its points stand is not known here, so nothing is said of it."""
    report = entry.published
    if report is None:
        return None
    assessment = assess(archive, entry, report)
    *others, score = cards(report, assessment)
    name = f"{archive.units[entry.unit_id].name_in(entry.year)} {entry.year}年度"
    link = Link(name, report_path(entry.unit_id, entry.year))
    shown = (*others, Card(score.label, score.value, score.measure, ""))
    notice = checked.get((entry.unit_id, entry.year), NOT_CHECKED).notice
    return Answer(link, lead(report, assessment), shown, notice)


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
