"""Pages → HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ..present.glossary import GLOSSARY
from ..present.page import Page
from ..present.table import Table
from ..present.terms import find_term
from .compiled import COMPILED
from .prose import render_prose
from .tables import render_table, term_html

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
#: Pages on which terms are explained.
_EXPLAINED: Final = frozenset({"report.html", "unit.html", "year.html"})
_HEADING: Final = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_OUTLINE: Final = 'class="gk-outline"'
_OUTLINE_END: Final = "<!-- /gk-outline -->"
_ANNEX: Final = 'class="is-annex"'
_TAG: Final = re.compile(r"<small>.*?</small>|<[^>]+>", re.DOTALL)  # a count beside a heading is not its name


class Heading(TypedDict):
    """An entry of a page's table of contents, in the form that Markdown's ``toc`` extension made common."""

    level: int
    id: str
    name: str
    children: list[Heading]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page and its inner HTML.

    Attributes:
        page: the page without its view.
        html: what stands inside the page's frame.
    """

    page: Page
    html: str

    @property
    def headings(self) -> list[Heading]:
        """Headings of level 2 with those of level 3 below them."""
        return headings_of(self.html)

    @property
    def numbered(self) -> frozenset[str]:
        """Ids of the headings of a report's outline, which carry 一、（一）1."""
        return numbered_of(self.html)


class Renderer:
    """Renders pages; compiles each template once."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            bytecode_cache=COMPILED,
        )
        self._page: Page | None = None
        self._told: set[str] = set()
        self._environment.filters |= {
            "prose": _prose,
            "address": self._address_in,
            "table": self._table,
            "term": self._term_link,
        }
        self._environment.globals["beside"] = self._beside

    def render(self, page: Page, *, edit_url: str | None = None) -> Rendered:
        """``page`` with its inner HTML, without its view; ``edit_url`` is where its data file can be edited."""
        self._page, self._told = page, set()
        template = self._environment.get_template(page.template)
        html = template.render(page=page, view=page.view, edit_url=edit_url)
        return Rendered(replace(page, view=None), html)

    def _address(self, path: str) -> str:
        """A site-root address as seen from the page that is being rendered.

        Known here, and not from the template's context, so that imported macros are compiled and run once for all.
        """
        assert self._page is not None
        return f"{self._page.base or './'}{path}"

    @pass_context
    def _address_in(self, _: Context, path: str) -> str:
        """The same for templates; asking for a context keeps Jinja from working it out once and for all pages."""
        return self._address(path)

    def _table(self, table: Table | None) -> Markup:
        return render_table(table, self._address, self._beside(), self._term)

    def _term(self, label: str) -> str | None:
        """Where a label is explained, at its first place on a page about units; None elsewhere."""
        if self._page is None or self._page.template not in _EXPLAINED:
            return None
        term = find_term(label)
        if term is None or term.id in self._told:
            return None
        self._told.add(term.id)
        return self._address(f"{GLOSSARY}#{term.id}")

    def _term_link(self, label: str) -> Markup:
        """A label, led to its explanation."""
        return Markup(term_html(label, self._term(label)))

    def _beside(self) -> str:
        """The file beside the page in which its figures stand."""
        assert self._page is not None
        return self._page.csv


def headings_of(html: str) -> list[Heading]:
    """The table of contents, read from what was rendered so that the two cannot differ."""
    top: list[Heading] = []
    for level, id_, title in _HEADING.findall(html):
        name = Markup(_TAG.sub("", title)).unescape().strip()
        heading = Heading(level=int(level), id=id_, name=name, children=[])
        (top[-1]["children"] if level == "3" and top else top).append(heading)
    return top


def numbered_of(html: str) -> frozenset[str]:
    """Ids of the headings between the marks of the outline; an annex has its own 附件一."""
    outline = html.partition(_OUTLINE)[2].partition(_OUTLINE_END)[0].partition(_ANNEX)[0]
    return frozenset(id_ for _, id_, _ in _HEADING.findall(outline))


def _prose(text: str | None, level: int = 3, prefix: str = "") -> Markup:
    return Markup(render_prose(text, level=level, prefix=prefix)) if text else Markup("")
