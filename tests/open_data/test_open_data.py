"""The downloads hold what was published, digit by digit, and nothing that may not be shown."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.conftest import demo
from tests.open_data.stock import PUBLICATION, archive, few, files, made

from gongkai.check import check_archive
from gongkai.model.archive import Archive, Entry
from gongkai.model.checksum import checksum_of
from gongkai.model.disclosure import State
from gongkai.model.report import Report
from gongkai.open_data.bundle import zip_parts
from gongkai.pages.data import (
    BUNDLE,
    CATALOGUE,
    DICTIONARY,
    MANIFEST,
    PACKAGE,
    SCHEMA,
    Publication,
)
from gongkai.pages.downloads import unit_file, year_data, year_zip

PUBLISHED = {key: entry for key, entry in archive().entries.items() if entry.published}
SECRET = Decimal("87654.321987")


def read(path: str) -> Any:
    """A JSON download as a careful reader reads it."""
    return json.loads(files()[path], parse_float=Decimal)


def test_every_report_comes_back_from_its_json() -> None:
    for (unit_id, year), entry in PUBLISHED.items():
        found = read(f"units/{unit_id}/{year}/report.json")
        assert entry.report is not None
        assert Report.model_validate(found["公开数"]).model_dump() == entry.report.model_dump()
        assert (found["单位"]["标识"], found["年度"], found["数据文件SHA-256"]) == (unit_id, year, entry.digest)
        assert (found["金额单位"], found["格式版本"], found["提示"]) == (
            "万元",
            "1.1",
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


def reports_below(folder: str) -> dict[tuple[str, int], Any]:
    """The reports in every data.json of a folder."""
    return {
        (report["单位"]["标识"], report["年度"]): report
        for path in files()
        if path.startswith(folder) and path.endswith("/data.json")
        for report in read(path)["报告"]
    }


def test_units_and_years_hold_the_same_reports() -> None:
    by_unit, by_year = reports_below("units/"), reports_below("years/")
    assert by_year.keys() == PUBLISHED.keys()
    several = Counter(unit_id for unit_id, _ in PUBLISHED)
    assert by_unit == {key: report for key, report in by_year.items() if several[key[0]] > 1}
    assert all(report == read(f"units/{unit_id}/{year}/report.json") for (unit_id, year), report in by_year.items())


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
    downloads = made(hidden, findings)
    return {
        path for path, content in downloads.items()
        if any(trace in _unpacked(path, content) for trace in (b"87654.32", b"87,654.32", b"/2022/report."))
    }  # fmt: skip


def test_the_figure_is_in_the_files_while_it_is_published() -> None:
    expected = {
        *("units/yanshi-renda/2022/report.csv", "units/yanshi-renda/data.csv", "years/2022/data.xlsx", "feed.xml"),
        *("years/2022/data.zip", MANIFEST, BUNDLE),
    }
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
        years = sorted(path for path in files() if re.fullmatch(r"years/\d+/data\.(csv|json)", path))
        assert names == ["README.txt", PACKAGE, DICTIONARY, SCHEMA, *years]
        assert all(packed.read(name) == files()[name] for name in names[1:])
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        readme = packed.read("README.txt").decode("utf-8-sig")
    assert "金额单位一律为万元" in readme
    assert "许可" not in readme, "no licence is set, none is claimed"


def test_a_year_has_a_zip_of_its_own_csv_and_json() -> None:
    for year in {year for _, year in PUBLISHED}:
        with zipfile.ZipFile(io.BytesIO(files()[year_zip(year)])) as packed:
            assert packed.testzip() is None
            assert packed.namelist() == ["README.txt", year_data(year, "csv"), year_data(year, "json")]
            assert all(packed.read(name) == files()[name] for name in packed.namelist()[1:])


def zipped(content: bytes) -> bytes:
    """The files of a ZIP as ``zipfile`` itself would pack them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as ours, zipfile.ZipFile(out, "w") as theirs:
        for info in ours.infolist():
            again = zipfile.ZipInfo(info.filename, info.date_time)
            again.compress_type, again.external_attr, again.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            theirs.writestr(again, ours.read(info.filename), compresslevel=4)
    return out.getvalue()


def test_zips_put_together_part_by_part_have_the_bytes_that_zipfile_writes() -> None:
    packed = {path: content for path, content in files().items() if path.endswith(".zip")}
    assert len(packed) == 1 + len({year for _, year in PUBLISHED})
    assert {path for path, content in packed.items() if zipped(content) != content} == set()


_CONTENTS = st.dictionaries(st.text("甲乙ab/. ", min_size=1, max_size=9), st.binary(max_size=300), max_size=6)


