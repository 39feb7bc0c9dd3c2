"""The index of terms and figures: what they are called, what they mean, and where units are compared by them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from ..model.archive import Archive
from ..model.everyday import everyday_words
from ..model.indicator import COMPARED, Rate
from ..model.line_names import other_names
from ..model.lines import Line
from ..pages.compared import category_slugs
from ..pages.glossary import GROUPS, Term

#: Address of the index below the site root.
WORDS_PATH: Final = "search/words.json"


def words_index(archive: Archive, ranked: Sequence[int]) -> bytes:
    """JSON: ``words`` ([name, other names, meaning, id of the term, key of the figure, its measure], "" where there is
    none, and without the last two where units are not compared by it), ``year`` (the latest with a report that can be
    read; 0: none), ``ranked`` (the years with a file of who has most) and ``categories`` of the units, in their order.
    """
    figures = {figure.label: figure for figure in COMPARED}
    terms = {term.name: term for _, found in GROUPS for term in found}
    rows = [_row(archive, name, terms.get(name), figures.get(name)) for name in dict.fromkeys((*terms, *figures))]
    years = (year for (_, year), entry in archive.entries.items() if entry.is_shown)
    latest, categories = max(years, default=0), list(category_slugs(archive))
    content = {"words": rows, "year": latest, "ranked": ranked, "categories": categories}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _row(archive: Archive, name: str, term: Term | None, figure: Line | Rate | None) -> list[Any]:
    found = [*(other for other in (term.others if term else ()) if other != "—"), *_names(archive, figure)]
    others = _needed(name, (*found, *everyday_words(name, archive.everyday)))
    row = [name, others, term.meaning if term else "", term.id if term else ""]
    return [*row, figure.key, figure.measure] if figure else row


def _names(archive: Archive, figure: Line | Rate | None) -> Iterable[str]:
    if isinstance(figure, Line):
        return other_names(figure, archive.names)
    return figure.aliases if isinstance(figure, Rate) else ()


def _needed(name: str, others: Iterable[str]) -> list[str]:
    """The names that are not found by a shorter one that they hold, each once, the shortest first."""
    return list(_shortest(name, sorted(dict.fromkeys(others), key=len)))


def _shortest(name: str, others: Iterable[str]) -> Iterator[str]:
    kept = [name]
    for other in others:
        if not any(shorter in other for shorter in kept):
            kept.append(other)
            yield other
