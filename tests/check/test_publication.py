"""A published report cannot change, move or vanish without the public being told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from gongkai.check.publication import check_publication
from gongkai.model.archive import Archive, Entry
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

FIX = {"日期": "2021-09-01", "内容": "收入总计由1万元更正为2万元", "原因": "录入错误"}


def archive(unit_id: str = "jia", year: int = 2020, **changes: Any) -> Archive:
    """One unit with one report."""
    data: dict[str, Any] = {"标题": "报告", "公开": {"状态": "已公开"}, "收支": {"收入总计": Decimal("1.50")}} | changes
    report = Report.model_validate(data)
    entry = Entry.of(unit_id, year, f"data/{year}/{unit_id}.yml", repr(sorted(data.items())), report)
    return Archive(
        {"jia": Unit.model_validate({"名称": "甲"})},
        {year: YearRules.model_validate({"提纲": "湖南2016"})},
        {(unit_id, year): entry},
    )


def codes(base: Archive, now: Archive) -> list[str]:
    return [problem.code for problem in check_publication(base, now)]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"收支": {"收入总计": Decimal("1.5")}},
        {"校核说明": {"D09": "正在核对"}},
        {"公开": {"状态": "已公开", "发布日期": "2021-06-30"}},
        {"公开": {"状态": "核实中", "理由": "核对中"}},
        {"收支": {"收入总计": Decimal(2)}, "更正": [FIX]},
        {"引言": "新的文字", "更正": [FIX]},
    ],
)
def test_what_may_change(change: dict[str, Any]) -> None:
    assert codes(archive(), archive(**change)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"收支": {"收入总计": Decimal(2)}}, "G02"),
        ({"收支": {}}, "G02"),
        ({"收支": {"收入总计": Decimal("1.50"), "支出总计": Decimal(0)}}, "G02"),
        ({"引言": "新的文字"}, "G02"),
        ({"公开": {"状态": "待公开"}}, "G04"),
    ],
)
def test_what_may_not(change: dict[str, Any], code: str) -> None:
    assert codes(archive(), archive(**change)) == [code]


def test_an_old_correction_does_not_cover_a_new_change() -> None:
    base = archive(更正=[FIX])
    assert codes(base, archive(更正=[FIX], 引言="改了")) == ["G02"]
    assert codes(base, archive(更正=[])) == ["G03"]
    assert codes(base, archive(更正=[FIX, FIX], 引言="改了")) == []


def test_a_report_withdrawn_for_review_still_needs_a_correction_when_it_comes_back() -> None:
    base = archive(公开={"状态": "核实中", "理由": "核对"})
    assert codes(base, archive(收支={"收入总计": Decimal(3)})) == ["G02"]


def test_a_deleted_or_moved_report_is_refused_with_the_right_way() -> None:
    found = list(check_publication(archive(), archive(year=2019)))
    assert [problem.code for problem in found] == ["G01"]
    assert "data/2019/jia.yml" in found[0].message
    assert "核实中" in found[0].cure


def test_a_report_that_was_never_public_may_go() -> None:
    assert codes(archive(公开={"状态": "待公开"}), archive(year=2019)) == []


def test_a_unit_cannot_leave_the_register() -> None:
    now = Archive({}, {}, archive().entries)
    assert codes(archive(), now) == ["G05"]
