"""Numbers are found where quantities stand, with the kind of statement they belong to."""

from __future__ import annotations

import pytest
from tests.check.changed_numbers import changes_of
from tests.check.stated_numbers import numbers_of


def found(text: str) -> list[tuple[str, str]]:
    """The numbers of a text with their kinds."""
    return [(number.written(), number.kind) for number in numbers_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年6月30日，依据湘财绩〔2021〕1号第3条",
        "1. 基本情况\n（2）主要职责\n3、其他",
        "2021—2025年的规划，第12次会议",
        "每月一次，一个都不少",
    ],
)
def test_dates_clauses_and_lists_are_no_quantities(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入总计1,203.50万元", [("1,203.50万元", "value")]),
        ("比上年减少2.1万元，下降3.05%", [("2.1万元", "change"), ("3.05%", "rate")]),
        ("减少到5万元，占78.8%", [("5万元", "value"), ("78.8%", "share")]),
        ("完成年初预算的98.2%，预算执行率为97％", [("98.2%", "completion"), ("97％", "completion")]),
        ("内设六个机构，编制45名，等级为“优”", [("六个", "count"), ("45名", "count"), ("优", "count")]),
    ],
)
def test_kinds_follow_the_words_before(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("比上年减少21.06万元", {"改一位", "换位", "丢一位", "多一位", "移小数点", "反向"}),
        ("编制8名", {"改一位", "多一位", "改字"}),
        ("内设六个机构", {"改字"}),
        ("等级为优", {"等级"}),
    ],
)
def test_every_way_that_fits_is_tried_and_always_the_same(text: str, ways: set[str]) -> None:
    number = next(iter(numbers_of(text)))
    changes = list(changes_of(text, number, "seed"))
    assert {change.way for change in changes} == ways
    assert all(change.text != text for change in changes)
    assert changes == list(changes_of(text, number, "seed"))
