"""Atom feeds: valid, absolute, and dated only by the data."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from xml.etree import ElementTree

from tests.open_data.stock import PUBLICATION, archive, files

from gongkai.open_data.feeds import ATOM, Feed, News, all_news, feed_bytes, feeds
from gongkai.pages.data import Publication

NAMES = {"a": ATOM}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00\+08:00")


@cache
def feeds_by_path() -> dict[str, ElementTree.Element]:
    """Every feed as XML."""
    return {path: ElementTree.fromstring(files()[path]) for path in files() if path.endswith(".xml")}


def texts(element: ElementTree.Element, path: str) -> list[str]:
    """Texts of everything at ``path``."""
    return [found.text or "" for found in element.findall(path, NAMES)]


def test_there_is_a_feed_of_the_site_of_corrections_and_of_units() -> None:
    assert {"feed.xml", "corrections.xml", "units/yanshi-renda/feed.xml"} <= feeds_by_path().keys()


def test_a_feed_has_what_rfc_4287_asks_for() -> None:
    for path, feed in feeds_by_path().items():
        assert feed.tag == f"{{{ATOM}}}feed"
        assert texts(feed, "a:id") == [PUBLICATION.url + path]
        assert all(texts(feed, "a:title"))
        links = {link.get("rel"): link.get("href", "") for link in feed.findall("a:link", NAMES)}
        assert links["self"] == PUBLICATION.url + path
        assert links["alternate"].startswith(PUBLICATION.url)
        entries = feed.findall("a:entry", NAMES)
        assert entries
        for entry in entries:
            for needed in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:summary"):
                (text,) = texts(entry, needed)
                assert text
            assert MOMENT.fullmatch(texts(entry, "a:updated")[0])
        moments = [texts(entry, "a:updated")[0] for entry in entries]
        assert moments == sorted(moments, reverse=True)
        assert texts(feed, "a:updated") == [moments[0]]
        ids = [texts(entry, "a:id")[0] for entry in entries]
        assert len(ids) == len(set(ids))
        assert all(id_.startswith(PUBLICATION.url) for id_ in ids)


def test_every_date_is_in_the_data() -> None:
    reports = [entry.published for entry in archive().entries.values() if entry.published]
    stated = {r.disclosure.published_on for r in reports} | {c.corrected_on for r in reports for c in r.corrections}
    dated = {date.fromisoformat(t[:10]) for feed in feeds_by_path().values() for t in texts(feed, ".//a:updated")}
    assert dated <= stated


def test_corrections_lead_to_their_place() -> None:
    links = [link.get("href", "") for link in feeds_by_path()["corrections.xml"].findall("a:entry/a:link", NAMES)]
    assert links
    assert all(link.endswith("/#gengzheng") for link in links)


def test_a_site_without_an_address_has_no_feed() -> None:
    assert not list(feeds(archive(), all_news(archive()), Publication(name="没有网址的站")))


def test_text_is_escaped_and_what_xml_cannot_hold_is_left_out() -> None:
    news = News(date(2021, 9, 1), "<b>&\x00\x0b", "甲", "]]>", "units/x/2020/")
    made = feed_bytes(Feed("feed.xml", "题", "", (news,)), PUBLICATION)
    entry = ElementTree.fromstring(made).find("a:entry", NAMES)
    assert entry is not None
    assert (texts(entry, "a:title"), texts(entry, "a:summary")) == (["<b>&"], ["]]>"])
