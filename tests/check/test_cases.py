"""Every check does what its cases say, and every check is needed."""

from __future__ import annotations

import re
from dataclasses import astuple
from functools import cache

from tests.check.cases import UNIT, YEAR, Case, read_cases

from gongkai.check import CHECKS, check_entry
from gongkai.model.finding import Finding, Outcome

CASES = read_cases()


@cache
def all_findings() -> list[tuple[Case, tuple[Finding, ...]]]:
    """What every check finds in every case."""
    return [(case, case.findings(CHECKS)) for case in CASES]


def test_every_case_has_its_outcome() -> None:
    wrong = {case.name: (case.wrong(found), [str(f) for f in found]) for case, found in all_findings()}
    assert len(wrong) == len(CASES), "two cases have one name"
    assert not {name: told for name, told in wrong.items() if told[0]}


def test_figures_are_written_as_in_the_tables() -> None:
    """Thousands set apart; what is quoted stands as it was written."""
    said = (
        re.sub("“[^”]*”", "", words)
        for _, found in all_findings()
        for finding in found
        for words in (finding.message, finding.formula)
    )
    bare = re.compile(r"(?<![\d.])[0-9]{4,}(?:\.[0-9]+)?(?: 万元|[＋－÷×＝≤≥])")
    assert not [words for words in said if bare.search(words)]


def says_what_and_how(finding: Finding) -> bool:
    """Whether a failure has a message, a cure and a place, and what could not be checked says what is missing."""
    if finding.outcome is Outcome.FAILS:
        return bool(finding.message and finding.cure and finding.path) and not finding.message.endswith("。")
    return finding.outcome is Outcome.HOLDS or finding.message.startswith("没有公开")


def test_every_failure_says_what_and_how() -> None:
    silent = {case.name for case, found in all_findings() if not all(map(says_what_and_how, found))}
    assert not silent


def test_suite_notices_a_removed_check() -> None:
    unnoticed = []
    for removed in CHECKS:
        remaining = tuple(check for check in CHECKS if check is not removed)
        if not any(case.wrong(case.findings(remaining)) for case in CASES if case.code == removed.code):
            unnoticed.append(removed.code)
    assert not unnoticed


def test_every_check_has_cases_that_hold_and_fail() -> None:
    expected = {check.code: {case.stated["预期"] for case in CASES if case.code == check.code} for check in CHECKS}
    assert not {code: found for code, found in expected.items() if "不符" not in found or not found & {"相符", "无"}}


def test_every_check_is_explained_to_the_public() -> None:
    for check in CHECKS:
        explanation = check.explanation
        for part in (check.title, explanation.what, explanation.why, explanation.formula, explanation.source):
            assert re.search(r"[\u4e00-\u9fff]", part), check.code
        assert explanation.what.endswith("。"), check.code
        assert not re.search(r"[\u4e00-\u9fff][0-9A-Za-z]", "".join(astuple(explanation))), check.code


def test_codes_are_in_order_and_unique() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == [f"D{number:02d}" for number in range(1, len(CHECKS) + 1)]


def test_nothing_is_said_twice_of_one_place() -> None:
    for case in CASES:
        archive = case.archive()
        found = check_entry(archive, archive.entries[UNIT, YEAR])
        told = [(finding.code, finding.path, finding.message) for finding in found if finding.message]
        assert len(told) == len(set(told)), case.name
