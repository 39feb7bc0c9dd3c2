"""Rows in another order: of a list they have changed, of a mapping of own names the reviewer is told.

A reader sees both in the order of the file. A row of a list is known by its place (第2条), in what is published and in
更正; a row under a name of the unit's own keeps its name and figures, and the checksum of the data does not change.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

import pytest
from pydantic import ValidationError
from tests.guard.test_every_field import _RULES, _UNIT, REPORT, compared, text_of
from tests.pages.fields import NUMBERS, _put, values_of

from gongkai.guard.outcome import Outcome
from gongkai.guard.register import compare_register
from gongkai.guard.reports import compare_reports
from gongkai.guard.rules import compare_rules
from gongkai.load.record_file import validate
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report

#: Every list, and every mapping under names of its own, with the fields in its rows.
LISTS: Final[defaultdict[KeyPath, list[KeyPath]]] = defaultdict(list)
MAPPINGS: Final[defaultdict[KeyPath, list[KeyPath]]] = defaultdict(list)
for _path in NUMBERS:
    for _at, _key in enumerate(_path):
        if _key == 0:
            LISTS[_path[:_at]].append(_path)
        elif str(_key).startswith("自拟名"):
            MAPPINGS[_path[:_at]].append(_path)


def at(data: Any, path: KeyPath) -> Any:
    """What stands at ``path``."""
    for key in path:
        data = data[key]
    return data


def _two_rows(holder: KeyPath, path: KeyPath, name: Any) -> Iterator[dict[str, Any]]:
    """Reports with two rows below ``holder`` that differ in the field at ``path``; ``name`` is the second one's key."""
    data: dict[str, Any] = {"标题": "报告的标题", "公开": {"状态": "已公开"}}
    _put(data, path)
    inside = path[len(holder) + 1 :]
    for value in values_of(path, NUMBERS[path] + 1):
        other = copy.deepcopy(data)
        rows = at(other, holder)
        row = copy.deepcopy(rows[path[len(holder)]]) if inside else value
        if inside:
            at(row, inside[:-1])[inside[-1]] = value
        if isinstance(rows, list):
            rows.append(row)
        else:
            rows[name] = row
        try:
            validate(Report, other)
        except ValidationError:
            continue
        yield other


def swapped(data: Any, holder: KeyPath) -> Any:
    """The same with the rows below ``holder`` the other way round."""
    other = copy.deepcopy(data)
    parent, rows = at(other, holder[:-1]), at(other, holder)
    parent[holder[-1]] = rows[::-1] if isinstance(rows, list) else dict([*rows.items()][::-1])
    return other


def _found(holder: KeyPath, paths: list[KeyPath]) -> Outcome:
    """What is said of two rows that changed places."""
    data = next(data for path in paths for data in _two_rows(holder, path, "自拟名丁"))
    return compared(compare_reports, {REPORT: text_of(data)}, {REPORT: text_of(swapped(data, holder))})


@pytest.mark.parametrize("holder", LISTS, ids=str)
def test_rows_of_a_list_in_another_order_have_changed(holder: KeyPath) -> None:
    codes = {problem.code for problem in _found(holder, LISTS[holder]).problems}
    assert codes & {"G02", "G03"}


@pytest.mark.parametrize("holder", MAPPINGS, ids=str)
def test_rows_under_own_names_in_another_order_are_told_to_the_reviewer(holder: KeyPath) -> None:
    found = _found(holder, MAPPINGS[holder])
    assert [str(problem) for problem in found.problems] == []
    assert any("各项的先后变了" in note for note in found.notes), found.notes


