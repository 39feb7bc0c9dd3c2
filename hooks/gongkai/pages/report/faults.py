"""A preview's page of a file that cannot be read: what is wrong with it, so that its writer need not go and ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from ...model.archive import Entry
from ...model.problem import Level, Problem
from ..parts.page import Page
from .report import ReportView

#: As many as a person mends before he looks again.
_MOST = 20


def with_faults(page: Page, entry: Entry, problems: Iterable[Problem]) -> Page:
    """The page with what must be mended in its file, or in the other files of its year's folder that rule it."""
    if entry.report is not None or not isinstance(page.view, ReportView):
        return page
    files = {entry.file, str(PurePosixPath(entry.file).with_name("_year.yml"))}
    faults = [p for p in problems if p.level is Level.ERROR and p.place.file in files]
    return replace(page, view=replace(page.view, faults=tuple(faults[:_MOST])))
