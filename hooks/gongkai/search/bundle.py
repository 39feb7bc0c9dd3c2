"""The full-text index: Pagefind runs over the small pages of all reports, a few hundred at a time.

The reports are bundled by year, oldest first. A search asks the newest bundle first, so that what a phone loads does
not grow with the number of reports, and Pagefind's memory does not either: it keeps every word of a run in memory,
about forty bytes for one of text. A bundle whose pages are unchanged is taken from the cache.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Final

from click import ClickException

#: Reports in one bundle, at most, and bytes of their small pages, above which it is halved: what Pagefind can hold in
#: 450 MB. Smaller bundles would cost readers more: each that is asked for a word sends a piece of the same size.
MOST: Final = 250
LARGEST: Final = 11_000_000
#: Where the bundles stand, below the site root.
BUNDLES: Final = "search/text"
_GRADES: Final = "优良中差"
#: Ending of what is not whole yet.
_NEW: Final = ".new"
#: Pagefind begins each of its files with this.
_SIGNATURE: Final = b"pagefind_dcd"
#: Pagefind writes these into each bundle; the first two are kept once for all, the others belong to its own look.
_SHARED: Final = ("pagefind.js", "wasm.unknown.pagefind")
#: Where each bundle says how its files are named; all of them stand in ``index.json``, one request for all.
_ENTRY: Final = "pagefind-entry.json"
_UNUSED: Final = (
    "pagefind-component-ui.css", "pagefind-component-ui.js", "pagefind-highlight.js", "pagefind-modular-ui.css",
    "pagefind-modular-ui.js", "pagefind-ui.css", "pagefind-ui.js", "pagefind-worker.js",
)  # fmt: skip  # names, read in a row


class SearchError(ClickException):
    """Pagefind could not be run or did not finish; shown without a traceback."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is indexed of one report: its address, its year, SHA-256 of the text, how to get it, its size in bytes.

    Its first line is its category and grade as JSON; below it is the small page that Pagefind reads.
    """

    path: str
    year: int
    digest: str
    read: Callable[[], str]
    size: int = 0


@dataclass(frozen=True, slots=True)
class Bundle:
    """Reports that are indexed together, by their small pages."""

    texts: tuple[Text, ...]

    @property
    def years(self) -> list[int]:
        """The years of its reports, newest first."""
        return sorted({text.year for text in self.texts}, reverse=True)

    @property
    def name(self) -> str:
        """The bundle's folder: another one whenever a word in it or a program that makes it is another."""
        digest = hashlib.sha256(version("pagefind-bin").encode() + Path(__file__).read_bytes())
        for text in self.texts:
            digest.update(f"{text.path} {text.digest}\n".encode())
        return digest.hexdigest()[:16]


def write_index(texts: Iterable[Text], target: Path, cache: Path) -> None:
    """Index ``texts`` into the folder ``target``; bundles that stand there or in ``cache`` are left as they are.

    Without any texts an index without any bundle is written, and the search finds units only.

    Raises:
        SearchError: with Pagefind's own words, if it fails.
    """
    bundles = bundles_of(texts)
    folders = {bundle.name: _indexed(bundle, cache) for bundle in bundles}
    target.mkdir(parents=True, exist_ok=True)
    for name, folder in folders.items():
        if not (target / name).exists():
            _copy(folder, target / name)
    for name in _SHARED if bundles else ():
        _write(target / name, (folders[bundles[0].name] / name).read_bytes())
    _write(target / "index.json", _contents(bundles, target, folders).encode())
    for path in target.iterdir():  # only now: until here readers were led to it
        if path.is_dir() and path.name not in folders:
            shutil.rmtree(path)
    for path in cache.glob("*"):
        if path.stem not in folders:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _copy(folder: Path, target: Path) -> None:
    """Put a whole bundle in its place, without what stands there once for all."""
    scratch = target.with_name(f"{target.name}{_NEW}")
    shutil.rmtree(scratch, ignore_errors=True)  # of a build that was stopped
    shutil.copytree(folder, scratch, ignore=shutil.ignore_patterns(*_SHARED, _ENTRY)).rename(target)


