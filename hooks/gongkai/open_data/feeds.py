"""Atom feeds (RFC 4287) of the news of the site and of its units; none for a site without an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..model.archive import Archive
from ..pages.data import CORRECTIONS_FEED, SITE_FEED, Publication, unit_feed
from ..pages.news import AllNews, News, in_order, news_of_site, news_of_unit
from ..pages.parts.page import QUALITY, UPDATES, unit_path

#: Entries of a feed of the whole site.
MOST: Final = 100
ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed at ``path`` about the page at ``about``."""

    path: str
    title: str
    about: str
    news: tuple[News, ...]


def feeds(archive: Archive, news: AllNews, publication: Publication) -> Iterator[Feed]:
    """The feeds of the whole site that have something to say; none for a site without an address."""
    if not publication.url:
        return
    everything = news_of_site(archive, news, publication.publisher or publication.name)
    corrections = (piece for piece in everything if piece.anchor)
    yield from _feed(SITE_FEED, f"{publication.name}：最新公开、更正和变更", UPDATES, everything, MOST)
    yield from _feed(CORRECTIONS_FEED, f"{publication.name}：更正和变更", QUALITY, corrections, MOST)


def unit_feeds(archive: Archive, units: Iterable[str], news: AllNews, publication: Publication) -> Iterator[Feed]:
    """The feeds of ``units``, of those that have something to say."""
    for unit_id in units if publication.url else ():
        title, found = f"{archive.units[unit_id].name}：公开和更正", news_of_unit(archive, news, unit_id)
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
    _text(entry, "summary", f"{news.summary}{f'公开逾期：{news.late}。' if news.late else ''}")


def _feed(path: str, title: str, about: str, found: Iterable[News], most: int | None = None) -> Iterator[Feed]:
    """Latest first; nothing where there is no news."""
    latest = in_order(found)[:most]
    if latest:
        yield Feed(path, title, about, tuple(latest))


def _moment(day: date) -> str:
    """A day in Atom's form: its first moment in China."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _NOT_XML.sub("", text)
