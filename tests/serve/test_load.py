"""Many readers at once, and releases that are swapped under their eyes: no request fails, and each sees one release."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from gzip import decompress
from hashlib import sha256
from pathlib import Path
from typing import Final

import click
import pytest
from tests.build.publishing import Trial
from tests.serve.server import Server, ask_through
from tests.serve.test_headers import files

from gongkai.build.releases import PublishedSite

pytestmark = pytest.mark.build
#: Readers at once, and requests of all of them together.
READERS: Final = 50
REQUESTS: Final = 2000
#: What readers of the swap ask for, and how many of them.
SWAP_REQUESTS: Final = 6000
SWAP_READERS: Final = 8


@dataclass
class Tally:
    """What came of many requests; wrong ones in words."""

    seconds: list[float] = field(default_factory=list)
    size: int = 0
    wrong: list[str] = field(default_factory=list)
    took: float = 0

    def __str__(self) -> str:
        """The figures for a note; they depend on the machine and are not compared with anything."""
        ordered = sorted(self.seconds)
        half, most = ordered[len(ordered) // 2] * 1000, ordered[int(len(ordered) * 0.99)] * 1000
        rate, sent = len(ordered) / self.took, self.size / 1e6
        return f"{len(ordered)} requests, {rate:.0f}/s, {sent:.1f} MB, half in {half:.1f} ms, 99 % in {most:.1f} ms"


def read_all(server: Server, paths: list[str], readers: int, check: Callable[[str, bytes], str]) -> Tally:
    """Ask for every path once, by ``readers`` at the same time, compressed and not; ``check`` says what is wrong."""
    tally, begun = Tally(), time.monotonic()

    def read(share: list[str]) -> None:
        with server.connect() as connection:
            for path in share:
                packed = {"Accept_Encoding": "gzip"} if random.random() < 0.7 else {}
                asked = time.monotonic()
                answer = ask_through(connection, f"/{path}", **packed)
                tally.seconds.append(time.monotonic() - asked)
                tally.size += len(answer.body)
                is_packed = answer.headers.get("content-encoding") == "gzip"
                body = decompress(answer.body) if is_packed else answer.body
                wrong = check(path, body) if answer.status == 200 else str(answer.status)
                tally.wrong += [f"{path}: {wrong}"] if wrong else []

    with ThreadPoolExecutor(readers) as threads:
        list(threads.map(read, (paths[at::readers] for at in range(readers))))
    tally.took = time.monotonic() - begun
    return tally


@contextmanager
def swapping(site: PublishedSite, names: list[str]) -> Iterator[list[str]]:
    """While it lasts, the link leads to one release and the other in turn, as publishing and going back make it."""
    stop, swaps, before = threading.Event(), list[str](), site.folder.resolve().name

    def swap() -> None:
        while not stop.wait(0.001):
            swaps.append(names[len(swaps) % len(names)])
            site._point_to(swaps[-1])

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        yield swaps
    finally:
        stop.set()
        thread.join()
        site._point_to(before)


@pytest.fixture(scope="module")
def releases(published: Trial) -> list[Path]:
    """Both releases."""
    found = PublishedSite(published.site).releases
    assert len(found) == 2
    return found


def test_many_readers_at_once(server: Server, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = {path: (root / path).read_bytes() for path in files(root)}
    paths = random.Random(1).choices(sorted(content), k=REQUESTS)
    tally = read_all(server, paths, READERS, lambda path, body: "" if body == content[path] else "other bytes")
    with capsys.disabled():
        click.echo(f"\n  {READERS} readers: {tally}")
    assert (tally.wrong, len(tally.seconds)) == ([], REQUESTS)


def test_releases_are_swapped_under_readers(
    server: Server, published: Trial, releases: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Every answer is a whole file of one of both releases; both were seen, for a thousand swaps and more."""
    known = [{path: sha256((one / path).read_bytes()).hexdigest() for path in files(one)} for one in releases]
    assert known[0].keys() == known[1].keys(), "what one release has, the other has too"
    pages = [path for path in known[0] if path.endswith(".html")]
    assert all(known[0][page] != known[1][page] for page in pages)
    paths = random.Random(2).choices([*pages, *known[0]], k=SWAP_REQUESTS)
    seen = [0, 0]

    def check(path: str, body: bytes) -> str:
        digest = sha256(body).hexdigest()
        for at, one in enumerate(known):
            seen[at] += digest == one[path]
        return "" if any(digest == one[path] for one in known) else "of neither release"

    with swapping(PublishedSite(published.site), [one.name for one in releases]) as swaps:
        tally = read_all(server, paths, SWAP_READERS, check)
    with capsys.disabled():
        click.echo(f"\n  {len(swaps)} swaps: {tally}")
    assert (tally.wrong, len(tally.seconds)) == ([], SWAP_REQUESTS)
    assert len(swaps) > 100
    assert min(seen) > SWAP_REQUESTS // 10


def test_what_a_page_names_is_in_every_release(releases: list[Path]) -> None:
    """A reader of a page of one release gets its styles, scripts and pictures from the other: names that last."""
    named = re.compile(r'<(?:link rel="stylesheet"|script|img)[^>]* (?:href|src)="([^"]+)"')
    for one, other in (releases, releases[::-1]):
        for page in (path for path in files(one) if path.endswith(".html")):
            text = (one / page).read_text(encoding="utf-8")
            found = {link for link in named.findall(text) if not link.startswith("data:")}
            assert len(found) > 3, page
            home = other if page == "404.html" else (other / page).parent
            assert [link for link in found if not (home / link.lstrip("/")).is_file()] == [], page


def test_compressed_copies_are_of_their_own_release(releases: list[Path]) -> None:
    """Whatever was linked from the release before."""
    copies = [path for one in releases for path in one.rglob("*.gz")]
    assert len(copies) > 60
    assert [path for path in copies if decompress(path.read_bytes()) != path.with_suffix("").read_bytes()] == []
    times = [(path.stat().st_mtime_ns, path.with_suffix("").stat().st_mtime_ns) for path in copies]
    assert [one for one, other in times if one != other] == []


def test_figures_of_compressing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Printed for a note: what a phone loads of the pages with and without compressing."""
    pages = [path for path in root.rglob("*") if path.with_name(f"{path.name}.gz").is_file()]
    plain, packed = (sum(path.with_name(path.name + end).stat().st_size for path in pages) for end in ("", ".gz"))
    with capsys.disabled():
        click.echo(f"\n  {len(pages)} texts: {plain} bytes, compressed {packed} ({packed / plain:.0%})")
    assert packed * 2 < plain
