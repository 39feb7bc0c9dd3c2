"""A bureau's main colour can be read, whatever it is, in both schemes; one that cannot is refused with one that can."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from tests.conftest import ROOT

from gongkai.model.colour import (
    NIGHT,
    PAPER,
    READABLE,
    contrast,
    dark_shades,
    is_colour,
    is_readable,
    light_shades,
    readable,
)
from gongkai.open_data.colour_file import colour_css

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
STYLES = (ROOT / "docs/assets/gongkai.css").read_text(encoding="utf-8")
#: What stands on the main colour: in gongkai.css, --gk-on-main.
ON_MAIN = ("#ffffff", "#10151b")


@given(COLOURS)
@example("#ffffff")
@example("#000000")
def test_every_colour_that_is_taken_can_be_read_in_both_schemes(colour: str) -> None:
    colour = colour if is_readable(colour) else readable(colour)
    assert is_colour(colour)
    assert is_readable(colour)
    for shades, ground, on_main in (
        (light_shades(colour), PAPER, ON_MAIN[0]),
        (dark_shades(colour), NIGHT, ON_MAIN[1]),
    ):
        assert all(is_colour(shade) for shade in shades)
        for text in (shades.main, shades.deep):
            assert contrast(text, ground) >= READABLE
            assert contrast(text, shades.wash) >= READABLE
            assert contrast(text, on_main) >= READABLE


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#ffffff", "#767676"), 2) == 4.54
    assert not is_colour("#FFF")
    assert not is_readable("#ffaa00")


def test_the_stylesheet_overrules_what_gongkai_css_declares_and_stands_on_its_grounds() -> None:
    text = colour_css("#a11d21").decode()
    for name in ("main", "main-deep", "main-wash"):
        assert f"  --gk-{name}: var(--gk-light, #" in text
        assert f"  --gk-{name}: var(--gk-light, #" in STYLES
    assert f"--gk-paper: var(--gk-light, #fff) var(--gk-dark, {NIGHT});" in STYLES
    assert f"--gk-on-main: var(--gk-light, #fff) var(--gk-dark, {ON_MAIN[1]});" in STYLES
