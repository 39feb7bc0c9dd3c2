"""Whichever two digits of a figure are changed round or wherever its point is moved, it is asked about; else not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.check.cases import Case

from gongkai.check.quantities import quantities
from gongkai.model.finding import Finding, Outcome
from gongkai.model.problem import Level

_AMOUNTS: Final = st.integers(10_000, 999_999).map(lambda cents: Decimal(cents).scaleb(-2))


def asked(value: Decimal, written: Decimal, text: str = "清淤这一头花了{}万元，沿河的村子都说好。") -> list[Finding]:
    """What is found where the figure is ``value`` and the text writes ``written``."""
    project: dict[str, Any] = {"名称": "河道清淤整治", "决算": value}
    stated = {"收支": {"项目支出": {"项目": [project]}}, "绩效": {"成效": text.format(f"{written:.2f}")}}
    found = Case("D28", {"情形": "", "数据": stated}).findings((quantities,))
    return [finding for finding in found if finding.outcome is Outcome.FAILS]


def swaps(value: Decimal) -> set[Decimal]:
    """``value`` with two neighbouring digits changed round."""
    digits = f"{value:.2f}".replace(".", "")
    rows = (digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1))
    return {Decimal(int(row)).scaleb(-2) for row in rows if row[0] != "0"} - {value}


@given(_AMOUNTS, st.data())
@example(Decimal("371.64"), None)
def test_a_slip_is_asked_about(value: Decimal, data: Any) -> None:
    assume(len(f"{value:.2f}".replace(".", "").strip("0")) >= 3)
    slips = sorted(swaps(value) | {value * 10})
    for written in slips if data is None else [data.draw(st.sampled_from(slips))]:
        found = asked(value, written)
        assert [finding.level for finding in found] == [Level.HINT], (value, written)
        assert f"{value:.2f} 万元" in found[0].message


@given(_AMOUNTS, _AMOUNTS)
def test_any_other_number_is_not(value: Decimal, written: Decimal) -> None:
    """Another amount, unless the digits are the same but for their order, or one of them is missing."""
    digits = [f"{each:.2f}".replace(".", "") for each in (value, written)]
    assume(abs(len(digits[0]) - len(digits[1])) != 1 and sorted(digits[0]) != sorted(digits[1]))
    assert not asked(value, written)


@pytest.mark.parametrize("rough", ["{}多万元", "{}余万元", "{}万元以上"])
@given(_AMOUNTS, st.data())
def test_a_rough_number_is_not(rough: str, value: Decimal, data: Any) -> None:
    slips = sorted(swaps(value))
    assume(slips)
    assert not asked(value, data.draw(st.sampled_from(slips)), f"清淤这一头花了{rough}。")
