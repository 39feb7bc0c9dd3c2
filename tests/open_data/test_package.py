"""datapackage.json: frictionless finds every file as it is described, and DuckDB reads figures as figures."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from os import truncate
from pathlib import Path
from typing import Any, Final

import duckdb
import frictionless
import pytest
from tests.conftest import SEED, demo
from tests.open_data.stock import PUBLICATION, Files, archive, few, few_files, files, made

from gongkai.check import check_archive
from gongkai.load.folder import read_archive
from gongkai.pages.data import BUNDLE, PACKAGE, Publication
from gongkai.pages.downloads import year_data

WHOLE: Final = replace(PUBLICATION, publisher="甲局", licence="CC BY 4.0", licence_url="https://site.invalid/by")


@cache
def seed_files() -> Files:
    """Every download of the one real report."""
    whole = read_archive(SEED)[0]
    return made(whole.for_readers(preview=False), check_archive(whole), Publication(name="样本"))


def written(folder: Path, downloads: Files) -> Path:
    """Write the package and what it names, and say where."""
    named = [PACKAGE, *(resource["path"] for resource in json.loads(downloads[PACKAGE])["resources"])]
    for path in named:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(downloads[path])
    return folder / PACKAGE


def faults(package: Path) -> list[str]:
    """What frictionless says."""
    report = frictionless.validate(str(package))
    assert report.tasks or report.errors
    return [error.type for error in (*report.errors, *(error for task in report.tasks for error in task.errors))]


@pytest.mark.parametrize("downloads", [files, seed_files], ids=["demo", "seed"])
def test_every_file_is_as_the_package_describes_it(downloads: Callable[[], Files], tmp_path: Path) -> None:
    package = written(tmp_path, downloads())
    years = {path for path in downloads() if path.startswith("years/") and path.endswith("/data.csv")}
    assert years
    assert {r["path"] for r in json.loads(package.read_bytes())["resources"]} == {"data/dictionary.csv", *years}
    assert faults(package) == []


def test_the_zip_of_everything_is_a_package_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(files()[BUNDLE])) as packed:
        packed.extractall(tmp_path)
    assert faults(tmp_path / PACKAGE) == []


def test_it_names_who_publishes_and_the_licence_where_they_are_known(tmp_path: Path) -> None:
    downloads = made(few(), demo().findings, WHOLE)
    described = json.loads(downloads[PACKAGE])
    assert described["licenses"] == [{"title": "CC BY 4.0", "path": "https://site.invalid/by"}]
    assert described["contributors"] == [{"title": "甲局", "roles": ["publisher"]}]
    assert described["homepage"] == PUBLICATION.url
    assert faults(written(tmp_path, downloads)) == []
    assert not json.loads(seed_files()[PACKAGE]).keys() & {"licenses", "contributors", "homepage"}


def _replaced(old: bytes, new: bytes) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        content = file.read_bytes()
        assert old in content
        file.write_bytes(content.replace(old, new, 1))

    return spoil


_FAULTS: Final[dict[str, tuple[Callable[[Path], None], str]]] = {
    "a figure of the same length": (_replaced(b",2020,", b",2021,"), "hash-count"),
    "a text where a number stands": (_replaced("公开,0".encode(), "公开,甲".encode()), "type-error"),
    "a column renamed": (_replaced("数字".encode(), "数目".encode()), "incorrect-label"),
    "a file cut": (lambda file: truncate(file, file.stat().st_size - 40), "byte-count"),
    "a file gone": (lambda file: file.unlink(), "scheme-error"),
}


@pytest.mark.parametrize("fault", _FAULTS)
def test_a_file_that_is_not_as_described_is_told(fault: str, tmp_path: Path) -> None:
    spoil, told = _FAULTS[fault]
    package = written(tmp_path, few_files())
    spoil(tmp_path / year_data(2020, "csv"))
    assert told in faults(package)


def table(query: str, path: Path) -> list[tuple[Any, ...]]:
    """What DuckDB answers about a file, which it reads without being told anything."""
    found = duckdb.sql(query.format(path))
    assert found is not None
    return found.fetchall()


def test_duckdb_finds_the_types_of_the_columns_by_itself(tmp_path: Path) -> None:
    written(tmp_path, files())
    kinds = {row[0]: row[1] for row in table("describe from '{}'", tmp_path / year_data(2023, "csv"))}
    assert kinds == {
        **dict.fromkeys(("单位标识", "单位", "项目", "栏目", "数值", "计量单位", "性质"), "VARCHAR"),
        **{"年度": "BIGINT", "数字": "DOUBLE", "日期": "DATE"},
    }


def test_sums_of_the_csv_are_those_of_the_data(tmp_path: Path) -> None:
    written(tmp_path, files())
    for year in archive().years:
        query = (
            "select sum(数字) from read_csv('{}', types={{'数字': 'DECIMAL(18,6)'}})"
            " where 项目 = '收支/支出总计' and 栏目 = '决算' and 性质 = '公开'"
        )
        ((found,),) = table(query, tmp_path / year_data(year, "csv"))
        reports = [entry.published for (_, of), entry in archive().entries.items() if of == year]
        assert found == sum(r.finance.total_expenditure.actual or Decimal(0) for r in reports if r), year


def test_duckdb_reads_the_json_of_a_year_with_its_types(tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_bytes(files()[year_data(2023, "json")])
    query = """select r.单位.标识, r.年度, r.公开数.公开.发布日期, r.公开数.人员.编制数, r.公开数.收支.支出总计.决算
        from (select unnest(报告) as r from read_json('{}', maximum_object_size=100000000))"""
    rows = table(query, file)
    entries = (entry for (_, year), entry in archive().entries.items() if year == 2023)
    expected = {}
    for entry in entries:
        if report := entry.published:
            spent = report.finance.total_expenditure.actual
            facts = (2023, report.disclosure.published_on, report.people.authorized_posts)
            expected[entry.unit_id] = (*facts, None if spent is None else float(spent))
    assert len(expected) > 10
    assert {unit_id: facts for unit_id, *facts in rows} == {unit_id: [*facts] for unit_id, facts in expected.items()}
