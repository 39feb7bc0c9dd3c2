"""Every check does what its cases say, and every check is needed."""

from __future__ import annotations

import re

import pytest
from tests.check.cases import Case, read_cases

from gongkai.check import CHECKS, Check
from gongkai.model.finding import Outcome

CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case) -> None:
    findings = case.findings(CHECKS)
    assert not case.wrong(findings), [str(finding) for finding in findings]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_failure_says_what_and_how(case: Case) -> None:
    for finding in case.findings(CHECKS):
        if finding.outcome is Outcome.FAILS:
            assert finding.message
            assert finding.cure
            assert finding.path
            assert not finding.message.endswith("。")
        if finding.outcome is Outcome.NOT_RUN:
            assert finding.message.startswith("没有公开")


@pytest.mark.parametrize("removed", CHECKS, ids=[check.code for check in CHECKS])
def test_suite_notices_a_removed_check(removed: Check) -> None:
    remaining = tuple(check for check in CHECKS if check is not removed)
    assert any(case.wrong(case.findings(remaining)) for case in CASES if case.code == removed.code)


@pytest.mark.parametrize("check", CHECKS, ids=[check.code for check in CHECKS])
def test_every_check_has_cases_that_hold_and_fail(check: Check) -> None:
    expected = {case.stated["预期"] for case in CASES if case.code == check.code}
    assert "不符" in expected
    assert expected & {"相符", "无"}


@pytest.mark.parametrize("check", CHECKS, ids=[check.code for check in CHECKS])
def test_every_check_is_explained_to_the_public(check: Check) -> None:
    explanation = check.explanation
    for part in (check.title, explanation.what, explanation.why, explanation.formula, explanation.source):
        assert re.search(r"[\u4e00-\u9fff]", part)
    assert explanation.what.endswith("。")


def test_codes_are_in_order_and_unique() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == [f"D{number:02d}" for number in range(1, len(CHECKS) + 1)]
