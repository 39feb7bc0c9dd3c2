"""What says nothing is decided by what it says, not by its length or its marks; the places that ask agree."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.check.left_open import left_open
from gongkai.load.report_file import read_entry
from gongkai.model.empty_words import fault_of_words, is_scanty

NOTHING: Final = ("", "无", "略", "暂无", "待核对", "更正", "N/A", "OK", "12.5")
SOMETHING: Final = ("无误", "属实", "已核对", "原文如此", "公开时漏列一项", "3.20改为3.02", "与决算一致")
MARKS: Final = " \n。，、—…/-“”（）！\u200b\u2060\u3164\u3000"


@given(
    words=st.sampled_from(NOTHING),
    before=st.text(MARKS, max_size=4),
    after=st.text(MARKS, max_size=4),
    times=st.integers(1, 5),
)
def test_marks_and_repetition_make_nothing_of_something(words: str, before: str, after: str, times: int) -> None:
    times = 1 if words[:1].isdigit() else times  # two numbers may say something
    assert fault_of_words(before + words * times + after)


@given(words=st.sampled_from(SOMETHING), before=st.text(MARKS, max_size=4), after=st.text(MARKS, max_size=4))
def test_marks_take_nothing_from_what_is_said(words: str, before: str, after: str) -> None:
    assert fault_of_words(before + words + after) is None


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=13, max_size=60))
def test_what_is_long_and_no_repetition_says_something(words: str) -> None:
    assert fault_of_words(f"{words}，原因：甲乙丙") is None
    assert not is_scanty(f"{words}，原因：甲乙丙")


@pytest.mark.parametrize("words", [*NOTHING, *SOMETHING])
def test_every_place_that_asks_for_words_agrees(words: str, tmp_path: Path) -> None:
    dated = {"日期": "2021-09-01", "内容": words, "原因": "录入时看错一行"}
    asked: dict[str, dict[str, object]] = {
        "answer": {"公开": {"状态": "待公开"}, "校核说明": {"D09": words}},
        "correction": {"公开": {"状态": "待公开"}, "更正": [dated]},
        "exempt": {"公开": {"状态": "依法不公开", "理由": words}},
        "under review": {"公开": {"状态": "核实中", "理由": words}},
    }
    refused: dict[str, set[str]] = {}
    for place, document in asked.items():
        text = yaml.safe_dump({"标题": "2020年度部门整体支出绩效自评报告"} | document, allow_unicode=True)
        (tmp_path / "jia.yml").write_text(text.replace("'2021-09-01'", "2021-09-01"), encoding="utf-8")
        read = read_entry(tmp_path, "jia.yml", "jia", 2020)
        open_ = list(left_open(read.entry, None, lambda _: True))
        refused[place] = {one.code for one in (*read.problems, *open_) if one.level.label in {"必须改", "请核对"}}
    codes = {"answer": "S24", "correction": "S29", "exempt": "S18", "under review": "S18"}
    expected = {place: {code} if words in NOTHING else set() for place, code in codes.items()}
    assert refused == expected
