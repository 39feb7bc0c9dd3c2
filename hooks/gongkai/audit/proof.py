"""The figures of a page against the data: by letter where a line is as it should be, else figure by figure."""

from __future__ import annotations

from typing import Final

from .figures import Proof, prove, prove_checks, prove_table, prove_texts
from .markup import Plain
from .page import article_of
from .sayable import Around, Sayable
from .written import Written, cells_of

#: A chart and its legend, whose caption said what they are of.
_GOES_ON: Final = ("<svg ", "<ol>", "<ul")


def prove_page(page: Plain, written: Written, around: Around) -> Proof:
    """Set the figures of a page against the data; all of them once more where one is not proved so.

    Args:
        page: the page.
        written: what its lines should be, and which of them are not.
        around: what the register and the rules of the years say.
    """
    proof = prove_left(written, around) if page.is_plain else Proof()
    if page.is_plain and not proof.open:
        return proof
    return prove(article_of(page.text), written.stated, written.history, around)


def prove_left(written: Written, around: Around) -> Proof:
    """Prove what is not as it should be letter by letter; each line of text must say itself what its figures are of."""
    proof, known = Proof(written.proved), Sayable(written.stated, written.history, around)
    for table in written.tables:
        if table.is_left and table.is_checks:
            prove_checks("\n".join(table.rows), known, proof)
        elif table.is_left:
            rows = [cells_of(row[1:]) for row in (table.head, *table.rows)]
            if prove_table(rows, known, proof, is_history=table.is_history) and table.is_history:
                known.history.rows.update([(table.head, row) for row in table.rows])
    label = column = ""
    for line in written.texts:
        if not line.startswith(_GOES_ON):
            label = column = ""
        texts = line.replace(">", "<").split("<")[::2]
        label, column = prove_texts(texts, known, proof, label, column)
    return proof
