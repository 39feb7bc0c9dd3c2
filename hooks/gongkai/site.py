"""The whole pipeline on one screen: data folder → portions made → pages and files, written one by one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from logging import INFO, WARNING, Logger
from typing import Final

from .build.build import Works
from .build.cache import CACHE, CHECKS, PACKED, PORTIONS, Store
from .build.fingerprint import Basis
from .build.keys import Keys
from .build.output_manifest import Ledger
from .build.page_list import Piece, Sheet, find_clashes, methods, sheets_of_all, sheets_of_units
from .build.setup import Setup, frame_of
from .build.unit_groups import portions
from .load.inventory import take_inventory
from .model.archive import Archive
from .model.problem import Level, Place, Problem
from .open_data.downloads import open_data
from .open_data.files import Download, Seal, json_bytes, tables_csv
from .pace import collect_rarely
from .pages.data import BUNDLE, Publication
from .pages.glossary import TERMS, meanings
from .pages.parts.page import COMPARE, QUALITY, YEARS, report_path
from .pages.quality import AllChecked, quality_view
from .progress import progress
from .search.bundle import BUNDLES, Text, write_index
from .search.lookup import LOOKUP_PATH, lookup_index
from .settings import PREVIEW, Settings

__all__ = ["Piece", "Sheet", "build_site"]
#: Atom needs absolute addresses; a site without one has no feeds.
_NO_ADDRESS: Final = Problem(
    Place("mkdocs.yml"), Level.HINT, "G06", "没有设置 site_url，不生成订阅（feed.xml）", "写上网站发布后的网址"
)


@dataclass(frozen=True, slots=True)
class Site:
    """Everything to publish, made when it is written, and problems to be shown."""

    sheets: tuple[Sheet, ...]
    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]
    texts: tuple[Text, ...]
    settings: Settings
    ledger: Ledger
    begun: float
    is_whole: bool = True  # no file of the site itself is in the way of another

    def tell(self, log: Logger, stop: Callable[[str], Exception]) -> None:
        """Say what is wrong, and loudly that a preview is not to be published; stop where a file is in the way."""
        if self.settings.preview:
            log.warning(PREVIEW)
        for problem in self.problems:
            log.log(WARNING if problem.level is Level.ERROR else INFO, "%s", problem)
        if not self.is_whole:
            raise stop("网站没有生成：上面列出的文件占了别的页面的位置")

    def finish(self, log: Logger) -> None:
        """Index the text of all reports, set down what has been written, and say what it was.

        While a preview runs its index stays as it was first made: an edit is to show at once.
        """
        output = self.settings.output
        if not (self.settings.preview and (output / BUNDLES / "index.json").exists()):
            write_index(self.texts, output / BUNDLES, self.settings.root / CACHE / "search")
        pages = ((sheet.file, sheet.key, "") for sheet in self.sheets)
        self.ledger.write([*pages, *((piece.path, piece.key, piece.sha256()) for piece in self.pieces)])
        for kept_in in (PORTIONS, PACKED, CHECKS):
            Store(self.settings.root / kept_in).tidy()
        reports = sum(1 for sheet in self.sheets if sheet.source)
        kept = sum(sheet.is_current for sheet in self.sheets) + sum(piece.is_current for piece in self.pieces)
        log.info(
            f"{reports} 份报告，{len(self.sheets)} 页，{len(self.pieces)} 个文件，其中 {kept} 个没有变；"
            f"{len(self.problems)} 个提示；{time.monotonic() - self.begun:.1f} 秒"
        )


def build_site(settings: Settings, by_hand: Iterable[tuple[str, str]] = ()) -> Site:
    """Read, check and render the data folder; pages and files are asked for one by one when they are written.

    ``by_hand`` are the other files of the site: where each goes, and where it stands.
    """
    collect_rarely()
    begun = time.monotonic()
    publication = _publication(settings)
    inventory = take_inventory(settings.root, settings.data)
    basis = Basis.of(settings.root, settings.data, inventory)
    setup = Setup(basis, publication, settings.preview, settings.search)
    ledger = Ledger(settings.root / CACHE, settings.output, frame_of(settings.docs, settings.shown))
    with progress("生成报告") as tell:
        works = Works(setup, portions(inventory), workers=settings.workers, progress=tell)
    keys = Keys(setup.key, (brief for briefs in works.briefs for brief in briefs.reports))
    archive, checked = _gathered(works, inventory.frame, preview=settings.preview)
    listed = Piece(f"{QUALITY}data.csv", partial(_checks_csv, archive, checked), keys.of_all)
    pieces = (*_pieces(archive, works, keys, publication, settings, ledger), listed)
    built = frozenset(piece.path for piece in pieces)
    sheets = (*sheets_of_units(archive, works), *sheets_of_all(archive, checked, keys, publication, built))
    sheets = tuple(replace(sheet, is_current=bool(ledger.find(sheet.file, sheet.key))) for sheet in sheets)
    attached = {path: file for briefs in works.briefs for path, file in briefs.attachments.items()}
    made = [*(sheet.file for sheet in sheets), *(piece.path for piece in pieces)]
    others = ((path, file.removeprefix(f"{settings.root}/")) for path, file in by_hand)
    clashes = tuple(find_clashes(made, others, attached.items()))
    refused = {path for path, problem in clashes if problem.place.file == attached.get(path)}
    pieces += tuple(
        Piece(path, (settings.root / file).read_bytes, "") for path, file in attached.items() if path not in refused
    )
    unread = [*inventory.problems, *(problem for briefs in works.briefs for problem in briefs.problems)]
    problems = sorted(unread, key=lambda problem: (problem.place, problem.level))
    problems += [*settings.problems, *(problem for _, problem in clashes)]
    problems += [] if publication.url else [_NO_ADDRESS]
    texts, is_whole = tuple(_texts(archive, works)), len(refused) == len(clashes)
    return Site(sheets, pieces, tuple(problems), texts, settings, ledger, begun, is_whole)


def _publication(settings: Settings) -> Publication:
    """What of the settings shows in pages and files that are made here."""
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


def _checks_csv(archive: Archive, checked: AllChecked) -> bytes:
    return tables_csv(quality_view(archive, checked, methods()).tables)


def _gathered(works: Works, frame: Archive, *, preview: bool) -> tuple[Archive, AllChecked]:
    """What readers may see of all reports, without their words, and their checks."""
    briefs = {(brief.unit_id, brief.year): brief for briefs in works.briefs for brief in briefs.reports}
    keys = sorted(briefs, key=lambda key: (key[1], key[0]))
    archive = replace(frame, entries={key: briefs[key].entry for key in keys}).for_readers(preview=preview)
    return archive, {key: briefs[key].checked for key in keys}


def _pieces(
    archive: Archive, works: Works, keys: Keys, publication: Publication, settings: Settings, ledger: Ledger
) -> Iterator[Piece]:
    """Downloads and the index of units. While a preview runs, its ZIP stays as it was first made."""
    packed = Store(settings.root / PACKED)

    def shelf(path: str, make: Callable[[], bytes]) -> bytes:
        return packed.once(_key_of(path, works, keys), path, make)

    for download in open_data(
        archive, lambda key: works.texts(*key), works.news, publication, None if settings.preview else shelf
    ):
        key = "preview" if settings.preview and download.path == BUNDLE else _key_of(download.path, works, keys)
        line = ledger.find(download.path, key)
        if line:
            download.recall(Seal(line.size, line.sha256))
        yield Piece(download.path, download.content, key, partial(_sha256, download), bool(line))
    yield Piece(TERMS, partial(json_bytes, meanings()), keys.of_all)
    yield Piece(LOOKUP_PATH, partial(lookup_index, archive), keys.of_all)


def _texts(archive: Archive, works: Works) -> Iterator[Text]:
    """What the search reads of every report that has a page."""
    for briefs in works.briefs:
        for brief in briefs.reports:
            if brief.words and archive.find_entry(brief.unit_id, brief.year):
                read = partial(works.words, brief.unit_id, brief.year)
                yield Text(report_path(brief.unit_id, brief.year), brief.year, brief.words, read)


def _sha256(download: Download) -> str:
    return download.seal.sha256


def _key_of(path: str, works: Works, keys: Keys) -> str:
    """The key of a download, which stands with the unit or the year that it is about."""
    first, _, rest = path.partition("/")
    whose = rest.partition("/")[0]
    if f"{first}/" in {YEARS, COMPARE}:
        return keys.of_year(int(whose[:4]))
    return works.find_key(whose) or keys.of_all
