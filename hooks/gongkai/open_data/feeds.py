"""Atom feeds (RFC 4287): newly published reports, 更正 and 变更. Every date is one that the data states.

A report without 发布日期 and a site without an address have no entries: neither is ever invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..model.archive import Archive, Entry
from ..model.correction import Correction
from ..model.disclosure import State
from ..model.form import ANNUAL_FUNDS, SCORE, spending_of
from ..model.report import Report
from ..model.text import quoted
from ..pages.data import CORRECTIONS_FEED, SITE_FEED, Publication, unit_feed
from ..pages.parts.corrections import MANY, changes_words
from ..pages.parts.format import format_amount, format_plain
from ..pages.parts.page import HOME, QUALITY, full_title, report_path, title_of, unit_path, year_path

#: Entries of a feed of the whole site.
MOST: Final = 100
ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class News:
    """One entry: what was published or changed on ``day``; ``anchor`` tells changes on one page apart."""

    day: date
    title: str
    author: str
    summary: str
    path: str
    anchor: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed at ``path`` about the page at ``about``."""

    path: str
    title: str
    about: str
    news: tuple[News, ...]


#: The news of every report that has some, by unit and year.
AllNews = Mapping[tuple[str, int], tuple[News, ...]]


def feeds(archive: Archive, news: AllNews, publication: Publication) -> Iterator[Feed]:
    """The feeds of the whole site that have something to say; none for a site without an address."""
    if not publication.url:
        return
    everything = [piece for unit_id in archive.units for piece in _news_of_unit(archive, news, unit_id)]
    everything += (piece for year in archive.years for piece in _news_of_rules(archive, year, publication))
    corrections = (piece for piece in everything if piece.anchor)
    yield from _feed(SITE_FEED, f"{publication.name}：最新公开、更正和变更", HOME, everything, MOST)
    yield from _feed(CORRECTIONS_FEED, f"{publication.name}：更正和变更", QUALITY, corrections, MOST)


def unit_feeds(archive: Archive, units: Iterable[str], news: AllNews, publication: Publication) -> Iterator[Feed]:
    """The feeds of ``units``, of those that have something to say."""
    for unit_id in units if publication.url else ():
        title, found = f"{archive.units[unit_id].name}：公开和更正", _news_of_unit(archive, news, unit_id)
        yield from _feed(unit_feed(unit_id), title, unit_path(unit_id), found)


def feed_bytes(feed: Feed, publication: Publication) -> bytes:
    """The feed as XML."""
    top = Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    _text(top, "id", publication.address(feed.path))
    _text(top, "title", feed.title)
    _text(top, "updated", _moment(feed.news[0].day))
    SubElement(top, "link", {"rel": "self", "type": "application/atom+xml", "href": publication.address(feed.path)})
    SubElement(top, "link", {"rel": "alternate", "type": "text/html", "href": publication.address(feed.about)})
    _text(SubElement(top, "author"), "name", publication.publisher or publication.name)
    for news in feed.news:
        _entry(SubElement(top, "entry"), news, publication)
    indent(top, " ")
    made: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return made


def _entry(entry: Element, news: News, publication: Publication) -> None:
    address = publication.address(news.path)
    _text(entry, "id", address + news.anchor)
    _text(entry, "title", news.title)
    _text(entry, "updated", _moment(news.day))
    if not news.anchor:
        _text(entry, "published", _moment(news.day))
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address + news.place})
    _text(SubElement(entry, "author"), "name", news.author)
    _text(entry, "summary", news.summary)


def _feed(path: str, title: str, about: str, found: Iterable[News], most: int | None = None) -> Iterator[Feed]:
    """Latest first; nothing where there is no news."""
    latest = sorted(found, key=lambda news: (news.day, news.path, news.anchor), reverse=True)[:most]
    if latest:
        yield Feed(path, title, about, tuple(latest))


def _news_of_unit(archive: Archive, news: AllNews, unit_id: str) -> Iterator[News]:
    for entry in archive.entries_of_unit(unit_id):
        yield from news.get((unit_id, entry.year), ())
    unit = archive.units[unit_id]
    yield from _changes(unit.amendments, f"变更：{unit.name}的登记", unit.name, unit_path(unit_id), "biangeng")


def _news_of_rules(archive: Archive, year: int, publication: Publication) -> Iterator[News]:
    """What was changed of a year's rules, which is nobody's but the publisher's."""
    rules, author = archive.years[year], publication.publisher or publication.name
    yield from _changes(rules.amendments, f"变更：{year}年度的规则", author, year_path(year), "biangeng")


def _changes(entries: Iterable[Correction], title: str, author: str, path: str, place: str) -> Iterator[News]:
    """The news of 更正 or 变更, each with what was and what is."""
    for number, entry in enumerate(entries, 1):
        values = changes_words(entry, MANY).replace("\n", "")
        words = f"{entry.what}（原因：{entry.why}）" + (f"{values}。" if values else "")
        anchor = f"#{place}-{entry.corrected_on}-{number}"
        yield News(entry.corrected_on, title, author, words, path, anchor, f"#{place}")


def all_news(archive: Archive) -> AllNews:
    """The news of every report."""
    return {key: tuple(_news_of_report(archive, entry)) for key, entry in archive.entries.items()}


def _news_of_report(archive: Archive, entry: Entry) -> Iterator[News]:
    """The publication and the corrections of a report, or that it was taken down; none where nothing may be shown."""
    report = entry.published
    if entry.unit_id not in archive.units or entry.year not in archive.years:
        return
    if entry.state is State.WITHDRAWN:
        yield from _withdrawal(archive, entry)
    if report is None:
        return
    name = archive.units[entry.unit_id].name_in(entry.year)
    path, title = report_path(entry.unit_id, entry.year), f"{name} {full_title(entry)}"
    if report.disclosure.published_on:
        yield News(report.disclosure.published_on, title, name, _summary(report), path)
    yield from _changes(report.corrections, f"更正：{title}", name, path, "gengzheng")


def _withdrawal(archive: Archive, entry: Entry) -> Iterator[News]:
    """That a report was taken down, and why."""
    said = entry.report.disclosure if entry.report else None
    if said and said.withdrawn_on:
        name = archive.units[entry.unit_id].name_in(entry.year)
        title = f"撤下：{name} {title_of(entry)}"
        yield News(said.withdrawn_on, title, name, said.reason or "", report_path(entry.unit_id, entry.year), "#chexia")


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


def _moment(day: date) -> str:
    """A day in Atom's form: its first moment in China."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _NOT_XML.sub("", text)
