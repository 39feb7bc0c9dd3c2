"""Two texts on one line each, so that a person sees where they differ: no two ever read alike."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .text import UNSEEN

#: Characters that stand for white space where only that differs, and so must not stand for themselves.
_SIGNS: Final = str.maketrans({"\u3000": "□", " ": "␣", "\t": "⇥"})
_LINE_END: Final = "↵"
_OWN_SIGNS: Final = frozenset("□␣⇥↵")
#: Radicals and compatibility forms of Han characters, which look like the characters themselves.
_FORMS: Final = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
#: Cyrillic and Greek letters that look like Latin ones.
_LETTERS: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХасеіјорѕухԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικρ", "ABESIJKMHOPCTYXaceijopsyxqwABEZHIKMNOPTYXovikp"
)
#: Marks on the letter before them, and what has no shape at all.
_NO_SHAPE: Final = frozenset({"Mn", "Me", "Cf"})


def told_apart(before: str, after: str) -> tuple[str, str]:
    """Two texts that differ, as a person can tell them apart; what looks the same is shown by its code.

    >>> told_apart("年末", "\\uf98e末")
    ('年末', '〔U+F98E〕末')
    """
    shown = _shown(before, after)
    return shown if _look(shown[0]) != _look(shown[1]) else _shown(_with_codes(before), _with_codes(after))


def _shown(before: str, after: str) -> tuple[str, str]:
    """Both on one line; what nobody could see is made visible where it is all that differs."""
    old, new = (UNSEEN.sub(lambda found: _code(found[0]), text) for text in (before, after))
    if " ".join(old.split()) == " ".join(new.split()):
        old, new = old.translate(_SIGNS), new.translate(_SIGNS)
    return _on_one_line(old), _on_one_line(new)


def _on_one_line(text: str) -> str:
    return text.strip().replace("\n", _LINE_END)


def _look(text: str) -> str:
    """The same for texts that look the same; full and half width do not."""
    plain = _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text).translate(_LETTERS)
    letters = unicodedata.normalize("NFC", plain)
    return "".join(letter for letter in letters if unicodedata.category(letter) not in _NO_SHAPE)


def _with_codes(text: str) -> str:
    return "".join(_code(c) if c in _OWN_SIGNS or _look(c) != c else c for c in text)


def _code(character: str) -> str:
    return f"〔U+{ord(character):04X}〕"
