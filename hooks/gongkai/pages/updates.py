"""更新 (/updates/): what was published, corrected, changed, withheld, returned or taken down, by the day, latest first.

The newest stand on the page itself; where there are more of them every year has pages of its own, so that no page grows
with the years. Only what the data itself dates is here, and what is withheld without a day stands apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from ..model.archive import Archive
from ..model.disclosure import State
from .news import AMENDED, CORRECTED, PUBLISHED, RETURNED, AllNews, News, in_order, news_of_site
from .parts.corrections import Change, change_of, figures_first
from .parts.page import HOME, UPDATES, Link, Page, SideGroup, report_path, year_path

#: Entries of a page.
MOST: Final = 200
#: So many stand open at least, by whole days; older ones are folded by the month or the day.
_OPEN: Final = 20
#: Values of a correction that are shown here; all of them are on the page of the report.
FEW: Final = 3
#: Units that are named of a year among those that are withheld.
_NAMED: Final = 30
_TONES: Final = {PUBLISHED: "is-open", RETURNED: "is-open", CORRECTED: "is-review", AMENDED: "is-review"}


class Update(NamedTuple):
    """One thing that happened: its kind, what it is about, the words, and values as they were and as they are.

    Attributes:
        tone: the class of the mark that says the kind.
        said, why: the figures of a report, or what was changed; and the reason.
        more: how many values there are besides ``changes``.
        late: why the publication was late, "" where nothing proves that it was.
    """

    kind: str
    tone: str
    about: Link
    said: str
    why: str
    changes: tuple[Change, ...]
    more: int
    late: str


class Day(NamedTuple):
    """A day of a month, and what happened; one that is ``folded`` says how much until it is opened."""

    label: str
    updates: tuple[Update, ...]
    folded: str


class Month(NamedTuple):
    """A month with its days, latest first; one that is ``folded`` says how much until it is opened."""

    id: str
    label: str
    days: tuple[Day, ...]
    folded: str


class Withheld(NamedTuple):
    """Reports of a year whose figures are not shown now; ``more`` of them are not named."""

    state: str
    year: Link
    reports: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class UpdatesView:
    """A page of updates.

    Attributes:
        lead: what is on the page, in a sentence.
        months: the updates.
        newer, older: the pages beside this one.
        withheld: what is not shown now, on the first page alone.
    """

    lead: str
    months: tuple[Month, ...]
    newer: Link | None
    older: Link | None
    withheld: tuple[Withheld, ...]


class UpdatesShare(NamedTuple):
    """What one page of updates holds; "" as its label is the newest."""

    path: str
    label: str
    news: tuple[News, ...]


def updates_path(year: int, part: int = 1) -> str:
    """The updates of a year; a long one is continued on parts 2, 3 …"""
    return f"{UPDATES}{year}/{f'{part}/' if part > 1 else ''}"


def shares_of_updates(archive: Archive, news: AllNews, publisher: str) -> tuple[UpdatesShare, ...]:
    """What each page of updates holds: the newest, and every year where these are not all."""
    found = in_order(news_of_site(archive, news, publisher))
    newest = UpdatesShare(UPDATES, "", tuple(found[:MOST]))
    return (newest, *_by_year(found)) if len(found) > MOST else (newest,)


def _by_year(found: Iterable[News]) -> Iterator[UpdatesShare]:
    for year, of_year in groupby(found, key=lambda news: news.day.year):
        listed = tuple(of_year)
        for part, at in enumerate(range(0, len(listed), MOST), 1):
            label = f"{year}年" if len(listed) <= MOST else f"{year}年之{part}"
            yield UpdatesShare(updates_path(year, part), label, listed[at : at + MOST])


def updates_page(archive: Archive, shares: tuple[UpdatesShare, ...], share: UpdatesShare) -> Page:
    """A page of updates."""
    links = tuple(Link(one.label or "最新", one.path, current=one is share) for one in shares)
    at = shares.index(share)
    is_newest = at == 0
    view = UpdatesView(
        lead=_lead(share),
        months=tuple(_months(share.news)),
        newer=links[at - 1] if at > 1 else links[0] if at else None,
        older=_older(shares, links, at),
        withheld=tuple(_withheld(archive)) if is_newest else (),
    )
    return Page(
        path=share.path,
        title=f"{share.label}更新" if share.label else "更新",
        description="按日期排列的报告公开、更正、变更、撤下和逾期。",
        template="updates.html",
        view=view,
        sidebar=(SideGroup("更新", links),) if len(links) > 1 else (),
        crumbs=(Link("首页", HOME), *((Link("更新"),) if is_newest else (Link("更新", UPDATES), Link(share.label)))),
    )


def _older(shares: tuple[UpdatesShare, ...], links: tuple[Link, ...], at: int) -> Link | None:
    """The page on which one reads on; from the newest it is that of the year in which they end."""
    if at:
        return links[at + 1] if at + 1 < len(links) else None
    last = shares[0].news[-1] if len(shares) > 1 else None
    return next((links[i] for i, one in enumerate(shares) if i and last in one.news), None)


def _lead(share: UpdatesShare) -> str:
    """How many of each kind there are on the page."""
    if not share.news:
        return "数据里还没有写明日期的公开、更正和变更。"
    what = f"{share.label}的更新" if share.label else f"最新的 {len(share.news)} 项更新"
    return f"{what}：{_counted(share.news)}。"


def _counted(found: Sequence[News]) -> str:
    """公开 98 项，更正 3 项；其中逾期公开 1 项."""
    kinds, late = [news.kind for news in found], sum(1 for news in found if news.late)
    counts = [f"{kind} {kinds.count(kind)} 项" for kind in dict.fromkeys(sorted(kinds, key=_order))]
    return "，".join(counts) + (f"；其中逾期公开 {late} 项" if late else "")


_KINDS: Final = (PUBLISHED, CORRECTED, RETURNED, State.UNDER_REVIEW, State.EXEMPT, State.WITHDRAWN, AMENDED)


def _order(kind: str) -> int:
    return _KINDS.index(kind)


def _months(news: Iterable[News]) -> Iterator[Month]:
    """Once enough stands open, later months are folded; within the one in which that is so, the days."""
    before = 0
    for (year, month), of_month in groupby(news, key=lambda one: (one.day.year, one.day.month)):
        found = tuple(of_month)
        is_folded = before >= _OPEN
        days = tuple(_days(found, 0 if is_folded else before))
        yield Month(f"y{year}-{month:02d}", f"{year}年{month}月", days, _counted(found) if is_folded else "")
        before += len(found)


def _days(news: Iterable[News], before: int) -> Iterator[Day]:
    """The days of a month; ``before`` them so many updates stand open."""
    for day, of_day in groupby(news, key=lambda one: one.day):
        found = tuple(of_day)
        folded = _counted(found) if before >= _OPEN else ""
        yield Day(f"{day.month}月{day.day}日", tuple(map(_update, found)), folded)
        before += len(found)


def _update(news: News) -> Update:
    entry, about = news.entry, Link(news.about, f"{news.path}{news.place}")
    tone = _TONES.get(news.kind, "is-exempt")
    if entry is None:
        return Update(news.kind, tone, about, news.summary, "", (), 0, news.late)
    changes = tuple(map(change_of, figures_first(entry.changed)[:FEW]))
    return Update(news.kind, tone, about, entry.what, entry.why, changes, len(entry.changed) - len(changes), "")


def _withheld(archive: Archive) -> Iterator[Withheld]:
    """What is not shown now, by state and year, latest first."""
    for state in (State.UNDER_REVIEW, State.EXEMPT):
        for year in sorted(archive.years, reverse=True):
            found = [entry for entry in archive.entries_of_year(year) if entry.state is state]
            names = (archive.units[entry.unit_id].name_in(year) for entry in found[:_NAMED])
            links = (Link(name, report_path(entry.unit_id, year)) for name, entry in zip(names, found, strict=False))
            if found:
                of_year = Link(f"{year}年度", year_path(year))
                yield Withheld(state.value, of_year, tuple(links), max(len(found) - _NAMED, 0))
