"""The one real report: exactly the findings that are true of it, and no other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.conftest import SEED

from gongkai.check import check_archive
from gongkai.load.folder import read_archive
from gongkai.model.finding import Finding, Outcome

REPORT = ("zhengxiang-renda", 2020)


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    archive, problems = read_archive(SEED)
    assert not problems
    return check_archive(archive)[REPORT]


def codes(findings: tuple[Finding, ...], outcome: Outcome) -> list[str]:
    return [finding.code for finding in findings if finding.outcome is outcome]


def test_exactly_the_true_failures(findings: tuple[Finding, ...]) -> None:
    assert codes(findings, Outcome.FAILS) == ["D09", "D27"]


def test_what_does_not_add_up_is_said_with_both_figures(findings: tuple[Finding, ...]) -> None:
    by_class, claim = (finding for finding in findings if finding.outcome is Outcome.FAILS)
    assert by_class.message == "基本支出 971.21 万元，所列各项合计 897.83 万元，相差 73.38 万元"
    assert by_class.formula == "719.29＋154.91＋14.51＋9.12＝897.83"
    assert by_class.gap == Decimal("73.38")
    assert by_class.path == ("收支", "基本支出")
    assert "全年整体部门支出严格控制在年初预算范围之内" in claim.message
    assert "基本支出 971.21 万元，比年初预算 794.62 万元多 176.59 万元（22.2%）" in claim.message
    assert (claim.nature, claim.gap) == ("overspending", Decimal("176.59"))


def test_what_could_not_be_checked_is_short(findings: tuple[Finding, ...]) -> None:
    assert codes(findings, Outcome.NOT_RUN) == ["D02", "D03", "D06", "D18", "D21"]


def test_what_holds_is_shown(findings: tuple[Finding, ...]) -> None:
    assert {"D01", "D05", "D08", "D11", "D12", "D22", "D23", "D28", "D36", "D42", "D45"} <= set(
        codes(findings, Outcome.HOLDS)
    )
    change = [f for f in findings if f.code == "D23" and f.path == ("公用经费",)]
    assert [f.formula for f in change] == ["164.03－161.80＝2.23；2.23÷161.80＝1.38%"]
