"""What the page says by itself need not stand in the file twice; anything more stays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importer.test_in_text import TEXT, as_document

from gongkai.cli.import_account import found_in
from gongkai.importer.found import Found, FoundFigure, FoundText
from gongkai.importer.in_text import find_in_text
from gongkai.importer.said_again import LEANED_ON, NOT_WRITTEN, OTHER_FIGURE, OTHER_WORDS, SaidAgain, without_said_again
from gongkai.importer.sentences import names_of, reader_of
from gongkai.importer.settling import settle
from gongkai.importer.written import draft_of
from gongkai.load.outlines import built_in
from gongkai.load.record_file import parse_record
from gongkai.model.outline import Sentence
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report
from gongkai.pages.report.sentences import sentence

#: The seed's figures as its text states them, and nothing that a clerk worked out.
SEED_FIGURES: Final = """
标题: 2020年度部门整体支出绩效评价报告
公开: {状态: 已公开}
收支:
  收入总计: 971.21
  支出总计: 971.21
  基本支出:
    决算: 971.21
    增减: {比年初预算: 176.59}
    其中: {工资福利支出: 719.29, 商品和服务支出: 154.91, 对个人和家庭的补助: 14.51, 资本性支出: 9.12}
  项目支出: {决算: 0, 其中: {一般公共服务支出: 0}}
公用经费: {决算: 164.03, 增减: {比年初预算: 2.23, 比年初预算幅度: 1.38}}
三公经费: {决算: 0, 其中: {因公出国（境）费: 0, 公务接待费: 0, 公务用车购置及运行维护费: 0}}
"""
PLACES: Final[dict[Sentence, KeyPath]] = {
    Sentence.TOTALS: ("收支", "说明"),
    Sentence.BASIC: ("收支", "基本支出", "说明"),
    Sentence.PROJECT: ("收支", "项目支出", "说明"),
    Sentence.THREE_PUBLIC: ("三公经费", "说明"),
    Sentence.OPERATING: ("公用经费", "说明"),
}
#: What is left of the seed's 说明.
KEPT: Final[dict[KeyPath, str]] = {
    ("收支", "基本支出", "说明"): "本单位2020年严格按照年初预算以及上级部门相关要求",
}


def seed_sentences() -> dict[Sentence, str]:
    """What the page says of the seed's figures."""
    report, document = parse_record(SEED_FIGURES, "2020.yml", Report)
    assert report is not None, document.problems
    return {name: sentence(name, report, 2020) for name in Sentence}


def left(text: str, said: str, path: KeyPath, year: int = 2020) -> SaidAgain:
    """A text without what the page says, as an import leaves it."""
    names = names_of(("某区林业局",))
    return without_said_again(text, said, reader_of(path, year, names, ()), (), names)


def test_seed_keeps_only_what_the_page_does_not_say() -> None:
    found = find_in_text(as_document(TEXT.read_text(encoding="utf-8")), built_in()["湖南2016"])
    texts, said = {text.path: text.text for text in found.texts}, seed_sentences()
    for name, path in PLACES.items():
        kept = left(texts[path], said[name], path).kept
        assert kept.startswith(KEPT.get(path, "")), path
        assert bool(kept) == (path in KEPT), path


def test_a_sentence_with_one_more_word_or_another_figure_stays() -> None:
    said, path = "2020年项目支出0万元，其中一般公共服务支出0万元。", PLACES[Sentence.PROJECT]
    assert left("2020年项目支出0万元。", said, path).kept == ""
    for text, why in (
        ("2020年项目支出0万元，没有项目。", OTHER_WORDS),
        ("2020年项目支出10万元，其中一般公共服务支出0万元。", OTHER_FIGURE),
    ):
        assert left(text, said, path) == SaidAgain(text, (), ((text, why),))
    assert left(f"甲。\n\n{said}\n\n乙。", said, path) == SaidAgain("甲。\n\n乙。", (said,))
    assert left(said, "", path) == SaidAgain(said)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("公用经费支出10万元，占65.80%。", NOT_WRITTEN.format("“占65.80%”")),
        (
            "公用经费支出10万元，其中：差旅费3万元，印刷费1,200元。",
            NOT_WRITTEN.format("“差旅费3万元”、“印刷费1,200元”"),
        ),
        ("公用经费支出10万元，甲项1万元，乙项2万元，丙项7万元。", NOT_WRITTEN.format("“甲项1万元”、“乙项2万元”等")),
        ("公用经费支出10万元，用于办公。", OTHER_WORDS),
        ("公用经费支出11万元，占65.80%。", OTHER_FIGURE),
        ("公用经费支出10万元。主要用于办公。", LEANED_ON),
    ],
)
def test_what_stays_is_told_with_the_reason_that_holds(text: str, reason: str) -> None:
    stays = left(text, "2020年度公用经费支出10万元。", PLACES[Sentence.OPERATING]).staying
    assert [why for _, why in stays][:1] == [reason]


