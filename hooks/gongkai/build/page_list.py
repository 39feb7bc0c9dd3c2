"""The page list: every page and file at its stable address, and what it is built from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from ..check import CHECKS
from ..model.archive import Archive
from ..model.disclosure import PAGE_FILE
from ..model.problem import Level, Place, Problem
from ..model.text import folded
from ..open_data.downloads import open_data
from ..open_data.files import Checksum, Download, json_bytes, tables_csv
from ..pages.compare import compare_page, ready_made
from ..pages.data import BUNDLE, DATA, Publication, data_page, feeds_of
from ..pages.glossary import GLOSSARY, TERMS, glossary_page, meanings
from ..pages.home import home_page, search_page
from ..pages.parts.page import (
    COMPARE,
    HOME,
    METHODOLOGY,
    QUALITY,
    SEARCH,
    UNITS,
    YEARS,
    Page,
    report_path,
    unit_path,
    year_path,
)
from ..pages.quality import AllChecked, Method, methodology_page, quality_page, quality_view
from ..pages.unit import directory_page
from ..pages.year import year_page, years_page
from ..render.html import Rendered, Renderer
from ..search.lookup import LOOKUP_PATH, lookup_index
from .build import Build
from .cache import BuildCache
from .fingerprint import fingerprint_of
from .output_manifest import OutputManifest


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to publish, built when it is written.

    Attributes:
        path: address below the site root, ending in ``/``.
        build: renders the page, or finds it rendered.
        fingerprint: changes when the page could.
        label: the title in the main navigation, where it stands there.
        source: the data file it is built from, if it is one.
        is_current: the page stands in the output folder already.
    """

    path: str
    build: Callable[[], Rendered]
    fingerprint: str
    label: str = ""
    source: str | None = None
    is_current: bool = False

    @property
    def file(self) -> str:
        """The page's file below the site root."""
        return f"{self.path}{PAGE_FILE}"


@dataclass(frozen=True, slots=True)
class FileTask:
    """Another file to publish, built when it is written; the attributes are those of :class:`PageTask`."""

    path: str
    build: Callable[[], bytes]
    fingerprint: str
    sha256: Callable[[], str] = lambda: ""
    is_current: bool = False


#: Folders in which everything is built from the data; a page by hand there would be in the way of one to come.
_BUILT: Final = (UNITS, YEARS, COMPARE, QUALITY, SEARCH, DATA)
#: What MkDocs writes by itself.
_HOST: Final = ("404.html", "sitemap.xml", "sitemap.xml.gz")


