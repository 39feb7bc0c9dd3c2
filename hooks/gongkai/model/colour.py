"""A bureau's main colour, and the shades that the site needs of it; contrast as WCAG 2 defines it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: The grounds on which the colour is written: paper, light and dark, as in gongkai.css.
PAPER: Final = "#ffffff"
NIGHT: Final = "#14181e"
#: What text must have against its ground, level AA, and what a lighter shade for the dark ground is brought to.
READABLE: Final = 4.5
_CLEAR: Final = 7.5
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


class Shades(NamedTuple):
    """One ground's main colour, a stronger one for what is pointed at, and a pale one to lie behind text."""

    main: str
    deep: str
    wash: str


def is_colour(text: str) -> bool:
    """Whether ``text`` is #rrggbb."""
    return bool(_COLOUR.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """``one`` with ``share`` (0 to 1) of ``other`` in it."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def light_shades(colour: str) -> Shades:
    """For white paper: the colour as it is."""
    return Shades(colour, mixed(colour, "#000000", 0.28), mixed(colour, PAPER, 0.91))


def dark_shades(colour: str) -> Shades:
    """For a dark ground: the colour with as much white as it takes to be read."""
    steps = (mixed(colour, "#ffffff", step / 20) for step in range(21))
    main = next(shade for shade in steps if contrast(shade, NIGHT) >= _CLEAR)
    return Shades(main, mixed(main, "#ffffff", 0.35), mixed(main, NIGHT, 0.86))


def is_readable(colour: str) -> bool:
    """Whether text of this colour can be read on paper and on its own pale shade, and white on it."""
    return contrast(colour, light_shades(colour).wash) >= READABLE


def readable(colour: str) -> str:
    """The colour itself, or the next darker one that can be read."""
    steps = (mixed(colour, "#000000", step / 50) for step in range(51))
    return next(shade for shade in steps if is_readable(shade))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in _parts(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
