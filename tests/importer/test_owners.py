"""One rule says what is not of the unit and its whole year: for sentences, for parts that they list, for noughts."""

from __future__ import annotations

from typing import Final

import pytest

from gongkai.importer.document import Paragraph, SourceDocument
from gongkai.importer.in_text import find_in_text
from gongkai.importer.owners import without_own_name

NAMES: Final = ("云溪市衡南区商务局", "商务局")
NOT_ALL: Final = (
    "上半年", "下半年", "一季度", "第三季度", "1-6月", "1月至9月", "截至2022年9月", "截至6月底，",
    "2022年9月份", "下属单位", "所属二级单位", "各单位", "各乡镇", "代管的行业协会",
    "云溪市衡南区林业局2022年", "衡南区财政局",
    "市商务局2022年", "云溪市商务局2022年度",
)  # fmt: skip  # a table
ALL: Final = (
    "",
    "2022年",
    "2022年度，",
    "全年",
    "我局2022年",
    "衡南区商务局2022年度",
    "截至2022年12月31日，",
    "本级及所属单位2022年",
)
SAID: Final = {
    "a sentence": "{}公务接待费支出3万元。",
    "noughts": "{}公务接待费、因公出国（境）费均为零。",
    "listed parts": "{}政府采购支出总额9万元，其中：货物4万元、工程3万元、服务2万元。",
}


def certain(words: str) -> list[object]:
    """The figures that a text certainly states."""
    blocks = (Paragraph("一、部门收支情况"), Paragraph("（一）“三公”经费及政府采购情况"), Paragraph(words))
    found = find_in_text(SourceDocument("x.docx", "Word", blocks), year=2022, own_names=NAMES)
    return [figure for figure in found.figures if not figure.doubt]


@pytest.mark.parametrize("form", SAID)
@pytest.mark.parametrize("before", NOT_ALL)
def test_what_is_not_of_the_whole_year_is_never_certain(before: str, form: str) -> None:
    assert certain(SAID[form].format(before)) == []


@pytest.mark.parametrize("form", ["a sentence", "listed parts"])
@pytest.mark.parametrize("before", ALL)
def test_what_is_of_the_whole_year_is_certain(before: str, form: str) -> None:
    assert certain(SAID[form].format(before)) != []


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("衡南局2022年", "2022年"), ("衡南区商务局", ""), ("区商务局的", "的"), ("商务局", ""), ("", ""), ("局", "局"),
        ("市商务局", "市商务局"), ("云溪市商务局", "云溪市商务局"), ("衡南区林业局", "衡南区林业局"),
    ],
)  # fmt: skip  # cases, read in a row
def test_the_units_own_name_however_shortened(words: str, rest: str) -> None:
    assert without_own_name(words, NAMES) == rest