@given(_CONTENTS, _CONTENTS, st.sampled_from([None, 0, 1_700_000_001]))
def test_any_files_and_any_zip_taken_over_give_the_bytes_that_zipfile_writes(
    own: dict[str, bytes], others: dict[str, bytes], timestamp: int | None
) -> None:
    publication = Publication(name="站", timestamp=timestamp)

    def zip_of(contents: dict[str, bytes], *packed: bytes) -> bytes:
        parts = [(name, partial(contents.__getitem__, name)) for name in contents]
        return b"".join(zip_parts(parts, packed, publication))

    others = {name: content for name, content in others.items() if name not in own}
    whole = zip_of(own, zip_of(others))
    assert whole == zip_of(own | others) == zipped(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()[1:]} == own | others


def test_the_bundle_carries_the_commit_time_and_the_licence_where_they_are_known() -> None:
    known = replace(PUBLICATION, timestamp=1_700_000_001, licence="许可甲", licence_url="https://site.invalid/l")
    content = made(few(), demo().findings, known)[BUNDLE]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        assert "许可：许可甲 https://site.invalid/l" in packed.read("README.txt").decode("utf-8-sig")


def test_the_manifest_seals_every_file_once() -> None:
    listed = read(MANIFEST)["文件"]
    sealed = {file["路径"]: (file["字节数"], file["SHA-256"]) for file in listed}
    assert [*sealed] == sorted(file["路径"] for file in listed)
    assert sealed == {p: (len(c), sha256(c).hexdigest()) for p, c in files().items() if p != MANIFEST}


#: What a stranger runs, in an empty Python, as the manifest and the guide say it.
RECIPE = """
import hashlib, json, sys
d = json.load(sys.stdin, parse_float=str, parse_int=str)
v = {"单位": d["单位"]["标识"], "年度": d["年度"], "公开数": d["公开数"]}
t = json.dumps(v, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
print(hashlib.sha256(t.encode()).hexdigest())
"""


def recomputed(content: bytes) -> str:
    """The checksum of a report's data by the published recipe."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", RECIPE], input=content, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def test_a_stranger_recomputes_the_checksum_of_the_data() -> None:
    listed = {(report["单位"], report["年度"]): report for report in read(MANIFEST)["报告"]}
    assert listed.keys() == archive().entries.keys()
    assert {key for key, report in listed.items() if "数据SHA-256" in report} == {*PUBLISHED}
    for unit_id, year in [*PUBLISHED][::7]:
        content = files()[f"units/{unit_id}/{year}/report.json"]
        assert recomputed(content) == listed[unit_id, year]["数据SHA-256"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"决算":971.21}', '{"决算":971.210}'), ('{"决算":971.21}', '{"决算":571.21}'),
        ('{"决算":0}', '{"决算":null}'), ('{"决算":0}', "{}"),
        ('{"甲":1,"乙":2}', '{"甲":2,"乙":1}'), ('{"文":"a b"}', '{"文":"a  b"}'),
    ],
)  # fmt: skip  # values, read in a row
def test_any_other_value_has_another_checksum(one: str, other: str) -> None:
    assert checksum_of("jia", 2020, one) != checksum_of("jia", 2020, other)
    assert checksum_of("jia", 2020, one) != checksum_of("yi", 2020, one)
    assert checksum_of("jia", 2020, one) != checksum_of("jia", 2021, one)


def test_the_order_of_keys_does_not_matter() -> None:
    assert checksum_of("jia", 2020, '{"甲":1,"乙":2.50}') == checksum_of("jia", 2020, '{ "乙": 2.50, "甲": 1 }')


def test_a_unit_with_one_report_has_no_second_copy_of_it() -> None:
    kept = {("yanshi-caizheng", 2022), ("yanshi-renda", 2022), ("yanshi-renda", 2023)}
    few = replace(archive(), entries={key: entry for key, entry in archive().entries.items() if key in kept})
    downloads = made(few, demo().findings)
    for unit_id, copies in (("yanshi-caizheng", set()), ("yanshi-renda", {"data.csv", "data.json"})):
        found = {path.rpartition("/")[2] for path in downloads if re.fullmatch(f"units/{unit_id}/[^/]+", path)}
        assert found == {"data.xlsx", "feed.xml", *copies}
        assert {unit_file(few, unit_id, ending) for ending in ("csv", "json", "xlsx")} <= downloads.keys()


@pytest.mark.parametrize("publication", [PUBLICATION, Publication(name="没有网址的站")])
def test_the_catalogue_leads_to_files(publication: Publication) -> None:
    downloads = files() if publication is PUBLICATION else made(archive(), demo().findings, publication)
    catalogue = json.loads(downloads[CATALOGUE])
    base = publication.url or "https://site.invalid/"
    addresses = [
        urljoin(base + CATALOGUE, d["dcat:downloadURL"])
        for s in catalogue["dcat:dataset"]
        for d in s["dcat:distribution"]
    ]
    assert len(addresses) == 1 + 4 * len(archive().years)
    assert {address.removeprefix(base) for address in addresses} <= files().keys()
    assert "dct:license" not in catalogue
    assert not [dataset for dataset in catalogue["dcat:dataset"] if "dct:publisher" in dataset]
