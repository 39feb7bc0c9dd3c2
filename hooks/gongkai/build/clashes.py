"""Two files at one address, or one where another needs a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..model.problem import Level, Place, Problem
from ..model.text import folded
from ..open_data.manifest import STATUS
from ..open_data.sitemap import SITEMAP
from ..open_data.sums import UNLISTED
from ..pages.data import DATA, MANIFEST
from ..pages.parts.page import COMPARE, QUALITY, SEARCH, UNITS, UPDATES, YEARS
from .page_list import NOT_FOUND

#: Folders in which everything is built from the data; a page by hand there would be in the way of one to come.
_BUILT: Final = (UNITS, YEARS, COMPARE, QUALITY, UPDATES, SEARCH, DATA)
#: What is written last.
_LAST: Final = (NOT_FOUND, SITEMAP, STATUS, MANIFEST, *sorted(UNLISTED))


def find_clashes(
    built: Iterable[str], by_hand: Iterable[tuple[str, str]], attached: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, Problem]]:
    """(path, problem) of every file that would take the place of another, or stand where another needs a folder.

    Names are compared as the least careful file system does. What is built comes first, so that nothing can take the
    place of an official file; ``by_hand`` and ``attached`` are (path below the site root, the file that goes there).
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in (*built, *_LAST):
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
