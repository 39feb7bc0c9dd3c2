"""A unit group in one pass: its data files → finished pages and downloads where they belong, and a summary of each
report for the pages about several units.

It asks for nothing but the group's files and the output folder, so that groups can be built anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

from ..desk.reference import Surroundings, reference_files
from ..lay_out import framed, lay_out
from ..model.disclosure import PAGE_FILE
from ..model.form import THREE_PUBLIC
from ..open_data.downloads import unit_files
from ..open_data.figures import figures_json
from ..open_data.files import Download, file_bytes
from ..open_data.published import Published
from ..open_data.record import Key
from ..open_data.workbook import sheets_text
from ..pages.news import AllNews
from ..pages.parts.page import UNITS, Page
from ..pages.quality import Checked
from ..pages.report.report import ReportView
from ..read_and_check import CheckedArchive, questions_of, read_and_check_files
from ..render.frame import Frame, FrameKind, Frames
from ..render.html import Renderer
from ..search.fulltext import index_entry
from .fingerprint import BuildInputs, fingerprint_of
from .output import OutputFolder
from .summary import GroupSummary, ReportSummary
from .unit_groups import UnitGroup

#: Where the parts are from which files about several units are put together, below the cache.
PARTS: Final = "parts"
#: The kinds of pages of a group: a unit's, and a report's.
_KINDS: Final = (FrameKind(2, UNITS), FrameKind(3, UNITS, is_article=True))


def unit_frames(frames: Frames) -> dict[FrameKind, Frame]:
    """What is around the pages of a group."""
    return {kind: frames.find(kind) for kind in _KINDS}


def build_unit_group(group: UnitGroup, inputs: BuildInputs, renderer: Renderer) -> GroupSummary:
    """Read, check, lay out, render and write the reports of a unit group."""
    output, parts = OutputFolder(inputs.output), OutputFolder(inputs.parts)
    checked = read_and_check_files(inputs.check.root, inputs.check.inventory, group.files)
    general, publication = inputs.check.inventory.problems, inputs.publication
    laid_out = lay_out(checked, group.units, publication, preview=inputs.preview, general=general)
    texts = dict(_search_texts(laid_out.pages)) if inputs.search else {}
    downloads = unit_files(laid_out.archive, group.units, laid_out.published, laid_out.news, publication)
    made = chain(_rendered(laid_out.pages, inputs, renderer), downloads, _references(checked, group, inputs))
    files = {download.path: output.write_parts(download.path, download.parts()) for download in made}
    kept = chain(((f"{name}.text", text) for name, text in texts.items()), _sheets(laid_out.published, inputs))
    return GroupSummary(
        reports=tuple(_summaries(checked, laid_out.news, texts, laid_out.checksums)),
        unread=checked.unread,
        questions=questions_of(inputs.check.root, checked),
        attachments={path: file for page in laid_out.pages for path, file in page.attachments.items()},
        files=files,
        parts={name: parts.write(name, file_bytes(text)) for name, text in kept},
    )


def _rendered(pages: Iterable[Page], inputs: BuildInputs, renderer: Renderer) -> Iterator[Download]:
    """The finished pages."""
    for page in pages:
        yield Download.of(f"{page.path}{PAGE_FILE}", framed(page, inputs.publication, inputs.frames, renderer))


def _references(checked: CheckedArchive, group: UnitGroup, inputs: BuildInputs) -> Iterator[Download]:
    """What the desk knows of each unit."""
    if inputs.publication.desk:
        around = Surroundings(inputs.check.inventory, partial(_read, inputs.check.root))
        yield from reference_files(checked.archive.for_readers(preview=False), group.units, around)


def _read(root: Path, file: str) -> bytes:
    return (root / file).read_bytes()


def _search_texts(pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """What the search reads of each report."""
    for page in pages:
        if isinstance(page.view, ReportView):
            yield page.path.removeprefix(UNITS).rstrip("/"), index_entry(page)


def _sheets(published: Iterable[Published], inputs: BuildInputs) -> Iterator[tuple[str, str]]:
    """The rows of each report for the workbooks of its year."""
    for report in published if inputs.publication.excel else ():
        yield f"{report.entry.unit_id}/{report.entry.year}.sheets", sheets_text(report)


def _summaries(
    checked: CheckedArchive, news: AllNews, texts: Mapping[str, str], checksums: Mapping[Key, str]
) -> Iterator[ReportSummary]:
    for key, entry in checked.archive.entries.items():
        text = texts.get(f"{entry.unit_id}/{entry.year}", "")
        figures = figures_json(entry.report) if entry.report else ""
        checks, name = Checked.of(checked.findings.get(key, ()), entry.report), f"{entry.unit_id} {entry.year}"
        yield ReportSummary(
            unit_id=entry.unit_id,
            year=entry.year,
            file=entry.file,
            digest=entry.digest,
            state=entry.state,
            figures=figures,
            checked=checks,
            news=news.get(key, ()),
            search_digest=sha256(file_bytes(text)).hexdigest() if text else "",
            checksum=checksums.get(key, ""),
            shown=fingerprint_of((name, entry.state.value, figures)),
            told=fingerprint_of((name, repr(checks))),
            three_public=THREE_PUBLIC.value(entry.report) if entry.report else None,
        )