_NAMED: Final[dict[str, Any]] = {"名称": "云溪市演示区教办", "起": Decimal(2012), "止": Decimal(2014)}
_ROWS: Final[dict[str, tuple[Callable[..., None], Any, KeyPath, str]]] = {
    "曾用名": (compare_register, {"jia": {**_UNIT, "曾用名": [*_UNIT["曾用名"], _NAMED]}}, ("jia", "曾用名"), "G15"),
    "前身": (compare_register, {"jia": _UNIT}, ("jia", "前身", "单位"), "G15"),
    "等级": (
        compare_rules, {**_RULES, "等级": [{"等级": "良", "下限": Decimal(80)}, {"等级": "优", "下限": Decimal(90)}]},
        ("等级",), "G15",
    ),
    "指标表": (
        compare_rules, {**_RULES, "指标表": [*_RULES["指标表"], {"指标": "公用经费控制率", "分值": Decimal(5)}]},
        ("指标表",), "G15",
    ),
    "分段": (
        compare_rules,
        {"提纲": "湖南2016", "指标表": [
            {"指标": "在职人员控制率", "分值": Decimal(5),
             "分段": [{"至": Decimal(10), "得分": Decimal(4)}, {"至": Decimal(5), "得分": Decimal(5)}]}]},
        ("指标表", 0, "分段"), "G15",
    ),
}  # fmt: skip  # a part of the guard, data, where the rows are, and the code


@pytest.mark.parametrize("name", _ROWS)
def test_rows_of_the_register_and_of_rules_in_another_order_have_changed(name: str) -> None:
    compare, data, holder, code = _ROWS[name]
    file = "data/units.yml" if compare is compare_register else "data/2020/_year.yml"
    more = {"yi": {"名称": "乙局"}, "bing": {"名称": "丙局"}} if compare is compare_register else {}
    before, after = ({**one, **more} for one in (data, swapped(data, holder)))
    found = compared(compare, {file: text_of(before)}, {file: text_of(after)})
    assert code in {problem.code for problem in found.problems}, [str(problem) for problem in found.problems]


def test_typing_mistakes_of_the_rules_in_another_order_are_told() -> None:
    data = {**_RULES, "校核": {"易错词": {"拔付": "拨付", "帐户": "账户"}}}
    other = swapped(data, ("校核", "易错词"))
    found = compared(compare_rules, {"data/2020/_year.yml": text_of(data)}, {"data/2020/_year.yml": text_of(other)})
    assert (found.problems, found.notes) == (
        [],
        ["data/2020/_year.yml：校核/易错词各项的先后变了，网页照现在的先后列出"],
    )


def test_units_in_another_order_are_refused() -> None:
    data = {"yi": {"名称": "乙局"}, "bing": {"名称": "丙局"}}
    files = ({"data/units.yml": text_of(one)} for one in (data, dict([*data.items()][::-1])))
    assert {problem.code for problem in compared(compare_register, *files).problems} == {"G16"}


_OUTLINE: Final[dict[str, Any]] = {
    "章节": [
        {"标题": "部门概况", "地址": "gaikuang", "内容": [
            {"标题": "基本情况", "地址": "jiben", "文字": "概况.基本情况"},
            {"标题": "主要职责", "地址": "zhize", "文字": "概况.主要职责"},
        ]},
        {"标题": "引言", "地址": "kaitou", "文字": "引言"},
    ]
}  # fmt: skip  # one outline
_NAMES: Final[dict[str, Any]] = {"公务接待费": ["来客接待支出", "接待客人支出"]}


@pytest.mark.parametrize(
    ("file", "data", "holder"),
    [
        ("data/提纲/我区.yml", _OUTLINE, ("章节",)),
        ("data/提纲/我区.yml", _OUTLINE, ("章节", 0, "内容")),
        ("data/名称.yml", _NAMES, ("公务接待费",)),
    ],
)
def test_rows_of_an_outline_and_of_names_in_another_order_have_changed(file: str, data: Any, holder: KeyPath) -> None:
    rules = {"data/2020/_year.yml": "提纲: 我区\n"}
    files = ({file: text_of(one), **rules} for one in (data, swapped(data, holder)))
    assert {problem.code for problem in compared(compare_rules, *files).problems} == {"G20"}
