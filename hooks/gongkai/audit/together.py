"""data.csv and data.json of a unit hold the files of its reports, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from ..model.disclosure import REPORT_FILES
from ..open_data.record import CSV_START
from ..pages.parts.page import report_path, unit_path
from .fault import Fault, Group
from .site_files import content_of


def faults_of_files_together(site: Path, files: Set[str], keys: Sequence[tuple[str, int]]) -> Iterator[Fault]:
    """What of the files of a unit is not made of those of its reports.

    Args:
        site: the folder.
        files: all below it.
        keys: the reports, in the order of their years.
    """
    folder = unit_path(keys[0][0])
    rows = [content_of(site, f"{report_path(*key)}{REPORT_FILES['csv']}")[len(CSV_START) :] for key in keys]
    path = f"{folder}data.csv"
    if path in files and content_of(site, path) != CSV_START + b"".join(rows):
        yield Fault(Group.DATA, path, "与各年的 report.csv 合起来不同")
    path = f"{folder}data.json"
    content = content_of(site, path)
    reports = [content_of(site, f"{report_path(*key)}{REPORT_FILES['json']}")[:-1] for key in keys]
    if path in files and (content.count(b"\n") != len(keys) + 2 or b",\n".join(reports) not in content):
        yield Fault(Group.DATA, path, "与各年的 report.json 合起来不同")
