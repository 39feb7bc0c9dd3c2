"""Pages → HTML; templates are compiled once for all builds, and beside the code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup

from ..pages.glossary import find_term
from ..pages.parts.bars import Bars, Share
from ..pages.parts.page import GLOSSARY, Page
from ..pages.parts.table import Table
from ..pages.report.block import Block
from ..pages.report.report import BodyView
from .charts import Chart, render_chart, render_sketch
from .compiled import COMPILED
from .escaping import EscapingCode, escape, put_in
from .frame import FrameKind, Slots
from .navigation import (
    IN_FOOTER,
    Heading,
    render_contents,
    render_groups,
    render_head,
    render_menu,
    render_side,
    render_toc,
    tab_of,
)
from .policy import policy_of
from .prose import render_brief, render_prose, written_html
from .tables import check_rows, csv_link, render_table, term_html

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
#: Stands for the contents of a page until all of its headings are known: a private character, which no text holds.
_CONTENTS: Final = "\ue0f2"
#: Pages on which terms are explained.
_EXPLAINED: Final = frozenset({"report.html", "unit.html", "year.html"})


def frame_kind(page: Page) -> FrameKind:
    """The kind of frame that a page stands in."""
    return FrameKind(page.path.count("/"), tab_of(page.path), page.source is not None, page.scripts, page.styles)


def theme_environment(make: Callable[[], Environment]) -> Environment:
    """The theme's templates; its thousands of other files, of which the site has none, are not looked for."""
    environment = make()
    environment.bytecode_cache = COMPILED
    environment.globals |= {"policy_of": policy_of, "in_footer": IN_FOOTER}
    environment.filters["written"] = written_html
    environment.list_templates = lambda *_, **__: []  # type: ignore[method-assign]  # of this one alone
    return environment


@cache
def renderer() -> Renderer:
    """The one of this process."""
    return Renderer()


