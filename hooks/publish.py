"""The edge to MkDocs: hands the finished site over, one event at a time. Nothing else here may import mkdocs."""

from __future__ import annotations

import logging
from html import escape  # MkDocs' own templates do not
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from gongkai.model.problem import Level
from gongkai.present.page import Page
from gongkai.render.html import Renderer
from gongkai.site import build_site

log = logging.getLogger("mkdocs.hooks.gongkai")


class ShellPage(MkDocsPage):
    """A page whose inner HTML comes ready from the core, made when it is written and let go afterwards."""

    def __init__(self, shell: Page, renderer: Renderer, file: File, config: MkDocsConfig) -> None:
        super().__init__(escape(shell.label or shell.title), file, config)
        self.shell, self._renderer = shell, renderer
        self.numbered: frozenset[str] = frozenset()
        self.meta = {"title": escape(shell.title), "description": escape(shell.description)}

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read: the data was read before."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing yet: see :meth:`fill`."""
        self.content = ""

    def fill(self) -> None:
        """Render, just before the page is written."""
        rendered = self._renderer.render(self.shell, edit_url=self.edit_url)
        self.content, self.toc = rendered.html, get_toc(list(rendered.headings))
        self.numbered = rendered.numbered

    def release(self) -> None:
        """Let the HTML go."""
        self.content, self.toc = "", get_toc([])


def on_files(files: Files, *, config: MkDocsConfig, **_: Any) -> Files:
    """Lay out the site and add its pages and attachments to those of ``docs/``."""
    settings = config.extra.get("gongkai", {})
    root = Path(config.config_file_path).parent
    site = build_site(root, settings.get("data", "data"), preview=bool(settings.get("preview")))
    for problem in site.problems:
        log.log(logging.WARNING if problem.level is Level.ERROR else logging.INFO, "%s", problem)
    for shell in site.pages:
        file = File.generated(config, f"{shell.path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = shell.source
        ShellPage(shell, site.renderer, file, config)
        files.append(file)
    for path, source in site.files.items():
        files.append(File.generated(config, path, abs_src_path=str(source)))
    return files


def on_page_context(context: Any, *, page: MkDocsPage, **_: Any) -> Any:
    """Fill a page of ours at the last moment."""
    if isinstance(page, ShellPage):
        page.fill()
    return context


def on_post_page(output: str, *, page: MkDocsPage, **_: Any) -> str:
    """Let go of what has been written."""
    if isinstance(page, ShellPage):
        page.release()
    return output
