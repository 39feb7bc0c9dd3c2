"""The whole pipeline on one screen: data folder → archive → findings → pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .check import CHECKS
from .model.problem import Problem
from .present.page import Page
from .present.quality import Method, methodology_page, quality_page
from .present.report import report_page
from .present.unit import directory_page, unit_page
from .present.year import home_page, year_page, years_page
from .render.html import Renderer
from .survey import Survey, survey


@dataclass(frozen=True, slots=True)
class Site:
    """Everything to publish: pages to be rendered when they are written, files to be copied, problems to be shown."""

    pages: tuple[Page, ...]
    files: dict[str, Path]
    problems: tuple[Problem, ...]
    renderer: Renderer


def build_site(root: Path, folder: str = "data", *, preview: bool = False) -> Site:
    """Read and check ``root/folder`` and lay out every page; nothing is rendered yet.

    A report that is being prepared (待公开) is no part of the site, but of a ``preview``.
    """
    found = survey(root, folder)
    found = replace(found, archive=found.archive.for_readers(preview=preview))
    pages = tuple(lay_out(found))
    files = {path: root / file for page in pages for path, file in page.attachments.items()}
    return Site(pages, files, found.unread, Renderer())


def lay_out(found: Survey) -> Iterator[Page]:
    """Every page of the site, each at its stable address."""
    archive, findings = found.archive, found.findings
    yield home_page(archive)
    yield directory_page(archive)
    yield years_page(archive)
    yield quality_page(archive, findings, methods())
    yield methodology_page(methods())
    for unit_id, unit in archive.units.items():
        yield unit_page(archive, unit_id, unit)
    for year in sorted(archive.years):
        yield year_page(archive, year)
    for key, entry in archive.entries.items():
        if entry.unit_id in archive.units and entry.year in archive.years:
            yield report_page(archive, entry, findings.get(key, ()))


def methods() -> tuple[Method, ...]:
    """The public explanation of every check, from its docstring."""
    return tuple(
        Method(
            check.code, check.title, check.level.label,
            check.explanation.what, check.explanation.why, check.explanation.formula, check.explanation.source,
        )
        for check in CHECKS
    )  # fmt: skip
