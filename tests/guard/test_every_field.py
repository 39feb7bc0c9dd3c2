"""Whatever field of a report, of the register or of a year's rules is changed, filled or emptied: it is not silent."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from typing import Any, Final, cast

import pytest
from pydantic import ValidationError
from tests.pages.fields import NUMBERS, _put, fields, values_of

from gongkai.guard.history import History
from gongkai.guard.outcome import Outcome, Versions
from gongkai.guard.register import compare_register
from gongkai.guard.reports import compare_reports
from gongkai.guard.repository import Repository, TreeFile
from gongkai.guard.rules import compare_rules
from gongkai.guard.snapshot import PLAIN, Snapshot
from gongkai.load.record_file import validate
from gongkai.model.problem import KeyPath
from gongkai.model.record import Record
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

Files = Mapping[str, str]
REPORT: Final = "data/2020/jia.yml"


class NoRepository:
    """A repository with one commit."""

    is_shallow = False

    def line_of(self, commit: str) -> list[tuple[str, date]]:
        """Its only commit."""
        return [(commit, date(2026, 1, 1))]

    def versions(self, *_: object) -> list[str]:
        """No commit before."""
        return []

    def read(self, _: str) -> None:
        """No file."""

    def name_in(self, *_: str) -> str:
        """No name."""
        return ""

    def publications(self, *_: object) -> list[str]:
        """No commit before."""
        return []


def versions(before: Files, after: Files) -> Versions:
    """Two versions of some files."""
    history = History(cast("Repository", NoRepository()), "0" * 40)
    return Versions("data", _snapshot("0" * 40, before), _snapshot("", after), history, date(2026, 1, 1))


def _snapshot(commit: str, files: Files) -> Snapshot:
    bytes_of = {name: text.encode() for name, text in files.items()}
    tree = {name: TreeFile(name, PLAIN, sha256(content).hexdigest()) for name, content in bytes_of.items()}
    return Snapshot(commit, tree, bytes_of.get)


def compared(compare: Callable[[Versions, Outcome], None], before: Files, after: Files) -> Outcome:
    """What one part of the guard says."""
    outcome = Outcome()
    compare(versions(before, after), outcome)
    return outcome


def text_of(value: Any) -> str:
    """A value as YAML on one line; numbers keep their digits."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {text_of(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(text_of, value)) + "]"
    return str(value) if isinstance(value, Decimal | int) else json.dumps(value, ensure_ascii=False)


def changed(
    data: Any, path: KeyPath, values: tuple[Any, ...], kind: type[Record], top: KeyPath = ()
) -> Iterator[tuple[Any, Any]]:
    """``data`` before and after: with the first right value at ``path`` that is another, with none, and filled in."""
    takes = (other for value in values if (other := _with(data, path, value, kind, top)) is not None)
    yield from ((data, other) for other in islice(takes, 1))
    if (emptied := _with(data, path, None, kind, top)) is not None:
        yield from ((data, emptied), (emptied, data))


def _with(data: Any, path: KeyPath, value: Any, kind: type[Record], top: KeyPath) -> Any:
    """``data`` with another value at ``path``; None where it is the same, or not right."""
    other = copy.deepcopy(data)
    holder, record = other, other
    for key in path[:-1]:
        holder = holder[key]
    if text_of(holder[path[-1]]) == text_of(value):
        return None
    holder[path[-1]] = value
    for key in top:
        record = record[key]
    try:
        validate(kind, record)
    except ValidationError:
        return None
    return other


@pytest.mark.parametrize("top", sorted({path[0] for path in NUMBERS}, key=str))
def test_every_field_of_a_report(top: str) -> None:
    tried = 0
    for path in (path for path in NUMBERS if path[0] == top):
        data: dict[str, Any] = {"标题": "报告的标题", "公开": {"状态": "已公开"}}
        _put(data, path)
        for one, two in changed(data, path, values_of(path, NUMBERS[path] + 1), Report):
            found = compared(compare_reports, {REPORT: text_of(one)}, {REPORT: text_of(two)})
            assert found.problems or found.notes, path
            assert found.changes[REPORT], path
            tried += 1
    assert tried


