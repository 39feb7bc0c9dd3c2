"""The audit of a finished folder, from the list of what should be there to every figure on every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
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
from .by_hand import faults_by_hand, files_by_hand, host_settings, repository_of, words_of
from .fault import Fault, Group, Outcome, joined
from .general import (
    faults_of_canonical,
    faults_of_copies,
    faults_of_files,
    faults_of_index,
    faults_of_list,
    faults_of_sitemap,
)
from .known import Known, KnownFiles, signatures_of, told_by
from .links import Links
from .lists import faults_of_robots, faults_of_status, faults_of_sums
from .looked import look_at
from .markup import Markup
from .several import archive_of, checks_of, compare, feeds_of_units, news_of, pages_and_files
from .shell import faults_of_shells
from .site_files import checksums_in, files_of, listed_in
from .unit import AuditedGroup, audit_groups, markup_of
from .whole import faults_of_whole

#: Large files that are whole if they are as they should be, byte for byte.
_LARGE: Final = ("/data.json", "/data.csv")
_NOT_FOUND: Final = "404.html"


class Audit(NamedTuple):
    """What an audit found.

    Attributes:
        faults: everything that is wrong, in the order of groups and files.
        counts: how much was looked at.
        known: how many unit groups were found as they were when they were last looked at.
        known_files: how many of the other pages and files were.
    """

    faults: tuple[Fault, ...]
    counts: Mapping[str, int]
    known: int
    known_files: int


@dataclass(frozen=True, slots=True)
class _Site:
    """A folder that is looked at, and what it should be."""

    again: Again
    links: Links
    settings: Settings
    by_hand: Mapping[str, Path]
    told: str
    fresh: bool


def audit_folder(
    site: Path, settings: Settings, *, fresh: bool = True, whole: bool = False, progress: Progress | None = None
) -> Audit:
    """Look a finished folder over.

    Args:
        site: the folder.
        settings: those of the project that it was built from.
        fresh: look at everything; else not again at units whose files and data have not changed since.
        whole: besides, build the whole site once more and compare every byte.
        progress: called with the number of reports done, and of all.
    """
    site, root = site.absolute(), settings.root
    for cached in (host_settings, files_by_hand, files_of, listed_in, checksums_in, markup_of):
        cached.cache_clear()
    inventory, words = take_inventory(root, settings.data), words_of(root, settings.data)
    publication, files = read_publication(settings), files_of(site)
    links, told = Links(files.keys(), publication.url, words, repository_of(root)), told_by(settings, words, files)
    again, known = Again(root, site, inventory, publication), Known(root, site, fresh=fresh)
    here = _Site(again, links, settings, files_by_hand(root), told, fresh)
    groups = tuple(unit_groups(inventory))
    tasks = zip(signatures_of(root, site, files, groups, told), groups, strict=True)
    light = Links(frozenset(), links.url, links.allowed, links.repository)
    work, workers = partial(audit_groups, again, light), settings.workers
    found = work_through(work, tasks, known.find, workers=workers, progress=progress)
    common = _Common(here, found.values())
    outcome = joined([*(group.outcome for group in found.values()), *common.outcomes()])
    known.keep({name: common.with_news(group) for name, group in found.items() if not group.outcome.faults})
    found_wrong = {*outcome.faults, *_anchors(site, outcome)}
    faults = sorted(found_wrong | (_more(found_wrong, site, settings) if whole else set()), key=_order)
    common.known.keep(in_order=not faults)
    return Audit(tuple(faults), {"文件": len(files), **outcome.counts}, known.used, common.known.used)


def _more(told: Set[Fault], site: Path, settings: Settings) -> set[Fault]:
    """What is different from the whole site built once more, but for pages of which that was told."""
    files = {fault.file for fault in told if fault.group in {Group.FIGURES, Group.WORDS}}
    return {fault for fault in faults_of_whole(site, settings.root, settings.data) if fault.file not in files}


def _order(fault: Fault) -> tuple[int, Fault]:
    return [*Group].index(fault.group), fault


class _Common:
    """Everything but the folders of the units.

    Attributes:
        known: files that were in order when they were last looked at.
    """

    def __init__(self, here: _Site, groups: Iterable[AuditedGroup]) -> None:
        self._here, self._groups, self._markup = here, tuple(groups), Markup(here.links)
        self._seen = [report for group in self._groups for report in group.reports]
        self.known = KnownFiles(here.again.root, here.again.site, here.told, self._seen, fresh=here.fresh)
        self._archive = archive_of(here.again, self._seen)
        self._news = news_of(self._archive, self._seen)

    def with_news(self, group: AuditedGroup) -> AuditedGroup:
        """A group with the news of its reports, which need not be read again then."""
        reports = (one._replace(news=self._news.get((one.unit_id, one.year), ())) for one in group.reports)
        return group._replace(reports=tuple(reports))

    def outcomes(self) -> Iterator[Outcome]:
        """What is found in the list of files, in the lists that the site gives of itself, in pages and in files."""
        here, site, files = self._here, self._here.again.site, files_of(self._here.again.site)
        pages, tasks = pages_and_files(
            here.again, self._archive, checks_of(here.again, self._archive, self._seen), self._news
        )
        of_units = {path for group in self._groups for path in group.expected}
        expected = of_units | {page.file for page in pages} | {task.path for task in tasks}
        expected |= {*here.by_hand, _NOT_FOUND, *_of_builder(site, files)}
        expected |= {*feeds_of_units(here.again, self._archive, self._news)}
        yield Outcome(tuple(faults_of_list(files, expected, search=here.settings.search)))
        yield Outcome(tuple(faults_of_shells(shell for group in self._groups for shell in group.shells)))
        yield Outcome((*faults_of_sums(site, files), *faults_of_status(site, self._seen)))
        yield Outcome((*faults_of_copies(site, files), *faults_by_hand(site, here.by_hand)))
        looked = {path for path in files if path not in of_units or not path.endswith((".html", ".json", ".csv"))}
        news = {path for path in looked if not self.known.has(path)}
        yield Outcome(tuple(compare(here.again, pages, tasks, lambda path: path in looked - news)))
        others = [path for path in files if path in news]
        yield Outcome(anchors=frozenset(self.known.anchors))
        for path in (path for path in others if path.endswith(".html")):
            outcome = self._look_at(path)
            self.known.lead(path, outcome.anchors)
            yield outcome
        as_made = {task.path for task in tasks if task.path.endswith(_LARGE)}
        yield Outcome(tuple(faults_of_files(site, [path for path in others if path not in as_made], here.links)))
        yield from self._of_settings(site, files)

    def _look_at(self, path: str) -> Outcome:
        """Links, anchors and what must not be in it, of a page that is of no unit."""
        content = (self._here.again.site / path).read_bytes()
        _, outcome = look_at(path, content, self._markup)
        wrong = faults_of_canonical(path, content, self._here.again.publication.url)
        return outcome._replace(faults=(*outcome.faults, *wrong))

    def _of_settings(self, site: Path, files: Mapping[str, int]) -> Iterator[Outcome]:
        """What is found in what only some sites have."""
        url = self._here.again.publication.url
        yield Outcome(tuple(faults_of_sitemap(site, _listed(files), url)))
        if ROBOTS not in self._here.by_hand:
            yield Outcome(tuple(faults_of_robots(site, url)))
        if self._here.settings.search:
            readable = sum(report.state is State.PUBLISHED for report in self._seen)
            yield Outcome(tuple(faults_of_index(site, files.keys(), readable)))


def _of_builder(site: Path, files: Mapping[str, int]) -> Iterator[str]:
    """What the builder adds to everything: checksums, sitemap, the list of full-text indexes, which may be empty."""
    yield from (MANIFEST, SITEMAP, SUMS, STATUS, ROBOTS, f"{BUNDLES}/index.json")
    yield from (path for path in files if path.startswith("sitemap-") and path.endswith(".xml"))


def _listed(files: Iterable[str]) -> list[str]:
    return [path for path in files if path.endswith(PAGE_FILE)]


def _anchors(site: Path, outcome: Outcome) -> Iterator[Fault]:
    """Links to a place on another page that is not there."""
    pages: dict[str, dict[str, list[str]]] = {}
    for target, anchor, source in outcome.anchors:
        pages.setdefault(target, {}).setdefault(anchor, []).append(source)
    for target, wanted in sorted(pages.items()):
        content = (site / target).read_bytes()
        for anchor in sorted(anchor for anchor in wanted if f'id="{anchor}"'.encode() not in content):
            for source in sorted(wanted[anchor]):
                yield Fault(Group.LINKS, source, f"链接 {target}#{anchor} 指的地方不在那一页上")
