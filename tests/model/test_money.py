"""An amount is taken as it is written or refused with its reason, however it is written."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from gongkai.model.money import MAX_AMOUNT, MAX_PLACES, Money, places

MONEY = TypeAdapter(Money)
#: With more digits than are published, with and without an exponent, and noughts in front and behind.
ANY = st.builds(
    lambda sign, digits, exponent: Decimal((sign, tuple(digits), exponent)),
    st.integers(0, 1),
    st.lists(st.integers(0, 9), min_size=1, max_size=12),
    st.integers(-14, 9),
)


@given(ANY)
@example(Decimal("0E-9"))
@example(Decimal("1E-7"))
@example(Decimal("3340.20"))
def test_the_places_are_those_that_are_written_out(value: Decimal) -> None:
    assert places(value) == len(format(value, "f").partition(".")[2])


@given(ANY)
@example(Decimal("-0"))
@example(Decimal("0.00"))
@example(MAX_AMOUNT)
@example(MAX_AMOUNT + Decimal("0.01"))
def test_an_amount_is_kept_digit_by_digit_or_refused(value: Decimal) -> None:
    is_amount = not value.is_signed() and value <= MAX_AMOUNT and len(f"{value:f}".partition(".")[2]) <= MAX_PLACES
    if is_amount:
        assert MONEY.validate_python(value).as_tuple() == value.as_tuple()
    else:
        with pytest.raises(ValidationError):
            MONEY.validate_python(value)
