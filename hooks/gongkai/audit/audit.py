"""The audit of a finished folder, from the list of what should be there to every figure on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from ..build.executor import work_through
from ..build.unit_groups import unit_groups
from ..load.inventory import take_inventory
from ..model.disclosure import PAGE_FILE, State
from ..open_data.manifest import STATUS
from ..open_data.sitemap import ROBOTS, SITEMAP
from ..open_data.sums import SUMS
from ..pages.data import MANIFEST
from ..progress import Progress
from ..search.bundle import BUNDLES
from ..settings import Settings
from ..site import read_publication
from .again import Again
from .by_hand import files_by_hand, words_of
from .fault import Fault, Group, Outcome, joined
from .general import (
    faults_of_canonical,
    faults_of_copies,
    faults_of_files,
    faults_of_index,
    faults_of_list,
    faults_of_sitemap,
)
from .known import Known, signature_of
from .links import Links
from .lists import faults_of_robots, faults_of_status, faults_of_sums
from .page import ParsedPage
from .several import archive_of, checks_of, compare, feeds_of_units, pages_and_files
from .site_files import checksums_in, files_of, listed_in
from .unit import AuditedGroup, audit_groups

_NOT_FOUND: Final = "404.html"


class Audit(NamedTuple):
    """What an audit found.

    Attributes:
        faults: everything that is wrong, in the order of groups and files.
        counts: how much was looked at.
        known: how many unit groups were found as they were when they were last looked at.
    """

    faults: tuple[Fault, ...]
    counts: Mapping[str, int]
    known: int


@dataclass(frozen=True, slots=True)
class _Site:
    """A folder that is looked at, and what it should be."""

    again: Again
    links: Links
    settings: Settings
    by_hand: Mapping[str, Path]


def audit_folder(site: Path, settings: Settings, *, fresh: bool = True, progress: Progress | None = None) -> Audit:
    """Look a finished folder over.

    Args:
        site: the folder.
        settings: those of the project that it was built from.
        fresh: look at everything; else not again at units whose files and data have not changed since.
        progress: called with the number of reports done, and of all.
    """
    site, root = site.absolute(), settings.root
    files_of.cache_clear()
    listed_in.cache_clear()
    checksums_in.cache_clear()
    inventory = take_inventory(root, settings.data)
    publication, files = read_publication(settings), files_of(site)
    links = Links(files.keys(), publication.url, words_of(root, settings.data))
    again = Again(root, site, inventory, publication)
    here = _Site(again, links, settings, files_by_hand(root))
    known = Known(root, site, fresh=fresh)
    groups = {signature_of(root, site, files, group, settings): group for group in unit_groups(inventory)}
    light = Links(frozenset(), links.url, links.allowed)
    work, workers = partial(audit_groups, again, light), settings.workers
    found = work_through(work, groups.items(), known.find, workers=workers, progress=progress)
    outcome = joined([*(group.outcome for group in found.values()), *_common(here, found.values())])
    known.keep({name: group for name, group in found.items() if not group.outcome.faults})
    faults = sorted({*outcome.faults, *_anchors(site, outcome)}, key=_order)
    return Audit(tuple(faults), {"文件": len(files), **outcome.counts}, known.used)


def _order(fault: Fault) -> tuple[int, Fault]:
    return [*Group].index(fault.group), fault


def _common(here: _Site, groups: Iterable[AuditedGroup]) -> Iterator[Outcome]:
    """Everything but the folders of the units."""
    groups = tuple(groups)
    site, files = here.again.site, files_of(here.again.site)
    seen = [report for group in groups for report in group.reports]
    archive = archive_of(here.again, seen)
    pages, tasks = pages_and_files(here.again, archive, checks_of(archive, seen))
    expected = {path for group in groups for path in group.expected}
    expected |= {f"{page.path}{PAGE_FILE}" for page in pages} | {task.path for task in tasks}
    expected |= {*here.by_hand, _NOT_FOUND, *feeds_of_units(here.again, archive), *_of_builder(site, files)}
    yield Outcome(tuple(faults_of_list(files, expected, search=here.settings.search)))
    yield Outcome((*faults_of_sums(site, files), *faults_of_status(site, seen), *faults_of_copies(site, files)))
    yield Outcome(tuple(compare(here.again, pages, tasks)))
    of_units = {path for group in groups for path in group.expected}
    others = [path for path in files if path not in of_units or not path.endswith((".html", ".json", ".csv"))]
    yield from _pages(here, [path for path in others if path.endswith(".html")])
    yield Outcome(tuple(faults_of_files(site, others, here.links)))
    yield Outcome(tuple(faults_of_sitemap(site, _listed(files), here.again.publication.url)))
    if ROBOTS not in here.by_hand:
        yield Outcome(tuple(faults_of_robots(site, here.again.publication.url)))
    if here.settings.search:
        readable = sum(report.state is State.PUBLISHED for report in seen)
        yield Outcome(tuple(faults_of_index(site, files.keys(), readable)))


def _of_builder(site: Path, files: Mapping[str, int]) -> Iterator[str]:
    """What the builder adds to everything: checksums, sitemap, the list of full-text indexes, which may be empty."""
    yield from (MANIFEST, SITEMAP, SUMS, STATUS, ROBOTS, f"{BUNDLES}/index.json")
    yield from (path for path in files if path.startswith("sitemap-") and path.endswith(".xml"))


def _listed(files: Iterable[str]) -> list[str]:
    return [path for path in files if path.endswith(PAGE_FILE)]


def _pages(here: _Site, paths: Iterable[str]) -> Iterator[Outcome]:
    """Links, anchors and what must not be in them, of the pages that are of no unit."""
    for path in paths:
        page = ParsedPage(path, (here.again.site / path).read_bytes())
        found = [*here.links.faults(page)]
        faults = [one for one in found if isinstance(one, Fault)]
        anchors = frozenset(one for one in found if not isinstance(one, Fault))
        faults += page.faults()
        faults += faults_of_canonical(page, here.again.publication.url)
        counts = Counter({"页面": 1, "链接": len(page.addresses) + len(page.loaded), "锚点": len(page.ids)})
        yield Outcome(tuple(faults), counts, anchors)


def _anchors(site: Path, outcome: Outcome) -> Iterator[Fault]:
    """Links to a place on another page that is not there."""
    pages: dict[str, set[tuple[str, str]]] = {}
    for target, anchor, source in outcome.anchors:
        pages.setdefault(target, set()).add((anchor, source))
    for target, wanted in sorted(pages.items()):
        content = (site / target).read_bytes()
        for anchor, source in sorted(wanted):
            if f'id="{anchor}"'.encode() not in content:
                yield Fault(Group.LINKS, source, f"链接 {target}#{anchor} 指的地方不在那一页上")