class Renderer:
    """Renders pages; compiles each template once."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            finalize=put_in,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=COMPILED,
            auto_reload=False,  # else every page looks whether its six templates are still the same
        )
        self._environment.code_generator_class = EscapingCode
        # Views are objects that have what is asked of them: no template asks a mapping for an item by a dot.
        self._environment.getattr = getattr  # type: ignore[method-assign,assignment]
        self._page = Page("", "", "", None)
        self._base = self._csv = ""
        self._told: set[str] = set()
        self._headings: list[Heading] = []
        self._environment.filters |= {
            "prose": pass_context(lambda _, text: self._prose(text)),
            "brief": pass_context(lambda _, text: Markup(render_brief(text))),
            "address": pass_context(lambda _, path: self._address(path)),
            "chapters": self._chapters,
            "chart": self._chart,
            "check_rows": check_rows,
            "sketch": render_sketch,
            "table": self._table,
            "term": pass_context(lambda _, label: Markup(term_html(label, self._term(label)))),
        }
        self._environment.globals |= {"heading": self._heading, "contents": Markup(_CONTENTS)}

    def look_again(self) -> None:
        """Read the templates anew when they are next needed: a preview goes on while somebody edits them."""
        if self._environment.cache is not None:
            self._environment.cache.clear()

    def render(self, page: Page, *, edit_url: str | None = None) -> Slots:
        """``page`` as its frame takes it; ``edit_url`` is where its data file can be edited."""
        self._page, self._told, self._headings, self._base = page, set(), [], page.base or "./"
        self._csv = csv_link(page.csv, page.csv_name)
        template = self._environment.get_template(page.template)
        content = template.render(page=page, view=page.view, edit_url=edit_url)
        groups, headings = render_groups(page.sidebar, self._address), self._headings if page.path else []
        return Slots(
            title=escape(page.title),
            description=escape(page.description),
            address=escape(page.path),
            head=render_head(page, self._address),
            side=render_side(groups),
            menu=groups + render_menu(headings),
            toc="" if page.is_wide else render_toc(headings),
            content=content.replace(_CONTENTS, render_contents(headings), 1),
        )

    def _address(self, path: str) -> str:
        """A site-root address as seen from the page that is being rendered.

        The page is known here, and not from the template's context, so that imported macros are compiled and run once
        for all; asking for a context keeps Jinja from working the address out once and for all pages.
        """
        return path if path.startswith("#") else f"{self._base}{path}"

    def _table(self, table: Table | None) -> Markup:
        return render_table(table, self._address, self._csv, self._term)

    def _chart(self, chart: Chart | None) -> Markup:
        return render_chart(chart, self._address, self._csv)

    def _term(self, label: str) -> str | None:
        """Where a label is explained, at its first place on a page about units; None elsewhere."""
        term = find_term(label) if self._page.template in _EXPLAINED else None
        if term is None or term.id in self._told:
            return None
        self._told.add(term.id)
        return self._address(f"{GLOSSARY}#{term.id}")

    def _chapters(self, body: BodyView) -> Markup:
        """The introduction and the chapters of a report; what is put in is HTML or is escaped where it is put in.

        They stand in no box of their own: a reader view would take it for the article, without lead and notice.
        """
        introduction = self._boxed(body.introduction, 3, body.introduction_id)
        placed = [introduction.replace('<div class="', '<div class="gk-outline ', 1), "\n"]
        for chapter in body.chapters:
            kind = "" if chapter.numbered else " is-annex"
            placed.append(f'<section class="gk-outline{kind}">\n{self._block(chapter)}\n</section>\n')
        return Markup("".join(placed))

    def _block(self, block: Block) -> str:
        if block.kind == "folded":
            return self._folded(block)
        heading = f"{self._heading(block.level, block.id, block.title, block.numbered)}\n" if block.title else ""
        return f"{heading}{self._content(block)}\n"

    def _folded(self, block: Block) -> str:
        """A block that opens at its heading, which is not among the contents: there may be dozens."""
        note = f"<small>{escape(block.note)}</small>" if block.note else ""
        heading = f'<h{block.level} id="{escape(block.id)}">{escape(block.title)}{note}</h{block.level}>'
        return f'<details class="gk-fold"><summary>{heading}</summary>\n{self._content(block)}</details>\n'

    def _content(self, block: Block) -> str:
        content = block.content
        if isinstance(content, str):
            is_said = block.kind == "sentence"
            return (
                f"<p>{escape(content)}</p>" if is_said else self._boxed(content, block.below, block.id, block.numbered)
            )
        if isinstance(content, Table):
            return self._table(content)
        if isinstance(content, Share | Bars):
            return self._chart(content)
        if block.kind in ("blocks", "folded"):
            return "".join([self._block(part) for part in content if isinstance(part, Block)])
        texts = [self._prose(str(text), block.below + 1, f"{block.id}-{at}") for at, text in enumerate(content, 1)]
        return "\n".join(['<ol class="gk-points">', *[f"<li>{text}</li>" for text in texts], "</ol>"])

    def _boxed(self, text: str | None, level: int, prefix: str, numbered: bool = False) -> str:
        return f'<div class="gk-prose">\n{self._prose(text, level, prefix, numbered)}\n</div>\n' if text else ""

    def _heading(self, level: int, id_: str, title: str, numbered: bool = False, note: str = "") -> Markup:
        """A heading that can be jumped to; ``note`` stands beside its words."""
        self._mark(level, id_, title, numbered)
        beside = f"<small>{escape(note)}</small>" if note else ""
        return Markup(f'<h{level} id="{escape(id_)}">{escape(title)}{beside}</h{level}>')  # each value is escaped

    def _prose(self, text: str | None, level: int = 3, prefix: str = "", numbered: bool = False) -> Markup:
        """Free text, whose headings can be jumped to."""
        made = render_prose(text or "", level=level, prefix=prefix)
        for heading in made.headings:
            self._mark(heading.level, heading.id, heading.words, numbered)
        return Markup(made.html)

    def _mark(self, level: int, id_: str, name: str, numbered: bool) -> None:
        if level <= 3:
            heading = Heading(level, id_, name, numbered)
            (self._headings[-1].children if level > 2 and self._headings else self._headings).append(heading)
