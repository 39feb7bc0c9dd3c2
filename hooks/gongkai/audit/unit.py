"""A unit group: its reports' files against its data files, and every figure of its pages at its place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..build.unit_groups import Task, UnitGroup
from ..load.inventory import DataFile
from ..load.report_file import read_entry
from ..model.archive import Entry
from ..model.disclosure import HISTORY_FILE, PAGE_FILE, REPORT_FILES, State
from ..pages.data import MANIFEST
from ..pages.desk import DATA
from ..pages.parts.page import attachment_path, report_path, unit_path
from .again import Again
from .corrected import faults_of_history, says_what_it_must, words_of_corrections
from .fault import Fault, Group, Outcome
from .figures import prove
from .frame import look_around
from .links import Links
from .looked import look_at
from .markup import Markup, Plain
from .page import article_of
from .record_text import parts_of, same_changes, same_figures, says_the_same
from .sayable import Around, History
from .seen import Seen, with_checks
from .several import report_in
from .site_files import checksums_in, content_of, digest, files_of, listed_in
from .stated import Stated
from .together import faults_of_files_together

#: Digits of a checksum that are set apart to be quoted.
_QUOTED: Final = 12


class AuditedGroup(NamedTuple):
    """What was found in a unit group, its reports, files that should be there, and checksums of its pages' shells."""

    outcome: Outcome
    reports: tuple[Seen, ...]
    expected: frozenset[str]
    shells: tuple[tuple[str, str], ...]


@dataclass
class _Group:
    """A group that is being looked at."""

    again: Again
    links: Links
    markup: Markup
    group: UnitGroup
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    anchors: set[tuple[str, str, str]] = field(default_factory=set)
    reports: dict[tuple[str, int], Seen] = field(default_factory=dict)
    histories: dict[str, History] = field(default_factory=dict)
    around: dict[str, Around] = field(default_factory=dict)
    expected: set[str] = field(default_factory=set)
    shells: list[tuple[str, str]] = field(default_factory=list)
    is_open: bool = False

    def history(self, unit_id: str) -> History:
        """What the reports of a unit say that were read so far."""
        return self.histories.setdefault(unit_id, History({}))

    def around_of(self, unit_id: str) -> Around:
        """What the register and the rules say of a unit."""
        if unit_id not in self.around:
            self.around[unit_id] = Around.of(self.again.inventory.frame, unit_id)
        return self.around[unit_id]

    @cached_property
    def _own_words(self) -> str:
        files = [file.file for file in self.group.files]
        texts = ((self.again.root / file).read_text("utf-8", "replace") for file in files)
        return "\n".join((*files, "", *texts))

    def own_words(self) -> str:
        """The data files of the group, their names and what they say: addresses of other sites may stand in them."""
        return self._own_words


def audit_groups(again: Again, links: Links, tasks: tuple[Task, ...]) -> tuple[AuditedGroup, ...]:
    """Look some unit groups over; what runs in a worker."""
    markup = markup_of(again.site, links.url, links.allowed, links.repository)
    return tuple(_audit(_Group(again, markup.links, markup, group)) for _, group in tasks)


@lru_cache(maxsize=1)
def markup_of(site: Path, url: str, allowed: str, repository: str) -> Markup:
    """The tags of a site that were judged in this process."""
    return Markup(Links(files_of(site).keys(), url, allowed, repository))


def _audit(group: _Group) -> AuditedGroup:
    for file in group.group.files:
        _read_report(group, file)
    strange: list[Fault] = []
    for key, seen in group.reports.items():
        if seen.state is not State.DRAFT:
            group.expected.add(f"{report_path(*key)}{PAGE_FILE}")
            strange += _audit_page(group, seen)
    for unit_id in group.group.units:
        _audit_unit(group, unit_id)
    if group.is_open:
        found = [*group.again.compare(group.group)]
        group.counts["再生成"] += len(group.reports)
        group.faults += found
        wrong = {fault.file for fault in found}
        group.faults += [fault for fault in strange if fault.file not in wrong]
    outcome = Outcome(tuple(group.faults), group.counts, frozenset(group.anchors))
    return AuditedGroup(outcome, tuple(group.reports.values()), frozenset(group.expected), tuple(group.shells))


def _read_report(group: _Group, file: DataFile) -> None:
    """Set the JSON and CSV of a report against its data file."""
    again, key = group.again, (file.unit_id, file.year)
    data = (again.root / file.file).read_bytes()
    json_path, csv_path = (f"{report_path(*key)}{REPORT_FILES[ending]}" for ending in ("json", "csv"))
    content, rows = content_of(again.site, json_path), content_of(again.site, csv_path)
    stated, computed = parts_of(content)
    is_same = bool(stated) and digest(data).encode() in content and says_the_same(data, stated)
    document = _parsed(content) if content else None
    entry: Entry | None = None
    if not is_same or document is None or file.year in again.inventory.unruled:
        entry = read_entry(again.root, file.file, file.unit_id, file.year).entry
        entry = entry.without_report() if file.year in again.inventory.unruled else entry
        group.is_open |= document is None or entry.published is None or entry.published != report_in(content)
    state = entry.state if entry else State.PUBLISHED
    if document is not None and (entry is None or entry.is_shown):
        attached = (one["文件"] for one in document["公开数"].get("附件", ()))
        names = tuple(attachment_path(*key, name) for name in attached)
        group.history(file.unit_id).years[file.year] = Stated(document)
    else:
        report = entry.published if entry else None
        names = tuple(attachment_path(*key, one.file) for one in report.attachments) if report else ()
    seen = Seen(*key, file.file, digest(data), state, names)
    group.reports[key] = with_checks(seen, document) if document else seen
    if state is State.PUBLISHED:
        group.expected |= {json_path, csv_path, *names}
        group.is_open |= not (same_figures(stated, rows) and same_changes(computed, rows))
        group.counts["数字"] += rows.count(b"\r\n") - 1
        if document and document["公开数"].get("更正"):
            group.expected.add(f"{report_path(*key)}{HISTORY_FILE}")
            group.faults += faults_of_history(again, seen)
        _check_listed(group, {json_path: content, csv_path: rows})
        _check_attachments(group, file, names, document)


