"""What is looked for first, to be quick, stands in every sentence and text that a check would judge."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from gongkai.check import adjustments, dates_privacy, empty_tables, worked_figures
from gongkai.text.sentence import AMOUNT_END, DENIALS, Sentences

#: What amounts, rates and words around them are made of.
TOLD = (
    "编制使用率",
    "满编率",
    "占核定编制的比例",
    "由上年",
    "下降到",
    "升至",
    "12.5",
    "％",
    "利用率",
    "在用",
    "车均",
    "每批次",
    "人均",
    "折合",
    "也就是",
    "全年预算比年初预算增加",
    "追加",
    "净增",
    "调整后",
    "年初",
    *"%元万亿 　，（为了3",
)


@given(text=st.lists(st.sampled_from(TOLD), max_size=10).map("".join))
def test_no_sentence_with_a_worked_figure_is_passed_over(text: str) -> None:
    averages = (average.words for average in worked_figures._AVERAGES)
    alone = (worked_figures._OF_POSTS, worked_figures._USED, worked_figures._CONVERTED, worked_figures._SHARES)
    is_told = any(told.search(text) for told in (*averages, *alone))
    assert any(place.search(text) for place in worked_figures._PLACES) or not is_told


@given(text=st.lists(st.sampled_from(TOLD), max_size=10).map("".join))
def test_no_sentence_with_an_adjustment_is_passed_over(text: str) -> None:
    is_told = any(told.search(text) for told in (*adjustments._ROLES.values(), adjustments._THAN_FIRST))
    assert AMOUNT_END.search(text) or not is_told


#: What denials are made of.
DENIED = (
    "没有",
    "无",
    "未",
    "发生",
    "安排",
    "本表",
    "此",
    "为",
    "空",
    "空表",
    "数据",
    "政府采购",
    "三公",
    "支出",
    "，",
)


@given(text=st.lists(st.sampled_from(DENIED), max_size=8).map("".join))
def test_no_sentence_that_denies_is_passed_over(text: str) -> None:
    is_denial = empty_tables._NOTHING.search(text) or empty_tables._TABLE.search(text)
    assert any(place.search(text) for place in empty_tables._PLACES) or not is_denial


@given(text=st.text("1０９-— .a", max_size=24))
def test_no_long_number_is_passed_over(text: str) -> None:
    assert dates_privacy._LONG_RUN.search(text) or not dates_privacy._LONG_NUMBER.search(text)


AMOUNTS = (re.compile("元"), re.compile("万(?<=[12]万)"))


@given(texts=st.lists(st.text("元万12无未。；\n *", min_size=1, max_size=30), max_size=6))
def test_sentences_looked_for_are_those_of_all_that_match(texts: list[str]) -> None:
    """In whatever order they are asked for, and as often."""
    named = [((f"{at}",), text) for at, text in enumerate(texts)]
    sentences, every = Sentences(named), list(Sentences(named))
    for patterns in (DENIALS, AMOUNTS, (*DENIALS, *AMOUNTS)):
        wanted = [sentence for sentence in every if any(pattern.search(sentence.text) for pattern in patterns)]
        assert list(sentences.with_match(*patterns)) == wanted
