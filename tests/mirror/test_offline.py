"""The edition without a server: only what leads somewhere changes, and no word does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.mirror.offline import file_address, is_in_edition, offline_page


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", ""), ("..", "../index.html"), (".", "./index.html"), ("../../..", "../../../index.html"),
        ("../units/", "../units/index.html"), ("../units/#x", "../units/index.html#x"), ("#x", "#x"),
        ("../compare/?units=a&years=2020#x", "../compare/index.html#x"), ("?units=a", "index.html"),
        ("report.csv", "report.csv"), ("a%20b.pdf", "a%20b.pdf"), ("report.csv?x", "report.csv"),
        ("https://example.gov.cn/", "https://example.gov.cn/"), ("mailto:a@example.gov.cn", "mailto:a@example.gov.cn"),
        ("//example.gov.cn/", "//example.gov.cn/"), ("/x/", "/x/"), ("data:,x", "data:,x"),
    ],
)  # fmt: skip  # pairs, read in a row
def test_an_address_of_a_page_becomes_that_of_its_file(address: str, file: str) -> None:
    assert file_address(address) == file


def test_links_scripts_and_policy_change_and_nothing_else() -> None:
    page = (
        '<head><meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
        '<script src="a.js" type="module"></script><link rel="stylesheet" href="../assets/gongkai.css"></head>'
        '<header></header><a title="a > b" href="../x/?a=1&amp;b=2">文字 href="../x/" src="y/"</a>'
        '<script type="application/ld+json">{"url": "../x/"}</script><img src="../a&amp;b.png" alt="<">'
    )
    made = offline_page(page, "甲 < 乙")
    assert "<script" not in made
    assert "script-src" not in made
    assert 'href="../assets/gongkai.css"' in made
    assert '<a title="a > b" href="../x/index.html">文字 href="../x/" src="y/"</a>' in made
    assert made.endswith('<img src="../a&amp;b.png" alt="<">')
    assert "甲 &lt; 乙</p></aside>\n<header>" in made


@given(st.text(st.characters(exclude_characters="<>", exclude_categories=["Cs"])))
def test_no_word_of_a_report_is_changed(text: str) -> None:
    made = offline_page(f"<header></header><p>{text}</p>", "")
    assert re.sub(r"(?s)<aside.*?</aside>\n", "", made) == f"<header></header><p>{text}</p>"


@pytest.mark.parametrize(
    ("path", "is_in"),
    [
        ("units/a/2020/index.html", True), ("units/a/2020/report.json", True), ("a/search.js.pdf", True),
        ("desk/index.html", True), ("desk/data/a.zip", False), ("desk/program-0123.zip", False),
        ("search/index.html", True), ("search/units.json", False), ("search/text/pagefind-entry.json", False),
        ("assets/gongkai.js", False), ("assets/gongkai.css", True), ("404.html", False), ("sitemap.xml", False),
        ("compare/2020.json", False), ("compare/2020/jiguan/data.csv", True), ("units/a/search/x.csv", True),
        ("chain.json", True), ("status.json", True), ("SHA256SUMS", False), ("SHA256SUMS.sig", False),
    ],
)  # fmt: skip  # pairs, read in a row
def test_what_only_scripts_and_servers_ask_for_is_left_out(path: str, is_in: bool) -> None:
    assert is_in_edition(path) is is_in
