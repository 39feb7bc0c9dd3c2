"""Figures survive from the file to the page, digit by digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages.amounts import parse_amount

from gongkai.derive.assessment import Comparison
from gongkai.pages.parts.format import format_amount, format_percent, format_plain, format_signed
from gongkai.pages.report.headline import change_words

AMOUNTS = st.decimals(min_value=0, max_value=100_000_000, places=6, allow_nan=False)


@given(AMOUNTS)
def test_any_amount_keeps_its_value_in_tables_and_sentences(amount: Decimal) -> None:
    assert parse_amount(format_amount(amount)) == amount
    assert Decimal(format_plain(amount)) == amount


@given(AMOUNTS, AMOUNTS)
def test_any_difference_keeps_its_value(left: Decimal, right: Decimal) -> None:
    assert parse_amount(format_signed(left - right).removeprefix("+")) == left - right


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        ("0", "0.00"),
        ("0.5", "0.50"),
        ("971.21", "971.21"),
        ("12345.6", "12,345.60"),
        ("1.23456", "1.23456"),
        ("-3", "−3.00"),
    ],
)
def test_amounts_in_tables(value: str | None, text: str) -> None:
    assert format_amount(None if value is None else Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("1.3782", "1.38%"), ("22.225", "22.23%"), ("-0.5", "−0.50%"), ("0", "0.00%")]
)
def test_percentages_round_half_up(value: str, text: str) -> None:
    assert format_percent(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "base", "words"),
    [
        ("112.30", "100", "比上年增加 12.30 万元，增长 12.3%"),
        ("90", "100", "比上年减少 10 万元，下降 10.0%"),
        ("100.00", "100", "与上年持平"),
        ("5", "0", "比上年增加 5 万元（基数为 0）"),
    ],
)
def test_a_change_in_words_has_no_percentage_on_a_base_of_zero(value: str, base: str, words: str) -> None:
    assert change_words("比上年", Comparison(Decimal(value), Decimal(base))) == words
