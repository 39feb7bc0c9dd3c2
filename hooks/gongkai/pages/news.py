"""News: what happened on a day that the data itself states. The page of updates shows it, and feeds tell it.

A report without 发布日期 has no news of its publication, and one is late only where its dates prove it: nothing is ever
invented. Of a report whose figures may not be shown it is told when that began, if 更正 records it, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..model.archive import Archive, Entry
from ..model.correction import Correction
from ..model.disclosure import State
from ..model.form import ANNUAL_FUNDS, SCORE, spending_of
from ..model.report import Report
from ..model.text import quoted
from .parts.corrections import MANY, changes_words
from .parts.format import format_amount, format_plain
from .parts.page import full_title, report_path, title_of, unit_path, year_path
from .year import lateness

PUBLISHED: Final = "公开"
CORRECTED: Final = "更正"
AMENDED: Final = "变更"
RETURNED: Final = "重新公开"
#: Where the state of a report stands in its form.
_STATE: Final = "公开/状态"
#: States in which figures are not shown for a time, or by law.
_WITHHELD: Final = (State.UNDER_REVIEW.value, State.EXEMPT.value)


@dataclass(frozen=True, slots=True)
class News:
    """What happened on ``day``.

    Attributes:
        title: what it is, and of which report, unit or year.
        author: whose doing it is.
        summary: the stated figures of a report, what was changed and why, or the reason.
        path, anchor, place: the page; what tells changes on one page apart; where on the page it is said.
        kind: 公开, 更正, 变更, 撤下, 核实中, 依法不公开 or 重新公开.
        about: the report, unit or year alone.
        entry: the entry of 更正 or 变更; None for what is none.
        late: why the publication was late, "" where nothing proves that it was.
    """

    day: date
    title: str
    author: str
    summary: str
    path: str
    anchor: str = ""
    place: str = ""
    kind: str = PUBLISHED
    about: str = ""
    entry: Correction | None = None
    late: str = ""


#: The news of every report that has some, by unit and year.
AllNews = Mapping[tuple[str, int], tuple[News, ...]]


def in_order(found: Iterable[News]) -> list[News]:
    """Latest first."""
    return sorted(found, key=place_of, reverse=True)


def place_of(news: News) -> tuple[date, str, str]:
    """What the order of news goes by."""
    return news.day, news.path, news.anchor


def news_of_site(archive: Archive, news: AllNews, publisher: str) -> list[News]:
    """Everything: of all units, and of the rules of years, which are nobody's but the publisher's."""
    of_units = [piece for unit_id in archive.units for piece in news_of_unit(archive, news, unit_id)]
    return of_units + [piece for year in archive.years for piece in _news_of_rules(archive, year, publisher)]


def news_of_unit(archive: Archive, news: AllNews, unit_id: str) -> Iterator[News]:
    """The news of a unit's reports, and the changes of its entry in the register."""
    for entry in archive.entries_of_unit(unit_id):
        yield from news.get((unit_id, entry.year), ())
    unit = archive.units[unit_id]
    yield from _changes(AMENDED, unit.amendments, f"{unit.name}的登记", unit.name, unit_path(unit_id))


def _news_of_rules(archive: Archive, year: int, publisher: str) -> Iterator[News]:
    yield from _changes(AMENDED, archive.years[year].amendments, f"{year}年度的规则", publisher, year_path(year))


#: Where the entries of each kind stand on their page.
_PLACES: Final = {AMENDED: "biangeng", CORRECTED: "gengzheng"}


def _changes(kind: str, entries: Iterable[Correction], about: str, author: str, path: str) -> Iterator[News]:
    """The news of 更正 or 变更, each with what was and what is."""
    place = _PLACES[kind]
    for number, entry in enumerate(entries, 1):
        values = changes_words(entry, MANY).replace("\n", "")
        words = f"{entry.what}（原因：{entry.why}）" + (f"{values}。" if values else "")
        anchor, what = f"#{place}-{entry.corrected_on}-{number}", _turned(entry) or kind
        title = f"{what}：{about}"
        yield News(entry.corrected_on, title, author, words, path, anchor, f"#{place}", what, about, entry)


def _turned(entry: Correction) -> str:
    """What the state of a report was turned into by an entry of 更正; "" where it stayed."""
    after = next((value.after for value in entry.changed if value.item == _STATE), None)
    return after if after in _WITHHELD else RETURNED if after == State.PUBLISHED.value else ""


def all_news(archive: Archive) -> AllNews:
    """The news of every report."""
    return {key: tuple(_news_of_report(archive, entry)) for key, entry in archive.entries.items()}


def _news_of_report(archive: Archive, entry: Entry) -> Iterator[News]:
    """The publication and the corrections of a report, that it was taken down, or that it is withheld."""
    if entry.unit_id not in archive.units or entry.year not in archive.years:
        return
    name, report = archive.units[entry.unit_id].name_in(entry.year), entry.published
    if entry.state is State.WITHDRAWN:
        yield from _withdrawal(entry, name)
    elif report is None:
        yield from _withholding(entry, name)
    if report is None:
        return
    path, title = report_path(entry.unit_id, entry.year), f"{name} {full_title(entry)}"
    if published_on := report.disclosure.published_on:
        late = lateness(entry, archive.years[entry.year].deadline) or ""
        yield News(published_on, title, name, _summary(report), path, about=title, late=late)
    yield from _changes(CORRECTED, report.corrections, title, name, path)


def _withdrawal(entry: Entry, name: str) -> Iterator[News]:
    """That a report was taken down, and why."""
    said = entry.report.disclosure if entry.report else None
    if said and said.withdrawn_on:
        about, path, kind = f"{name} {title_of(entry)}", report_path(entry.unit_id, entry.year), entry.state.value
        title = f"{kind}：{about}"
        yield News(said.withdrawn_on, title, name, said.reason or "", path, "#chexia", kind=kind, about=about)


def _withholding(entry: Entry, name: str) -> Iterator[News]:
    """That a report is withheld since a day that 更正 records, and why; nothing of what the entries say of figures."""
    report, kind = entry.report, entry.state.value
    turns = [(turn.corrected_on, _turned(turn)) for turn in (report.corrections if report else ()) if _turned(turn)]
    since, last = turns[-1] if turns else (None, "")
    if report and since and last == kind:
        about, path = f"{name} {title_of(entry)}", report_path(entry.unit_id, entry.year)
        anchor, reason = f"#zhuangtai-{since}", report.disclosure.reason or ""
        yield News(since, f"{kind}：{about}", name, reason, path, anchor, kind=kind, about=about)


def _summary(report: Report) -> str:
    """The stated expenditure, score and grade, as far as they are given."""
    figure, score, grade = spending_of(report), SCORE.value(report), report.evaluation.grade
    figure = ANNUAL_FUNDS if figure.value(report) is None else figure
    facts = []
    if (spent := figure.value(report)) is not None:
        facts.append(f"{figure.label} {format_amount(spent)} 万元")
    if score is not None:
        facts.append(f"自评得分 {format_plain(score)} 分")
    if grade:
        facts.append(f"自评等级{quoted(grade)}")
    return f"{'，'.join(facts) or '报告已公开'}。"
