"""The figures of a report page read back, and set against the JSON of the report: each at its place.

What is proved here needs nothing of the code that laid the page out. What is not – a rare sentence, a chart – is no
fault yet: :mod:`.again` lays that page out once more and compares it word by word.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape

from .proof import Proof
from .sayable import NUMBER, NUMBERS, OUTLINE, SCALE, SILENT, SPOKEN, Around, History, Sayable, went_on
from .stated import Stated
from .tables import prove_table


def prove(article: str, stated: Stated, history: History, frame: Around) -> Proof:
    """Set every figure of a report's page against its JSON, and those of other years against theirs.

    Args:
        article: the article of the page of a report, tags and all; it must be plain (:mod:`.markup`).
        stated: what its JSON says.
        history: the same of all years of the unit.
        frame: what the register and the rules of the years say.
    """
    proof, known = Proof(), Sayable(stated, history, frame)
    outside, *tables = article.split("<table")
    texts = outside.replace(">", "<").split("<")[::2]
    for table in tables:
        head, _, rest = table.partition(">")
        body, _, outside = rest.partition("</table>")
        caption = prove_table(head, body, known, proof)
        texts += caption.replace(">", "<").split("<")[::2]
        texts += outside.replace(">", "<").split("<")[::2]
    _prove_texts(texts, known, proof)
    return proof


def _prove_texts(texts: Sequence[str], known: Sayable, proof: Proof) -> None:
    """The sentences, cards, charts and captions: each figure is one of the label before it."""
    label = column = year = ""
    sayable, years = known.stated.words, known.frame.years
    for text, spoken in zip(texts, map(SPOKEN.__getitem__, texts), strict=True):
        if spoken is SILENT:
            continue
        if spoken is not None:
            label, column = spoken[0] or label, spoken[1] or ("" if spoken[0] else column)
            year = "" if spoken[0] else year
        elif text in years or text in sayable or known.allowed.get((label, column, text)):
            proof.proved += 1
            year = text if text in years else year
        else:
            label, column = _prove_text(unescape(text).strip(), label, column, known, proof, year)


def _prove_text(text: str, label: str, column: str, known: Sayable, proof: Proof, year: str) -> tuple[str, str]:
    """A text with figures, behind a year; the label and the column that are spoken of after it."""
    if NUMBER.fullmatch(text):
        is_right = known.allows(label, column, text, year) or known.is_said(text)
        proof.proved += is_right
        proof.open += [] if is_right else [text]
        return label, column
    if known.is_said(text):
        proof.proved += 1
        return label, column
    spoken, proved = (label, column), 0
    for name in known.frame.outlines if OUTLINE in text else ():
        text = text.replace(name, "")
    words, *rest = NUMBERS.split(text.replace(SCALE, "") if SCALE in text else text)
    label, column = went_on(words, label, column)
    for figure, words in zip(rest[::2], rest[1::2], strict=True):
        figure = figure.rstrip(",")
        if figure in known.frame.years and words[:1] in {"年", ""}:
            year = figure
        else:
            if not known.allows(label, column, figure, year):
                if known.is_prose(text):
                    proof.proved += 1
                    return spoken
                proof.open.append(text)
                break
            proved += 1
        label, column = went_on(words, label, column)
    proof.proved += proved
    return label, column
