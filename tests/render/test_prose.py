"""Free text is safe, and the short way for plain words gives what Markdown gives."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.render import prose
from gongkai.render.prose import _in_markdown, _parts, _trimmed, render_prose


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


PIECES = st.sampled_from(
    ["字", "句。", "，", "“好”", "（一）", "12.5%", "1.", "2)", "a b", " ", "  ", "\n", "\n\n", "\n \n", "# ", "## ",
     "### ", "#", "- ", "-", "**", "*", "_", "字**重**字", "**重点**：", "·", "…", "'", '"', "> ", "| ", "===", "`",
     "1. ", "&", "<b>"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_the_short_way_gives_what_markdown_gives(text: str) -> None:
    text = _trimmed(text)
    assert "\n".join(_parts(text)) == _in_markdown(text)


def test_the_short_way_is_taken_for_what_reports_are_made_of() -> None:
    text = "### 一件事\n做好了。\n\n**方面**：第一段“话”，97.5%。\n第二行\n\n- 甲\n- 乙**丙**\n\n#### 又一件\n\n完。"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "_in_markdown", lambda text: pytest.fail(f"the long way: {text}"))
        short = "\n".join(_parts(text))
    assert short.count("<p>") == 3
    assert "<li>乙<strong>丙</strong></li>" in short


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
