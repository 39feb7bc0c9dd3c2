"""A sentence that tells what is published, and what is worked out of it, is passed over; a wrong one is looked into."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.check.cases import Case

from gongkai.check import context_of
from gongkai.check.doubtful_sentences import doubtful_sentences
from gongkai.check.published_figures import Published

_AMOUNTS: Final = st.integers(10_000, 999_999).map(lambda cents: Decimal(cents).scaleb(-2))
_UNIT: Final = "danwei"
_YEAR: Final = 2020


def doubtful(text: str, **columns: Decimal) -> list[str]:
    """Which sentences of ``text`` are, where a project has ``columns``."""
    project: dict[str, Any] = {"名称": "河道清淤整治", **columns}
    case = Case("D28", {"情形": "", "数据": {"收支": {"项目支出": {"项目": [project]}}, "绩效": {"成效": text}}})
    archive = case.archive()
    entry = archive.entries[_UNIT, _YEAR]
    assert entry.report
    context = context_of(archive, entry, entry.report)
    return [sentence for _, sentence in doubtful_sentences(context, Published(context))]


def rounded(value: Decimal) -> str:
    """Two decimals, as a clerk writes them."""
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def told(value: Decimal, prior: Decimal, more: str) -> str:
    """A change and its rate in the words of every day."""
    rate = rounded(abs(value / prior * 100 - 100))
    return f"清淤这一头花了{value}万元，比去年{more}花{abs(value - prior)}万元，幅度{rate}%。"


@given(_AMOUNTS, _AMOUNTS)
def test_what_is_worked_out_is_passed_over(value: Decimal, prior: Decimal) -> None:
    rate = Decimal(rounded(abs(value / prior * 100 - 100)))
    assume(len({value, prior, abs(value - prior), rate, Decimal(0)}) == 5)  # a number told twice may be a slip
    assert not doubtful(told(value, prior, "多" if value > prior else "少"), 上年决算=prior, 决算=value)


@given(_AMOUNTS, _AMOUNTS)
def test_a_change_the_wrong_way_is_not(value: Decimal, prior: Decimal) -> None:
    assume(abs(value - prior) > 1)
    assert doubtful(told(value, prior, "少" if value > prior else "多"), 上年决算=prior, 决算=value)


@given(_AMOUNTS, _AMOUNTS)
def test_a_completion_is_passed_over_and_a_wrong_one_is_not(value: Decimal, budget: Decimal) -> None:
    assume(not {value, budget} & {Decimal(rounded(value / budget * 100)), Decimal(100)} and value != budget)
    text = f"清淤全年预算{budget}万元，花了{value}万元，支付率{{}}%。"
    right = value / budget * 100
    assert not doubtful(text.format(rounded(right)), 全年预算=budget, 决算=value)
    assert doubtful(text.format(rounded(right + 7)), 全年预算=budget, 决算=value)


@given(_AMOUNTS)
def test_ten_times_a_figure_is_looked_into(value: Decimal) -> None:
    assert doubtful(f"清淤这一头花了{value * 10}万元。", 决算=value)
    assert doubtful(f"清淤这一头花了{value}万元。", 决算=value * 10)


@pytest.mark.parametrize(
    "text",
    [
        "清扫保洁面积391万平方米，比上年多17万平方米。",
        "群众满意度95.6%，比上年高1.2个百分点。",
        "花了371.64万元。",
        "花了371.64万元，另有0.00万元结转，0.00万元上缴。",
        "拨付的钱都到了户，一户也没有落下。",
    ],
)
def test_what_tells_no_slip_is_passed_over(text: str) -> None:
    assert not doubtful(text, 决算=Decimal("371.64"))
