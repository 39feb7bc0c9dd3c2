"""Parts that a sentence lists are certain only right behind their whole, all of it, and the own of the unit."""

from __future__ import annotations

import pytest

from gongkai.importer.chapters import PlacedParagraph
from gongkai.importer.listed_parts import find_listed_parts
from gongkai.importer.listed_projects import find_listed_projects
from gongkai.importer.sentences import find_figures
from gongkai.model.problem import KeyPath

KINDS = ("货物", "工程", "服务")
OTHERS = ("离休", "退休")


def certain(path: KeyPath, text: str) -> set[str]:
    """The last keys of all figures that are certain in a text."""
    told = (PlacedParagraph(path, text, "第1段", ""),)
    found = find_figures(told, 2024, ("某区林业局",))
    found += tuple(find_listed_parts(told, found, 2024, ("某区林业局",)))
    return {str(one.path[-1]) for one in found if not one.doubt}


@pytest.mark.parametrize(
    "between",
    [
        "其中电子卖场成交50万元：",
        "节约资金50万元，其中",
        "尚未付款50万元，其中",
        "面向残疾人企业采购50万元，",
        "其中林业站",
        "其中",
    ],
)
@pytest.mark.parametrize("parts", ["货物30万元、服务20万元", "货物30万元、工程20万元", "工程30万元、服务20万元"])
def test_kinds_that_are_not_all_that_was_bought_are_not_certain(between: str, parts: str) -> None:
    text = f"2024年政府采购支出120万元，{between}{parts}。"
    assert certain(("政府采购", "说明"), text).isdisjoint(KINDS)


@pytest.mark.parametrize("lead", ["，其中", "，其中：", "，包括", "："])
@pytest.mark.parametrize("parts", ["货物70万元、服务50万元", "货物40万元，工程50万元，服务30万元"])
def test_kinds_that_come_to_the_whole_are_read(lead: str, parts: str) -> None:
    assert not certain(("政府采购", "说明"), f"2024年政府采购支出120万元{lead}{parts}。").isdisjoint(KINDS)


@pytest.mark.parametrize("body", ["国有林场在职120人", "森林公安移交人员", "林业站在职20人", "森林公园管理处有30人"])
@pytest.mark.parametrize("mark", ["，", "；", "、"])
@pytest.mark.parametrize("people", ["离休3人，退休80人", "退休80人"])
def test_people_behind_another_body_are_not_the_units(body: str, mark: str, people: str) -> None:
    assert certain(("概况",), f"核定编制52名，在职49人{mark}{body}，{people}。").isdisjoint(OTHERS)


PROJECTS = (
    "古树保护项目",
    "防火经费",
    "林区道路建设",
    "苗圃改造",
    "设备采购",
    "食品安全抽检",
    "办公楼修缮工程",
    "松材线虫防治",
    "乡村教师培训",
    "校园安全监控升级",
    "学生营养改善配套",
    "矿山隐患排查",
    "城区道路养护",
)
PARTS = ["上半年完成", "下半年完成", "局机关", "林业站", "人员类", "运转类", "已支付", "未支付尾款",
    "国库集中支付", "授权支付", "办公费", "维修费", "局机关项目", "林业站经费", "新建项目", "续建项目",
    "一季度", "政府采购", "培训费", "国有林场"]  # fmt: skip  # a list


@pytest.mark.parametrize("name", [*PROJECTS, *PARTS])
def test_only_what_has_a_name_of_its_own_is_a_project(name: str) -> None:
    told = (
        PlacedParagraph(
            ("收支", "项目支出", "说明"), f"项目支出200万元，其中：{name}120万元，荒山造林80万元。", "第1段", ""
        ),
    )
    figures, _ = find_listed_projects(told, find_figures(told, 2024))
    assert bool(figures) == (name in PROJECTS)
