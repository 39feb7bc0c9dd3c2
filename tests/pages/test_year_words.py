"""A year in a list: how many units are in each state, and of a single unit its state alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages.year import YearSummary

STATES = ("已公开", "核实中", "依法不公开", "撤下", "未收录")


@given(st.dictionaries(st.sampled_from(STATES), st.integers(1, 500), max_size=len(STATES)))
def test_every_unit_is_counted_and_a_single_one_is_not(counts: dict[str, int]) -> None:
    words = YearSummary(2023, tuple(counts.items())).words
    if sum(counts.values()) == 1:
        assert words == next(iter(counts))
    else:
        first, *rest = words.split("，")
        assert first == f"{sum(counts.values())} 个单位"
        assert {m[1]: int(m[2]) for said in rest if (m := re.fullmatch(r"(\D+) (\d+)", said))} == counts
