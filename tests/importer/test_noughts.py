"""Lines that are said to be nought together, over every line that has a name of its own."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from gongkai.importer.chapters import PlacedParagraph
from gongkai.importer.noughts import find_noughts
from gongkai.importer.owners import is_title_of_others
from gongkai.model.line_names import known_names
from gongkai.model.problem import KeyPath

_PARTS = (("收支", "基本支出", "其中"), ("财政拨款", "基本支出", "其中"), ("收支", "本年收入合计", "其中"))
#: Names of one line each, by which no other can be meant.
NAMES = sorted(n for n, lines in known_names().items() if len(lines) == 1 and lines[0].path[:3] not in _PARTS)
ENDS = (
    "均为零",
    "均为0",
    "都是零",
    "均为0.00万元",
    "全部为零",
    "，上述各项均无",
    "，以上各项支出均为零",
    "均未发生",
    "均没有支出",
)
BEFORE = ("", "2023年度", "其中", "本年", "“三公”经费支出3万元，")
LISTS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)


def noughts(text: str) -> dict[KeyPath, str]:
    """The lines that a paragraph says to be nought, each with its doubt."""
    found = list(find_noughts(PlacedParagraph(("三公经费", "说明"), text, "第1段", ""), 2023, ("某区林业局",)))
    assert all(figure.value == 0 and figure.source in text for figure in found)
    return {figure.path: figure.doubt for figure in found}


@given(LISTS, st.sampled_from(["、", "和", "，", "以及"]), st.sampled_from(ENDS), st.sampled_from(BEFORE))
def test_all_that_are_named_are_nought_and_nothing_else(names: list[str], mark: str, end: str, before: str) -> None:
    said = noughts(f"{before}{mark.join(names)}{end}。")
    meant = {known_names()[name][0].path for name in names}
    assert set(said) <= meant | {line.path for n in NAMES for line in known_names()[n] if mark.join(names).endswith(n)}
    if not any(re.search("预算|[上下]年|计划", f"{name}{known_names()[name][0].path}") for name in names):
        assert not any(said.values())


def test_the_three_public_expenses_are_read() -> None:
    names = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
    for end in ENDS:
        for before in BEFORE:
            assert len(noughts(f"{before}{'、'.join(names)}{end}。")) == len(names), (before, end)


@given(
    LISTS,
    st.sampled_from(["下属单位", "县财政局", "上半年", "某股", "会议、", "各部门", "2019年"]),
    st.sampled_from(ENDS),
)
def test_noughts_of_others_are_not_the_units(names: list[str], before: str, end: str) -> None:
    assert noughts(f"{before}{'、'.join(names)}{end}。") == {}


@given(LISTS, st.sampled_from(["上年", "年初预算安排后，", "计划执行完毕，"]), st.sampled_from(ENDS))
def test_noughts_of_another_column_are_at_most_asked_about(names: list[str], before: str, end: str) -> None:
    assert all(noughts(f"{before}{'、'.join(names)}{end}。").values())


@given(
    st.sampled_from(sorted(set(["截至6月底，", "林业站2024年", "林业站：", "森林公园管理处，", "局属国有林场，",
        "项目经费中，", "前两年，", "违规支出：", "增减情况：", "除接待上级部门外，", "机关食堂，",
        "工会账户：", "疫情期间，", "绩效指标：", "审计要求，", "自有资金支出中，", "欠账情况：", "超支方面，",
        "林业站“三公”经费支出3万元，", "力争实现以下指标："]))),
    st.sampled_from(ENDS),
)  # fmt: skip  # a list
def test_noughts_behind_other_words_are_at_most_asked_about(before: str, end: str) -> None:
    assert all(noughts(f"{before.replace('2024', '2023')}因公出国（境）费、公务接待费{end}。").values())


def test_noughts_in_plain_forms_are_certain() -> None:
    for before in ("", "2023年，", "其中", "本单位2023年度", "某区林业局2023年", "“三公”经费支出情况：",
        "我局“三公”经费支出5万元，",
                   "2023年“三公”经费支出5万元，其中：", "本年“三公”经费决算数为5万元（"):  # fmt: skip  # a list
        said = noughts(f"{before}因公出国（境）费、公务接待费均为零。")
        assert list(said.values()) == ["", ""], before


def test_a_title_of_part_of_the_year_is_not_of_the_year() -> None:
    for months in ("1—6月", "1-9月", "1至11月", "1月—3月", "7～8月", "截至6月底", "截至2023年9月"):
        assert is_title_of_others(f"2023年{months}“三公”经费决算表", ("某区林业局",)), months
    for months in ("", "1—12月", "1月至12月", "度", "截至12月底"):
        assert not is_title_of_others(f"2023年{months}“三公”经费决算表", ("某区林业局",)), months


#: What the unit is called, and how it calls itself in its own sentences; and what others are called.
_OWN = ("云溪市衡南区商务局", "商务局")
_SELF = ("云溪市衡南区商务局", "衡南区商务局", "区商务局", "商务局", "衡南商务局", "衡南局", "我局", "本单位")
_OTHERS = ("市商务局", "云溪市商务局", "区财政局", "衡南区林业局", "林业局", "二级单位", "各部门", "区商务局下属单位")


def of_the_bureau(text: str) -> dict[KeyPath, str]:
    found = find_noughts(PlacedParagraph(("三公经费", "说明"), text, "第1段", ""), 2023, _OWN)
    return {figure.path: figure.doubt for figure in found}


@given(
    st.sampled_from(_SELF),
    st.sampled_from(["", "2023年", "2023年度", "全年"]),
    LISTS,
    st.sampled_from([*ENDS, "为零", "为0", "为0.00万元"]),
)
def test_noughts_of_the_unit_by_its_own_name(own: str, year: str, names: list[str], end: str) -> None:
    names = names[:1] if end.startswith("为") else names
    said = of_the_bureau(f"{own}{year}{'、'.join(names)}{end}。")
    assert said.keys() >= {known_names()[name][0].path for name in names if not re.match("[市县区局]", name)}
    if not any(re.search("预算|[上下]年|计划|[—月]", name) for name in names):
        assert not any(said.values())


@given(st.sampled_from(_OTHERS), st.sampled_from(["2023年", "2023年度", ""]), LISTS, st.sampled_from(ENDS))
def test_noughts_of_a_bureau_with_a_like_name_are_not_certain(
    other: str, year: str, names: list[str], end: str
) -> None:
    assert all(of_the_bureau(f"{other}{year}{'、'.join(names)}{end}。").values())
