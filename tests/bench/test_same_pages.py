"""The comparison is fair only if all builders make the same pages with the same figures. Nothing here is timed."""

from __future__ import annotations

import os
import subprocess

import pytest
from tests.bench.builders import BUILDERS, Workshop
from tests.bench.downloads import downloads_of, read_json, reports_of, rows_of, sizes_of
from tests.bench.site_facts import Tables, figures_of_page, pages_of, tables_of
from tests.bench.workload import SIZES, units, write_workload

pytestmark = pytest.mark.build
S = SIZES["S"]
PEERS = tuple(name for name in BUILDERS if name != "gongkai")
WITH_DOWNLOADS = tuple(name for name in BUILDERS if name.endswith("-downloads"))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Workload S, built by everyone; ours while the others are made ready, who are given what it has checked."""
    made = Workshop(tmp_path_factory.mktemp("bench"))
    write_workload(made.data, S)
    made.stage(BUILDERS)
    for name in PEERS:
        job = made.job(name)
        told = os.environ | dict(job.environment)
        done = subprocess.run(job.command, cwd=job.folder, env=told, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
    return made


def read(workshop: Workshop, builder: str, address: str) -> Tables:
    """One page of one builder."""
    return tables_of(workshop.out(builder) / address / "index.html")


def test_ours_has_a_page_for_every_report_unit_and_year(workshop: Workshop) -> None:
    expected = {f"units/{unit.id}/{year}/" for unit in units(S.units) for year in S.span}
    expected |= {f"units/{unit.id}/" for unit in units(S.units)} | {f"years/{year}/" for year in S.span}
    assert pages_of(workshop.out("gongkai")) == expected


@pytest.mark.parametrize("peer", PEERS)
def test_every_builder_makes_the_same_pages(workshop: Workshop, peer: str) -> None:
    assert pages_of(workshop.out(peer)) == pages_of(workshop.out("gongkai"))


@pytest.mark.parametrize("peer", PEERS)
def test_every_page_has_the_same_figures_and_says_that_it_is_a_demo(workshop: Workshop, peer: str) -> None:
    for address in sorted(pages_of(workshop.out("gongkai"))):
        ours, theirs = read(workshop, "gongkai", address), read(workshop, peer, address)
        assert figures_of_page(theirs) == figures_of_page(ours), address
        assert len(figures_of_page(ours)) > S.years, address
        assert "演示数据" in ours.text, address
        assert "演示数据" in theirs.text, address


@pytest.mark.parametrize("peer", PEERS)
def test_every_report_leads_to_the_years_before_and_after(workshop: Workshop, peer: str) -> None:
    for unit in units(S.units):
        for year in S.span:
            wanted = {rel: at for rel, at in (("prev", year - 1), ("next", year + 1)) if at in S.span}
            for builder in ("gongkai", peer):
                found = read(workshop, builder, f"units/{unit.id}/{year}/").neighbours
                assert {rel: int(href.strip("/").split("/")[-1]) for rel, href in found.items()} == wanted


@pytest.mark.parametrize("peer", PEERS)
def test_every_report_has_the_same_words(workshop: Workshop, peer: str) -> None:
    for unit in units(S.units)[::7]:
        address = f"units/{unit.id}/{S.span[-1]}/"
        ours, theirs = read(workshop, "gongkai", address), read(workshop, peer, address)
        assert len(theirs.sentences()) > 60
        missing = theirs.sentences() - ours.sentences()
        assert not missing, address


@pytest.mark.parametrize("peer", WITH_DOWNLOADS)
def test_the_same_downloads_are_written(workshop: Workshop, peer: str) -> None:
    files = downloads_of(workshop.out("gongkai"))
    assert len(files) == 2 * (S.units * S.years + S.units + S.years)
    assert downloads_of(workshop.out(peer)) == files
    ours, theirs = sizes_of(workshop.out("gongkai")), sizes_of(workshop.out(peer))
    assert {ending: round(theirs[ending] / size, 2) for ending, size in ours.items()} == {"json": 1.0, "csv": 1.0}


@pytest.mark.parametrize("peer", WITH_DOWNLOADS)
def test_every_download_holds_the_same_records_and_rows(workshop: Workshop, peer: str) -> None:
    for path in sorted(downloads_of(workshop.out("gongkai"))):
        ours, theirs = workshop.out("gongkai") / path, workshop.out(peer) / path
        if path.endswith(".csv"):
            assert rows_of(theirs) == rows_of(ours), path
            continue
        published, written = read_json(ours), read_json(theirs)
        if "报告" in published:
            assert reports_of(written) == reports_of(published), path
            published["报告"] = written["报告"] = []
        assert written == published, path


@pytest.mark.parametrize("peer", sorted(set(PEERS) - set(WITH_DOWNLOADS)))
def test_the_plain_peers_write_no_downloads(workshop: Workshop, peer: str) -> None:
    assert downloads_of(workshop.out(peer)) == set()