def _write(path: Path, content: bytes) -> None:
    """Put a whole file in its place: the one that stands there may be a link, and somebody may be reading it."""
    if path.is_file() and path.read_bytes() == content:
        return
    scratch = path.with_name(f"{path.name}{_NEW}")
    scratch.write_bytes(content)
    scratch.replace(path)


def bundles_of(texts: Iterable[Text]) -> list[Bundle]:
    """Whole years together; only a year of more than :data:`MOST` reports is parted. The newest bundle comes first.

    Where reports are so long that a bundle is larger than :data:`LARGEST`, it is halved; the others stay as they are.
    """
    groups: list[list[Text]] = []
    for _, found in groupby(sorted(texts, key=lambda text: (text.year, text.path)), key=lambda text: text.year):
        year = list(found)
        for part in (year[at : at + MOST] for at in range(0, len(year), MOST)):
            if not groups or len(groups[-1]) + len(part) > MOST:
                groups.append([])
            groups[-1] += part
    return [Bundle(tuple(part)) for group in groups for part in _halved(group)][::-1]


def _halved(group: list[Text]) -> Iterator[list[Text]]:
    """The reports in parts that Pagefind has memory for; one report is never parted."""
    if len(group) > 1 and sum(text.size for text in group) > LARGEST:
        middle = len(group) // 2
        yield from _halved(group[:middle])
        yield from _halved(group[middle:])
    else:
        yield group


def _indexed(bundle: Bundle, cache: Path) -> Path:
    """The folder of the finished bundle in the cache, made if it is not there."""
    folder, checksum = cache / bundle.name, cache / f"{bundle.name}.checksum"
    if not checksum.exists() or checksum.read_bytes() != _checksum_of(folder):
        shutil.rmtree(folder, ignore_errors=True)
        staged, unfinished = cache / f"{bundle.name}.in", cache / f"{bundle.name}.out"
        shutil.rmtree(unfinished, ignore_errors=True)
        facets = {}
        for text in bundle.texts:
            facets[text.path], _, words = text.read().encode("utf-8", "replace").partition(b"\n")
            page = staged / text.path / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(words)
        _run_pagefind(staged, unfinished)
        for name in _UNUSED:
            (unfinished / name).unlink(missing_ok=True)
        (unfinished / "reports.json").write_text(_reports(unfinished, facets), encoding="utf-8")
        unfinished.rename(folder)
        checksum.write_bytes(_checksum_of(folder))
        shutil.rmtree(staged)
    return folder


def _checksum_of(folder: Path) -> bytes:
    """SHA-256 of every file, so that a damaged bundle is made again."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest().encode()


def _run_pagefind(pages: Path, target: Path) -> None:
    command = [sys.executable, "-m", "pagefind_bin", "--silent", "--site", str(pages), "--output-path", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not (target / _ENTRY).exists():
        raise SearchError(f"全文索引没有生成（Pagefind）：{(done.stderr or done.stdout).strip()}")


def _reports(folder: Path, facets: dict[str, bytes]) -> str:
    """JSON: what Pagefind calls each report → [address, category, grade].

    Pagefind's own filters would do, but the order of their values changes from run to run.
    """
    found = {}
    for file in sorted((folder / "fragment").iterdir()):
        url = json.loads(gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE))["url"].strip("/")
        found[file.stem] = [url, *json.loads(facets[f"{url}/"])]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _contents(bundles: list[Bundle], target: Path, folders: Mapping[str, Path]) -> str:
    """JSON for the reader's side: bundles with their years and entries, and the values to narrow a search by."""
    entries = [json.loads((folders[b.name] / _ENTRY).read_bytes()) for b in bundles]
    listed = [
        {"path": f"{b.name}/", "years": b.years, "reports": len(b.texts), "entry": entry}
        for b, entry in zip(bundles, entries, strict=True)
    ]
    rows = [row for b in bundles for row in json.loads((target / b.name / "reports.json").read_bytes()).values()]
    categories, grades = sorted({row[1] for row in rows} - {""}), {row[2] for row in rows} - {""}
    values = {"categories": categories, "grades": sorted(grades, key=lambda grade: (_GRADES.find(grade[0]), grade))}
    return json.dumps({"bundles": listed} | values, ensure_ascii=False, separators=(",", ":"))
