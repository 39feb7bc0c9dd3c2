"""What is looked for in one pass is found as if it were looked for alone, and marks are taken out as of blocks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.check import CheckContext, claims, context_of, declared_rates, wording, worked_figures
from gongkai.check.pieces import DOCUMENT_NUMBERS, FIRST_NUMBERS, LEFT_OVERS, places_of_pieces
from gongkai.model.archive import Archive, Entry
from gongkai.model.prose import parse_prose, plain_text, plain_words
from gongkai.model.report import Report

#: Beginnings and ends of pieces, of which some overlap: 加（一）, XX年, 20202020〔.
PARTS = st.sampled_from(
    (
        "加",
        "（一）",
        "加（",
        "X",
        "×",
        "年",
        "20",
        "2020",
        "〔",
        "〕",
        "1.",
        "1、",
        "一是",
        "字",
        "以",
        "说明：",
        "发",
        "…",
        "。",
        "\n",
        "词",
    )
)
LINES = st.lists(PARTS, min_size=1, max_size=12).map("".join)
TEXTS = st.lists(LINES, min_size=1, max_size=5)
#: The marks of free text and what they may be taken for.
MARKS = ("**", "*", "[", "](", "https://a.cn", ")", "\n", "\n\n", "- ", "1. ", "### ", "|", "|---|", *"词2a.% ，（")
MARKED = st.lists(st.sampled_from(MARKS), max_size=16).map("".join)


def context(texts: list[str]) -> CheckContext:
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "问题": texts})
    return context_of(Archive({}, {}, {}), Entry.of("jia", 2020, "data/2020/jia.yml", "", report), report)


@pytest.mark.parametrize("pieces", [LEFT_OVERS, FIRST_NUMBERS, DOCUMENT_NUMBERS], ids=["D38", "D39", "D41"])
@given(texts=TEXTS)
def test_pieces_are_found_as_by_a_search_of_their_own(pieces: re.Pattern[str], texts: list[str]) -> None:
    looked = context(texts)
    assert looked.spans_with(pieces) == looked.spans_matching(pieces)


def test_a_piece_inside_another_is_found() -> None:
    assert [span.text for span in context(["增加（一）项"]).spans_with(FIRST_NUMBERS)] == ["增加（一）项"]


@given(text=st.from_regex(declared_rates._SAID_RATE))
def test_no_sentence_that_tells_a_rate_is_passed_over(text: str) -> None:
    sentences = [line for line in text.split("\n") if declared_rates._SAID_RATE.search(line)]
    assert all(declared_rates._SAID.search(sentence) for sentence in sentences)


#: What a sentence with a worked figure has, as one would write it down; and what its words are made of.
WORKED = re.compile(
    "编制使用|编制到位|编制[^，。]{0,3}的|满编|利用率|[车批人]均|单车|每[辆台批人]|折|约合|元合|即|也就是|换算|百分点"
    "|[%％][^。；，]{0,6}[到至为]"
)
WORKED_PARTS = (
    "编制",
    "使用",
    "到位",
    "满编",
    "利用率",
    "单车",
    "也就是",
    "换算",
    "百分",
    "点",
    *"车批人辆台均每折约元合即数的升到至为，。；%％1",
)


@given(text=st.lists(st.sampled_from(WORKED_PARTS), max_size=12).map("".join))
def test_a_sentence_with_a_worked_figure_is_found_by_what_its_words_begin_with(text: str) -> None:
    assert (worked_figures._SAID.search(text) is None) == (WORKED.search(text) is None)


@given(text=st.lists(st.sampled_from([*wording._WORDS, "，", "。", "帐", "词", "\n"]), max_size=6).map("".join))
def test_no_text_with_a_typo_is_passed_over(text: str) -> None:
    triggers, typo, _ = wording._compiled((("帐。", "账。"), ("；词", "；语")))
    assert any(trigger.search(text) for trigger in triggers) or not typo.search(text)


#: Pieces of what a template leaves behind, and of claims about a budget.
LEFT = (
    "增加",
    "减少",
    "降低",
    *"（(/／）)。，、加长…×X年月",
    "填报说明：",
    "说明：",
    "请",
    "如",
    "无",
    "据实填",
    "此处",
    "这里",
    "【单位名称】",
    "20",
    " ",
    "\n",
)
CLAIMED = (
    "控制在",
    "不超",
    "未超",
    "没有超过",
    "过",
    "年初",
    "预算",
    "之内",
    "与上年",
    "持平",
    "没有",
    "未",
    "无",
    "发生",
    "支出",
    "开支",
    "，",
    "了",
)


@given(text=st.lists(st.sampled_from(LEFT), max_size=8).map("".join))
def test_no_text_with_a_left_over_is_passed_over(text: str) -> None:
    assert LEFT_OVERS.search(text) or wording._find_left_over(text) is None


@given(text=st.lists(st.sampled_from(CLAIMED), max_size=8).map("".join))
def test_no_sentence_with_a_claim_is_passed_over(text: str) -> None:
    is_claim = any(claim.search(text) for claim in (claims._WITHIN, claims._SAME, claims._NONE))
    assert any(said.search(text) for said in claims._SAID) or not is_claim


@given(text=LINES)
def test_every_place_of_a_piece_is_found(text: str) -> None:
    kinds = (LEFT_OVERS, FIRST_NUMBERS, DOCUMENT_NUMBERS)
    assert places_of_pieces(text) == [at for at in range(len(text)) if any(kind.match(text, at) for kind in kinds)]


@given(text=MARKED)
def test_a_text_without_its_marks_is_its_blocks_without_theirs(text: str) -> None:
    blocks = parse_prose(text)
    words = ("\n".join(block.lines) if block.mark == "|" else plain_words(block.text) for block in blocks)
    assert plain_text(text).strip() == "\n".join(words).strip()
