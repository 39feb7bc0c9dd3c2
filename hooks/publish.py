"""The edge to MkDocs: hands the finished site over, one event at a time. Nothing else here may import mkdocs."""

import logging
from collections.abc import Callable
from html import escape  # MkDocs' own templates do not
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from gongkai.model.problem import Level
from gongkai.present.downloads import Publication
from gongkai.present.page import Page
from gongkai.site import Site, build_site, index_text

log = logging.getLogger("mkdocs.hooks.gongkai")


class ShellPage(MkDocsPage):
    """A page whose inner HTML comes ready from the core, made when it is written and let go afterwards."""

    def __init__(self, shell: Page, site: Site, file: File, config: MkDocsConfig) -> None:
        super().__init__(escape(shell.label or shell.title), file, config)
        self.shell, self.site, self.numbered = shell, site, frozenset[str]()

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing yet: see :func:`on_page_context`."""
        self.content, self.meta = "", {k: escape(getattr(self.shell, k)) for k in ("title", "description")}


class MadeFile(File):
    """A file whose bytes are made when it is written and let go afterwards."""

    def __init__(self, path: str, make: Callable[[], bytes], config: MkDocsConfig) -> None:
        super().__init__(path, None, config.site_dir, config.use_directory_urls)
        self._make = make

    def copy_file(self, dirty: bool = False) -> None:
        """Make, write and let go."""
        self.content_bytes = self._make()
        super().copy_file(dirty)
        self.content_bytes = b""


def on_files(files: Files, *, config: MkDocsConfig, **_: Any) -> Files:
    """Lay out the site and add its pages, attachments and downloads to the files of ``docs/``."""
    settings, root = config.extra.get("gongkai", {}), Path(config.config_file_path).parent
    published = Publication.of(config.site_name, config.site_url, settings)
    site = build_site(root, settings.get("data", "data"), preview=bool(settings.get("preview")), publication=published)
    for problem in site.problems:
        log.log(logging.WARNING if problem.level is Level.ERROR else logging.INFO, "%s", problem)
    for shell in site.pages:
        file = File.generated(config, f"{shell.path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = shell.source
        files.append(ShellPage(shell, site, file, config).file)
    for path, make in site.files.items():
        files.append(MadeFile(path, make, config))
    return files


def on_page_context(context: Any, *, page: MkDocsPage, **_: Any) -> Any:
    """Render a page of ours, just before it is written."""
    if isinstance(page, ShellPage):
        rendered = page.site.render(page.shell, Path(page.file.dest_dir), edit_url=page.edit_url)
        page.content, page.toc, page.numbered = rendered.html, get_toc(list(rendered.headings)), rendered.numbered
    return context


def on_post_page(output: str, *, page: MkDocsPage, **_: Any) -> str:
    """Let go of what has been written."""
    page.content, page.toc = "", get_toc([])
    return output


def on_post_build(*, config: MkDocsConfig, **_: Any) -> None:
    """Index the text of all reports, so that readers can search it."""
    index_text(Path(config.site_dir), Path(config.config_file_path).parent, config.extra.get("gongkai", {}))
