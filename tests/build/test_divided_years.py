"""The files of a year of many reports: divided by category, and nothing is lost, doubled or left behind."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.build.few_reports import UNITS, YEARS, change_figure, copy_few, sums, times, write_site
from tests.conftest import DEMO
from tests.html_text import read_page
from tests.site.test_demo_links import target

from gongkai.model.archive import Archive, Entry
from gongkai.model.disclosure import State
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages import downloads
from gongkai.pages.data import BUNDLE
from gongkai.pages.downloads import is_split, report_downloads, year_downloads, year_parts

#: Fewer than the reports of a year, so that it is divided; one of several reports to a part, and one of one.
LIMITS: Final = (3, 1)
WITHHELD: Final = f"data/2022/{UNITS[-1]}.yml"
NEW: Final = "yanshi-jiaoyu"
FILES: Final = (".csv", ".json", ".xlsx", ".zip")


def set_state(root: Path, file: str, state: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    changed, count = re.subn(r"(?m)^公开: \{.*\}$", f"公开: {{状态: {state}}}", text)
    assert count == 1
    (root / file).write_text(changed, encoding="utf-8")


def add_report(root: Path, state: str) -> None:
    """One more report in 2022; one that is not disclosed has no figures."""
    file = f"data/2022/{NEW}.yml"
    shutil.copy(DEMO / file, root / file)
    if state == "依法不公开":
        bare = "标题: 2022年度部门整体支出绩效自评报告\n\n公开: {状态: 依法不公开, 理由: 涉及国家秘密。}\n"
        (root / file).write_text(bare, encoding="utf-8")
    else:
        set_state(root, file, state)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a site whose years are not divided; one of its reports is withheld."""
    root = copy_few(tmp_path_factory.mktemp("whole"))
    set_state(root, WITHHELD, "核实中")
    write_site(root)
    return root


