"""What did not happen is nought only where the unit's whole year is meant, and with the sentence that says so."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest

from gongkai.importer.document import Paragraph, SourceDocument
from gongkai.importer.in_text import find_in_text

NEGATIONS: Final = ("没有发生", "未发生", "未安排", "无", "没有", "未产生", "没有列支")
MATTERS: Final = {
    "因公出国（境）费": "因公出国（境）费", "因公出国费用": "因公出国（境）费", "因公出国（境）": "因公出国（境）费",
    "公务接待费": "公务接待费", "公务接待": "公务接待费", "公务接待活动": "公务接待费",
    "公务用车购置": "公务用车购置费", "公务用车购置费": "公务用车购置费", "公务接待费支出": "公务接待费",
}  # fmt: skip  # a table
WHOLE_YEAR: Final = ("", "2022年", "本年度", "全年", "本单位2022年", "我局全年", "云溪市衡南区商务局")
NOT_WHOLE: Final = (
    "上半年", "一季度", "3月", "上年", "2021年", "年初", "计划", "活动期间", "办公室", "下属单位", "各乡镇",
    "衡南区财政局", "除重大活动外", "项目实施中", "截至9月，",
)  # fmt: skip  # a table


def none_of(words: str) -> dict[str, Decimal]:
    blocks = (Paragraph("一、部门收支情况"), Paragraph("（一）“三公”经费情况"), Paragraph(words))
    document = SourceDocument("x.docx", "Word", blocks)
    found = find_in_text(document, year=2022, own_names=("云溪市衡南区商务局", "商务局")).figures
    return {str(figure.path[-1]): figure.value for figure in found if not figure.doubt}


@pytest.mark.parametrize("matter", MATTERS)
@pytest.mark.parametrize("negation", NEGATIONS)
def test_what_did_not_happen_in_the_whole_year_is_nought(negation: str, matter: str) -> None:
    for when in WHOLE_YEAR:
        assert none_of(f"{when}{negation}{matter}。") == {MATTERS[matter]: Decimal(0)}, when
    for when in NOT_WHOLE:
        assert none_of(f"{when}{negation}{matter}。") == {}, when


@pytest.mark.parametrize("negation", NEGATIONS)
def test_several_that_did_not_happen(negation: str) -> None:
    noughts = {"因公出国（境）费": Decimal(0), "公务接待费": Decimal(0)}
    assert none_of(f"2022年{negation}因公出国（境）费和公务接待费。") == noughts
    assert none_of(f"2022年{negation}因公出国（境）费，{negation}公务接待。") == noughts


@pytest.mark.parametrize(
    "words",
    [
        "没有超标准公务接待。", "没有公务接待超标准问题。", "未发生公务接待费预算。",
        "未安排公务接待费，但实际支出2万元。", "无公务用车。", "无公务接待批次限额。", "未发生违规公务接待。",
    ],
)  # fmt: skip  # cases
def test_what_is_not_said_to_be_nought(words: str) -> None:
    assert Decimal(0) not in none_of(words).values()
