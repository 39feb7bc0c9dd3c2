"""Within 1 % nothing is said by colour, past 5 % it is strong; the tone is that of the percentage as printed."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from tests.test_stylesheet import CSS

from gongkai.derive.assessment import Comparison
from gongkai.pages.money.tones import TONES, UNKNOWN, rate_words, tone_of

_COLOURS = re.compile(r"--gk-([\w-]+): var\(--gk-light, #([0-9a-f]+)\) var\(--gk-dark, #([0-9a-f]+)\)")


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


@pytest.mark.parametrize("scheme", [1, 2])
def test_words_on_a_tone_and_shapes_on_paper_stand_out(scheme: int) -> None:
    """WCAG 2.2: 4.5:1 for words; 3:1 for shapes, of which pale ones have an edge."""
    colours = {found[0]: found[scheme] for found in _COLOURS.findall(CSS)}

    def contrast(one: str, other: str) -> float:
        low, high = sorted((brightness(colours[one]), brightness(colours[other])))
        return (high + 0.05) / (low + 0.05)

    assert min(contrast("ink", tone) for tone in ("o1", "z", "u1")) >= 4.5
    assert min(contrast("on-main", tone) for tone in ("o2", "u2")) >= 4.5
    assert min(contrast("paper", shape) for shape in ("o2", "u2", "soft", "mute")) >= 3


def brightness(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb."""
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
