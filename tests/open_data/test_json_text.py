"""Figures go through JSON digit by digit."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.open_data.files import file_bytes, json_text

FIGURES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | FIGURES | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def read(text: str) -> Any:
    """JSON as a careful reader reads it."""
    return json.loads(text, parse_float=Decimal)


@given(FIGURES)
def test_any_figure_keeps_its_value_and_its_digits(figure: Decimal) -> None:
    assert Decimal(str(read(json_text(figure)))) == figure
    assert json_text(figure) == f"{figure:f}"


@given(VALUES)
def test_any_structure_survives(value: Any) -> None:
    assert read(json_text(value)) == value


def test_published_digits_stay() -> None:
    assert json_text({"决算": Decimal("161.80"), "年初预算": Decimal("0"), "日": date(2021, 6, 30)}) == (
        '{"决算":161.80,"年初预算":0,"日":"2021-06-30"}'
    )


@pytest.mark.parametrize("value", [1.5, {1, 2}, object(), b"x"])
def test_nothing_inexact_or_unknown_is_written(value: object) -> None:
    with pytest.raises(TypeError):
        json_text([value])


def test_no_json_number_for_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="no JSON number"):
        json_text(Decimal("NaN"))


def test_half_a_character_does_not_stop_the_others() -> None:
    assert file_bytes(json_text("\ud800好")) == '"?好"'.encode()
