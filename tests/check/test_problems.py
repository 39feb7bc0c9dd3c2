"""From findings to what a clerk has to do: before publication, after it, answered, and answered in vain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from gongkai.check import check_entry, to_problems
from gongkai.model.archive import Archive, Entry
from gongkai.model.problem import KeyPath, Level, Place, Problem
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

UNEQUAL: dict[str, Any] = {"收入总计": Decimal("971.21"), "支出总计": Decimal("980")}
MOBILE: dict[str, Any] = {"办公电话": "13800001234"}
OVER_STAFFED: dict[str, Any] = {"编制数": 40, "在职人员": 43}


def problems(state: str, *, released: bool | None = None, **stated: Any) -> list[Problem]:
    """The problems of one report in ``state``; those of D01, D18 and D45 and of answers are looked at."""
    reason = {"理由": "涉密"} if state == "依法不公开" else {}
    report = Report.model_validate({"标题": "报告", "公开": {"状态": state, **reason}, **stated})
    entry = Entry.of("jia", 2020, "data/2020/jia.yml", "", report)
    unit, rules = Unit.model_validate({"名称": "某区某局"}), YearRules.model_validate({"提纲": "湖南2016"})
    findings = check_entry(Archive({"jia": unit}, {2020: rules}, {("jia", 2020): entry}), entry)

    def locate(path: KeyPath) -> Place:
        return Place(entry.file, 1 + len(path))

    return list(to_problems(report, findings, locate, released=released))


def levels(found: list[Problem]) -> dict[str, Level]:
    return {problem.code: problem.level for problem in found}


def test_before_publication_a_figure_must_be_mended() -> None:
    assert levels(problems("待公开", 收支=UNEQUAL)) == {"D01": Level.ERROR}


def test_before_publication_no_answer_replaces_mending() -> None:
    assert levels(problems("待公开", 收支=UNEQUAL, 校核说明={"D01": "核对过"})) == {"D01": Level.ERROR}


def test_a_published_figure_stays_and_an_answer_is_asked_for() -> None:
    (found,) = problems("已公开", 收支=UNEQUAL)
    assert found.level is Level.WARNING
    assert str(found) == "data/2020/jia.yml:3:0 请核对 D01 收入总计 971.21 万元，支出总计 980 万元，相差 8.79 万元"
    assert found.example == "校核说明: {D01: 核对后的说明}"


def test_an_answer_settles_a_published_figure() -> None:
    assert problems("已公开", 收支=UNEQUAL, 校核说明={"D01": "正在核对"}) == []


def test_newly_published_in_a_pull_request_is_not_yet_released() -> None:
    assert levels(problems("已公开", released=False, 收支=UNEQUAL)) == {"D01": Level.ERROR}


@pytest.mark.parametrize("state", ["待公开", "已公开", "核实中"])
def test_personal_data_always_blocks(state: str) -> None:
    found = problems(state, 联系方式=MOBILE, 校核说明={"D45": "本人同意"})
    assert levels(found) == {"D45": Level.ERROR}
    assert all("13800001234" not in f"{problem}{problem.cure}{problem.example}" for problem in found)


def test_a_question_can_be_answered_before_publication() -> None:
    assert levels(problems("待公开", 人员=OVER_STAFFED)) == {"D18": Level.WARNING}
    assert problems("待公开", 人员=OVER_STAFFED, 校核说明={"D18": "军转安置超编3人"}) == []


def test_an_answer_without_a_finding_expires() -> None:
    (found,) = problems("已公开", 校核说明={"D01": "正在核对"})
    assert (found.code, found.level) == ("D01", Level.HINT)
    assert "现在没有不符之处" in found.message
    assert found.path == ("校核说明", "D01")


def test_an_answer_under_an_unknown_code_is_noticed() -> None:
    (found,) = problems("已公开", 校核说明={"D99": "正在核对"})
    assert "没有编号为“D99”的校核" in found.message


def test_a_report_withheld_by_law_is_not_checked() -> None:
    assert problems("依法不公开", 收支=UNEQUAL) == []


OPERATING: dict[str, Any] = {"决算": Decimal("121.35")}


def d08(state: str, *, released: bool | None = None, **stated: Any) -> list[Problem]:
    parts = {"商品和服务支出": Decimal("121.35"), "资本性支出": Decimal("3.20")}
    basic = {"基本支出": {"决算": Decimal("124.55"), "其中": parts}}
    found = problems(state, released=released, 收支=basic, 公用经费=OPERATING, **stated)
    return [problem for problem in found if problem.code == "D08"]


def test_a_sum_says_what_was_added_up() -> None:
    (found,) = d08("待公开")
    assert found.message.endswith("（公用经费＝商品和服务支出＋资本性支出等：121.35＋3.20＝124.55）")


@pytest.mark.parametrize("released", [None, False])
def test_the_cure_of_a_report_published_elsewhere_helps(released: bool | None) -> None:
    """What it says is what turns the problem into a question, here and beside a base that has not got the report."""
    (found,) = d08("待公开" if released is None else "已公开", released=released)
    assert found.level is Level.ERROR
    for said in ("状态: 已公开", "发布日期", "目录信息: {来源: "):
        assert said in found.cure
    assert [problem.level for problem in d08("已公开")] == [Level.WARNING]
    assert d08("已公开", 校核说明={"D08": "资本性支出没有列入公用经费"}) == []
