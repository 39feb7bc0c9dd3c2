"""The index: whole years together, the same bytes each time, nothing of Pagefind's own look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.search import bundle
from gongkai.search.bundle import ENTRIES, SearchError, bundles_of, write_index

PAGE = (
    '<!doctype html><html lang="und" data-category="事业&amp;单位" data-grade="{grade}"><title>甲</title>\n'
    '<body data-pagefind-body><h1>甲局 局</h1><h2 id="a">概况 况</h2><p>{words}</p>'
)


def entries(site: Path, units: int, years: range) -> Path:
    for year in years:
        for n in range(units):
            file = site / ENTRIES / f"units/u{n}/{year}/index.html"
            file.parent.mkdir(parents=True)
            file.write_text(PAGE.format(grade="优良"[n % 2], words=f"支出 出 {year} {n}"), encoding="utf-8")
    return site


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def bundled(counts: dict[int, int]) -> list[tuple[list[int], int]]:
    paths = [Path(f"units/u{n}/{year}/index.html") for year, count in counts.items() for n in range(count)]
    return [(found.years, len(found.files)) for found in bundles_of(paths)]


def test_bundles_hold_whole_years_and_the_newest_comes_first() -> None:
    found = bundled({2019: 400, 2020: 400, 2021: 400, 2022: 900, 2023: 10})
    assert found == [([2023, 2022], 910), ([2021], 400), ([2020, 2019], 800)]


def test_a_year_with_too_many_reports_is_parted() -> None:
    assert bundled({2022: 2500, 2023: 600}) == [([2023], 600), ([2022], 500), ([2022], 1000), ([2022], 1000)]


def test_no_reports_make_no_bundle() -> None:
    assert bundles_of([]) == []


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in "ab":
        site = entries(tmp_path / name, 12, range(2020, 2022))
        write_index(site, tmp_path / f"{name}.cache")
        made.append(files(site))
    assert made[0] == made[1]


def test_the_index_is_what_the_search_page_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST", 4)
    site = entries(tmp_path, 3, range(2020, 2022))
    write_index(site, tmp_path / "cache")
    text = site / "search/text"
    contents = json.loads((text / "index.json").read_bytes())
    assert contents["bundles"] == [{"path": f"{n}/", "years": [2019 + n], "reports": 3} for n in (2, 1)]
    assert (contents["categories"], contents["grades"]) == (["事业&单位"], ["优", "良"])
    reports = json.loads((text / "2/reports.json").read_bytes())
    assert sorted(reports.values())[0] == ["units/u0/2021", "事业&单位", "优"]
    assert {file.stem for file in (text / "2/fragment").iterdir()} == set(reports)
    top = {file.name for file in text.iterdir()}
    assert top == {"index.json", "pagefind.js", "wasm.unknown.pagefind", "1", "2"}
    assert not [name for name in files(text) if name.endswith((".css", "-ui.js", "-worker.js", "-highlight.js"))]
    assert not (site / ENTRIES).exists()


def test_an_unchanged_bundle_comes_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_index(entries(tmp_path / "a", 2, range(2020, 2021)), tmp_path / "cache")
    monkeypatch.setattr(bundle, "_run_pagefind", lambda *_: pytest.fail("indexed again"))
    write_index(entries(tmp_path / "b", 2, range(2020, 2021)), tmp_path / "cache")
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_switched_off_there_is_an_index_of_nothing(tmp_path: Path) -> None:
    site = entries(tmp_path, 1, range(2020, 2021))
    write_index(site, tmp_path / "cache", wanted=False)
    assert files(site) == {"search/text/index.json": b'{"bundles":[],"categories":[],"grades":[]}'}


def test_an_index_that_is_there_stays_when_only_some_pages_were_rendered(tmp_path: Path) -> None:
    site = entries(tmp_path, 2, range(2020, 2021))
    write_index(site, tmp_path / "cache")
    before = files(site)
    entries(site, 1, range(2020, 2021))
    write_index(site, tmp_path / "cache")
    assert files(site) == before


def test_pagefinds_own_words_are_shown_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "false")
    with pytest.raises(SearchError, match="全文索引没有生成"):
        write_index(entries(tmp_path, 1, range(2020, 2021)), tmp_path / "cache")
    assert {folder.suffix for folder in (tmp_path / "cache").iterdir()} == {".in"}
