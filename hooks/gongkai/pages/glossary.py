"""名词解释: the page of all terms, and the file from which the hints on other pages come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .parts.links import ABOUT, HOME, Link
from .parts.page import Page
from .parts.terms import GROUPS, Term

GLOSSARY: Final = f"{ABOUT}glossary/"
#: Meanings by id, fetched when a reader first points at a term.
TERMS: Final = f"{GLOSSARY}terms.json"


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """Terms by group."""

    groups: tuple[tuple[str, tuple[Term, ...]], ...]


def glossary_page() -> Page:
    """Every term with its meaning and source."""
    return Page(
        path=GLOSSARY,
        title="名词解释",
        label="名词解释",
        description="报告里的名词是什么意思：收支、“三公”经费、预算和决算、绩效、公开状态，注明依据。",
        template="glossary.html",
        view=GlossaryView(GROUPS),
        tab=ABOUT,
        crumbs=(Link("首页", HOME), Link("名词解释")),
    )


def meanings() -> dict[str, list[str]]:
    """Id → [name, meaning]."""
    return {term.id: [term.name, term.meaning] for _, terms in GROUPS for term in terms}
