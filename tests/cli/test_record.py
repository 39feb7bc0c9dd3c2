"""What a publication goes on from: the chain that goes furthest of those at hand, and what is said of all others."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import DEMO

from gongkai.build.faults import FaultError
from gongkai.build.output import OutputFolder
from gongkai.build.releases import PublishedSite
from gongkai.cli.record import Record, find_record
from gongkai.open_data.sums import CHAIN, SUMS
from gongkai.pages.data import MANIFEST
from gongkai.settings import examine_settings
from gongkai.verify.chain import Entry, chain_bytes, extended, faults_of, faults_of_times, parse_chain

COMMITS = ("a" * 40, "b" * 40, "c" * 40)


def chain(*moments: str) -> tuple[Entry, ...]:
    """A chain that holds, of publications of these moments."""
    entries: tuple[Entry, ...] = ()
    for moment, commit in zip(moments, COMMITS, strict=False):
        entries = extended(entries, commit, moment, "1" * 64, "2" * 64)
    return entries


def kept(folder: Path, number: int) -> str:
    """A file with the first so many of three publications."""
    moments = [f"2026-0{month}-01T08:00:00Z" for month in (1, 2, 3)]
    path = folder / f"chain-{number}.json"
    path.write_bytes(chain_bytes(chain(*moments[:number])))
    return str(path)


def find(folder: Path, *after: str, url: str = "") -> Record:
    """What a publication to a folder where nothing is goes on from."""
    settings = examine_settings(DEMO).model_copy(update={"site_url": url})
    return find_record(PublishedSite(folder / "site"), settings, after=after, first=False)


@pytest.mark.parametrize(("url", "cure"), [("", "网址"), ("https://example.gov.cn/", "--after site_url")])
def test_after_an_older_chain_it_is_said_from_where_on_nothing_was_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str, cure: str
) -> None:
    assert find(tmp_path, kept(tmp_path, 1), url=url).before[-1].commit == COMMITS[0]
    said = capsys.readouterr().err
    assert "接着第 1 次发布（2026-01-01T08:00:00Z，提交 aaaaaaaaaaaa）" in said
    assert re.search(f"在那以后还发布过的，没有看.*{cure}", said)


@pytest.mark.parametrize("order", [(1, 3), (3, 1), (2, 3, 1)])
def test_of_several_chains_the_one_that_goes_furthest_counts(tmp_path: Path, order: tuple[int, ...]) -> None:
    found = find(tmp_path, *(kept(tmp_path, number) for number in order))
    assert [entry.commit for entry in found.before] == [*COMMITS]


def test_chains_of_two_histories_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(chain_bytes(chain("2026-01-02T08:00:00Z", "2026-02-01T08:00:00Z")))
    with pytest.raises(FaultError, match="不是同一条"):
        find(tmp_path, kept(tmp_path, 3), str(other))


def test_what_is_published_here_counts_where_it_goes_further(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / CHAIN).write_bytes(Path(kept(tmp_path, 3)).read_bytes())
    assert len(find(tmp_path, kept(tmp_path, 1)).before) == 3
    assert "只从那里看起" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("moments", "told"),
    [
        (("2026-01-01T08:00:00Z", "2026-01-01T08:00:00Z", "2026-02-01T08:00:00Z"), ""),
        (("2026-01-01T08:00:00Z", "2025-12-31T23:59:59Z"), "第 2 次发布的时间 2025-12-31T23:59:59Z 早于前一次的"),
        (("2026-01-01T08:00:00Z", "2026-03-01T08:00:00Z", "2026-02-01T08:00:00Z"), "第 3 次发布的时间"),
        (("昨天",), "第 1 次发布的时间写的是 昨天，不是时间"),
    ],
)
def test_a_publication_dated_before_the_one_it_follows_is_told(moments: tuple[str, ...], told: str) -> None:
    entries = parse_chain(chain_bytes(chain(*moments)))
    assert not [*faults_of(entries)]
    said = "\n".join(faults_of_times(entries))
    assert told in said
    assert bool(told) is bool(said)


@pytest.mark.parametrize("last", ["2020-01-01T08:00:00Z", "2999-01-01T08:00:00Z"])
def test_a_wrong_clock_never_writes_a_moment_before_the_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], last: str
) -> None:
    for name, content in ((MANIFEST, f'{{"提交":"{COMMITS[1]}"}}'), (SUMS, "")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    Record(chain(last)).add(OutputFolder(tmp_path))
    entries = parse_chain((tmp_path / CHAIN).read_bytes())
    assert not [*faults_of_times(entries)]
    assert entries[-1].moment >= max(now, last)
    assert ("请校准时钟" in capsys.readouterr().err) is (last > now)
