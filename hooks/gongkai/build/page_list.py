"""The outlay of the site: every page at its stable address, and what it is made from."""

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
from ..pages.compare import compare_page, ready_made
from ..pages.data import DATA, Publication, data_page, feeds_of
from ..pages.glossary import GLOSSARY, glossary_page
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
)  # fmt: skip
from ..pages.quality import AllChecked, Method, methodology_page, quality_page
from ..pages.unit import directory_page
from ..pages.year import year_page, years_page
from ..render.html import Rendered, Renderer
from .build import Works
from .fingerprint import sealed
from .keys import Keys


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to publish, made when it is written.

    Attributes:
        path: address below the site root, ending in ``/``.
        make: renders the page, or finds it rendered.
        key: changes when the page could.
        label: the title in the main navigation, where it stands there.
        source: the data file it is made of, if it is one.
        is_current: the page stands in the output folder already.
    """

    path: str
    make: Callable[[], Rendered]
    key: str
    label: str = ""
    source: str | None = None
    is_current: bool = False

    @property
    def file(self) -> str:
        """The page's file below the site root."""
        return f"{self.path}{PAGE_FILE}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Another file to publish, made when it is written; the attributes are those of :class:`Sheet`."""

    path: str
    make: Callable[[], bytes]
    key: str
    sha256: Callable[[], str] = lambda: ""
    is_current: bool = False


#: Folders in which everything is made from the data; a page by hand there would be in the way of one to come.
_MADE: Final = (UNITS, YEARS, COMPARE, QUALITY, SEARCH, DATA)
#: What MkDocs writes by itself.
_HOST: Final = ("404.html", "sitemap.xml", "sitemap.xml.gz")


def find_clashes(
    made: Iterable[str], by_hand: Iterable[tuple[str, str]], attached: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, Problem]]:
    """(path, problem) of every file that would take the place of another, or stand where another needs a folder.

    Names are compared as the least careful file system does. What is made comes first, so that nothing can take the
    place of an official file; ``by_hand`` and ``attached`` are (path below the site root, the file that goes there).
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in (*made, *_HOST):
        if other := _claim(path, path, files, folders):
            yield path, _clash(path, f"本站生成的 {path}", other)
    for path, owner in by_hand:
        inside = next((folder for folder in _MADE if folded(path).startswith(folder)), None)
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
    """``other`` is a file of the project, or else what the site itself makes there."""
    taken = f"由数据生成的 {other}" if other in _MADE or other == path else other
    message = f"要发布到 {path}，与{taken}冲突"
    return Problem(Place(owner), Level.ERROR, "G08", message, "换一个文件名或文件夹")


def sheets_of_units(archive: Archive, works: Works) -> Iterator[Sheet]:
    """The units and their reports: each is made with its portion."""
    for unit_id in archive.units:
        key, path = works.find_key(unit_id), unit_path(unit_id)
        yield Sheet(path, partial(works.page, unit_id, path), key)
        for entry in archive.entries_of_unit(unit_id):
            path = report_path(unit_id, entry.year)
            yield Sheet(path, partial(works.page, unit_id, path), key, source=entry.file)


def sheets_of_all(
    archive: Archive, checked: AllChecked, keys: Keys, publication: Publication, built: frozenset[str]
) -> Iterator[Sheet]:
    """The pages about several units: laid out from what every portion tells in brief."""
    renderer = Renderer()

    def sheet(path: str, label: str, key: str, lay_out: Callable[..., Page], *said: Any) -> Sheet:
        def make() -> Rendered:
            page = lay_out(*said)
            return renderer.render(replace(page, feeds=feeds_of(page, built)))

        return Sheet(path, make, key, label)

    yield sheet(HOME, "首页", keys.of_all, home_page, archive)
    yield sheet(UNITS, "单位", keys.of_all, directory_page, archive)
    yield sheet(YEARS, "年度", keys.of_all, years_page, archive)
    yield sheet(COMPARE, "对比", keys.of_all, compare_page, archive)
    yield sheet(QUALITY, "校核", keys.of_all, quality_page, archive, checked, methods())
    yield sheet(METHODOLOGY, "校核方法", keys.of_all, methodology_page, methods())
    yield sheet(GLOSSARY, "名词解释", keys.of_all, glossary_page)
    yield sheet(SEARCH, "搜索", keys.of_all, search_page)
    yield sheet(DATA, "数据", keys.of_all, data_page, archive, publication, built)
    ready = tuple(ready_made(archive))
    of_year = partial(year_page, excel=publication.excel)
    for year in sorted(archive.years):  # one after the other, while its reports are at hand
        yield sheet(year_path(year), f"{year}年度", keys.of_year(year), of_year, archive, year)
        for made in (made for made in ready if made.year == year):
            yield sheet(made.path, "", sealed((keys.of_year(year), made.links)), made.lay_out)


def methods() -> tuple[Method, ...]:
    """The public explanation of every check, from its docstring."""
    return tuple(
        Method(
            check.code, check.title, check.level.label,
            check.explanation.what, check.explanation.why, check.explanation.formula, check.explanation.source,
        )
        for check in CHECKS
    )  # fmt: skip
