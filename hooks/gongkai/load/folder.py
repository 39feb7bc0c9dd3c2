"""The data folder → archive and problems. One bad file never stops the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..model.archive import Archive, Entry
from ..model.problem import KeyPath, Level, Place, Problem
from ..model.report import Report
from ..model.year import YearRules
from .attachments import missing_attachments
from .blanks import find_blanks
from .layout import unit_files, year_folders
from .record_file import parse_record
from .register import YEAR_FILE, read_units, read_year, stand_in, unknown_relations
from .relations import check_file, check_texts
from .source import read_source
from .yaml_text import parse_yaml


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One data file read: its entry and its problems."""

    entry: Entry
    problems: tuple[Problem, ...]


def read_archive(root: Path, folder: str = "data") -> tuple[Archive, tuple[Problem, ...]]:
    """Read everything below ``root/folder``; files are named in problems as seen from ``root``."""
    problems: list[Problem] = []
    register = read_units(root, folder, problems)
    years: dict[int, YearRules] = {}
    entries: dict[tuple[str, int], Entry] = {}
    for year, files in year_folders(root, folder, problems):
        rules = read_year(root, f"{folder}/{year}/{YEAR_FILE}", problems)
        years[year] = rules or stand_in()
        for unit_id, file in unit_files(root, folder, year, files, register, problems):
            read = read_entry(root, file, unit_id, year)
            problems.extend(read.problems)
            # without the year's rules nothing can be said of its reports: they are 核实中, at their addresses
            entries[unit_id, year] = read.entry if rules else replace(read.entry, report=None)
    problems.extend(unknown_relations(register))
    return Archive(register.units, years, entries), tuple(
        sorted(problems, key=lambda problem: (problem.place, problem.level))
    )


def read_entry(root: Path, file: str, unit_id: str, year: int) -> ReadEntry:
    """Read one report; pure but for reading, so that files can be read in any order and process."""
    source = read_source(root / file, file)
    if source.text is None:
        return ReadEntry(Entry(unit_id, year, file, source.digest, None), source.problems)
    report, document = parse_record(source.text, file, Report)
    problems = [*source.problems, *document.problems]
    if report is not None:
        problems += check_file(report, year, document)
        problems += check_texts(document.value, document)
        problems += find_blanks(report, document)
        problems += missing_attachments(root, file, report.attachments, document)
    failed = any(problem.level is Level.ERROR for problem in problems)
    return ReadEntry(Entry(unit_id, year, file, source.digest, None if failed else report), tuple(problems))


def locate(root: Path, file: str, paths: set[KeyPath]) -> dict[KeyPath, Place]:
    """Where values stand in a file, for problems found later."""
    source = read_source(root / file, file)
    document = parse_yaml(source.text or "", file)
    return {path: document.place(path) for path in paths}