#: What an entry of the register and of a year's rules cannot be without.
_UNIT: Final[dict[str, Any]] = {
    "名称": "云溪市演示区教育局", "简称": "区教育局", "类别": "政府部门", "范围": "本级",
    "主管部门": "yi", "机构代码": "11X",
    "曾用名": [{"名称": "云溪市演示区教委", "起": Decimal(2015), "止": Decimal(2018)}],
    "前身": {"年度": Decimal(2019), "方式": "合并", "单位": ["yi", "bing"]},
    "设立年度": Decimal(2016), "撤销年度": Decimal(2025),
    "变更": [{"日期": "2025-01-01", "内容": "机构改革后更名", "原因": "机构改革方案",
             "改动": [{"项目": "名称", "原来": "甲局", "现在": "云溪市演示区教育局"}], "原校验值": "0" * 64}],
}  # fmt: skip  # one entry
_RULES: Final[dict[str, Any]] = {
    "提纲": "湖南2016",
    "等级": [{"等级": "优", "下限": Decimal(90)}],
    "公开期限": {"截止日期": "2021-08-20", "依据": "财政局通知（虚构）"},
    "校核": {"增减幅度": Decimal(40), "增减金额": Decimal(20), "易错词": {"拔付": "拨付"}},
    "指标表": [{"指标": "在职人员控制率", "分值": Decimal(5), "方向": "不低于", "满分线": Decimal(100),
               "每": Decimal(2), "扣分": Decimal("0.5"), "分段": [{"至": Decimal(10), "得分": Decimal(4)}]}],
    "说明": "本年度的报告由财政局汇总。",
    "变更": _UNIT["变更"],
}  # fmt: skip  # one file
_OTHERS: Final = (
    Decimal(2020), Decimal("12.50"), "别的文字和名称", "部门", "分立", "不超过", "bing", "2022-02-02",
)  # fmt: skip  # values of each kind, in a row


def leaves(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The places of all values."""
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*path, key))
    else:
        yield path


def declared(kind: type[Record]) -> set[KeyPath]:
    """The declared fields of a record, names of the bureau's own left out."""
    return {tuple("*" if str(key).startswith("自拟名") else key for key in path) for path in fields(kind)}


def stated(data: dict[str, Any]) -> set[KeyPath]:
    """The same of the examples above; of a list its first entry."""
    shortened = (tuple("*" if key == "拔付" else key for key in path) for path in leaves(data))
    return {path for path in shortened if 1 not in path}


def test_the_examples_have_every_field() -> None:
    assert stated(_UNIT) == declared(Unit)
    assert stated(_RULES) == declared(YearRules)


@pytest.mark.parametrize("path", [*leaves(_UNIT)], ids=str)
def test_every_field_of_a_unit(path: KeyPath) -> None:
    data = {"jia": _UNIT, "yi": {"名称": "乙局"}, "bing": {"名称": "丙局"}}
    tried = 0
    for one, two in changed(data, ("jia", *path), _OTHERS, Unit, ("jia",)):
        found = compared(compare_register, {"data/units.yml": text_of(one)}, {"data/units.yml": text_of(two)})
        assert {problem.code for problem in found.problems} & {"G03", "G15", "G18"}, text_of(two)
        tried += 1
    assert tried


@pytest.mark.parametrize("path", [*leaves(_RULES)], ids=str)
def test_every_field_of_the_rules_of_a_year(path: KeyPath) -> None:
    name, tried = "data/2020/_year.yml", 0
    for one, two in changed(_RULES, path, _OTHERS, YearRules):
        found = compared(compare_rules, {name: text_of(one)}, {name: text_of(two)})
        assert {problem.code for problem in found.problems} & {"G03", "G15", "G18"}, text_of(two)
        tried += 1
    assert tried
