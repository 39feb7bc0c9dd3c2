"""The downloads hold what was published, digit by digit, and lead to each other."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator
from tests.conftest import demo
from tests.open_data.published import PUBLISHED, read
from tests.open_data.stock import PUBLICATION, archive, files, made

from gongkai.model.report import Report
from gongkai.pages.data import (
    CATALOGUE,
    SCHEMA,
    Publication,
)
from gongkai.pages.downloads import unit_file


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
