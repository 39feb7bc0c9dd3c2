"""Pieces that few texts hold: looked for in one pass over all texts of a report, so that most texts are done with it.

Each piece begins with one character of its own and takes no line end, by which the search is quick.
"""

from __future__ import annotations

import re
from typing import Final

#: Of these a left-over of the template (D38) has at least one.
LEFT_OVERS: Final = re.compile(
    "|".join((
        *(f"{mark}[XxＸｘ×╳]" for mark in "XxＸｘ×╳"), "×年", "X年", "Ｘ年", "___", "＿＿＿", "…", "。。。", r"\.\.\.",
        r"20[0-3]?[ 　XxＸ×*＊]", "字[以左]", "保留", "填写", "输入", "请(?:予以|另行|注明|说明|写明|填|删)", "据实",
        "如(?:实|无|没有|不涉及)", *(f"{mark}(?<=[加长升少降低]{mark})" for mark in ("（", r"\(", "/", "／")),
        *(f"{mark}(?:这里|提示：)" for mark in ("（", r"\(")), "此处", "【[单部填此年]",
        "说明：(?<=[（(报写表]说明：)",
    ))
)  # fmt: skip # pieces, read in a row
#: Of these a text with numbering run into its lines (D39) has one.
FIRST_NUMBERS: Final = re.compile(r"（一）|\(一\)|（1）|\(1\)|①|一是|第一[，：]|1[、．](?!\d)|1\.(?![\d\n])|一、")
#: The year of a document number (D41), right or wrong: a letter of the issuer or a bracket stands at it.
DOCUMENT_NUMBERS: Final = re.compile(
    r"20[0-3]\d(?!年[^〕\]］）)】])(?<=[发函办字绩预综财通政监资规告教税审采社\s〔﹝\[［（(【]20[0-3]\d)|〕|﹞"
)
_ANY: Final = re.compile("|".join(pieces.pattern for pieces in (LEFT_OVERS, FIRST_NUMBERS, DOCUMENT_NUMBERS)))


def places_of_pieces(text: str) -> list[int]:
    """Where any of the pieces begins, also inside another."""
    found: list[int] = []
    match = _ANY.search(text)
    while match:
        found.append(match.start())
        match = _ANY.search(text, match.start() + 1)
    return found
