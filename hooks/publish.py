"""The edge to MkDocs: hands the finished site over, one event at a time. Nothing else may import mkdocs."""

import logging
from copy import copy
from html import escape  # MkDocs' own templates do not
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from gongkai.render import html, line_ends
from gongkai.settings import read_settings
from gongkai.site import Piece, Sheet, build_site

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


def on_config(config: MkDocsConfig, **_: Any) -> None:
    """Read the settings, or stop with all that is wrong with them before anything is touched."""
    edit = Page(None, File("{source}", None, config.site_dir, True), config).edit_url or ""
    config.data["gongkai"] = read_settings({**config, "theme": dict(config.theme)}, edit=edit, stop=PluginError)


def on_files(files: Files, *, config: MkDocsConfig, **_: Any) -> Files:
    """Make the site and add its pages, attachments and downloads to the files of ``docs/``."""
    config.markdown_extensions.append(line_ends.LineEnds())  # type: ignore[arg-type]
    by_hand = [(f.dest_uri, f.abs_src_path or "") for f in files if f.inclusion is not InclusionLevel.EXCLUDED]
    config.data["gongkai"] = site = build_site(config.data["gongkai"], by_hand)
    site.tell(log, stop=PluginError)
    ours = [*(ShellPage(s, config).file for s in site.sheets), *(MadeFile(p, config) for p in site.pieces)]
    return Files([*(f for f in files if f.src_dir not in config.theme.dirs), *ours])  # none of the theme's


def on_env(env: Any, *, config: MkDocsConfig, **_: Any) -> None:
    """The theme reads the settings; a template is compiled once, however often a preview builds the site."""
    env.globals["settings"], env.bytecode_cache = config.data["gongkai"].settings, html.COMPILED


def on_page_context(context: Any, *, page: Any, **_: Any) -> None:
    """Ask for a page of ours, just before it is written; what the theme is shown of it is let go afterwards."""
    if hasattr(page, "sheet"):
        made, shown = page.sheet.make(), copy(page)
        shown.shell, shown.numbered, shown.content = made.page, made.numbered, made.html
        shown.meta = {"title": escape(made.page.title), "description": escape(made.page.description)}
        shown.toc, context["page"] = get_toc(list(made.headings)), shown


def on_post_build(*, config: MkDocsConfig, **_: Any) -> None:
    """The site is whole."""
    config.data["gongkai"].finish(log)