@pytest.fixture(scope="module", params=LIMITS)
def divided(request: pytest.FixtureRequest, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same data, with every year divided."""
    root = tmp_path_factory.mktemp("divided")
    shutil.copytree(whole / "data", root / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(downloads, "MOST_REPORTS", request.param)
        write_site(root)
    return root


def parts(root: Path, year: int, ending: str) -> list[Path]:
    return sorted((root / f"site/years/{year}").glob(f"data*.{ending}"))


def rows(files: Iterable[Path]) -> Iterator[tuple[str, ...]]:
    for file in files:
        head, *lines = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
        assert head[0] == "单位标识"
        yield from map(tuple, lines)


def records(files: Iterable[Path], key: str) -> list[str]:
    found = (record for file in files for record in json.loads(file.read_bytes(), parse_float=str)[key])
    return sorted(json.dumps(record, ensure_ascii=False, sort_keys=True) for record in found)


@pytest.mark.parametrize("year", YEARS)
def test_the_parts_joined_are_what_one_file_holds(whole: Path, divided: Path, year: int) -> None:
    for ending in ("csv", "json", "xlsx"):
        names = [path.name for path in parts(divided, year, ending)]
        assert len(names) > 1
        assert all(re.fullmatch(r"data-[a-z0-9-]+(_\d+)?\.\w+", name) for name in names)
    assert Counter(rows(parts(divided, year, "csv"))) == Counter(rows(parts(whole, year, "csv")))
    for key in ("报告", "不显示数字的报告"):
        assert records(parts(divided, year, "json"), key) == records(parts(whole, year, "json"), key)
    assert records(parts(divided, 2022, "json"), "不显示数字的报告")


@pytest.mark.parametrize("year", YEARS)
def test_every_report_stands_in_one_part_the_same_in_all_formats(divided: Path, year: int) -> None:
    published = [unit for unit in UNITS if f"data/{year}/{unit}.yml" != WITHHELD]
    standing: dict[str, list[set[str]]] = {"csv": [], "json": [], "xlsx": []}
    for of_ending in zip(*(parts(divided, year, ending) for ending in standing), strict=True):
        assert len({path.stem for path in of_ending}) == 1
        units = {path.suffix[1:]: held(path, published) for path in of_ending}
        for ending, found in units.items():
            standing[ending].append(found)
    assert standing["csv"] == standing["json"] == standing["xlsx"]
    assert sorted(chain(*standing["csv"])) == sorted(published)


def held(path: Path, units: Iterable[str]) -> set[str]:
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    if path.suffix == ".json":
        return {report["单位"]["标识"] for report in json.loads(content)["报告"]}
    return {unit for unit in units if re.search(rf"{unit}(?![a-z-])".encode(), content)}


@pytest.mark.parametrize("year", YEARS)
def test_the_zip_of_a_year_and_that_of_everything_hold_all_parts(divided: Path, year: int) -> None:
    site = divided / "site"
    wanted = {path.relative_to(site).as_posix() for ending in ("csv", "json") for path in parts(divided, year, ending)}
    for file in (f"years/{year}/data.zip", BUNDLE):
        with zipfile.ZipFile(site / file) as packed:
            names = [name for name in packed.namelist() if name.startswith(f"years/{year}/")]
            assert sorted(names) == sorted(wanted)
            assert all(packed.read(name) == (site / name).read_bytes() for name in names)
            assert "data-类别.csv" in packed.read("README.txt").decode("utf-8-sig")


def test_every_link_to_a_file_leads_to_one_and_every_part_is_linked(divided: Path) -> None:
    site = divided / "site"
    reached = {page: set(links(site, page)) for page in ("data/", *(f"years/{year}/" for year in YEARS))}
    for page in (path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("index.html")):
        assert not {path for path in links(site, page) if not (site / path).is_file()}, page
    for year in YEARS:
        made = {path.relative_to(site).as_posix() for path in (site / f"years/{year}").glob("data*")}
        assert made <= reached["data/"]
        assert made == {path for path in reached[f"years/{year}/"] if path.startswith("years/")}


def links(site: Path, page: str) -> Iterator[str]:
    """The data files that a page leads to."""
    for href in read_page(site / page / "index.html").links:
        reached = target(page, href)
        if reached and reached[0].endswith(FILES):
            yield reached[0]


def test_a_report_leads_to_the_part_that_holds_it(divided: Path) -> None:
    site = divided / "site"
    for unit in UNITS[:-1]:
        for year in YEARS:
            (path,) = (path for path in links(site, f"units/{unit}/{year}/") if path.startswith("years/"))
            assert unit in held(site / path, UNITS)


def test_the_catalogue_and_the_manifests_name_every_part(divided: Path) -> None:
    site = divided / "site"
    made = {path.relative_to(site).as_posix() for year in YEARS for path in (site / f"years/{year}").glob("data*")}
    catalogue: dict[str, Any] = json.loads((site / "data/catalogue.json").read_bytes())
    files = [file for dataset in catalogue["dcat:dataset"] for file in dataset["dcat:distribution"]]
    named = {file["dcat:downloadURL"].removeprefix("https://site.invalid/"): file.get("dct:title") for file in files}
    assert len(named) == len(files)
    assert named.keys() == made | {BUNDLE}
    assert all(named[path] for path in made)
    sealed = [file["路径"] for file in json.loads((site / "data/manifest.json").read_bytes())["文件"]]
    assert [path for path in sealed if path.startswith("years/") and "/data" in path] == sorted(made)


@pytest.mark.parametrize("state", ["已公开", "核实中", "待公开"])
def test_passing_the_limit_and_falling_below_it_gives_the_site_of_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    monkeypatch.setattr(downloads, "MOST_REPORTS", len(UNITS))
    root, other = copy_few(tmp_path / "one"), copy_few(tmp_path / "other")
    before = write_site(root)
    add_report(root, state)
    add_report(other, state)
    after = write_site(root)
    assert (f"units/{NEW}/2022/index.html" in after) == (state != "待公开")
    assert after == write_site(other)
    assert "years/2021/data.csv" in after, "only the year that has passed the limit"
    assert "years/2022/data.csv" not in after
    (root / f"data/2022/{NEW}.yml").unlink()
    assert write_site(root) == before


def test_a_change_writes_only_the_part_that_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "MOST_REPORTS", 3)
    root = copy_few(tmp_path)
    write_site(root)
    before = times(root / "site")
    change_figure(root)
    write_site(root)
    written = {path for path, moment in times(root / "site").items() if before[path] != moment}
    changed = {path for path in written if path.startswith("years/") and "/data" in path}
    assert changed == {f"years/2021/data-rendajiguan.{ending}" for ending in ("csv", "json", "xlsx")} | {
        "years/2021/data.zip"
    }


def test_above_its_limit_there_is_no_zip_of_everything(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(shutil.copytree(whole, tmp_path / "project"))
    assert BUNDLE in sums(root / "site")
    monkeypatch.setattr(downloads, "MOST_IN_BUNDLE", len(UNITS) * len(YEARS) - 1)
    add_report(root, "待公开")
    made = write_site(root)
    assert BUNDLE not in made
    assert {f"years/{year}/data.zip" for year in YEARS} <= set(links(root / "site", "data/"))
    assert BUNDLE not in set(links(root / "site", "data/"))
    for file in ("data/catalogue.json", "data/manifest.json"):
        assert BUNDLE not in (root / "site" / file).read_text(encoding="utf-8")


def test_the_files_of_a_year_follow_the_states_of_withheld_reports(tmp_path: Path) -> None:
    root, other = copy_few(tmp_path / "one"), copy_few(tmp_path / "other")
    write_site(root)
    for state in ("核实中", "依法不公开"):
        for project in (root, other):
            add_report(project, state)
        shutil.rmtree(other / "site", ignore_errors=True)
        assert write_site(root) == write_site(other)
        (named,) = records([root / "site/years/2022/data.json"], "不显示数字的报告")
        assert json.loads(named)["状态"] == state


def test_a_zip_follows_the_names_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reports that readers see are the same; by one that is prepared their one part has another name."""
    monkeypatch.setattr(downloads, "MOST_REPORTS", len(UNITS))
    root, other = copy_few(tmp_path / "one"), copy_few(tmp_path / "other")
    register = "".join(f"{unit}: {{名称: 单位{n}, 类别: 政府部门}}\n" for n, unit in enumerate((*UNITS, NEW)))
    for project in (root, other):
        (project / "data/units.yml").write_text(register, encoding="utf-8")
    write_site(root)
    add_report(root, "待公开")
    add_report(other, "待公开")
    made = write_site(root)
    assert made == write_site(other)
    assert "years/2022/data-zhengfubumen_1.csv" in made


_CATEGORIES: Final = st.sampled_from(["政府部门", "政府-部门", "政府部门2", "Ⅱ", "人大机关", None])
_STATES: Final = st.sampled_from([State.PUBLISHED, State.UNDER_REVIEW, State.EXEMPT])


@given(st.lists(st.tuples(_CATEGORIES, st.none() | _STATES), min_size=1, max_size=30), st.integers(1, 12))
def test_any_register_is_divided_so_that_each_report_has_one_place(
    units: list[tuple[str | None, State | None]], most: int
) -> None:
    archive = archive_of(units)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(downloads, "MOST_REPORTS", most)
        found = year_parts(archive, 2022)
        linked = [link.path for link in year_downloads(archive, 2022)]
        places = {key: report_downloads(alone(archive, key), *key)[-1].path for key in archive.entries}
    if not any(state is State.PUBLISHED for _, state in units):
        assert found == ()
        assert linked == []
        return
    assert sorted(e.unit_id for part in found for e in part.entries) == sorted(unit for unit, _ in archive.entries)
    assert all(0 < len(part.entries) <= most for part in found)
    assert len({part.address("csv") for part in found}) == len({part.label for part in found}) == len(found)
    assert len(set(linked)) == len(linked) == 3 * len(found) + 1
    assert all(places[e.unit_id, 2022] == part.address("xlsx") for part in found for e in part.entries)


def archive_of(units: list[tuple[str | None, State | None]]) -> Archive:
    """A register, and the reports of those of its units that have a state, of one year."""
    register = {f"u{n}": Unit(name=f"单位{n}", category=category) for n, (category, _) in enumerate(units)}
    entries = [Entry(f"u{n}", 2022, "x", "", state, lambda: None) for n, (_, state) in enumerate(units) if state]
    years = {2022: YearRules(outline="湖南2016")}
    counts = {2022: len(entries)}
    return Archive(register, years, {(e.unit_id, e.year): e for e in entries}, report_counts=counts)


def alone(archive: Archive, key: tuple[str, int]) -> Archive:
    """What a worker knows that builds one report."""
    return Archive(archive.units, archive.years, {key: archive.entries[key]}, report_counts=archive.report_counts)


def test_the_limits_are_what_the_pages_say() -> None:
    assert not is_split(Archive({}, {}, report_counts={2022: downloads.MOST_REPORTS}), 2022)
    assert is_split(Archive({}, {}, report_counts={2022: downloads.MOST_REPORTS + 1}), 2022)
