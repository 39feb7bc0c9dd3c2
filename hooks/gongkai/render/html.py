"""Pages → HTML; compiled templates stay in memory, as a preview builds the site again and again with the same ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context
from markupsafe import Markup
from markupsafe import escape as full_escape

from ..pages.glossary import GLOSSARY, find_term
from ..pages.parts.page import Page
from ..pages.parts.table import Table
from .frame import FrameKind, Slots
from .prose import render_brief, render_prose
from .tables import escape, render_table, term_html


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


@dataclass(slots=True)
class Heading:
    """A heading that can be jumped to: its level, id and words, whether it carries a number of the outline
    (一、（一）1.), and the headings of level 3 below it."""

    level: int
    id: str
    name: str
    numbered: bool
    children: list[Heading] = field(default_factory=list)


def frame_kind(page: Page) -> FrameKind:
    """The kind of frame that a page stands in."""
    return FrameKind(page.path.count("/"), f"{page.path.split('/')[0]}/", page.source is not None, page.scripts)


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
        self._headings: list[Heading] = []
        self._environment.filters |= {
            "prose": self._prose,
            "brief": lambda text: Markup(render_brief(text)),
            "address": self._address,
            "table": self._table,
            "term": lambda label: Markup(term_html(label, self._term(label))),
        }
        self._environment.globals |= {"beside": lambda: self._page.csv, "heading": self._heading}

    def render(self, page: Page, *, edit_url: str | None = None) -> Slots:
        """``page`` as its frame takes it; ``edit_url`` is where its data file can be edited."""
        self._page, self._told, self._headings = page, set(), []
        template = self._environment.get_template(page.template)
        content = template.render(page=page, view=page.view, edit_url=edit_url)
        part: Any = self._environment.get_template("parts/frame.html").module
        groups, headings = part.groups(page), self._headings if page.path else []
        return Slots(
            title=escape(page.title),
            description=escape(page.description),
            address=escape(page.path),
            head=part.head(page),
            side=part.side(groups),
            menu=groups + part.menu(headings),
            toc=part.toc(headings),
            content=content,
        )

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
            heading = Heading(level, id_, name, numbered)
            (self._headings[-1].children if level > 2 and self._headings else self._headings).append(heading)