def find_clashes(
    built: Iterable[str], by_hand: Iterable[tuple[str, str]], attached: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, Problem]]:
    """(path, problem) of every file that would take the place of another, or stand where another needs a folder.

    Names are compared as the least careful file system does. What is built comes first, so that nothing can take the
    place of an official file; ``by_hand`` and ``attached`` are (path below the site root, the file that goes there).
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in (*built, *_HOST):
        if other := _claim(path, path, files, folders):
            yield path, _clash(path, f"本站生成的 {path}", other)
    for path, owner in by_hand:
        inside = next((folder for folder in _BUILT if folded(path).startswith(folder)), None)
        if other := _claim(path, owner, files, folders) or inside:
            yield path, _clash(path, owner, other)
    for path, owner in attached:
        if other := _claim(path, owner, files, folders):
            yield path, _clash(path, owner, other)


def _claim(path: str, owner: str, files: dict[str, str], folders: dict[str, str]) -> str | None:
    """Whose the path is already; it is now ``owner``'s if it was nobody's."""
    name = path if path.isascii() and path.islower() else "/".join(map(folded, path.split("/")))
    way, new = name, list[str]()
    other = files.get(name) or folders.get(name)
    while other is None and (way := way.rpartition("/")[0]) and way not in folders:
        other = files.get(way)
        new.append(way)
    if other is None:
        files[name] = owner
        folders.update(dict.fromkeys(new, owner))
    return other


def _clash(path: str, owner: str, other: str) -> Problem:
    """``other`` is a file of the project, or else what the site itself builds there."""
    taken = f"由数据生成的 {other}" if other in _BUILT or other == path else other
    message = f"要发布到 {path}，与{taken}冲突"
    return Problem(Place(owner), Level.ERROR, "G08", message, "换一个文件名或文件夹")


def list_unit_pages(archive: Archive, build: Build) -> Iterator[PageTask]:
    """The units and their reports: each is built with its unit group."""
    for unit_id in archive.units:
        fingerprint, path = build.fingerprint_of_unit(unit_id), unit_path(unit_id)
        yield PageTask(path, partial(build.page, unit_id, path), fingerprint)
        for entry in archive.entries_of_unit(unit_id):
            path = report_path(unit_id, entry.year)
            yield PageTask(path, partial(build.page, unit_id, path), fingerprint, source=entry.file)


def list_common_pages(
    archive: Archive, checked: AllChecked, build: Build, publication: Publication, files: frozenset[str]
) -> Iterator[PageTask]:
    """The pages about several units: laid out from the summaries of all reports."""
    renderer = Renderer()

    def task(path: str, label: str, fingerprint: str, lay_out: Callable[..., Page], *inputs: Any) -> PageTask:
        def render() -> Rendered:
            page = lay_out(*inputs)
            return renderer.render(replace(page, feeds=feeds_of(page, files)))

        return PageTask(path, render, fingerprint, label)

    of_all = build.fingerprint_of_all
    yield task(HOME, "首页", of_all, home_page, archive)
    yield task(UNITS, "单位", of_all, directory_page, archive)
    yield task(YEARS, "年度", of_all, years_page, archive)
    yield task(COMPARE, "对比", of_all, compare_page, archive)
    yield task(QUALITY, "校核", of_all, quality_page, archive, checked, _methods())
    yield task(METHODOLOGY, "校核方法", of_all, methodology_page, _methods())
    yield task(GLOSSARY, "名词解释", of_all, glossary_page)
    yield task(SEARCH, "搜索", of_all, search_page)
    yield task(DATA, "数据", of_all, data_page, archive, publication, files)
    comparisons = tuple(ready_made(archive))
    lay_out_year = partial(year_page, excel=publication.excel)
    for year in sorted(archive.years):  # one after the other, while its reports are in memory
        of_year = build.fingerprint_of_year(year)
        yield task(year_path(year), f"{year}年度", of_year, lay_out_year, archive, year)
        for comparison in (comparison for comparison in comparisons if comparison.year == year):
            yield task(comparison.path, "", fingerprint_of((of_year, comparison.links)), comparison.lay_out)


def _methods() -> tuple[Method, ...]:
    """The public explanation of every check, from its docstring."""
    return tuple(
        Method(check.code, check.title, check.level.label, why.what, why.why, why.formula, why.source)
        for check in CHECKS
        for why in (check.explanation,)
    )


def list_files(
    archive: Archive,
    checked: AllChecked,
    build: Build,
    publication: Publication,
    manifest: OutputManifest,
    packed: BuildCache | None,
) -> Iterator[FileTask]:
    """Downloads, terms and the index of units.

    Args:
        archive: what readers may see of all reports.
        checked: their checks.
        build: texts and fingerprints.
        publication: the site's settings.
        manifest: knows the files that stand in the output folder already.
        packed: keeps the packed parts of the ZIP; None in a preview, whose ZIP stays as it was first built.
    """

    def pack(path: str, parts: Callable[[], bytes]) -> bytes:
        assert packed is not None
        return packed.get_or_build(_fingerprint_of_download(path, build), path, parts)

    for download in open_data(
        archive, lambda key: build.texts(*key), build.news, publication, pack if packed else None
    ):
        is_frozen = packed is None and download.path == BUNDLE
        fingerprint = "preview" if is_frozen else _fingerprint_of_download(download.path, build)
        current = manifest.find(download.path, fingerprint)
        if current:
            download.set_checksum(Checksum(current.size, current.sha256))
        yield FileTask(download.path, download.content, fingerprint, partial(_sha256, download), bool(current))
    yield FileTask(TERMS, partial(json_bytes, meanings()), build.fingerprint_of_all)
    yield FileTask(LOOKUP_PATH, partial(lookup_index, archive), build.fingerprint_of_all)
    yield FileTask(f"{QUALITY}data.csv", partial(_checks_csv, archive, checked), build.fingerprint_of_all)


def _fingerprint_of_download(path: str, build: Build) -> str:
    """The fingerprint of a download, which stands with the unit or the year that it is about."""
    first, _, rest = path.partition("/")
    name = rest.partition("/")[0]
    if f"{first}/" in {YEARS, COMPARE}:
        return build.fingerprint_of_year(int(name[:4]))
    return build.fingerprint_of_unit(name) or build.fingerprint_of_all


def _checks_csv(archive: Archive, checked: AllChecked) -> bytes:
    return tables_csv(quality_view(archive, checked, _methods()).tables)


def _sha256(download: Download) -> str:
    return download.checksum.sha256
