"""Which documents a data file may hold: an evaluation is never refused for a word, a 预算 or 决算 always."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import ROOT

from gongkai.load.yaml_text import parse_yaml
from gongkai.model.kind import KINDS, kind_of

_FILE = ROOT / "tests/cases/kinds.yml"
CASES: list[dict[str, str]] = parse_yaml(_FILE.read_text(encoding="utf-8"), _FILE.name).value


def told(case: Any) -> str:
    """收, or what it is instead."""
    found = kind_of((case.get("文种"), case["标题"]))
    return "收" if found.is_accepted else found.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['标题']} {case.get('文种', '')}".rstrip())
def test_a_document_is_what_its_names_say(case: dict[str, str]) -> None:
    assert told(case) == case["结果"]


def test_cases_go_both_ways() -> None:
    results = [case["结果"] for case in CASES]
    assert min(results.count("收"), len(results) - results.count("收")) >= 15


def test_words_of_addresses_are_of_one_kind() -> None:
    words = [word for kind in KINDS for word in kind.words]
    assert len(words) == len(set(words)) > 6
