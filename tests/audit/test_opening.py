"""What the audit works out of a report's JSON is what its page says in its opening, worked out apart from it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from tests.conftest import demo

from gongkai.audit.opening import lost_points_said, notes_said, periods_said
from gongkai.model.report import Report
from gongkai.open_data.files import json_text
from gongkai.pages.report.lost_points import lost_points
from gongkai.pages.report.report import ReportView, report_page

#: Words that hold no figure, and lateness against the year's deadline, of which the JSON says nothing.
_WITHOUT = {"附件", "下载", "发布日期未载明", "批复当日"}


def stated(report: Report) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(json_text(report.model_dump(by_alias=True, exclude_unset=True)))
    return said


def test_every_opening_of_the_demo_is_proved_from_the_json() -> None:
    archive = demo().archive
    shown = {key: entry.published for key, entry in archive.entries.items() if entry.published}
    notes, years, points = 0, 0, 0
    for (unit, year), report in shown.items():
        view = report_page(archive, archive.entries[unit, year]).view
        assert isinstance(view, ReportView)
        assert view.body is not None
        said = {note.label for note in view.body.notes} - _WITHOUT
        assert said <= {*notes_said(stated(report))}
        notes += len(said)
        of_unit = {other: stated(one) for (name, other), one in shown.items() if name == unit}
        through = [row.value for row in view.body.opening.rows if row.label == "历年"]
        assert {*through} <= {*periods_said(of_unit)}
        years += len(through)
        if found := lost_points(report):
            values = {Decimal(str(value)) for value in lost_points_said(stated(report)).values()}
            assert {found.lost, found.full, *(gone for _, gone in found.parts)} <= values
            points += 1
    assert min(notes, years, points) > 20


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            {"公开": {"发布日期": "2021-08-16", "批复日期": "2021-07-14"}},
            {"2021年8月16日发布", "批复后 33 日", "逾期 13 日"},
        ),
        ({"更正": [{}, {}], "问题": ["一", "二"]}, {"发布后更正 2 次", "全部 2 条"}),
    ],
)
def test_days_and_counts(said: dict[str, Any], words: set[str]) -> None:
    assert words <= {*notes_said(said)}


def test_years_are_compared_from_the_first_to_the_last() -> None:
    years: dict[int, dict[str, Any]] = {
        2018: {"收支": {"本年支出合计": 100}},
        2019: {},
        2020: {"收支": {"本年支出合计": {"决算": 108.1}}},
    }
    assert [*periods_said(years)] == ["2018—2020年", "2018—2020年 +8.1%"]
