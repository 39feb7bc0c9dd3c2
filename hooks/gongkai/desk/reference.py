"""The reference data of a unit (/desk/data/‹unit›.zip): what its report is written, checked and shown beside.

Everything in it is public: a report that is being prepared is left out, and of one whose figures may not be shown there
is what its page says. Of other units there is what checks and pages of this one ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from ..load.attachment_content import stand_in_of
from ..load.inventory import Inventory
from ..load.names_file import NAMES_FILE
from ..load.outlines import OUTLINES_FOLDER, built_in
from ..load.register import UNITS_FILE, YEAR_FILE
from ..model.archive import Archive, Entry
from ..open_data.figures import figures_json
from ..open_data.files import Download, file_bytes, json_bytes, json_text
from ..pages.data import Publication
from ..pages.desk import DATA
from ..pages.downloads import is_split, share_of
from ..render.frame import Frame, FrameKind
from .zipped import zipped

#: What is no data file: in the ZIP what the folder does not say of itself, beside it what of the site shows on pages.
SITE_FILE: Final = "site.json"
#: What is told of a report whose figures may not be shown.
_TOLD: Final = {"title", "disclosure"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the references of all units have in common.

    Attributes:
        inventory: the register, the rules and the outlines.
        read: the bytes of a file below the project.
    """

    inventory: Inventory
    read: Callable[[str], bytes]


def reference_files(shown: Archive, units: Iterable[str], around: Surroundings) -> Iterator[Download]:
    """The reference data of some units; ``shown`` are the reports of their group that readers know of."""
    for unit_id in units:
        files = dict(_files(shown, unit_id, around))
        yield Download.of(f"{DATA}{unit_id}.zip", zipped(files.items()))


def _files(shown: Archive, unit_id: str, around: Surroundings) -> Iterator[tuple[str, bytes]]:
    inventory, folder = around.inventory, around.inventory.folder
    related = _related(shown, unit_id)
    named = {*related, *_named_by(shown, related)}
    units = [f"{json_text(key)}: {_dump(unit)}\n" for key, unit in inventory.units.items() if key in named]
    yield f"{folder}/{UNITS_FILE}", file_bytes("".join(units))
    if inventory.names:
        yield f"{folder}/{NAMES_FILE}", json_bytes({label: list(names) for label, names in inventory.names})
    for name, outline in inventory.outlines.items():
        if name not in built_in():
            yield f"{folder}/{OUTLINES_FOLDER}/{name}.yml", file_bytes(_dump(outline))
    for year, rules in inventory.years.items():
        if year not in inventory.unruled:
            yield f"{folder}/{year}/{YEAR_FILE}", file_bytes(_dump(rules))
    withheld, alike = list[str](), {*shown.successors(unit_id), *_origins(shown, unit_id)}
    for other in related:
        for entry in shown.entries_of_unit(other):
            withheld += [] if entry.published else [entry.file]
            yield entry.file, _report(entry, around, is_own=other == unit_id, is_alike=other in alike)
            yield from _attachments(entry, around) if other in {unit_id, *alike} else ()
    said: dict[str, Any] = {"unit": unit_id, "folder": folder, "withheld": withheld}
    if inventory.unruled:
        said["unruled"] = sorted(inventory.unruled)
    if split := [year for year in sorted(inventory.years) if is_split(shown, year)]:
        said["split"], said["file_share"] = split, list(share_of(shown, unit_id))
    yield SITE_FILE, json_bytes(said)


def _report(entry: Entry, around: Surroundings, *, is_own: bool, is_alike: bool) -> bytes:
    """The file of a report: its own bytes, so that comments and layout are kept; of another unit what it states.

    Args:
        entry: the report.
        around: where its bytes are.
        is_own: it is one of the unit whose data this is.
        is_alike: its unit came before or after; of those above and below the figures are enough.
    """
    if (report := entry.published) is None:
        told = entry.report
        return file_bytes(json_text(told.model_dump(by_alias=True, exclude_unset=True, include=_TOLD)) if told else "")
    if is_own:
        return around.read(entry.file)
    return file_bytes(_dump(report) if is_alike else figures_json(report))


def _attachments(entry: Entry, around: Surroundings) -> Iterator[tuple[str, bytes]]:
    """As much of each attachment as tells what it is."""
    home = entry.file.rpartition("/")[0]
    for attachment in entry.published.attachments if entry.published else ():
        path = f"{home}/{attachment.file}"
        yield path, stand_in_of(around.read(path))


def _related(shown: Archive, unit_id: str) -> list[str]:
    """The unit itself; those above it, those right below it, those it came out of and went into; as registered."""
    found = {unit_id, *shown.subordinates(unit_id), *shown.successors(unit_id), *_origins(shown, unit_id)}
    above = shown.units[unit_id].supervising_department
    while above and above in shown.units and above not in found:
        found.add(above)
        above = shown.units[above].supervising_department
    return [unit_id, *(other for other in shown.units if other in found and other != unit_id)]


def _named_by(shown: Archive, related: Iterable[str]) -> Iterator[str]:
    """The units that those are bound to in the register, which says from when until when each is there."""
    for unit_id in related:
        yield from (*shown.successors(unit_id), *_origins(shown, unit_id))
        if above := shown.units[unit_id].supervising_department:
            yield above


def _origins(shown: Archive, unit_id: str) -> tuple[str, ...]:
    origin = shown.units[unit_id].origin
    return origin.units if origin else ()


def site_json(publication: Publication, frames: Mapping[FrameKind, Frame]) -> bytes:
    """What of the site shows on the page of every report: its settings, and what is around the page."""
    around = [{"kind": list(kind), "parts": list(frame.parts)} for kind, frame in frames.items() if kind.is_article]
    return json_bytes({"publication": asdict(publication), "frames": around})


def _dump(record: Any) -> str:
    return json_text(record.model_dump(by_alias=True, exclude_unset=True))
