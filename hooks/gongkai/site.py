"""The whole pipeline on one screen: data folder → archive → pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .load.folder import read_archive
from .model.archive import Archive
from .model.problem import Problem
from .present.page import Page
from .present.report import report_page
from .present.unit import directory_page, unit_page
from .present.year import home_page, year_page, years_page
from .render.html import Renderer


@dataclass(frozen=True, slots=True)
class Site:
    """Everything to publish: pages to be rendered when they are written, files to be copied, problems to be shown."""

    pages: tuple[Page, ...]
    files: dict[str, Path]
    problems: tuple[Problem, ...]
    renderer: Renderer


def build_site(root: Path, folder: str = "data") -> Site:
    """Read ``root/folder`` and lay out every page; nothing is rendered yet."""
    archive, problems = read_archive(root, folder)
    pages = tuple(lay_out(archive))
    files = {path: root / file for page in pages for path, file in page.attachments.items()}
    return Site(pages, files, problems, Renderer())


def lay_out(archive: Archive) -> Iterator[Page]:
    """Every page of the site, each at its stable address."""
    yield home_page(archive)
    yield directory_page(archive)
    yield years_page(archive)
    for unit_id, unit in archive.units.items():
        yield unit_page(archive, unit_id, unit)
    for year in sorted(archive.years):
        yield year_page(archive, year)
    for entry in archive.entries.values():
        if entry.unit_id in archive.units and entry.year in archive.years:
            yield report_page(archive, entry)