AMOUNTS: Final = st.integers(1, 10**6).map(lambda hundredths: Decimal(hundredths) / 100)
#: Ways to say what the page says of 公用经费 in other words; {0} spent, {1} the change, {2} its way, {3} the rate.
OTHERWISE: Final = (
    "公用经费支出{0}万元。",
    "2020年我局公用经费决算{0}万元，比年初预算{2[0]}{1}万元，{2[1]}{3}%。",
    "2020年度某区林业局公用经费支出为{0}万元。",
    "公用经费{0}万元，较年初预算{2[0]}{1}万元。",
)
#: What says more, or something else.
MORE: Final = (
    "公用经费支出{0}万元，主要用于办公费、水电费。",
    "公用经费安排{0}万元。",
    "财政拨款公用经费支出{0}万元。",
    "公用经费支出{0}万元，其中办公费{0}万元。",
    "下属单位公用经费支出{0}万元。",
    "2019年公用经费支出{0}万元。",
    "上年公用经费支出{0}万元。",
    "公用经费支出约{0}万元。",
    "公用经费支出{0}元。",
    "人均公用经费支出{0}万元。",
    "公用经费支出{0}万元，完成年初预算的{3}%。",
    "主要原因是人员减少。",
)


def operating(spent: Decimal, gap: Decimal, rate: Decimal) -> tuple[str, tuple[str, str]]:
    """What the page says of 公用经费 that changed so, and the words of the way."""
    changes = {"比年初预算": gap, "比年初预算幅度": rate.copy_sign(gap)}
    values = {"标题": "报告", "公开": {"状态": "已公开"}, "公用经费": {"决算": spent, "增减": changes}}
    said = sentence(Sentence.OPERATING, Report.model_validate(values), 2020)
    return said, ("增加", "增长") if gap > 0 else ("减少", "下降")


@given(AMOUNTS, AMOUNTS, st.booleans(), AMOUNTS, st.data())
def test_what_says_the_same_goes_and_anything_else_stays(
    spent: Decimal, change: Decimal, falls: bool, rate: Decimal, data: st.DataObject
) -> None:
    """Sentences in any order: each that goes has no figure and no way but the page's, and no word more."""
    said, way = operating(spent, -change if falls else change, rate)
    path = PLACES[Sentence.OPERATING]
    same = [words.format(spent, change, way, rate) for words in OTHERWISE]
    more = [words.format(spent, change, way, rate) for words in MORE]
    other = [words.format(spent + 1, change, way, rate) for words in OTHERWISE]
    turned = ("减少", "下降") if way[0] == "增加" else ("增加", "增长")
    other += [words.format(spent, change, turned, rate) for words in OTHERWISE if "{2" in words]
    chosen = data.draw(st.lists(st.sampled_from([*same, *more, *other]), min_size=1, max_size=5, unique=True))
    apart = left("".join(chosen), said, path)
    assert set(apart.left_out) <= set(same)
    assert apart.kept == "".join(one for one in chosen if one not in apart.left_out)
    for one in (one for one in chosen if one in other):
        assert (one, OTHER_FIGURE) in apart.staying
    for one in same:
        assert left(one, said, path).left_out == (one,)
        assert left(f"甲。{one}乙科室负责。", said, path).kept == "甲。乙科室负责。"


@pytest.mark.parametrize(
    "next_one", ["其中办公费2万元。", "比上年增加1万元。", "主要用于日常运转。", "增长3%，原因是搬迁。"]
)
def test_a_sentence_stays_where_the_next_one_goes_on_about_it(next_one: str) -> None:
    said, _ = operating(Decimal(10), Decimal(1), Decimal(5))
    text = f"公用经费支出10万元。{next_one}"
    assert left(text, said, PLACES[Sentence.OPERATING]).kept == text


def test_the_file_and_the_account_tell_what_is_left_out_and_why() -> None:
    """Nothing is dropped without a word: a comment at the line, with the place, and a sentence in the account."""
    path, words = ("公用经费", "说明"), "公用经费支出10万元。"
    figure = FoundFigure(("公用经费",), "决算", Decimal(10), words, "第3段")
    text = FoundText(path, f"{words}主要用于办公。\n\n公用经费支出10万元，其中会议费1万元。", "公用经费", "第3段")
    said = "2020年度公用经费支出10万元。"
    draft = draft_of(settle([("", Found((figure,), (text,)))]), 2020, lambda _: {path: said})
    assert draft.left_out == ()  # the next sentence goes on about it
    text = replace(text, text=text.text.replace("主要用于办公。", ""))
    draft = draft_of(settle([("", Found((figure,), (text,)))]), 2020, lambda _: {path: said})
    assert draft.left_out == ((path, words),)
    reason = NOT_WRITTEN.format("“其中会议费1万元”")
    assert draft.staying == ((path, "公用经费支出10万元，其中会议费1万元。", reason),)
    assert draft.above[("公用经费",)] == (f"网页自己写，没有再录：{words}（第3段）",)
    told = "\n".join(found_in(draft))
    assert f"没有再录进“说明”的句子：1 句，每个数和增减都与写出的数据一样：\n    公用经费/说明：{words}" in told
    assert reason in told


@pytest.mark.parametrize("name", [Sentence.BASIC, Sentence.OPERATING])
def test_page_says_the_change_that_the_report_states(name: Sentence) -> None:
    assert {Sentence.BASIC: "超出176.59万元。", Sentence.OPERATING: "增加2.23万元，增长1.38%。"}[
        name
    ] in seed_sentences()[name]


def test_a_piece_of_a_number_or_a_narrower_name_is_not_what_the_page_says() -> None:
    path = PLACES[Sentence.OPERATING]
    said = "2020年度公用经费支出164.03万元，比年初预算增加2.23万元。公务接待费1.5万元，结余100万元，共1,234万元。"
    for number in ("164.03万元", "100万元", "1,234万元", "2.23万元"):
        for at in range(1, number.index("万")):
            assert left(f"{number[at:]}。", said, path).kept, number[at:]
    assert left("国内公务接待费1.5万元。", said, ("三公经费", "说明")).kept
    assert not left("结余100万元。", said, path).kept
