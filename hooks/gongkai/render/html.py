"""Pages → HTML; compiled templates stay in memory, as a preview builds the site again and again with the same ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Final, NamedTuple, TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context
from markupsafe import Markup
from markupsafe import escape as full_escape

from ..pages.glossary import GLOSSARY, find_term
from ..pages.parts.page import Page
from ..pages.parts.table import Table
from .prose import render_brief, render_prose
from .tables import render_table, term_html


class _Compiled(BytecodeCache):
    """Code by template and content; nothing is written to disk, where it could be tampered with."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find the code of this very content."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


COMPILED: Final = _Compiled()
TEMPLATES: Final = Path(__file__).parent.parent / "templates"
#: Pages on which terms are explained.
_EXPLAINED: Final = frozenset({"report.html", "unit.html", "year.html"})


class Heading(TypedDict):
    """An entry of a page's table of contents, in the form that Markdown's ``toc`` extension made common."""

    level: int
    id: str
    name: str
    children: list[Heading]


class Mark(NamedTuple):
    """A heading on a page: its level, id and words, and whether it carries a number of the outline (一、（一）1.)."""

    level: int
    id: str
    name: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page and its inner HTML.

    Attributes:
        page: the page without its view.
        html: what stands inside the page's frame.
        marks: its headings of levels 2 and 3 that can be jumped to, in their order.
    """

    page: Page
    html: str
    marks: tuple[Mark, ...] = ()

    @property
    def headings(self) -> list[Heading]:
        """Headings of level 2 with those of level 3 below them."""
        top: list[Heading] = []
        for mark in self.marks:
            heading = Heading(level=mark.level, id=mark.id, name=mark.name, children=[])
            (top[-1]["children"] if mark.level > 2 and top else top).append(heading)
        return top

    @property
    def numbered(self) -> frozenset[str]:
        """Ids of the headings that carry a number."""
        return frozenset(mark.id for mark in self.marks if mark.numbered)


class Renderer:
    """Renders pages; compiles each template once."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=COMPILED,
        )
        self._page = Page("", "", "", None)
        self._told: set[str] = set()
        self._marks: list[Mark] = []
        self._environment.filters |= {
            "prose": self._prose,
            "brief": lambda text: Markup(render_brief(text)),
            "address": self._address,
            "table": self._table,
            "term": lambda label: Markup(term_html(label, self._term(label))),
        }
        self._environment.globals |= {"beside": lambda: self._page.csv, "heading": self._heading}

    def render(self, page: Page, *, edit_url: str | None = None) -> Rendered:
        """``page`` with its inner HTML, without its view; ``edit_url`` is where its data file can be edited."""
        self._page, self._told, self._marks = page, set(), []
        template = self._environment.get_template(page.template)
        html = template.render(page=page, view=page.view, edit_url=edit_url)
        return Rendered(replace(page, view=None), html, tuple(self._marks))

    @pass_context
    def _address(self, _: Context | None, path: str) -> str:
        """A site-root address as seen from the page that is being rendered.

        The page is known here, and not from the template's context, so that imported macros are compiled and run once
        for all; asking for a context keeps Jinja from working the address out once and for all pages.
        """
        return f"{self._page.base or './'}{path}"

    def _table(self, table: Table | None) -> Markup:
        return render_table(table, partial(self._address, None), self._page.csv, self._term)

    def _term(self, label: str) -> str | None:
        """Where a label is explained, at its first place on a page about units; None elsewhere."""
        term = find_term(label) if self._page.template in _EXPLAINED else None
        if term is None or term.id in self._told:
            return None
        self._told.add(term.id)
        return self._address(None, f"{GLOSSARY}#{term.id}")

    def _heading(self, level: int, id_: str, title: str, numbered: bool = False, note: str = "") -> Markup:
        """A heading that can be jumped to; ``note`` stands beside its words."""
        self._mark(level, id_, title, numbered)
        beside = f"<small>{full_escape(note)}</small>" if note else ""
        return Markup(f'<h{level} id="{full_escape(id_)}">{full_escape(title)}{beside}</h{level}>')  # escaped above

    @pass_context
    def _prose(self, _: Context, text: str | None, level: int = 3, prefix: str = "", numbered: bool = False) -> Markup:
        """Free text, whose headings can be jumped to; for the context see :meth:`_address`."""
        made = render_prose(text or "", level=level, prefix=prefix)
        for heading in made.headings:
            self._mark(heading.level, heading.id, heading.words, numbered)
        return Markup(made.html)

    def _mark(self, level: int, id_: str, name: str, numbered: bool) -> None:
        if level <= 3:
            self._marks.append(Mark(level, id_, name, numbered))
