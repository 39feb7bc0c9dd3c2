"""The edge to MkDocs: frames the site's pages, and takes over what MkDocs writes. Nothing else may import mkdocs."""

import logging
from functools import partial
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from gongkai.render import frame, html, line_ends
from gongkai.settings import all_told, read_settings
from gongkai.site import MAIN_PAGES, begin_site, build_site, stop_in_words

log = logging.getLogger("mkdocs.hooks.gongkai")
on_build_error = partial(stop_in_words, stop=PluginError)
logging.getLogger("mkdocs.commands.build").addFilter(lambda r: {"'dirty'", "--clean"}.isdisjoint(str(r.msg).split()))


class GeneratedPage(Page):
    """A page of the main navigation, made from data when it is written."""

    kind: frame.FrameKind
    slots: frame.Slots

    def __init__(self, path: str, label: str | None, config: MkDocsConfig) -> None:
        file = File.generated(config, f"{path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(label, file, config)
        file.is_modified = lambda: "site" not in config.data or not config.data["site"].is_current(path)  # type: ignore[method-assign]  # on an object
        self.content, self.render = "", lambda *_: None  # type: ignore[method-assign]  # see on_page_context


def on_config(config: MkDocsConfig, **_: Any) -> None:
    """Read the settings, or stop with all that is wrong with them before anything is touched."""
    config.theme.static_templates.discard("sitemap.xml")  # ours lists every page
    read = partial(read_settings, {**config, "theme": dict(config.theme)}, stop=PluginError)
    settings = read(edit=lambda: Page(None, File("{source}", None, config.site_dir, True), config).edit_url or "")
    config.data["settings"], config.data["manifest"] = settings, begin_site(settings, all_told(config))
    config.theme.get_env = partial(html.theme_environment, config.theme.get_env)  # type: ignore[method-assign]  # on an object


def on_files(files: Files, *, config: MkDocsConfig, **_: Any) -> Files:
    """Add the pages of the main navigation to the files of ``docs/``."""
    config.markdown_extensions.append(line_ends.LineEnds())  # type: ignore[arg-type]  # an extension, not its name
    return Files([*files, *(GeneratedPage(path, label, config).file for path, label in MAIN_PAGES.items())])


def on_nav(nav: Any, *, config: MkDocsConfig, files: Files, **_: Any) -> None:
    """Keep the navigation for the frames; of a page by hand that stands only the title is needed for them."""
    config.data["nav"] = nav
    for page in (f.page for f in files if f.page and config.data["manifest"].stands_by_hand(f.dest_uri)):
        page.read_source(config)
        page.file.is_modified = partial(bool, "title" not in page.meta)  # type: ignore[method-assign]  # on an object


def on_env(env: Any, *, config: MkDocsConfig, files: Files, **_: Any) -> None:
    """Build the site."""
    env.globals["settings"] = config.data["settings"]
    own = [(f.dest_uri, f.abs_src_path) for f in files if f.abs_src_path and f.inclusion is not InclusionLevel.EXCLUDED]

    def render(kind: frame.FrameKind, slots: frame.Slots) -> str:
        page = GeneratedPage(kind.path, None, config)
        page.kind, page.slots = kind, slots
        return str(env.get_template("main.html").render(get_context(config.data["nav"], [*files], config, page)))

    config.data["site"] = site = build_site(config.data["settings"], config.data["manifest"], own, frame.Frames(render))
    site.report_problems(log, stop=PluginError)


def on_page_context(context: Any, *, page: Any, config: MkDocsConfig, **_: Any) -> None:
    """Make a page of the main navigation, just before it is written."""
    if isinstance(page, GeneratedPage):
        page.kind, page.slots = config.data["site"].main_page(page.url)


def on_post_build(*, config: MkDocsConfig, **_: Any) -> None:
    """The site is whole."""
    config.data["site"].finish(log)
