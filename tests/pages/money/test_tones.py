"""Within 1 % nothing is said by colour, past 5 % it is strong; the tone is that of the percentage as printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.derive.assessment import Comparison
from gongkai.pages.money.tones import TONES, UNKNOWN, rate_words, tone_of


@pytest.mark.parametrize(
    ("value", "kind", "sign", "words"),
    [
        ("94.94", "u2", "▽", "−5.1%"), ("94.96", "u1", "▽", "−5.0%"), ("98.94", "u1", "▽", "−1.1%"),
        ("99.00", "z", "＝", "−1.0%"), ("100.00", "z", "＝", "0.0%"), ("101.04", "z", "＝", "+1.0%"),
        ("101.06", "o1", "▲", "+1.1%"), ("105.04", "o1", "▲", "+5.0%"), ("105.05", "o2", "▲", "+5.1%"),
    ],
)  # fmt: skip
def test_tone_sign_and_words_agree(value: str, kind: str, sign: str, words: str) -> None:
    compared = Comparison(Decimal(value), Decimal(100))
    tone = tone_of(compared)
    assert (tone.kind, tone.sign, rate_words(compared)) == (kind, sign, words)


def test_a_base_of_nought_has_an_amount_and_no_tone() -> None:
    compared = Comparison(Decimal(3), Decimal(0))
    assert tone_of(compared) is UNKNOWN
    assert rate_words(compared) == "+3.00 万元"
    assert rate_words(Comparison(Decimal(3), None)) == ""


def test_every_tone_has_a_sign_and_words_of_its_own() -> None:
    assert len({(tone.sign, tone.words) for tone in TONES}) == len(TONES)
    assert all(tone.sign and tone.words for tone in TONES)
