"""The index: whole years together, the same bytes each time, nothing of Pagefind's own look."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search import bundle
from gongkai.search.bundle import SearchError, Text, bundles_of, write_index

PAGE = (
    '["事业&单位", "{grade}"]\n<!doctype html><html lang="und"><title>甲</title>\n'
    '<body data-pagefind-body><h1>甲局 局</h1><h2 id="a">概况 况</h2><p>{words}</p>'
)


def texts(units: int, years: range) -> list[Text]:
    """Small pages of some units in some years."""
    return [
        text(f"units/u{n}/{year}/", year, PAGE.format(grade="优良"[n % 2], words=f"支出 出 {year} {n}"))
        for year in years
        for n in range(units)
    ]


def text(path: str, year: int, page: str) -> Text:
    """One small page."""
    return Text(path, year, sha256(page.encode()).hexdigest(), lambda: page)


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def bundled(counts: dict[int, int]) -> list[tuple[list[int], int]]:
    found = [text(f"units/u{n}/{year}/", year, "") for year, count in counts.items() for n in range(count)]
    return [(bundle.years, len(bundle.texts)) for bundle in bundles_of(found)]


def test_bundles_hold_whole_years_and_the_newest_comes_first() -> None:
    found = bundled({2019: 100, 2020: 100, 2021: 100, 2022: 230, 2023: 10})
    assert found == [([2023, 2022], 240), ([2021], 100), ([2020, 2019], 200)]


def test_a_year_with_too_many_reports_is_parted() -> None:
    assert bundled({2022: 625, 2023: 200}) == [([2023], 200), ([2022], 125), ([2022], 250), ([2022], 250)]


@given(st.lists(st.tuples(st.integers(2020, 2023), st.integers(1, 60)), max_size=40))
def test_no_bundle_is_larger_than_the_memory_allows(sizes: list[tuple[int, int]]) -> None:
    found = [Text(f"units/u{n:02}/{year}/", year, "", str, size) for n, (year, size) in enumerate(sizes)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "MOST", 8)
        whole = bundles_of(found)
        patch.setattr(bundle, "LARGEST", 100)
        parts = bundles_of(found)
    held = [[text for part in some for text in reversed(part.texts)] for some in (whole, parts)]
    assert held[0] == held[1] == sorted(found, key=lambda text: (text.year, text.path), reverse=True)
    assert all(sum(text.size for text in part.texts) <= 100 or len(part.texts) == 1 for part in parts)
    assert {b.name for b in whole if sum(text.size for text in b.texts) <= 100} <= {b.name for b in parts}


def test_no_reports_make_no_bundle() -> None:
    assert bundles_of([]) == []


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in "ab":
        write_index(texts(12, range(2020, 2022)), tmp_path / name, tmp_path / f"{name}.cache")
        made.append(files(tmp_path / name))
    assert made[0] == made[1]


def test_the_index_is_what_the_search_page_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST", 4)
    target = tmp_path / "text"
    write_index(texts(3, range(2020, 2022)), target, tmp_path / "cache")
    contents = json.loads((target / "index.json").read_bytes())
    newest, oldest = [found["path"] for found in contents["bundles"]]
    assert [found["entry"]["languages"]["und"]["page_count"] for found in contents["bundles"]] == [3, 3]
    assert [(found["years"], found["reports"]) for found in contents["bundles"]] == [([2021], 3), ([2020], 3)]
    assert (contents["categories"], contents["grades"]) == (["事业&单位"], ["优", "良"])
    reports = json.loads((target / newest / "reports.json").read_bytes())
    assert sorted(reports.values())[0] == ["units/u0/2021", "事业&单位", "优"]
    assert {file.stem for file in (target / newest / "fragment").iterdir()} == set(reports)
    top = {f"{file.name}/" if file.is_dir() else file.name for file in target.iterdir()}
    assert top == {"index.json", "pagefind.js", "wasm.unknown.pagefind", newest, oldest}
    assert not [
        name for name in files(target) if name.endswith(("entry.json", ".css", "-ui.js", "-worker.js", "-highlight.js"))
    ]


def test_only_a_changed_bundle_is_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST", 2)
    target, found = tmp_path / "text", texts(2, range(2021, 2023))
    write_index(found, target, tmp_path / "cache")
    before = {folder.name for folder in target.iterdir() if folder.is_dir()}
    runs: list[Path] = []
    run = bundle._run_pagefind

    def noted(pages: Path, to: Path) -> None:
        runs.append(pages)
        run(pages, to)

    monkeypatch.setattr(bundle, "_run_pagefind", noted)
    write_index(found, target, tmp_path / "cache")
    assert not runs
    changed = text(found[-1].path, 2022, PAGE.format(grade="优", words="新"))
    write_index([*found[:-1], changed], target, tmp_path / "cache")
    after = {folder.name for folder in target.iterdir() if folder.is_dir()}
    assert (len(runs), len(before & after), len(after)) == (1, 1, 2)


def test_without_texts_there_is_an_index_of_nothing(tmp_path: Path) -> None:
    write_index([], tmp_path / "text", tmp_path / "cache")
    assert files(tmp_path / "text") == {"index.json": b'{"bundles":[],"categories":[],"grades":[]}'}


def test_pagefinds_own_words_are_shown_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "false")
    with pytest.raises(SearchError, match="全文索引没有生成"):
        write_index(texts(1, range(2020, 2021)), tmp_path / "text", tmp_path / "cache")
    assert {folder.suffix for folder in (tmp_path / "cache").iterdir()} == {".in"}
