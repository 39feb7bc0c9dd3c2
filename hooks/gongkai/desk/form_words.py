"""What is said of a data file, in the words of the form: on the form nobody sees ``null`` or a colon."""

from __future__ import annotations

import re
from typing import Final

#: What the form calls a null.
UNPUBLISHED: Final = "未公开"
#: Of a cure what is only to be done in the text of a file.
_IN_TEXT: Final = (
    ("在冒号后面写上，换掉 null", "填上"),
    ("，不加引号，不写 |", ""),
    ("对照原文换掉 null，原文里没有的留着；再把后面 # 起的话删去", "对照原文填上；原文里没有的，写 null"),
)
_NULL: Final = re.compile(" ?null(?![A-Za-z]) ?")


def in_form_words(words: str) -> str:
    """A cure or a note for somebody who fills in the form: followed to the letter there, it helps."""
    for old, new in _IN_TEXT:
        words = words.replace(old, new)
    return _NULL.sub(f"“{UNPUBLISHED}”", words)
