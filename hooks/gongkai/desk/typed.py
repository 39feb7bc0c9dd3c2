"""What a person typed into a field → the value that is written; what is not understood is kept as typed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from ..load.source import CONTROL
from ..load.sure_cures import day_meant, number_meant
from ..load.syntax import NULLS
from ..load.yaml_text import NUMBER
from ..model.paths import record_in
from ..model.problem import KeyPath
from ..official_form.cell_values import says_no_figure
from .edits import OUT
from .fields import field_kind, is_either
from .form_words import UNPUBLISHED
from .places import declared_at, is_entry, is_line, is_list

#: Half a character, which no file can hold.
_HALVES: Final = re.compile("[\ud800-\udfff]")
_BETWEEN: Final = re.compile(r"[、,，;；\s]+")
_NUMBERS: Final = frozenset({"money", "count", "number", "percent"})


def cleaned(text: str) -> str:
    """Text as a file can hold it, with one kind of line ends."""
    return _HALVES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def value_of(path: KeyPath, written: str | None) -> Any:
    """The value at ``path``.

    Args:
        path: of the field.
        written: as typed; None for 未公开, "" for nothing.

    Returns:
        A number, words, None for null, or ``OUT`` where the key is to be taken out. Thousands separators, full-width
        digits and days with 年月日 are understood as ``gongkai check --fix`` understands them; 无, — and / in the place
        of a figure, and ``null`` anywhere, are None; nothing else is understood. Control characters, which nobody sees
        and no report holds, are left out.
    """
    declared = declared_at(path)
    if written is None or declared is None:
        return written
    text = CONTROL.sub("", cleaned(written))
    is_text_of_list = is_list(declared) and is_entry(path) and record_in(declared) is None
    if not text.strip():
        return "" if is_text_of_list else OUT
    kind = field_kind(declared)
    is_figure = kind in _NUMBERS or is_line(path)
    is_null = text.strip() in {*NULLS, UNPUBLISHED} and not is_text_of_list
    if is_null or (is_figure and says_no_figure(text)):
        return None
    if kind == "columns":
        return [word for word in _BETWEEN.split(text) if word]
    if is_figure:
        meant = number_meant(text)
        return Decimal(meant) if meant else _words(text)
    if kind == "date":
        return day_meant(text) or _words(text)
    if is_either(declared) and NUMBER.fullmatch(text.strip()):
        return Decimal(text.strip())
    return text if kind == "long" or is_text_of_list else _words(text)


def _words(text: str) -> str:
    """Words on one line."""
    return " ".join(text.split("\n")).strip()
