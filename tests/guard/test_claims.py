"""Words of a 更正 that deny what it changes, or speak of something else, are told to the reviewer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.guard.evasion import HERE, change, published
from tests.guard.test_words import published_entries

from gongkai.guard.compare import compare_commits
from gongkai.load.entry_claims import doubtful_claims
from gongkai.model.correction import ChangedValue, Correction

CASES: Final[list[dict[str, Any]]] = yaml.load((HERE / "claims.yml").read_text("utf-8"), yaml.BaseLoader)
_AMOUNT: Final = ("收支/收入总计/决算", "971.21", "980")


def claims(words: str, *changed: tuple[str, ...], why: str = "录入时看错了") -> str:
    """What is told of an entry."""
    values = tuple(
        ChangedValue.model_construct(item=item, before=None if before == "null" else before, after=after)
        for item, before, after in changed
    )
    entry = Correction.model_construct(
        corrected_on=date(2021, 10, 1), what=words, why=why, before_digest=None, changed=values
    )
    return "\n".join(doubtful_claims(entry))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['words']} {case.get('why', '')}")
def test_what_words_claim(case: dict[str, Any]) -> None:
    found = claims(case["words"], *case.get("changed", [_AMOUNT]), why=case.get("why", "录入时看错了"))
    assert case["says"] in found
    assert case["says"] or not found


_AMOUNTS: Final = st.decimals(1, 100000, places=2, allow_nan=False, allow_infinity=False)


@given(before=_AMOUNTS, after=_AMOUNTS, other=_AMOUNTS)
def test_a_true_difference_is_never_asked_about_and_another_always_is(
    before: Decimal, after: Decimal, other: Decimal
) -> None:
    value = ("收支/收入总计/决算", f"{before:f}", f"{after:f}")
    by = abs(after - before)
    assert claims(f"收入总计调增{by:f}万元", value) == ""
    if other not in {by, before, after}:
        assert "没有相差这么多的数" in claims(f"收入总计调增{other:f}万元", value)


def test_no_entry_that_we_have_is_asked_about() -> None:
    assert [words for entry in published_entries() for words in doubtful_claims(entry)] == []


def test_the_reviewer_is_told(tmp_path: Path) -> None:
    folder = published(tmp_path / "public")
    stated = "内容: 只调整了排版, 原因: 录入时有误, 改动: [{项目: 绩效/自评得分, 原来: 94, 现在: 95}]"
    added = f"录入时数字颠倒}}\n  - {{日期: 2021-10-01, {stated}}}"
    change(folder, {"edit": {"data/2020/jia.yml": [["自评得分: 94", "自评得分: 95"], ["录入时数字颠倒}", added]]}})
    found = compare_commits(folder, "HEAD")
    assert found.problems == ()
    told = "2021-10-01 写的“只调整了排版”，“改动”里却有 1 个数变了（绩效/自评得分），请核对"
    assert f"data/2020/jia.yml：{told}" in found.notes
