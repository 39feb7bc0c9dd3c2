"""The desk's files on the site: Pyodide in a folder, the program and what it needs on demand as ZIPs.

Each name holds a checksum of the content, so that browsers may keep the files for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from ..model.archive import Archive
from ..model.unit import FormerName
from ..open_data.files import Download, json_bytes
from ..pages.desk import UNITS_LIST, DeskView
from ..pages.parts.page import DESK
from .program import Bundle, bundles
from .pyodide_files import PyodideFiles
from .runtime import find_runtime

#: About how many bytes are loaded to begin with, and how many a server sends of them, packed; only to say how far it
#: is, so that nothing is packed to know it. A test holds them to what is.
_WHOLE: Final = 15_800_000
_SENT: Final = 8_800_000


@cache
def _found() -> tuple[PyodideFiles, Mapping[str, Bundle]]:
    runtime = find_runtime()
    return PyodideFiles(runtime), bundles(runtime)


@cache
def desk_view() -> DeskView:
    """What the page says to its script.

    Raises:
        MissingRuntimeError: the runtime is not at hand and cannot be fetched.
    """
    pyodide, found = _found()
    more = {module: f"{DESK}{bundle.path}" for module, bundle in found.items()}
    return DeskView(f"{DESK}{pyodide.folder}", more.pop(""), more, _WHOLE, _SENT)


def desk_files() -> Iterator[Download]:
    """The files that every clerk's browser loads."""
    pyodide, found = _found()
    for name, content in pyodide.contents():
        yield Download.made(f"{DESK}{pyodide.folder}{name}", content)
    for bundle in found.values():
        yield Download.made(f"{DESK}{bundle.path}", bundle.content)


def script_files(docs: Path) -> Iterator[Download]:
    """The page's own scripts and style, which stand beside those of all pages."""
    for path in sorted((docs / "assets").glob("desk*")):
        yield Download.made(f"assets/{path.name}", path.read_bytes)


def units_list(archive: Archive) -> Download:
    """The units that a clerk may choose from, with what they are found by and the years that readers know of."""
    years = {unit_id: [entry.year for entry in archive.entries_of_unit(unit_id)] for unit_id in archive.units}
    listed = [
        {
            "id": key,
            "name": unit.name,
            "short": unit.short_name or "",
            "code": unit.organization_code or "",
            "years": years[key],
            **({"former": [_lasted(former) for former in unit.former_names]} if unit.former_names else {}),
        }
        for key, unit in archive.units.items()
    ]
    return Download.made(UNITS_LIST, partial(json_bytes, listed))


def _lasted(former: FormerName) -> dict[str, Any]:
    """A former name and the years that it held."""
    return {"name": former.name, "first": former.first_year, "last": former.last_year}
