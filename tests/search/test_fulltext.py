"""What of a report can be searched: its own words and figures, by section; nothing that is withheld."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import demo as read_demo

from gongkai.model.archive import Archive
from gongkai.pages.home import home_page
from gongkai.pages.parts.page import Page
from gongkai.pages.report.report import report_page
from gongkai.render.html import Rendered, Renderer
from gongkai.render.prose import render_prose
from gongkai.search.fulltext import index_entry, sections


@cache
def demo() -> Archive:
    return read_demo().archive.for_readers(preview=False)


def report(path: str) -> tuple[Page, Rendered]:
    unit_id, _, year = path.partition("/")
    page = report_page(demo(), demo().entries[unit_id, int(year)])
    return page, Renderer().render(page)


def rendered(html: str) -> Rendered:
    return Rendered(Page("x/", "题", "report.html", None), f'<p>头</p><div class="gk-outline">{html}</div>')


def test_sections_are_the_headings_that_can_be_jumped_to() -> None:
    found = sections(
        rendered('<p>引言</p><h2 id="a">概况<small>2 项</small></h2><p>一。</p><h3 id="b">人员</h3><p>二。</p>')
    )
    assert [(s.id, s.level, s.heading, s.text) for s in found] == [
        ("", 1, "", "引言"), ("a", 2, "概况", "一。"), ("b", 3, "人员", "二。"),
    ]  # fmt: skip


def test_a_table_becomes_one_line_for_each_row() -> None:
    marked = '<th>基本支出<a class="gk-mark" href="#x">对不上</a></th><td>971.21</td>'
    head = '<thead><tr><th scope="col">项目</th></tr></thead>'
    table = f'<h2 id="a">表</h2><table>{head}<tr>{marked}</tr>\n<tr><th>项目</th><td>—</td></tr></table>'
    assert sections(rendered(table))[0].text == "基本支出 971.21\n项目 —"


def test_inline_marks_and_soft_line_ends_do_not_part_words() -> None:
    assert sections(rendered("<p>三<b>公</b>经\n费 &amp; 其他</p>"))[0].text == "三公经费 & 其他"


@given(st.text(st.sampled_from("字句，。（12.5%*_`~<>&;\\|\"'/=+-#[]()\n ab"), max_size=40))
def test_the_words_of_free_text_are_found_as_they_are_written(text: str) -> None:
    made = render_prose(text, prefix="p").html
    found = "".join(f"{section.heading}{section.text}" for section in sections(rendered(made)))
    words = unescape(re.sub("<[^>]*>", "", made))
    assert "".join(found.split()) == "".join(words.split())


@pytest.mark.parametrize("id_", ["jisuan", "linian", "xiazai", "laiyuan"])
def test_what_the_site_adds_is_left_out(id_: str) -> None:
    found = sections(rendered(f'<h2 id="a">甲</h2><p>乙</p><h2 id="{id_}">丙</h2><p>丁</p><h3 id="z">戊</h3><p>己</p>'))
    assert [s.id for s in found] == ["a"]


def test_every_heading_of_the_outline_is_a_section() -> None:
    page, html = report("yanshi-weijian/2023")
    ids = {s.id for s in sections(html)}
    assert html.numbered <= ids
    assert page.path == "units/yanshi-weijian/2023/"


def test_a_withheld_report_shows_only_its_notice() -> None:
    _, html = report("yanshi-baomi/2020")
    text = "\n".join(s.text for s in sections(html))
    assert "依法不公开" in text
    assert not re.search(r"\d+\.\d\d", text)


def test_figures_of_other_years_are_not_in_the_entry() -> None:
    page, html = report("yanshi-weijian/2023")
    entry = index_entry(page, html)
    assert "1968ꞏ16" in entry
    assert "linian" not in entry
    assert entry.splitlines()[0].startswith('<!doctype html><html lang="und" data-category="政府部门" data-grade="优">')


def test_charts_and_links_to_files_are_left_out() -> None:
    _, html = report("yanshi-weijian/2023")
    assert "<figure " in html.html
    assert ">CSV</a>" in html.html
    text = "\n".join(s.text for s in sections(html))
    assert "CSV" not in text
    assert "支出最多，占" not in text
    assert re.search(r"基本支出 .*1,?276.53", text), "the table says it"


def test_only_reports_have_an_entry() -> None:
    with pytest.raises(TypeError):
        index_entry(home_page(demo()), rendered(""))


def test_hostile_text_stays_text() -> None:
    found = sections(rendered("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"))
    assert found[0].text == "<script>alert(1)</script>"
