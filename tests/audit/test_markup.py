"""What is called plain is what a browser's parser finds harmless too, whatever is put into a page and wherever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.audit.fault import Fault
from gongkai.audit.links import Links
from gongkai.audit.markup import Markup
from gongkai.audit.page import ParsedPage

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"
PAGE = f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>演示单位 2023年度</title>
<link rel="stylesheet" href="../a.css">
<script type="application/ld+json">{{"name":"演示单位"}}</script>
<script src="../a.js"></script>
</head>
<body>
<article id="a"><p>本年支出 <b>12.50</b> 万元，见<a href="../b/#c">说明</a>和<a href="#d">下文</a></p>
<table id="d"><tr><th scope="row">收入</th><td class="is-text">1.00</td></tr></table></article>
</body>
</html>
"""
PATH, FILES = "x/index.html", frozenset({"x/index.html", "b/index.html", "a.css", "a.js", "x/c.csv"})
PIECES = (
    "<", ">", "<!--", "-->", "<style>", "</style>", "<script>", "</script>", "<title>", "</title>", "<textarea>", "'",
    '"', " onclick=", ' onclick="x()"', ' style="x"', '<p id="a">', '<p id="e">', '<a href="../z/">', "&lt;", "1",
    '<a href="c.csv">', '<a href="#a">', '<a href="#z">', "<a href='../z/'>", "<A HREF=../z/>", "<xmp>", "</article>",
    '<a href="javascript:x()">', '<a href="java&#115;cript:x()">', '<a href="//example.com/">', '<img src="../a.js">',
    '<img src="//example.com/a.png">', '<base href="../">', "<iframe>", '<form action="https://example.com/">',
    '<meta http-equiv="refresh" content="0">', "<plaintext>", "<noscript>", "<![CDATA[", "]]>", " http-equiv=", "\x00",
    '<a href="../b/" href="../z/">', '<a href="c.csv" ping="x" onmouseover="y">', '<svg><a href="../z/"></a></svg>',
    '<p class="a>b">',
)  # fmt: skip  # what hides tags, breaks them, or is not allowed
PLACES = tuple(at for at in range(len(PAGE) + 1))


def anchors_and_faults(page: str, links: Links) -> tuple[set[tuple[str, str, str]], list[Fault], int]:
    """What a parser makes of a page."""
    parsed = ParsedPage(PATH, page.encode())
    found = [*links.faults(parsed), *parsed.faults()]
    faults = [one for one in found if isinstance(one, Fault)]
    return {one for one in found if not isinstance(one, Fault)}, faults, len(parsed.ids)


def test_the_page_itself_is_plain() -> None:
    links = Links(FILES, "", "")
    page = Markup(links).read(PATH, PAGE.encode())
    assert page is not None
    assert (set(page.anchors), [], page.ids) == anchors_and_faults(PAGE, links)


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(PIECES)), min_size=1, max_size=3))
def test_what_is_plain_is_harmless_to_the_parser_too(put: list[tuple[int, str]]) -> None:
    page, links = PAGE, Links(FILES, "", "")
    for at, piece in sorted(put, reverse=True):
        page = page[:at] + piece + page[at:]
    plain = Markup(links).read(PATH, page.encode())
    if plain is not None:
        anchors, faults, ids = anchors_and_faults(page, links)
        assert faults == []
        assert anchors <= set(plain.anchors)
        assert ids <= plain.ids


@given(st.sampled_from(PIECES), st.sampled_from(PLACES))
def test_a_tag_that_was_judged_on_one_page_is_judged_anew_where_it_matters(piece: str, at: int) -> None:
    markup = Markup(Links(FILES, "", ""))
    assert markup.read(PATH, PAGE.encode()) is not None
    page = (PAGE[:at] + piece + PAGE[at:]).encode()
    first, again = (known.read(PATH, page) for known in (markup, Markup(markup.links)))
    assert (first is None) == (again is None)
