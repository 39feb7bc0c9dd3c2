"""The edge to MkDocs: hands the finished site over, one event at a time. Nothing else may import mkdocs."""

import logging
from html import escape  # MkDocs' own templates do not
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from gongkai.render.compiled import COMPILED
from gongkai.site import Order, Piece, Sheet, build_site

log = logging.getLogger("mkdocs.hooks.gongkai")
logging.getLogger("mkdocs.commands.build").addFilter(lambda told: "'dirty'" not in told.msg)  # ours is exact


class ShellPage(Page):
    """A page whose inner HTML comes ready from the core, asked for when it is written and let go afterwards."""

    def __init__(self, sheet: Sheet, config: MkDocsConfig) -> None:
        file = File.generated(config, f"{sheet.path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(sheet.label or sheet.path, file, config)
        file.is_modified, self.sheet = lambda: not sheet.is_current, sheet  # type: ignore[method-assign]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""  # see on_page_context


class MadeFile(File):
    """Its bytes are made when it is written and let go afterwards; what is current stays as it is."""

    def __init__(self, piece: Piece, config: MkDocsConfig) -> None:
        super().__init__(piece.path, None, config.site_dir, config.use_directory_urls)
        self.piece, self.inclusion = piece, InclusionLevel.INCLUDED

    def copy_file(self, dirty: bool = False) -> None:
        if not self.piece.is_current:
            self.content_bytes = self.piece.make()
            super().copy_file()
            self.content_bytes = b""


def on_files(files: Files, *, config: MkDocsConfig, **_: Any) -> Files:
    """Make the site and add its pages, attachments and downloads to the files of ``docs/``."""
    probe = File.generated(config, "index.md", content="")
    probe.edit_uri = "{source}"
    order = Order.of({**config, "theme": dict(config.theme)}, edit=Page(None, probe, config).edit_url or "")
    by_hand = [(f.dest_uri, f.abs_src_path or "") for f in files if f.inclusion is not InclusionLevel.EXCLUDED]
    config.data["gongkai"] = site = build_site(order, by_hand)
    if not site.tell(log):
        raise PluginError("网站没有生成：上面列出的文件占了别的页面的位置")
    made = (*(ShellPage(sheet, config).file for sheet in site.sheets), *(MadeFile(p, config) for p in site.pieces))
    return Files([*(f for f in files if not f.src_uri.startswith("assets/javascripts/")), *made])  # the theme's: unused


def on_env(env: Any, **_: Any) -> None:
    """Compile a template once, however often a preview builds the site."""
    env.bytecode_cache = COMPILED


def on_page_context(_context: Any, *, page: Any, **_: Any) -> None:
    """Ask for a page of ours, just before it is written."""
    if isinstance(page, ShellPage):
        made = page.sheet.make()
        page.meta = {"title": escape(made.page.title), "description": escape(made.page.description)}
        vars(page).update(shell=made.page, numbered=made.numbered, content=made.html, toc=get_toc(list(made.headings)))


def on_post_page(_output: str, *, page: Page, **_: Any) -> None:
    """Let go of what has been written."""
    if isinstance(page, ShellPage):
        vars(page).update(content="", toc=get_toc([]), shell=None)


def on_post_build(*, config: MkDocsConfig, **_: Any) -> None:
    """The site is whole."""
    config.data["gongkai"].finish(log)
