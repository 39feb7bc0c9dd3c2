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
from gongkai.site import FileTask, PageTask, build_site

log = logging.getLogger("mkdocs.hooks.gongkai")
logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty'" not in record.msg)  # ours is exact


class GeneratedPage(Page):
    """A page whose inner HTML comes ready from the core, asked for when it is written and let go afterwards."""

    def __init__(self, task: PageTask, config: MkDocsConfig) -> None:
        file = File.generated(config, f"{task.path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(task.label or task.path, file, config)
        file.is_modified, self.task = lambda: not task.is_current, task  # type: ignore[method-assign]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""  # see on_page_context


class GeneratedFile(File):
    """Its bytes are built when it is written and let go afterwards; what is current stays as it is."""

    def __init__(self, task: FileTask, config: MkDocsConfig) -> None:
        super().__init__(task.path, None, config.site_dir, config.use_directory_urls)
        self.task, self.inclusion = task, InclusionLevel.INCLUDED

    def copy_file(self, dirty: bool = False) -> None:
        if not self.task.is_current:
            self.content_bytes = self.task.build()
            super().copy_file()
            self.content_bytes = b""


def on_config(config: MkDocsConfig, **_: Any) -> None:
    """Read the settings, or stop with all that is wrong with them before anything is touched."""
    edit = Page(None, File("{source}", None, config.site_dir, True), config).edit_url or ""
    config.data["gongkai"] = read_settings({**config, "theme": dict(config.theme)}, edit=edit, stop=PluginError)


def on_files(files: Files, *, config: MkDocsConfig, **_: Any) -> Files:
    """Build the site and add its pages, attachments and downloads to the files of ``docs/``."""
    config.markdown_extensions.append(line_ends.LineEnds())  # type: ignore[arg-type]
    by_hand = [(f.dest_uri, f.abs_src_path or "") for f in files if f.inclusion is not InclusionLevel.EXCLUDED]
    config.data["gongkai"] = site = build_site(config.data["gongkai"], by_hand)
    site.report_problems(log, stop=PluginError)
    generated = [*(GeneratedPage(p, config).file for p in site.pages), *(GeneratedFile(f, config) for f in site.files)]
    return Files([*(f for f in files if f.src_dir not in config.theme.dirs), *generated])  # none of the theme's


def on_env(env: Any, *, config: MkDocsConfig, **_: Any) -> None:
    """The theme reads the settings; a template is compiled once, however often a preview builds the site."""
    env.globals["settings"], env.bytecode_cache = config.data["gongkai"].settings, html.COMPILED


def on_page_context(context: Any, *, page: Any, **_: Any) -> None:
    """Ask for a generated page, just before it is written; what the theme is shown of it is let go afterwards."""
    if hasattr(page, "task"):
        rendered, shown = page.task.build(), copy(page)
        shown.shell, shown.numbered, shown.content = rendered.page, rendered.numbered, rendered.html
        shown.meta = {"title": escape(rendered.page.title), "description": escape(rendered.page.description)}
        shown.toc, context["page"] = get_toc(list(rendered.headings)), shown


def on_post_build(*, config: MkDocsConfig, **_: Any) -> None:
    """The site is whole."""
    config.data["gongkai"].finish(log)