def _check_listed(group: _Group, files: dict[str, bytes]) -> None:
    """Build once more what is not as long as the site itself says; its checksum is looked at with all others."""
    listed = listed_in(group.again.site, MANIFEST)
    group.is_open |= any(path not in listed or listed[path].size != len(content) for path, content in files.items())


def _check_attachments(group: _Group, file: DataFile, paths: tuple[str, ...], document: Any) -> None:
    """The attachments are those that stand beside the data file."""
    for path in paths:
        source = group.again.root / Path(file.file).parent / path.removeprefix(report_path(file.unit_id, file.year))
        if path in group.links.files and source.is_file() and content_of(group.again.site, path) != source.read_bytes():
            group.faults.append(Fault(Group.DATA, path, f"与 {Path(file.file).parent} 里的附件不同"))


def _parsed(content: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(content)
        return document if {"公开数", "计算数", "年度", "单位"} <= document.keys() else None
    except (ValueError, AttributeError):
        return None


def _audit_page(group: _Group, seen: Seen) -> Iterator[Fault]:
    """The page of a report: links, anchors, what must not be in it, and its figures."""
    path = f"{report_path(seen.unit_id, seen.year)}{PAGE_FILE}"
    unit, history = group.again.inventory.units[seen.unit_id], group.history(seen.unit_id)
    stated = history.years.get(seen.year)
    page, name = _look_at(group, path), unit.name_in(seen.year)
    if page is None:
        return
    title = stated.document["公开数"].get("标题", "") if stated else ""
    ends = page.title.startswith(name) and page.title.endswith(group.again.publication.name) and title in page.title
    group.is_open |= not ends
    if name not in page.title:
        group.faults.append(Fault(Group.WORDS, path, f"标题是“{page.title}”", f"应有单位的名称“{name}”"))
        group.is_open = True
    checksum = checksums_in(group.again.site).get((seen.unit_id, seen.year), "") if stated else ""
    if stated:
        here = group.links.url + report_path(seen.unit_id, seen.year)
        stated.words.update((checksum[:_QUOTED], checksum[_QUOTED:], here))
    if f"{checksum[:_QUOTED]}</b>{checksum[_QUOTED:]}" not in page.text and (checksum or stated):
        why = "页面是旧的，或者是另一份报告的"
        group.faults.append(Fault(Group.WORDS, path, "页面上没有数据现在的校验值", why))
        group.is_open = True
    if stated is None:
        group.is_open = True
        return
    group.is_open |= not says_what_it_must(article_of(page.text), stated.document)
    for label, column, cell in _prove(group, path, page, stated):
        yield Fault(Group.FIGURES, path, f"“{label}”的“{column}”写的是 {cell}", "数据里没有这个数")


def _prove(group: _Group, path: str, page: Plain, stated: Stated) -> list[tuple[str, str, str]]:
    """Prove the figures of a page; those that the data has nowhere. What only a parser reads is built once more."""
    unit_id = path.split("/")[1]
    proof = prove(article_of(page.text), stated, group.history(unit_id), group.around_of(unit_id))
    group.counts["数字"] += proof.proved
    group.is_open |= bool(proof.open) or not page.is_plain
    return proof.strange


def _look_at(group: _Group, path: str) -> Plain | None:
    """A page with what every page must be; None where there is none."""
    if path not in group.links.files:
        return None
    page, outcome = look_at(path, content_of(group.again.site, path), group.markup, group.own_words)
    group.faults += outcome.faults
    group.anchors |= outcome.anchors
    group.counts.update(outcome.counts)
    found = look_around(path, page.text, group.links, group.around_of(path.split("/")[1]), group.again.inventory.units)
    group.faults += found.faults
    group.shells.append((path, found.shell))
    group.is_open |= not found.is_plain
    return page


def _audit_unit(group: _Group, unit_id: str) -> None:
    """The page of a unit, and the files of its reports together."""
    path, years = f"{unit_path(unit_id)}{PAGE_FILE}", group.history(unit_id).years
    group.expected.add(path)
    if group.again.publication.desk:
        group.expected.add(f"{DATA}{unit_id}.zip")
    page = _look_at(group, path)
    if page and years:
        latest = years[max(years)]
        latest.words.update(text for year in years.values() for text in words_of_corrections(year.document))
        _prove(group, path, page, latest)
    readable = [key for key, seen in group.reports.items() if key[0] == unit_id and seen.state is State.PUBLISHED]
    if readable and group.again.publication.excel:
        group.expected.add(f"{unit_path(unit_id)}data.xlsx")
    if len(readable) > 1:
        group.expected |= {f"{unit_path(unit_id)}data.{ending}" for ending in ("csv", "json")}
        group.faults += faults_of_files_together(group.again.site, group.links.files, sorted(readable))
