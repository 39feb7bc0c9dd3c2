"""The comparison's files hold the published figures digit by digit, by year, and nothing that is withheld."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from functools import cache
from typing import Any

from tests.open_data.stock import archive, files

from gongkai.derive.assessment import compare_with_last_year
from gongkai.model.amounts import COLUMNS
from gongkai.model.archive import Archive, Entry, find_prior
from gongkai.model.form import MAIN_LINES, Line
from gongkai.model.indicator import COMPARED, COMPUTED
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.open_data.comparison import comparisons, figures_json, figures_path, group_csv
from gongkai.pages.compare import BLOCK
from gongkai.pages.compared import AGAINST_BUDGET, BY_HEAD, SHOWN, category_slugs, groups_of_year

KNOWN = {c.key: c for c in COMPARED}


@cache
def figures(year: int) -> dict[str, Any]:
    """A year's file of the demo."""
    parsed: dict[str, Any] = json.loads(files()[f"compare/{year}.json"])
    return parsed


def small(*units: str, **parts: Any) -> Archive:
    """Units that all publish the same."""
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}} | parts)
    return Archive(
        {unit_id: Unit.model_validate({"名称": unit_id}) for unit_id in units},
        {2023: YearRules.model_validate({"提纲": "湖南2022"})},
        {(unit_id, 2023): Entry.of(unit_id, 2023, "", "", report) for unit_id in units},
    )


def test_every_figure_is_the_published_text() -> None:
    checked = 0
    for year in archive().years:
        file = figures(year)
        for entry in archive().entries_of_year(year):
            values = file["units"][entry.unit_id][-1]
            if entry.published is None:
                assert values is None
                continue
            given = dict(zip(file["columns"], values, strict=True))
            for figure in MAIN_LINES:
                for column in KNOWN[figure.key].columns:
                    stated = figure.value(entry.published, column)
                    key = figure.key if column == "actual" else f"{figure.key}.{column}"
                    assert given.get(key) == (None if stated is None else f"{stated:f}")
                    checked += stated is not None
    assert checked > 1000


def test_what_last_year_is_needed_for_is_computed_once() -> None:
    """Of all that is computed, 比上年 alone stands in the files; it is that of the pages."""
    checked = 0
    for year in archive().years:
        file = figures(year)
        for entry in archive().entries_of_year(year):
            if entry.published is None:
                continue
            given = dict(zip(file["columns"], file["units"][entry.unit_id][-1], strict=True))
            prior = find_prior(archive(), entry.unit_id, year)
            for key in (key for key in file["columns"] if key.endswith(".on_prior")):
                line = KNOWN[key.partition(".")[0]]
                assert isinstance(line, Line)
                more = compare_with_last_year(line, entry.published, prior).difference
                assert given[key] == (None if more is None else f"{more:f}")
                checked += more is not None
        computed = {key.partition(".")[2] for key in file["columns"] if "." in key} - {*COLUMNS}
        assert computed == {"on_prior"}
    assert checked > 500


def test_a_row_says_who_where_and_in_what_state() -> None:
    file = figures(2020)
    name, short, scope, category, state, since, values = file["units"]["yanshi-baomi"]
    assert (name, short, scope, state, since, values) == (
        "云溪市演示区国家保密局", "区保密局", "部门", "依法不公开", None, None,
    )  # fmt: skip
    assert file["categories"][category] == ["政府部门", "compare/2020/zhengfubumen/"]


def test_a_former_name_goes_without_the_short_name_of_today() -> None:
    assert figures(2019)["units"]["yanshi-weijian"][:2] == ["云溪市演示区卫生和计划生育局", None]
    assert figures(2020)["units"]["yanshi-weijian"][:2] == ["云溪市演示区卫生健康局", "区卫健局"]


def test_a_merged_or_rescoped_unit_says_since_when_it_can_be_compared() -> None:
    units = figures(2023)["units"]
    assert {unit_id: row[5] for unit_id, row in units.items() if row[5]} == {
        "yanshi-wenlv": 2021, "yanshi-zhishi-chanquan": 2022, "yanshi-minzheng-benji": 2021,
    }  # fmt: skip


def test_what_nobody_publishes_is_no_column() -> None:
    found = small("a", 收支={"基本支出": Decimal("161.80")})
    file = json.loads(figures_json(found, category_slugs(found), 2023))
    assert file["columns"] == ["basic_expenditure"]
    assert file["units"]["a"][-1] == ["161.80"]


def test_many_units_are_spread_over_files_in_the_order_of_the_register() -> None:
    found = small(*(f"u{n}" for n in range(BLOCK + 1)))
    made = {made.file.path: made.file.content() for made in comparisons(found, 2023)}
    assert list(json.loads(made[figures_path(2023, 1)])["units"]) == [f"u{n}" for n in range(BLOCK)]
    assert list(json.loads(made[figures_path(2023, 2)])["units"]) == [f"u{BLOCK}"]
    assert [path for path in made if path.endswith(".json")] == ["compare/2023.json", "compare/2023-2.json"]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def test_the_csv_of_a_category_is_exact_and_empty_where_withheld() -> None:
    found = rows(files()["compare/2020/zhengfubumen/data.csv"])
    by_id = {row["单位标识"]: row for row in found}
    for unit_id, row in by_id.items():
        entry = archive().find_entry(unit_id, 2020)
        assert entry
        assert row["状态"] == entry.state.value
        figures_of_row = {figure.key: row[f"{figure.label}（{figure.measure}）"] for figure in SHOWN}
        if entry.published is None:
            assert not any(figures_of_row.values())
            continue
        for figure in MAIN_LINES:
            if figure.key in figures_of_row:
                stated = figure.value(entry.published)
                assert figures_of_row[figure.key] == ("" if stated is None else f"{stated:f}")
    assert "yanshi-baomi" in by_id


def test_the_csv_is_safe_to_open() -> None:
    found = small("a")
    found = Archive({"a": Unit.model_validate({"名称": "=SUM(A1)"})}, found.years, found.entries)
    (group,) = groups_of_year(found, 2023, category_slugs(found))
    content = group_csv(found, 2023, group)
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows(content)[0]["单位"] == "'=SUM(A1)"
    assert len(rows(content)[0]) == 5 + len(SHOWN) + len(COMPUTED) + 3 + len(AGAINST_BUDGET) + len(BY_HEAD)
