"""The whole pipeline on one screen: data folder → unit groups built → files about several units → finished."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from errno import ENOENT
from functools import partial
from logging import INFO, WARNING, Logger
from typing import Final

from .build.build import Build
from .build.cache import cache_of
from .build.checksums import HostFiles, list_reports, write_checksums
from .build.clashes import find_clashes
from .build.cluster import cluster_at
from .build.digests import DIGESTS, Digests
from .build.file_list import FileTask, list_attachments, list_desk_files, list_files, list_sitemaps
from .build.fingerprint import BuildInputs, CheckInputs, fingerprint_of_frame, fingerprint_of_host
from .build.lock import release
from .build.output import OutputFolder
from .build.output_manifest import OF_HOST, OutputManifest
from .build.page_list import MAIN_PAGES, PageTask, list_host_files, list_pages, methods
from .build.parts import finish_part, groups_of_share
from .build.start import claim, stop_in_words
from .build.unit import PARTS, unit_frames
from .build.unit_groups import unit_groups
from .desk.site_files import desk_view
from .load.dates import day_of
from .load.inventory import Inventory, take_inventory
from .model.archive import Archive
from .model.problem import Level, Place, Problem
from .open_data.manifest import ListedReport
from .pages.data import Publication
from .pages.parts.page import Page
from .pages.quality import AllChecked, Quality
from .progress import progress
from .read_and_check import in_order
from .render.frame import FrameKind, Frames, Slots
from .render.html import frame_kind, renderer
from .search.bundle import BUNDLES, Text, write_index
from .settings import PREVIEW, Settings

__all__ = ["MAIN_PAGES", "Site", "begin_site", "build_site", "stop_in_words"]
#: Atom needs absolute addresses; a site without one has no feeds.
_NO_ADDRESS: Final = Problem(
    Place("mkdocs.yml"), Level.HINT, "G06", "没有设置 site_url，不生成订阅（feed.xml）", "写上网站发布后的网址"
)
#: Settings of which pages and files that are built here say the same.
_SHOWN_IN_FILES: Final = (
    *("publisher", "licence", "licence_url", "demo", "excel", "edit", "email", "phone", "colour", "desk", "timestamp"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """A site of which all is written but the pages by hand and those of the main navigation, which the host writes.

    Attributes:
        publication: what of the settings shows.
        main_pages: the pages of the main navigation, by address.
        host: the other files that the host writes.
        reports: those that readers know of.
        search_texts: what the full-text index is made of.
        problems: to be shown.
        is_whole: no file of the site itself is in the way of another.
    """

    settings: Settings
    manifest: OutputManifest
    build: Build
    publication: Publication
    main_pages: dict[str, PageTask]
    host: HostFiles
    reports: tuple[ListedReport, ...]
    search_texts: tuple[Text, ...]
    problems: tuple[Problem, ...]
    is_whole: bool
    begun: float

    def report_problems(self, log: Logger, stop: Callable[[str], Exception]) -> None:
        """Log what is wrong, and loudly that a preview is not to be published; stop where a file is in the way."""
        if self.settings.preview:
            log.warning(PREVIEW)
        for problem in self.problems:
            log.log(WARNING if problem.level is Level.ERROR else INFO, "%s", problem)
        if not self.is_whole:
            raise stop("网站没有生成：上面列出的文件占了别的页面的位置")

    def is_current(self, path: str) -> bool:
        """Whether a main page stands as it would be written."""
        page = self.main_pages[path]
        return self.manifest.find_file(page.file, page.fingerprint) is not None

    def main_page(self, path: str) -> tuple[FrameKind, Slots]:
        """A main page, for the host to frame and write."""
        page = self.main_pages[path].lay_out()
        return frame_kind(page), renderer().render(page)

    def finish(self, log: Logger) -> None:
        """Index the text of all reports, record what has been written, and log how much it was.

        While a preview runs its index stays as it was first built: an edit is to show at once.
        """
        output, data = self.manifest.output, self.settings.root / self.settings.data
        if not data.is_dir():
            raise FileNotFoundError(ENOENT, "", str(data))
        for page in self.main_pages.values():
            self.manifest.add_file(page.file, page.fingerprint, output.known(page.file))
        if not (self.settings.preview and output.state(f"{BUNDLES}/index.json")):
            write_index(self.search_texts, output.root / BUNDLES, self.manifest.cache / "search")
        self.host.add()
        write_checksums(self.manifest, self.reports, self.publication, self.settings.commit)
        for complaint in filter(None, (cache_of(self.settings.root).complaint, self.manifest.finish())):
            log.info(complaint)
        self.build.remember_checks()
        release()
        reports, (files, new) = sum(1 for _ in self.build.reports), self.manifest.counts
        log.info(
            f"{reports} 份报告，{files} 个文件，其中 {files - new} 个没有变；"
            f"{len(self.problems)} 个提示；{time.monotonic() - self.begun:.1f} 秒"
        )


def begin_site(settings: Settings, host: str = "") -> OutputManifest:
    """Look what stands in the output folder; from now on it is not finished, and is emptied if its frame is another.

    This comes before the host touches anything. Nobody else may be at work.

    Args:
        settings: of the site.
        host: all that the host is told; "" if it is to write the pages by hand anew.
    """
    claim(settings.root, settings.output)
    if settings.desk:
        desk_view()  # what it stands on is fetched now, or the build stops
    renderer().look_again()
    digests = Digests(settings.root / DIGESTS)
    frame = fingerprint_of_frame(settings.docs, settings.shown, digests)
    cache = cache_of(settings.root).folder
    output, parts = OutputFolder(settings.output), OutputFolder(cache / PARTS)
    of_host = f"{OF_HOST} {fingerprint_of_host(settings.docs, host)}" if host else ""
    manifest = OutputManifest(cache, output, frame, parts, digests, of_host)
    manifest.begin()
    return manifest


def build_site(
    settings: Settings, manifest: OutputManifest, by_hand: Iterable[tuple[str, str]], frames: Frames
) -> Site:
    """Read and check the data folder, and write every page and file that is made from it.

    ``manifest`` is that of :func:`begin_site`; ``by_hand`` are the other files: where each goes, and where it stands.
    """
    begun, by_hand, publication = time.monotonic(), tuple(by_hand), read_publication(settings)
    inventory = take_inventory(settings.root, settings.data, day_of(settings.timestamp))
    (host := HostFiles(manifest, by_hand)).forget_altered()
    manifest.output.detach(list_host_files(path for path, _ in by_hand))
    build = _build_unit_groups(settings, publication, inventory, manifest, frames)
    if settings.part:
        finish_part(manifest, settings.part)
        raise SystemExit(0)  # what is about several units is built when parts are joined; a host can end no other way
    archive, checked = _gather_summaries(build, inventory.frame, preview=settings.preview)
    quality = Quality(archive, checked, methods())
    pages = {page.path: page for page in list_pages(archive, quality, build, publication)}
    of_desk = list_desk_files(archive, build, settings.docs, publication, unit_frames(frames))
    files = (*list_files(archive, quality, build, publication, preview=settings.preview), *of_desk)
    built = (*manifest.paths, *(page.file for page in pages.values()), *(file.path for file in files))
    clashes = tuple(find_clashes(built, _relative(by_hand, settings), build.attachments.items()))
    refused = {path for path, problem in clashes if problem.place.file == build.attachments.get(path)}
    _write_pages((page for path, page in pages.items() if path not in MAIN_PAGES), manifest, frames)
    _write_files((*files, *list_attachments(build, settings.root, manifest.digests, refused)), manifest)
    _write_files(list_sitemaps(manifest, (path for path, _ in by_hand), archive, build, publication), manifest)
    manifest.digests.keep()
    return Site(
        settings,
        manifest,
        build,
        publication,
        main_pages={path: pages[path] for path in MAIN_PAGES},
        host=host,
        reports=tuple(list_reports(archive, build.reports)),
        search_texts=tuple(build.search_texts(archive)),
        problems=(*_problems(settings, inventory, build, [problem for _, problem in clashes]),),
        is_whole=len(refused) == len(clashes),
        begun=begun,
    )


def read_publication(settings: Settings) -> Publication:
    """What of the settings shows in pages and files that are built here."""
    return Publication(
        name=settings.site_name,
        url=settings.site_url,
        **{key: getattr(settings, key) for key in _SHOWN_IN_FILES},
    )


def _build_unit_groups(
    settings: Settings, publication: Publication, inventory: Inventory, manifest: OutputManifest, frames: Frames
) -> Build:
    """Read, check, render and write all reports, but for those that stand in the output folder."""
    check = CheckInputs.of(settings.root, settings.data, inventory, manifest.digests)
    frame, parts = unit_frames(frames), manifest.parts.root
    inputs = BuildInputs(check, publication, settings.preview, settings.output, parts, frame, search=settings.search)
    with progress("生成报告") as report:
        cluster = cluster_at(settings.cluster, (settings.output, manifest.cache))
        groups = groups_of_share(unit_groups(inventory), settings.part)
        return Build(inputs, groups, manifest, workers=settings.workers, cluster=cluster, progress=report)


def _gather_summaries(build: Build, frame: Archive, *, preview: bool) -> tuple[Archive, AllChecked]:
    """What readers may see of all reports, without their words, and their checks."""
    reports = {(report.year, report.unit_id): report for report in build.reports}
    ordered = {(unit_id, year): report for (year, unit_id), report in sorted(reports.items())}
    archive = replace(frame, entries={key: report.entry for key, report in ordered.items()})
    return archive.for_readers(preview=preview), {key: report.checked for key, report in ordered.items()}


def _relative(by_hand: Iterable[tuple[str, str]], settings: Settings) -> Iterator[tuple[str, str]]:
    """The pages and files by hand, named below the project root."""
    return ((path, file.removeprefix(f"{settings.root}/")) for path, file in by_hand)


def _write_pages(pages: Iterable[PageTask], manifest: OutputManifest, frames: Frames) -> None:
    """Write the pages that do not stand as they would be written."""

    def framed(lay_out: Callable[[], Page]) -> Iterator[bytes]:
        page = lay_out()
        yield frames.find(frame_kind(page)).fill(renderer().render(page))

    _write_files((FileTask(page.file, partial(framed, page.lay_out), page.fingerprint) for page in pages), manifest)


def _write_files(files: Iterable[FileTask], manifest: OutputManifest) -> None:
    """Write the files that do not stand as they would be written."""
    for file in files:
        if manifest.find_file(file.path, file.fingerprint) is None:
            manifest.add_file(file.path, file.fingerprint, manifest.output.write_parts(file.path, file.parts()))


def _problems(settings: Settings, inventory: Inventory, build: Build, clashes: Iterable[Problem]) -> Iterator[Problem]:
    """Everything to be reported: of the data in the order of files and lines, of the settings, of addresses."""
    yield from in_order([*inventory.problems, *(problem for group in build.summaries for problem in group.unread)])
    yield from settings.problems
    yield from clashes
    if not settings.site_url:
        yield _NO_ADDRESS
