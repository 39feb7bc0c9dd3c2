"""Every paragraph stands where its heading says; the lines of a form's own head become no words of the report."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.importer.document import Paragraph, SourceDocument
from gongkai.importer.in_text import find_in_text
from gongkai.model.problem import KeyPath

TITLE: Final = Paragraph("2022年度部门整体支出绩效自评报告")
#: Headings with the place below them, and what a sentence beside them is about.
PLACES: Final[dict[str, KeyPath]] = {
    "“三公”经费支出": ("三公经费", "说明"),
    "政府采购支出": ("政府采购", "说明"),
    "公用经费支出": ("公用经费", "说明"),
    "基本支出": ("收支", "基本支出", "说明"),
    "项目支出": ("收支", "项目支出", "说明"),
}
NUMERALS: Final = "一二三四五六七"
WAYS: Final = (
    "（{n}）{t}情况", "（{n}）{t}", "（{n}）{t}情况：全年支出{v}万元。", "（{n}）{t}。全年支出{v}万元。",
    "（{n}）{t}情况，2022年{t}{v}万元。", "（{n}）2022年{t}{v}万元，控制较好。", "（{n}）2022年度{t}总额{v}万元。",
)  # fmt: skip  # a table


@given(st.permutations(list(PLACES)), st.lists(st.sampled_from(WAYS), min_size=5, max_size=5), st.booleans())
def test_a_paragraph_goes_below_its_own_heading(order: list[str], ways: list[str], is_marked: bool) -> None:
    ways = [WAYS[0], *ways[1:]]
    blocks = [TITLE, Paragraph("一、部门收支情况", 2 if is_marked else 0)]
    for at, (title, way) in enumerate(zip(order, ways, strict=True)):
        heading = way.format(n=NUMERALS[at], t=title, v=at + 10)
        blocks += [Paragraph(heading, 3 if is_marked and len(heading) < 20 else 0), Paragraph(f"本段是第{at}段说明。")]
    found = find_in_text(SourceDocument("x.docx", "Word", tuple(blocks)), year=2022)
    texts = {text.path: text.text for text in found.texts}
    for at, title in enumerate(order):
        assert f"本段是第{at}段说明。" in texts[PLACES[title]]
    for title, other in pairwise(order):
        assert f"2022年{other}" not in texts[PLACES[title]]


LABELS: Final = (
    "单位名称：云溪市衡南区商务局", "单位名称（盖章）：云溪市衡南区商务局", "填报单位：", "填报日期：2023年3月2日",
    "填报日期：2023年3月", "填报日期：  年  月  日", "联系人：", "金额单位：万元",
)  # fmt: skip  # a table


@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True), st.sampled_from(["  ", "\u3000", " "]))
def test_labels_above_the_report_are_no_preface(labels: list[str], blank: str) -> None:
    blocks = (TITLE, Paragraph(blank.join(labels)), Paragraph("一、部门概况"), Paragraph("我局主管商务。"))
    found = find_in_text(SourceDocument("x.docx", "Word", blocks), year=2022)
    assert ("引言",) not in {text.path for text in found.texts}


@pytest.mark.parametrize("line", ["填报日期：2023年3月", "填报日期：二〇二三年春"])
def test_a_label_that_no_place_holds_is_kept(line: str) -> None:
    blocks = (TITLE, Paragraph(line), Paragraph("一、部门概况"), Paragraph("我局主管商务。"))
    assert find_in_text(SourceDocument("x.docx", "Word", blocks), year=2022).left == (("封面", line),)
