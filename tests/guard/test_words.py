"""What a 更正 says in words is what it names in 改动; where nobody can tell, it is only asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import DEMO, SEED
from tests.guard.evasion import HERE, change, copy_of

from gongkai.guard.compare import compare_commits
from gongkai.load.entry_numbers import contradictions, unexplained
from gongkai.load.folder import read_archive
from gongkai.model.correction import ChangedValue, Correction

CASES: Final[list[dict[str, Any]]] = yaml.load((HERE / "words.yml").read_text("utf-8"), yaml.BaseLoader)


def entry(words: str, *changed: tuple[Any, ...]) -> Correction:
    """An entry with some words and values."""
    values = tuple(ChangedValue.model_construct(item=i, before=b, after=a) for i, b, a in changed)
    day = date(2021, 10, 1)
    return Correction.model_construct(
        corrected_on=day, what=words, why="录入时看错了", before_digest=None, changed=values
    )


def said(found: Correction) -> str:
    """What is said of an entry."""
    return "不符" if [*contradictions(found)] else "请核对" if [*unexplained(found)] else "没有"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['words']} {case['changed']}")
def test_words_beside_values(case: dict[str, Any]) -> None:
    changed = [(item, *(None if part == "null" else part for part in pair)) for item, *pair in case["changed"]]
    assert said(entry(case["words"], *changed)) == case["says"]


_AMOUNTS: Final = st.decimals(0, 100000, places=2, allow_nan=False, allow_infinity=False)
_WORDS: Final = ("由{}万元更正为{}万元", "由{}改为{}", "从{}万元修改为{}万元", "由原来的{}万元纠正为{}万元")


@given(
    before=_AMOUNTS,
    after=_AMOUNTS,
    other=_AMOUNTS,
    words=st.sampled_from(_WORDS),
    name=st.sampled_from(["", "收入总计"]),
)
def test_true_words_are_never_refused_and_one_wrong_number_always_is(
    before: Decimal, after: Decimal, other: Decimal, words: str, name: str
) -> None:
    value = ("收支/收入总计/决算", f"{before:f}", f"{after:f}")
    assert said(entry(name + words.format(before, after), value)) == "没有"
    if other not in {before, after} and before != after and not {before, after} & {other / 10000}:
        assert said(entry(name + words.format(before, other), value)) == "不符"
        assert said(entry(name + words.format(other, after), value)) == "不符"


def published_entries() -> Iterator[Correction]:
    """Every entry in the data that we have."""
    for root in (DEMO, SEED):
        archive = read_archive(root)[0]
        yield from (e for found in archive.entries.values() if found.report for e in found.report.corrections)
        yield from (e for unit in archive.units.values() for e in unit.amendments)
        yield from (e for rules in archive.years.values() for e in rules.amendments)


def test_no_entry_that_we_have_is_refused_or_asked_about() -> None:
    entries = [*published_entries()]
    assert len(entries) >= 3
    assert [(e.what, said(e)) for e in entries if said(e) != "没有"] == []


_FILES: Final = {
    "data/2020/jia.yml": (
        ["自评得分: 94", "自评得分: 95"], ["录入时数字颠倒}", "录入时数字颠倒}\n  - {日期: 2021-10-01, ENTRY}"],
        "绩效/自评得分", 94, 95,
    ),
    "data/2020/_year.yml": (
        ["下限: 90", "下限: 95"], ["说明: 本年度", "变更: [{日期: 2021-10-01, ENTRY}]\n说明: 本年度"],
        "等级/第1条（优）/下限", 90, 95,
    ),
    "data/units.yml": (
        ["设立年度: 2016", "设立年度: 2015"], ["设立年度: 2015", "设立年度: 2015, 变更: [{日期: 2021-10-01, ENTRY}]"],
        "设立年度", 2016, 2015,
    ),
}  # fmt: skip  # a file, its change, its entry, and the value


@pytest.mark.parametrize("file", _FILES)
@pytest.mark.parametrize(("number", "expected"), [(0, set()), (3, {"G24"})])
def test_the_guard_refuses_new_entries_whose_words_say_another_number(
    file: str, number: int, expected: set[str], public: Path, tmp_path: Path
) -> None:
    first, second, item, before, after = _FILES[file]
    words = f"这一项由{before}改为{int(after) + number}"
    stated = f"内容: {words}, 原因: 录入时有误, 改动: [{{项目: {item}, 原来: {before}, 现在: {after}}}]"
    folder = copy_of(public, tmp_path / "case", own=False)
    change(folder, {"edit": {file: [first, [second[0], second[1].replace("ENTRY", stated)]]}})
    found = compare_commits(folder, "HEAD")
    assert {problem.code for problem in found.problems} == expected, [str(problem) for problem in found.problems]


def test_what_may_follow_from_the_values_is_told_to_the_reviewer(public: Path, tmp_path: Path) -> None:
    words = "自评得分由94分改为95分，扣分的占比由6%改为5%"
    stated = f"内容: {words}, 原因: 录入时有误, 改动: [{{项目: 绩效/自评得分, 原来: 94, 现在: 95}}]"
    folder = copy_of(public, tmp_path / "case", own=False)
    edits = [
        ["自评得分: 94", "自评得分: 95"],
        ["录入时数字颠倒}", f"录入时数字颠倒}}\n  - {{日期: 2021-10-01, {stated}}}"],
    ]
    change(folder, {"edit": {"data/2020/jia.yml": edits}})
    found = compare_commits(folder, "HEAD")
    assert found.problems == ()
    assert "data/2020/jia.yml：2021-10-01 写的“6%改为5%”不在“改动”里，请核对" in found.notes
