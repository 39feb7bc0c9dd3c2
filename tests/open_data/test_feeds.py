"""Atom feeds: valid, absolute, and dated only by the data."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import date, datetime, timedelta, timezone
from functools import cache
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]  # ships no types
from hypothesis import given
from hypothesis import strategies as st
from tests.open_data.stock import PUBLICATION, archive, files

from gongkai.open_data import feeds as module
from gongkai.open_data.feeds import ATOM, Feed, feed_bytes, feeds
from gongkai.pages.data import Publication
from gongkai.pages.news import News, all_news

NAMES = {"a": ATOM}
CHINA = timezone(timedelta(hours=8))
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


def test_a_reader_of_feeds_finds_nothing_wrong_and_every_entry() -> None:
    for path, feed in feeds_by_path().items():
        read = feedparser.parse(files()[path])
        assert (read.bozo, read.version) == (False, "atom10"), path
        assert (read.feed.id, read.feed.language) == (PUBLICATION.url + path, "zh-CN")
        assert [entry.id for entry in read.entries] == texts(feed, "a:entry/a:id")
        moments = [datetime.fromtimestamp(timegm(entry.updated_parsed), CHINA) for entry in read.entries]
        days = [moment.date() for moment in moments]
        assert [str(day) for day in days] == [text[:10] for text in texts(feed, "a:entry/a:updated")]
        assert all(urlsplit(entry.link).scheme == "https" for entry in read.entries)


#: But for control characters, which no line of the data holds: feedparser takes some for those of Windows.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'/;\n"), max_size=30)


@given(TEXT, TEXT)
def test_any_title_is_read_as_text_and_never_as_html(title: str, summary: str) -> None:
    news = News(date(2021, 9, 1), f"甲{title}", "乙", f"丙{summary}", "units/x/2020/")
    read = feedparser.parse(feed_bytes(Feed("feed.xml", "题", "", (news,)), PUBLICATION))
    assert not read.bozo
    (entry,) = read.entries
    for found, said in ((entry.title_detail, f"甲{title}"), (entry.summary_detail, f"丙{summary}")):
        assert found.type == "text/plain"
        assert found.value.split() == module._NOT_XML.sub("", said).split()
