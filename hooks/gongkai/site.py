"""The whole pipeline on one screen: data folder → archive → findings → pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from .check import CHECKS
from .export.open_data import open_data
from .model.problem import Level, Place, Problem
from .present.downloads import Publication, data_page, feeds_of
from .present.page import Page
from .present.quality import Method, methodology_page, quality_page
from .present.report import report_page
from .present.search import search_page
from .present.unit import directory_page, unit_page
from .present.year import home_page, year_page, years_page
from .render.html import Rendered, Renderer
from .search.bundle import write_entry, write_index
from .search.lookup import LOOKUP_PATH, lookup_index
from .survey import Survey, survey


@dataclass(frozen=True, slots=True)
class Site:
    """Everything to publish: pages and files, made when they are written, and problems to be shown."""

    pages: tuple[Page, ...]
    files: dict[str, Callable[[], bytes]]
    problems: tuple[Problem, ...]
    renderer: Renderer

    def render(self, page: Page, target: Path, *, edit_url: str | None = None) -> Rendered:
        """The inner HTML of ``page``; a report's text is laid down below ``target`` for the search."""
        rendered = self.renderer.render(page, edit_url=edit_url)
        write_entry(page, rendered, target)
        return rendered


#: Atom needs absolute addresses; a site without one has no feeds.
_NO_ADDRESS: Final = Problem(
    Place("mkdocs.yml"), Level.HINT, "G06", "没有设置 site_url，不生成订阅（feed.xml）", "写上网站发布后的网址"
)


def build_site(
    root: Path, folder: str = "data", *, preview: bool = False, publication: Publication | None = None
) -> Site:
    """Read and check ``root/folder`` and lay out every page; nothing is rendered yet.

    A report that is being prepared (待公开) is no part of the site, but of a ``preview``.
    """
    publication = replace(publication or Publication(), timestamp=_commit_time())
    found = survey(root, folder)
    found = replace(found, archive=found.archive.for_readers(preview=preview))
    downloads = open_data(found.archive, found.findings, publication)
    built = frozenset(download.path for download in downloads)
    pages = tuple(replace(page, feeds=feeds_of(page, built)) for page in lay_out(found, publication, built))
    files: dict[str, Callable[[], bytes]] = {download.path: download.content for download in downloads}
    files[LOOKUP_PATH] = partial(lookup_index, found.archive)
    files |= {path: (root / file).read_bytes for page in pages for path, file in page.attachments.items()}
    problems = found.unread if publication.url else (*found.unread, _NO_ADDRESS)
    return Site(pages, files, problems, Renderer())


def index_text(target: Path, root: Path, settings: Mapping[str, object]) -> None:
    """Index the text laid down below ``target``, unless the settings say ``search: false``."""
    write_index(target, root / ".cache/search", wanted=bool(settings.get("search", True)))


def lay_out(found: Survey, publication: Publication, built: frozenset[str]) -> Iterator[Page]:
    """Every page of the site, each at its stable address; ``built`` are the downloads beside them."""
    archive, findings = found.archive, found.findings
    yield home_page(archive)
    yield directory_page(archive)
    yield years_page(archive)
    yield quality_page(archive, findings, methods())
    yield methodology_page(methods())
    yield data_page(archive, publication, built)
    yield search_page()
    for unit_id, unit in archive.units.items():
        yield unit_page(archive, unit_id, unit)
    for year in sorted(archive.years):
        yield year_page(archive, year)
    for key, entry in archive.entries.items():
        if entry.unit_id in archive.units and entry.year in archive.years:
            yield report_page(archive, entry, findings.get(key, ()))


def _commit_time() -> int | None:
    """The time of what is published, where the build is told (SOURCE_DATE_EPOCH)."""
    known = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(known) if known.isdigit() else None


def methods() -> tuple[Method, ...]:
    """The public explanation of every check, from its docstring."""
    return tuple(
        Method(
            check.code, check.title, check.level.label,
            check.explanation.what, check.explanation.why, check.explanation.formula, check.explanation.source,
        )
        for check in CHECKS
    )  # fmt: skip
