"""The cut of the index side; the reader's side is held to the same cases in tests/browser/test_search.py."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from gongkai.search.fulltext import cut

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/search/cut_cases.yml").read_text(encoding="utf-8"))
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=12)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["文字"])
def test_text_is_cut_as_the_cases_say(case: dict[str, Any]) -> None:
    assert cut(case["文字"]) == case["索引"]


@given(HAN, HAN)
def test_a_mark_parts_what_it_stands_between(before: str, after: str) -> None:
    assert cut(f"{before}，{after}") == f"{cut(before)} ， {cut(after)}"


@given(HAN)
def test_every_character_begins_one_token(run: str) -> None:
    assert "".join(token[0] for token in cut(run).split(" ")) == run


@given(st.text())
def test_any_text_can_be_cut_without_losing_a_word(text: str) -> None:
    letters = [c for c in text if c.isalnum()]
    kept = [token.lstrip("{}[]")[:1] if _is_pair(token) else token for token in cut(text).split(" ")]
    assert [c for token in kept for c in token.replace("ꞏ", ".") if c.isalnum()] == [c for c in letters if c != "ꞏ"]


def _is_pair(token: str) -> bool:
    return bool(re.search("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", token))
