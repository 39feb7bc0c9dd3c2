"""Free text is safe, and the short way for plain words gives what Markdown gives."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.render.prose import _MARKDOWN, _MARKUP, render_prose


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.values: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.values += [value or "" for name, value in attrs if name in {"href", "src"}]
        assert not any(name.startswith("on") for name, _ in attrs)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "字<img src=x onerror=alert(1)>字",
        "[点这里](javascript:alert(1))",
        "[点](java\nscript:alert(1))",
        "<javascript:alert(1)>",
        "[图](data:text/html;base64,PHNjcmlwdD4=)",
        "![图](http://example.com/x.png)",
        '<a href="javascript:x" onclick="y">z</a>',
        "## 标题<script>x</script>",
        "| a | b |\n|---|---|\n| <iframe src=x> | y |",
    ],
)
def test_nothing_active_survives(text: str) -> None:
    seen = Tags()
    seen.feed(render_prose(text))
    assert not seen.tags & {"script", "img", "iframe", "object", "svg", "style"}
    assert not any(value.lower().lstrip().startswith(("javascript", "data")) for value in seen.values)


@given(st.text(max_size=300))
def test_any_text_is_escaped(text: str) -> None:
    seen = Tags()
    seen.feed(render_prose(text))
    assert not seen.tags & {"script", "img", "iframe", "object", "svg", "style", "form", "input"}


@given(st.text(alphabet="字句。，、；：“”（）《》%0123456789.abcXYZ \n", max_size=200))
def test_plain_words_take_the_short_way_with_the_same_result(text: str) -> None:
    if not _MARKUP.search(text):
        assert render_prose(text) == _MARKDOWN.reset().convert(text)


def test_headings_move_below_their_section_and_have_stable_ids() -> None:
    html = render_prose("### 甲\n\n字\n\n#### 乙\n\n字\n\n### 丙", level=3, prefix="chengxiao")
    assert '<h3 id="chengxiao-1">甲</h3>' in html
    assert '<h4 id="chengxiao-1-1">乙</h4>' in html
    assert '<h3 id="chengxiao-2">丙</h3>' in html


def test_raw_html_is_shown_as_text() -> None:
    assert "&lt;b&gt;" in render_prose("<b>粗</b>")


def test_tables_and_lists_are_kept() -> None:
    html = render_prose("| 项目 | 数 |\n|---|---|\n| 甲 | 1 |\n\n- 一\n- 二")
    assert "<table>" in html
    assert html.count("<li>") == 2
