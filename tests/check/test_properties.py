"""What holds for any figures and any text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.check import CHECKS, check_entry
from gongkai.check.dates_privacy import find_personal, mask
from gongkai.check.relations import AtLeast, AtMost, Equal
from gongkai.check.tolerance import PER_ADDEND
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Finding, Outcome
from gongkai.model.form import figures_of, line_at
from gongkai.model.prose import Joined
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.text.numbers import parse_amount, parse_numeral
from gongkai.text.sentence import Sentences

AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=2)
SLACKS = st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("0.05")])
CLASSES = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出")
#: Words that checks look for, mixed with anything else.
WORDS = st.sampled_from(
    ("比上年", "增加", "减少", "万元", "%", "基本支出", "“三公”经费", "内设", "、", "八个机构", "《", "》")
) | st.sampled_from(
    ("2021年", "（", "一是", "四是", "原因是", "。", "\n", "某区某某局", "账号：", "XX", "〔2020〕", "持平", "没有发生")
)
TEXT = st.lists(WORDS | st.text(max_size=8) | st.decimals(0, 10**12, places=2).map(str), max_size=30).map("".join)


def check(**stated: Any) -> tuple[Finding, ...]:
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, **stated})
    entry = Entry.of("jia", 2020, "data/2020/jia.yml", "", report)
    unit, rules = Unit.model_validate({"名称": "某区某某局"}), YearRules.model_validate({"提纲": "湖南2016"})
    return check_entry(Archive({"jia": unit}, {2020: rules}, {("jia", 2020): entry}), entry)


def outcome(findings: tuple[Finding, ...], code: str) -> list[Outcome]:
    return [finding.outcome for finding in findings if finding.code == code]


@given(parts=st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), gap=st.decimals(-100, 100, places=2))
def test_a_sum_holds_exactly_within_its_tolerance(parts: tuple[Decimal, ...], gap: Decimal) -> None:
    total = sum(parts, Decimal(0)) + gap
    if total < 0:
        return
    stated = {"决算": total, "其中": dict(zip(CLASSES, parts, strict=True))}
    expected = Outcome.HOLDS if abs(gap) <= PER_ADDEND * 4 else Outcome.FAILS
    assert outcome(check(收支={"基本支出": stated}), "D09") == [expected]


@given(total=AMOUNTS, part=AMOUNTS)
def test_a_missing_part_never_counts_as_zero(total: Decimal, part: Decimal) -> None:
    stated = {"决算": total, "其中": {"公务接待费": part, "因公出国（境）费": None}}
    assert Outcome.HOLDS not in outcome(check(三公经费=stated), "D12")


@given(stated=AMOUNTS, gap=st.decimals(-1, 1, places=2), slack=SLACKS)
@pytest.mark.parametrize("kind", [Equal, AtMost, AtLeast])
def test_a_relation_says_only_what_its_figures_say(
    kind: type[Equal], stated: Decimal, gap: Decimal, slack: Decimal
) -> None:
    expected = stated - gap
    apart = {Equal: abs(gap), AtMost: gap, AtLeast: -gap}[kind]
    finding = kind("甲", "乙", ("甲",), "核对", slack=slack).judge(stated, expected)
    assert (finding.outcome, finding.gap) == (Outcome.HOLDS if apart <= slack else Outcome.FAILS, gap)
    if apart > slack:
        assert finding.message == f"甲 {stated:,f} 万元，乙 {expected:,f} 万元，{kind.said[2]} {abs(gap):,f} 万元"
    elif apart > 0:
        assert finding.formula == f"{stated:,f}，与 {expected:,f} 只差四舍五入"
    else:
        assert finding.formula == f"{stated:,f}{kind.said[1]}{expected:,f}"


@given(text=TEXT, value=st.none() | AMOUNTS, base=st.none() | AMOUNTS)
def test_no_text_upsets_a_check(text: str, value: Decimal | None, base: Decimal | None) -> None:
    spent = {"上年决算": base, "年初预算": base, "决算": value, "说明": text}
    for finding in check(引言=text, 收支={"基本支出": spent}, 问题=[text]):
        assert bool(finding.message) is (finding.outcome is not Outcome.HOLDS)


@pytest.mark.parametrize("text", ["内设、、、共八个机构。", "八个机构：、 、等。", "内设 、　、等等5个科室"])
def test_a_list_without_a_name_is_not_counted(text: str) -> None:
    assert outcome(check(引言=text), "D40") == []


@pytest.mark.parametrize("piece", ["内设、", "（", "比上年", "一是", "基本支出", "某区", "1", "《", "无的，", "账号"])
def test_a_hostile_text_costs_little(piece: str) -> None:
    assert check(引言=piece * 20000) is not None


@given(number=st.integers(10**10, 10**18))
def test_a_masked_number_does_not_give_itself_away(number: int) -> None:
    text = str(number)
    assert text not in mask(text)
    assert all(found != mask(found) for _, found in find_personal(f"账号：{text}"))


@given(number=st.integers(1, 99))
def test_numerals_are_read(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    chinese = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    assert parse_numeral(chinese) == parse_numeral(str(number)) == number


def test_amounts_are_converted_exactly() -> None:
    assert parse_amount("9,712,134.50", "元") == (Decimal("971.213450"), Decimal("0.0000005"))
    assert parse_amount("1.23", "亿元") == (Decimal("12300"), Decimal(50))


def test_every_line_of_a_report_is_found_under_its_keys() -> None:
    stated = {"决算": Decimal(1), "其中": {"公务接待费": Decimal(1)}}
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "三公经费": stated})
    assert [figure.path for figure in figures_of(report)] == [("三公经费",), ("三公经费", "其中", "公务接待费")]
    with pytest.raises(KeyError):
        line_at("三公经费", "其中", "没有这一项")


def test_checks_can_be_chosen() -> None:
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}})
    entry = Entry.of("jia", 2020, "data/2020/jia.yml", "", report)
    assert {f.code for f in check_entry(Archive({}, {}), entry, checks=CHECKS[:1])} == set()
    assert check_entry(Archive({}, {}), Entry.of("jia", 2020, "x", "", None)) == ()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("补贴0.5*12*3万元，**增加**0.8*2。", ["补贴0.5*12*3万元，增加0.8*2"]),
        ("基本支出\n719.29万元，比上年\n增加。", ["基本支出719.29万元，比上年增加"]),
        ("### 支出\n甲；乙\n\n- 丙\n- 12.5万元", ["支出", "甲", "乙", "丙", "- 12.5万元"]),
        ("见[办法](http://a.cn/1.5万元)。张**，李**", ["见办法", "张**，李**"]),
        ("项目\t1万元\n甲\t2万元", ["项目\t1万元", "甲\t2万元"]),
    ],
)
def test_a_sentence_is_what_the_page_says(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in Sentences([(("引言",), text)])] == sentences


@given(
    texts=st.lists(st.text("比较增2年0。；\n *-1. ", min_size=1, max_size=30), max_size=6),
    pieces=st.lists(st.sampled_from(["比", "较增", "20", "2年", "- "]), min_size=1, max_size=3),
)
def test_texts_searched_together_are_those_searched_one_by_one(texts: list[str], pieces: list[str]) -> None:
    """Whatever stands where two texts meet belongs to neither."""
    joined, pattern = Joined(texts), re.compile("|".join(pieces))
    one_by_one = [at for at, text in enumerate(texts) if any(piece in text for piece in pieces)]
    assert joined.having(pieces) == joined.matching(pattern) == one_by_one
    named = [((f"{at}",), text) for at, text in enumerate(texts)]
    apart = [sentence for one in named for sentence in Sentences([one])]
    assert list(Sentences(named)) == apart
    wanted = [piece for piece in pieces if piece == piece.strip()]
    assert list(Sentences(named).with_any(*wanted)) == [s for s in apart if any(p in s.text for p in wanted)]
