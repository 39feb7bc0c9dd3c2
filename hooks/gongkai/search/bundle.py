"""The full-text index: Pagefind runs over the small pages of all reports, a thousand at a time.

The reports are bundled by year, oldest first. A search asks the newest bundle first, so that what a phone loads does
not grow with the number of reports, and Pagefind's memory does not either. A bundle whose pages are unchanged is taken
from the cache.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Final

from click import ClickException

from ..present.page import Page
from ..present.report import ReportView
from ..render.html import Rendered
from .fulltext import index_entry

#: Reports in one bundle, at most.
MOST: Final = 1000
#: Where the small pages stand until they are indexed; below it they have the addresses of their reports.
ENTRIES: Final = "search/entries"
#: Where the bundles stand.
BUNDLES: Final = "search/text"
_FACETS: Final = re.compile(r'data-category="([^"]*)" data-grade="([^"]*)"')
_GRADES: Final = "优良中差"
#: Pagefind begins each of its files with this.
_SIGNATURE: Final = b"pagefind_dcd"
#: Pagefind writes these into each bundle; the first two are kept once for all, the others belong to its own look.
_SHARED: Final = ("pagefind.js", "wasm.unknown.pagefind")
_UNUSED: Final = (
    "pagefind-component-ui.css", "pagefind-component-ui.js", "pagefind-highlight.js", "pagefind-modular-ui.css",
    "pagefind-modular-ui.js", "pagefind-ui.css", "pagefind-ui.js", "pagefind-worker.js",
)  # fmt: skip


class SearchError(ClickException):
    """Pagefind could not be run or did not finish; shown without a traceback."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Reports that are indexed together, by their small pages; ``number`` counts from the oldest."""

    number: int
    files: tuple[Path, ...]

    @property
    def years(self) -> list[int]:
        """The years of its reports, newest first."""
        return sorted(set(map(_year, self.files)), reverse=True)

    @property
    def name(self) -> str:
        """The bundle's folder."""
        return str(self.number)


def write_entry(page: Page, rendered: Rendered, site: Path) -> None:
    """Put the small page of a report below ``site``; other pages have none."""
    if not isinstance(page.view, ReportView):
        return
    file = site / ENTRIES / page.path / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(index_entry(page, rendered), encoding="utf-8")


def write_index(site: Path, cache: Path, *, wanted: bool = True) -> None:
    """Index the small pages below ``site`` into ``site/search/text/`` and remove them.

    Without ``wanted`` an index without any bundle is written, and the search finds units only. Where an index is there
    already (``--dirty`` renders only some pages) it stays as it is.

    Raises:
        SearchError: with Pagefind's own words, if it fails.
    """
    entries, target = site / ENTRIES, site / BUNDLES
    if not target.exists():
        bundles = bundles_of(sorted(entries.glob("units/*/*/index.html"))) if wanted else []
        folders = [_indexed(bundle, entries, cache) for bundle in bundles]
        for bundle, folder in zip(bundles, folders, strict=True):
            shutil.copytree(folder, target / bundle.name, ignore=shutil.ignore_patterns(*_SHARED))
        for name in _SHARED if folders else ():
            shutil.copy(folders[0] / name, target)
        target.mkdir(parents=True, exist_ok=True)
        (target / "index.json").write_text(_contents(bundles, target), encoding="utf-8")
        _prune(cache, folders)
    shutil.rmtree(entries, ignore_errors=True)


def _prune(cache: Path, kept: list[Path]) -> None:
    for folder in set(cache.glob("*")) - set(kept):
        shutil.rmtree(folder, ignore_errors=True)


def bundles_of(files: list[Path]) -> list[Bundle]:
    """Whole years together; only a year of more than :data:`MOST` reports is parted. The newest bundle comes first."""
    groups: list[list[Path]] = []
    for _, found in groupby(sorted(files, key=lambda file: (_year(file), file)), key=_year):
        year = list(found)
        for part in (year[at : at + MOST] for at in range(0, len(year), MOST)):
            if not groups or len(groups[-1]) + len(part) > MOST:
                groups.append([])
            groups[-1] += part
    return [Bundle(number, tuple(group)) for number, group in enumerate(groups, 1)][::-1]


def _indexed(bundle: Bundle, entries: Path, cache: Path) -> Path:
    """The folder of the finished bundle in the cache, made if it is not there."""
    folder = cache / _digest(bundle, entries)
    if not folder.exists():
        staged, unfinished = cache / f"{folder.name}.in", cache / f"{folder.name}.out"
        shutil.rmtree(unfinished, ignore_errors=True)
        for file in bundle.files:
            target = staged / file.relative_to(entries)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
        _run_pagefind(staged, unfinished)
        for name in _UNUSED:
            (unfinished / name).unlink(missing_ok=True)
        (unfinished / "reports.json").write_text(_reports(unfinished, entries), encoding="utf-8")
        unfinished.rename(folder)
    return folder


def _run_pagefind(pages: Path, target: Path) -> None:
    command = [sys.executable, "-m", "pagefind_bin", "--silent", "--site", str(pages), "--output-path", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not (target / "pagefind-entry.json").exists():
        raise SearchError(f"全文索引没有生成（Pagefind）：{(done.stderr or done.stdout).strip()}")


def _digest(bundle: Bundle, entries: Path) -> str:
    found = hashlib.sha256(version("pagefind-bin").encode() + Path(__file__).read_bytes())
    for file in bundle.files:
        found.update(f"\0{file.relative_to(entries).as_posix()}\0".encode() + file.read_bytes())
    return found.hexdigest()[:32]


def _reports(folder: Path, entries: Path) -> str:
    """JSON: what Pagefind calls each report → [address, category, grade].

    Pagefind's own filters would do, but the order of their values changes from run to run.
    """
    found = {}
    for file in sorted((folder / "fragment").iterdir()):
        url = json.loads(gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE))["url"].strip("/")
        with (entries / url / "index.html").open(encoding="utf-8") as text:
            facets = _FACETS.search(text.readline())
        found[file.stem] = [url, *map(unescape, facets.groups() if facets else ())]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _contents(bundles: list[Bundle], target: Path) -> str:
    """JSON for the reader's side: bundles with their years, and the values to narrow a search by."""
    listed = [{"path": f"{b.name}/", "years": b.years, "reports": len(b.files)} for b in bundles]
    rows = [row for b in bundles for row in json.loads((target / b.name / "reports.json").read_bytes()).values()]
    categories, grades = sorted({row[1] for row in rows} - {""}), {row[2] for row in rows} - {""}
    values = {"categories": categories, "grades": sorted(grades, key=lambda grade: (_GRADES.find(grade[0]), grade))}
    return json.dumps({"bundles": listed} | values, ensure_ascii=False, separators=(",", ":"))


def _year(file: Path) -> int:
    return int(file.parent.name)
