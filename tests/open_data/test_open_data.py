"""The downloads hold what was published, digit by digit, and nothing that may not be shown."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator
from tests.conftest import demo
from tests.open_data.stock import ALL_FILES, PUBLICATION, Files, archive, downloads, few, few_files, files, find_texts

from gongkai.check import check_archive
from gongkai.model.archive import Archive, Entry
from gongkai.model.disclosure import State
from gongkai.model.report import Report
from gongkai.open_data.downloads import open_data
from gongkai.open_data.feeds import all_news
from gongkai.open_data.published import Published
from gongkai.open_data.record import Key, Texts, texts_of
from gongkai.pages.data import BUNDLE, CATALOGUE, DICTIONARY, MANIFEST, SCHEMA, Publication

PUBLISHED = {key: entry for key, entry in archive().entries.items() if entry.published}
SECRET = Decimal("87654.321987")


def read(path: str) -> Any:
    """A JSON download as a careful reader reads it."""
    return json.loads(files()[path], parse_float=Decimal)


def test_every_report_comes_back_from_its_json() -> None:
    for (unit_id, year), entry in PUBLISHED.items():
        found = read(f"units/{unit_id}/{year}/report.json")
        assert Report.model_validate(found["公开数"]) == entry.report
        assert (found["单位"]["标识"], found["年度"], found["数据文件SHA-256"]) == (unit_id, year, entry.digest)
        assert (found["金额单位"], found["格式版本"], found["提示"]) == (
            "万元",
            "1.0",
            "演示数据：单位和数字都是虚构的",
        )


def test_figures_keep_their_digits_in_json() -> None:
    text = files()["units/yanshi-renda/2023/report.json"].decode()
    assert '"项目支出":{"上年决算":335.94,"年初预算":335.08' in text
    assert '"得分":8.18' in text


def test_what_is_stated_follows_the_schema() -> None:
    validator = Draft202012Validator(read(SCHEMA))
    for unit_id, year in (key for key in PUBLISHED if key[1] in {2020, 2023}):  # a year of each outline
        validator.validate(json.loads(files()[f"units/{unit_id}/{year}/report.json"])["公开数"])


def test_what_is_computed_stands_apart() -> None:
    computed = read("units/yanshi-renda/2023/report.json")["计算数"]
    change = computed["比上年"]["支出总计"]
    assert change == {
        "计量单位": "万元", "本年": Decimal("966.50"), "上年": Decimal("991.97"),
        "增减": Decimal("-25.47"), "增减百分比": Decimal("-2.5676"),
    }  # fmt: skip
    assert {"相符"} <= {finding["结果"] for finding in computed["校核"]}
    assert all(finding["编号"] and finding["关系"] for finding in computed["校核"])
    assert computed["等级"]["计算等级"] == "优"


def test_units_and_years_hold_the_same_reports() -> None:
    by_unit = {
        (report["单位"]["标识"], report["年度"]): report
        for path in files()
        if path.startswith("units/") and path.endswith("/data.json")
        for report in read(path)["报告"]
    }
    by_year = {
        (report["单位"]["标识"], report["年度"]): report
        for path in files()
        if path.startswith("years/") and path.endswith("/data.json")
        for report in read(path)["报告"]
    }
    assert by_unit == by_year
    assert by_unit.keys() == PUBLISHED.keys()
    assert by_unit["yanshi-renda", 2023] == read("units/yanshi-renda/2023/report.json")


def test_a_withheld_report_has_no_files_and_is_named_with_its_state() -> None:
    withheld = archive().entries.keys() - PUBLISHED.keys()
    assert len(withheld) >= 2
    for unit_id, year in withheld:
        assert not [path for path in files() if path.startswith(f"units/{unit_id}/{year}/")]
        named = read(f"years/{year}/data.json")["不显示数字的报告"]
        assert (unit_id, year) in {(n["单位标识"], n["年度"]) for n in named}
        assert all(set(n) == {"单位标识", "单位", "年度", "状态"} for n in named)


def _withheld(state: State | None) -> tuple[Archive, Any]:
    """The demo with one report in ``state`` (None: unreadable) whose every total is a figure found nowhere else."""
    key = ("yanshi-renda", 2022)
    entry = demo().archive.entries[key]
    report = entry.report
    assert report is not None
    finance = report.finance.model_copy(
        update={
            name: getattr(report.finance, name).model_copy(update=dict.fromkeys(("initial_budget", "actual"), SECRET))
            for name in (
                "total_income",
                "total_expenditure",
                "expenditure",
                "basic_expenditure",
                "project_expenditure",
                "closing_balance",
            )
        }
    )
    disclosure = report.disclosure.model_copy(update={"state": state, "reason": f"理由 {SECRET}"})
    hidden = report.model_copy(
        update={
            "finance": finance,
            "disclosure": disclosure,
            "three_public": report.three_public.model_copy(update={"actual": SECRET, "initial_budget": SECRET}),
        }
    )
    changed: Entry = Entry.of(*key, entry.file, entry.digest, None if state is None else hidden)
    entries = {**demo().archive.entries, key: changed}
    few = {key: entry for key, entry in entries.items() if key[0] == "yanshi-renda" and key[1] > 2021}
    whole = replace(demo().archive, entries=few)
    return whole.for_readers(preview=False), check_archive(whole)


def _showing(state: State | None) -> set[str]:
    """The files in which the hidden figure stands, however it is written."""
    hidden, findings = _withheld(state)

    def find(key: Key) -> Texts:
        return texts_of(Published.of(hidden, findings, hidden.entries[key]), PUBLICATION)

    found = open_data(hidden, find, all_news(hidden), PUBLICATION)
    made = {download.path: download.content() for download in found}
    return {
        path for path, content in made.items()
        if any(trace in _unpacked(path, content) for trace in (b"87654.32", b"87,654.32", b"/2022/report."))
        and (path != MANIFEST or b"yanshi-renda/2022/report" in content)
    }  # fmt: skip


def test_the_figure_is_in_the_files_while_it_is_published() -> None:
    expected = {"units/yanshi-renda/2022/report.csv", "years/2022/data.xlsx", "feed.xml", MANIFEST, BUNDLE}
    assert expected <= _showing(State.PUBLISHED)


@pytest.mark.parametrize("state", [State.UNDER_REVIEW, State.EXEMPT, State.DRAFT, None])
def test_no_figure_of_a_withheld_report_is_in_any_file(state: State | None) -> None:
    assert not _showing(state)


def _unpacked(path: str, content: bytes) -> bytes:
    if not path.endswith((".xlsx", ".zip")):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def test_the_bundle_holds_everything_and_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(files()[BUNDLE])) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        years = sorted(path for path in files() if path.startswith("years/") and not path.endswith(".xlsx"))
        assert names == ["README.txt", *sorted([DICTIONARY, SCHEMA, *years])]
        assert all(packed.read(name) == files()[name] for name in names[1:])
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        readme = packed.read("README.txt").decode("utf-8-sig")
    assert "金额单位一律为万元" in readme
    assert "许可" not in readme, "no licence is set, none is claimed"


def test_a_part_packed_when_it_was_written_gives_the_bytes_that_zipfile_writes() -> None:
    kept: dict[str, bytes] = {}

    def shelf(path: str, make: Callable[[], bytes]) -> bytes:
        return kept.setdefault(path, kept[path] if path in kept else make())

    found = open_data(few(), find_texts(few()), all_news(few()), PUBLICATION, shelf)
    made = {download.path: download.content() for download in found}
    assert list(made.items()) == list(few_files().items()), "the same data gives the same bytes"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made[BUNDLE])) as ours, zipfile.ZipFile(out, "w") as theirs:
        for info in ours.infolist():
            again = zipfile.ZipInfo(info.filename, info.date_time)
            again.compress_type, again.external_attr, again.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            theirs.writestr(again, ours.read(info.filename), compresslevel=6)
        assert {"README.txt", *kept} == set(ours.namelist())
    assert out.getvalue() == made[BUNDLE]


def test_the_bundle_carries_the_commit_time_and_the_licence_where_they_are_known() -> None:
    known = replace(PUBLICATION, timestamp=1_700_000_001, licence="许可甲", licence_url="https://site.invalid/l")
    made = next(d.content() for d in downloads(few(), known) if d.path == BUNDLE)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        assert "许可：许可甲 https://site.invalid/l" in packed.read("README.txt").decode("utf-8-sig")


@ALL_FILES
def test_the_manifest_seals_every_file(made: Callable[[], Files]) -> None:
    sealed = {file["路径"]: (file["字节数"], file["SHA-256"]) for file in json.loads(made()[MANIFEST])["文件"]}
    assert sealed == {p: (len(c), sha256(c).hexdigest()) for p, c in made().items() if p != MANIFEST}


@pytest.mark.parametrize("publication", [PUBLICATION, Publication(name="没有网址的站")])
def test_the_catalogue_leads_to_files(publication: Publication) -> None:
    made = json.loads(next(d.content() for d in downloads(archive(), publication) if d.path == CATALOGUE))
    base = publication.url or "https://site.invalid/"
    addresses = [
        urljoin(base + CATALOGUE, d["dcat:downloadURL"]) for s in made["dcat:dataset"] for d in s["dcat:distribution"]
    ]
    assert len(addresses) == 1 + 3 * len(archive().years)
    assert {address.removeprefix(base) for address in addresses} <= files().keys()
    assert "dct:license" not in made
    assert "dct:publisher" not in made
