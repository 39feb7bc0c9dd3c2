"""The whole pipeline on one screen: data folder → unit groups built → pages and files, written one by one."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from logging import INFO, WARNING, Logger
from typing import Final

from .build.build import Build
from .build.cache import CACHE, CHECKS, PACKED, UNIT_GROUPS, BuildCache
from .build.fingerprint import BuildInputs, CheckInputs, fingerprint_of_frame
from .build.output_manifest import OutputManifest
from .build.page_list import FileTask, PageTask, find_clashes, list_common_pages, list_files, list_unit_pages
from .build.unit_groups import unit_groups
from .load.inventory import Inventory, take_inventory
from .model.archive import Archive
from .model.problem import Level, Place, Problem
from .pages.data import Publication
from .pages.parts.page import report_path
from .pages.quality import AllChecked
from .progress import progress
from .search.bundle import BUNDLES, Text, write_index
from .settings import PREVIEW, Settings

__all__ = ["FileTask", "PageTask", "build_site"]
#: Atom needs absolute addresses; a site without one has no feeds.
_NO_ADDRESS: Final = Problem(
    Place("mkdocs.yml"), Level.HINT, "G06", "没有设置 site_url，不生成订阅（feed.xml）", "写上网站发布后的网址"
)


@dataclass(frozen=True, slots=True)
class Site:
    """Everything to publish, built when it is written, and problems to be shown."""

    pages: tuple[PageTask, ...]
    files: tuple[FileTask, ...]
    problems: tuple[Problem, ...]
    search_texts: tuple[Text, ...]
    settings: Settings
    manifest: OutputManifest
    begun: float
    is_whole: bool = True  # no file of the site itself is in the way of another

    def report_problems(self, log: Logger, stop: Callable[[str], Exception]) -> None:
        """Log what is wrong, and loudly that a preview is not to be published; stop where a file is in the way."""
        if self.settings.preview:
            log.warning(PREVIEW)
        for problem in self.problems:
            log.log(WARNING if problem.level is Level.ERROR else INFO, "%s", problem)
        if not self.is_whole:
            raise stop("网站没有生成：上面列出的文件占了别的页面的位置")

    def finish(self, log: Logger) -> None:
        """Index the text of all reports, record what has been written, and log how much it was.

        While a preview runs its index stays as it was first built: an edit is to show at once.
        """
        output, root = self.settings.output, self.settings.root
        if not (self.settings.preview and (output / BUNDLES / "index.json").exists()):
            write_index(self.search_texts, output / BUNDLES, root / CACHE / "search")
        pages = ((page.file, page.fingerprint, "") for page in self.pages)
        self.manifest.write([*pages, *((file.path, file.fingerprint, file.sha256()) for file in self.files)])
        for folder in (UNIT_GROUPS, PACKED, CHECKS):
            BuildCache(root / folder).remove_unused()
        reports = sum(1 for page in self.pages if page.source)
        unchanged = sum(page.is_current for page in self.pages) + sum(file.is_current for file in self.files)
        log.info(
            f"{reports} 份报告，{len(self.pages)} 页，{len(self.files)} 个文件，其中 {unchanged} 个没有变；"
            f"{len(self.problems)} 个提示；{time.monotonic() - self.begun:.1f} 秒"
        )


def build_site(settings: Settings, by_hand: Iterable[tuple[str, str]] = ()) -> Site:
    """Read, check and render the data folder; pages and files are asked for one by one when they are written.

    ``by_hand`` are the other files of the site: where each goes, and where it stands.
    """
    gc.set_threshold(20_000, 20, 20)  # records live long and hardly ever refer to each other: look for such rarely
    begun = time.monotonic()
    publication = _read_publication(settings)
    inventory = take_inventory(settings.root, settings.data)
    build = _build_unit_groups(settings, publication, inventory)
    archive, checked = _gather_summaries(build, inventory.frame, preview=settings.preview)
    manifest = OutputManifest(
        settings.root / CACHE, settings.output, fingerprint_of_frame(settings.docs, settings.shown)
    )
    packed = None if settings.preview else BuildCache(settings.root / PACKED)
    files = tuple(list_files(archive, checked, build, publication, manifest, packed))
    paths = frozenset(file.path for file in files)
    pages = (*list_unit_pages(archive, build), *list_common_pages(archive, checked, build, publication, paths))
    pages = tuple(replace(page, is_current=bool(manifest.find(page.file, page.fingerprint))) for page in pages)
    attached = {path: file for summary in build.summaries for path, file in summary.attachments.items()}
    others = ((path, file.removeprefix(f"{settings.root}/")) for path, file in by_hand)
    built = [*(page.file for page in pages), *(file.path for file in files)]
    clashes = tuple(find_clashes(built, others, attached.items()))
    refused = {path for path, problem in clashes if problem.place.file == attached.get(path)}
    files += tuple(
        FileTask(path, (settings.root / file).read_bytes, "") for path, file in attached.items() if path not in refused
    )
    problems = (*_problems(settings, inventory, build, [problem for _, problem in clashes]),)
    texts, is_whole = tuple(_list_search_texts(archive, build)), len(refused) == len(clashes)
    return Site(pages, files, problems, texts, settings, manifest, begun, is_whole)


def _read_publication(settings: Settings) -> Publication:
    """What of the settings shows in pages and files that are built here."""
    return Publication(
        name=settings.site_name,
        url=settings.site_url,
        publisher=settings.publisher,
        licence=settings.licence,
        licence_url=settings.licence_url,
        demo=settings.demo,
        excel=settings.excel,
        edit=settings.edit,
        timestamp=settings.timestamp,
    )


def _build_unit_groups(settings: Settings, publication: Publication, inventory: Inventory) -> Build:
    """Read, check and render all reports, but for those that the cache holds."""
    check = CheckInputs.of(settings.root, settings.data, inventory)
    inputs = BuildInputs(check, publication, settings.preview, settings.search)
    with progress("生成报告") as report:
        return Build(inputs, unit_groups(inventory), workers=settings.workers, progress=report)


def _gather_summaries(build: Build, frame: Archive, *, preview: bool) -> tuple[Archive, AllChecked]:
    """What readers may see of all reports, without their words, and their checks."""
    reports = {(report.year, report.unit_id): report for report in build.reports}
    ordered = {(unit_id, year): report for (year, unit_id), report in sorted(reports.items())}
    archive = replace(frame, entries={key: report.entry for key, report in ordered.items()})
    return archive.for_readers(preview=preview), {key: report.checked for key, report in ordered.items()}


def _problems(settings: Settings, inventory: Inventory, build: Build, clashes: Iterable[Problem]) -> Iterator[Problem]:
    """Everything to be reported: of the data in the order of files and lines, of the settings, of addresses."""
    unread = [*inventory.problems, *(problem for summary in build.summaries for problem in summary.problems)]
    yield from sorted(unread, key=lambda problem: (problem.place, problem.level))
    yield from settings.problems
    yield from clashes
    if not settings.site_url:
        yield _NO_ADDRESS


def _list_search_texts(archive: Archive, build: Build) -> Iterator[Text]:
    """What the search reads of every report that has a page."""
    for report in build.reports:
        if report.search_digest and archive.find_entry(report.unit_id, report.year):
            read = partial(build.search_text, report.unit_id, report.year)
            yield Text(report_path(report.unit_id, report.year), report.year, report.search_digest, read)
