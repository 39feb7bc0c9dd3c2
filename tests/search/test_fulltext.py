"""What of a report can be searched: its own words and figures, by section; nothing that is withheld.

What a page shows is read from its HTML by ``page_sections``; the sections of the search come from data alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SEED
from tests.conftest import demo as read_demo
from tests.pages.fields import NUMBERS, OUTLINES, RENDERER, laid_out, report_of
from tests.pages.test_nothing_lost import outlines
from tests.search.page_sections import bare, seen_sections

from gongkai.load.record_file import validate
from gongkai.model.archive import Archive
from gongkai.model.finding import Finding, Outcome
from gongkai.model.outline import Outline
from gongkai.model.paths import find_field, is_prose, stated_in
from gongkai.model.problem import KeyPath
from gongkai.model.prose import parse_prose, parse_row, plain_words
from gongkai.model.report import Report
from gongkai.pages.home import home_page
from gongkai.pages.news import all_news
from gongkai.pages.parts.page import Page
from gongkai.pages.report.report import ReportView, report_page
from gongkai.read_and_check import read_and_check
from gongkai.search.fulltext import Section, index_entry, sections

PATHS = tuple(NUMBERS)
MARKS = st.text(st.sampled_from("字句，。（12.5%*_`~<>&;\\|\"'/=+-#[]()\n ab"), max_size=40)
TABLE = "|甲|乙|\n|---|---|\n|1|**2**|"
BLOCKS = ("### 题", "#### 小题", "- 条", "3. 条", TABLE, "一段\n接着", "**粗** [链](https://a.b/)", "")
PROSE = st.one_of(MARKS, st.lists(st.sampled_from(BLOCKS), max_size=6).map("\n".join))


@cache
def demo() -> Archive:
    return read_demo().archive.for_readers(preview=False)


def report(path: str) -> Page:
    unit_id, _, year = path.partition("/")
    return report_page(demo(), demo().entries[unit_id, int(year)])


def parts(page: Page) -> tuple[Section, ...]:
    assert isinstance(page.view, ReportView)
    return sections(page.view)


#: Of the reports one in eight, in trials every one.
EVERY: Final = pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.trial)])


@cache
def some_pages(step: int) -> tuple[tuple[Report | None, Page, str], ...]:
    """Reports of the demo and that of the seed, drafts as previews: the page of each and the HTML of it."""
    found = []
    for checked in (read_demo(), read_and_check(SEED)):
        archive = checked.archive.for_readers(preview=True)
        for key, entry in [*archive.entries.items()][::step]:
            page = report_page(archive, entry, checked.findings[key])
            found.append((entry.published, page, RENDERER.render(page).content))
    return tuple(found)


def assert_found_as_seen(page: Page, html: str) -> None:
    """The sections of the search have the ids, levels and words of those on the page, nothing less and nothing more."""
    assert [(s.heading.id, s.heading.level, bare(s.heading.words), bare(s.text)) for s in parts(page)] == seen_sections(
        html
    ), page.path


@EVERY
def test_every_report_is_found_as_it_is_seen(step: int) -> None:
    assert len(some_pages(step)) > 90 // step
    for _, page, html in some_pages(step):
        assert_found_as_seen(page, html)


def assert_laid_out_as_seen(page: Page) -> None:
    assert_found_as_seen(page, RENDERER.render(page).content)


@pytest.mark.parametrize("name", OUTLINES)
def test_every_field_is_found_as_it_is_seen(name: str) -> None:
    assert_laid_out_as_seen(laid_out(report_of(*PATHS)[0], OUTLINES[name]))


@given(st.sets(st.sampled_from(PATHS), max_size=40), st.one_of(outlines(), st.sampled_from([*OUTLINES.values()])))
def test_any_fields_under_any_outline_are_found_as_they_are_seen(paths: set[KeyPath], outline: Outline) -> None:
    chosen = tuple(path for path in PATHS if path in paths)
    assert_laid_out_as_seen(laid_out(report_of(*chosen)[0], outline))


def texts_everywhere(text: str) -> dict[str, Any]:
    """A report with ``text`` in every kind of place: chapters, list items, cells, notes, answers, corrections."""
    return {
        "标题": "题",
        "公开": {"状态": "已公开"},
        "引言": text,
        "收支": {"本年支出合计": {"决算": 1, "说明": text}, "说明": text},
        "问题": [text, text],
        "改进措施": [text],
        "自评表": {"总体目标": [{"预期目标": text, "实际完成情况": text}]},
        "其他章节": [{"标题": "章", "内容": text}],
        "校核说明": {"D09": text},
        "更正": [{"日期": "2024-01-01", "内容": text, "原因": text}],
    }


@given(PROSE, st.sampled_from([*OUTLINES.values()]))
def test_free_text_in_any_place_is_found_as_it_is_seen(text: str, outline: Outline) -> None:
    findings = (Finding(Outcome.FAILS, "甲＝乙", ("收支",), "不等。", formula="1＝2", code="D09"),)
    assert_laid_out_as_seen(laid_out(validate(Report, texts_everywhere(f"字{text}")), outline, findings))
    withheld = {"标题": "题", "公开": {"状态": "依法不公开", "理由": f"字{text}"}}
    assert_laid_out_as_seen(laid_out(validate(Report, withheld), outline))


def prose_of(report: Report) -> Iterator[str]:
    for path, value in stated_in(report):
        declared = find_field(Report, path)
        if isinstance(value, str) and declared is not None and is_prose(declared):
            yield value


def words_of(text: str) -> list[str]:
    """The words of each block of a text."""
    blocks = parse_prose(text)
    cells = [cell for block in blocks if block.mark == "|" for line in block.lines for cell in parse_row(line)]
    return [plain_words(words) for words in [*cells, *(block.text for block in blocks if block.mark != "|")]]


@EVERY
def test_every_published_text_is_found(step: int) -> None:
    counted = 0
    for published, page, _ in some_pages(step):
        text = bare("".join(f"{s.heading.words}{s.text}" for s in parts(page)))
        prose = list(prose_of(published)) if published else []
        assert [words for each in prose for words in words_of(each) if bare(words) not in text] == [], page.path
        counted += len(prose)
    assert counted > 1600 // step


@EVERY
def test_every_section_of_the_entry_can_be_jumped_to(step: int) -> None:
    for _, page, html in some_pages(step):
        entry = index_entry(page)
        found = re.findall(r'<h([2-6]) id="([^"]+)"', entry)
        headings = [(s.heading.level, s.heading.id) for s in parts(page) if s.heading.id]
        assert [(int(level), id_) for level, id_ in found] == headings
        assert [id_ for level, id_ in found if f'<h{level} id="{id_}">' not in html] == []


def test_every_numbered_heading_is_a_section() -> None:
    page = report("yanshi-weijian/2023")
    html = RENDERER.render(page).content
    chapters = set(re.findall(r'<li class="is-numbered"><a href="#([^"]+)">', html))
    outlines = "".join(re.findall(r'<section class="gk-outline">.*?</section>', html, re.DOTALL))
    numbered = set(re.findall(r'(?<!<summary>)<h[23] id="([^"]+)"', outlines))
    assert chapters < numbered
    assert numbered <= {s.heading.id for s in parts(page)}


def test_a_table_becomes_one_line_for_each_row() -> None:
    lines = "\n".join(s.text for s in parts(report("yanshi-weijian/2023"))).split("\n")
    assert any(re.fullmatch(r"基本支出 .*1,?276\.53 .*", line) for line in lines)
    page = laid_out(validate(Report, texts_everywhere(f"字\n\n{TABLE}")), OUTLINES["没有提纲"])
    assert ["字", "甲 乙", "1 2"] in [s.text.split("\n") for s in parts(page)]


def test_marks_do_not_part_words_and_spaces_between_them_stay() -> None:
    text = "三**公**经\n费 & **粗** [链](https://a.b/)"
    page = laid_out(validate(Report, texts_everywhere(text)), OUTLINES["没有提纲"])
    assert "三公经费 & 粗 链" in [s.text for s in parts(page)]


def test_a_heading_without_an_address_is_words() -> None:
    outline = Outline.model_validate({"章节": [{"标题": "２０２３", "文字": "引言"}]})
    page = laid_out(validate(Report, texts_everywhere("字")), outline)
    assert "２０２３" in "".join(f"{s.heading.words}{s.text}" for s in parts(page))


def test_a_withheld_report_shows_only_its_notice() -> None:
    text = "\n".join(s.text for s in parts(report("yanshi-baomi/2020")))
    assert "依法不公开" in text
    assert not re.search(r"\d+\.\d\d", text)


def test_figures_of_other_years_are_not_in_the_entry() -> None:
    entry = index_entry(report("yanshi-weijian/2023"))
    assert "1968ꞏ16" in entry
    assert "linian" not in entry
    assert json.loads(entry.partition("\n")[0]) == ["政府部门", "优"]


def test_charts_and_links_to_files_are_left_out() -> None:
    page = report("yanshi-weijian/2023")
    html = RENDERER.render(page).content
    assert "<figure " in html
    assert ">全部数据 CSV</a>" in html
    text = "\n".join(s.text for s in parts(page))
    assert "CSV" not in text
    assert "支出最多，占" not in text


def test_only_reports_have_an_entry() -> None:
    with pytest.raises(TypeError):
        index_entry(home_page(demo(), all_news(demo()), {}))


def test_hostile_text_stays_text() -> None:
    page = laid_out(validate(Report, texts_everywhere("<script>alert(1)</script>")), OUTLINES["没有提纲"])
    assert "<script>alert(1)</script>" in [s.text for s in parts(page)]
    assert "<script>" not in index_entry(page)
