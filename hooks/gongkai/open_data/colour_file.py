"""The stylesheet with a bureau's own main colour, which overrules that of gongkai.css in both schemes."""

from __future__ import annotations

from typing import Final

from ..model.colour import dark_shades, light_shades
from .files import file_bytes

COLOUR_FILE: Final = "assets/gongkai-colour.css"
_NAMES: Final = {"main": "main", "main-deep": "deep", "main-wash": "wash"}


def colour_css(colour: str) -> bytes:
    """The stylesheet for ``colour``, #rrggbb; which scheme holds is switched as in gongkai.css."""
    light, dark = light_shades(colour), dark_shades(colour)
    rules = (
        f"  --gk-{name}: var(--gk-light, {getattr(light, shade)}) var(--gk-dark, {getattr(dark, shade)});\n"
        for name, shade in _NAMES.items()
    )
    return file_bytes(":root {\n" + "".join(rules) + "}\n")
