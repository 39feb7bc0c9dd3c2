"""A line's name with something else before it is not the line: a part, another matter, another body, another year."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Final

import pytest
from tests.importer.documents import grid
from tests.importer.test_told_elsewhere import settled

from gongkai.importer.document import Paragraph

#: Names of lines with the heading of the text that tells of them.
LINES: Final = {
    "公务接待费": "（一）“三公”经费情况", "公务用车运行维护费": "（一）“三公”经费情况",
    "公用经费": "（一）公用经费情况", "培训费": "（一）公用经费情况",
    "维修费": "（一）公用经费情况", "政府采购支出": "（一）政府采购情况",
    "机关运行经费": "（一）机关运行经费情况", "项目支出": "（二）项目支出情况", "人员经费": "（一）基本支出情况",
}  # fmt: skip  # a table
OTHERS: Final = (
    "演播室改造工程中，{}", "演播室改造工程中{}", "演播室改造项目的{}", "用于演播室改造的{}", "办公室的{}",
    "财务股的{}", "招商引资活动的{}", "结转的{}", "使用上年结转资金的{}", "以前年度{}", "以前年度的{}", "追加的{}",
    "从项目支出中列支的{}",
    "政府采购支出中的{}", "除{}外，其他支出", "3月份的{}",
)  # fmt: skip  # a table
OWN: Final = ("{}", "2022年{}", "本单位的{}", "我局2022年度{}", "云溪市衡南区商务局的{}")
VERBS: Final = ("{}支出4.7万元。", "{}4.7万元。", "{}为4.7万元。")


def certain(heading: str, words: str) -> list[object]:
    found = settled(Paragraph("一、部门收支情况"), Paragraph(heading), Paragraph(f"2022年，{words}")).values
    return [value for path, value in found.items() if path[-1] == "决算" and value is not None]


@pytest.mark.parametrize("name", LINES)
def test_a_name_of_something_else_is_not_the_line(name: str) -> None:
    for way, verb in product(OTHERS, VERBS):
        if not (name == "政府采购支出" and way.startswith(name)):
            words = verb.format(way.format(name))
            assert certain(LINES[name], words) == [], words


@pytest.mark.parametrize("name", LINES)
def test_what_stands_before_a_name_and_changes_nothing(name: str) -> None:
    for way, verb in product(OWN, VERBS):
        words = verb.format(way.format(name))
        assert len(certain(LINES[name], words)) == 1, words


@pytest.mark.parametrize(
    "hint", ["（没有的填0）", "（请填写）", "（据实填列）", "，比上年增加__万元", "，其中××支出××万元"]
)
def test_a_sentence_of_a_template_states_nothing(hint: str) -> None:
    assert certain("（一）“三公”经费情况", f"“三公”经费支出0.00万元{hint}。") == []


@pytest.mark.parametrize(
    ("whole", "part", "heading"),
    [
        ("“三公”经费", "公务接待费", "（一）“三公”经费情况"), ("三公经费", "因公出国（境）费", "（一）“三公”经费情况"),
        ("基本支出", "公用经费", "（一）基本支出情况"), ("基本支出", "人员经费", "（一）基本支出情况"),
    ],
)  # fmt: skip  # cases, read in a row
def test_the_own_whole_changes_nothing(whole: str, part: str, heading: str) -> None:
    for joint in ("{}中{}", "{}中的{}", "{}支出中，{}"):
        assert len(certain(heading, f"{joint.format(whole, part)}4.7万元。")) == 1, joint


HEADINGS: Final = ("（一）公用经费情况", "三、存在的问题", "三、部门整体支出绩效情况", "五、其他需要说明的事项")
#: Names of an item in a table, and all that a text may call it.
ITEMS: Final = {
    "办公设备维修费": ("办公设备维修费", "办公设备的维修费", "办公设备维修（护）费", "用于办公设备的维修费"),
    "维修（护）费": ("维修费", "维修（护）费", "维修维护费"),
    "维修费": ("维修（护）费",),
    "其他交通费用": ("其他交通费", "其他交通费用"),
    "物业管理费": ("物业费", "物业管理费"),
}
TOLD: Final = (
    "公用经费中{}支出4.7万元。",
    "公用经费中{}4.7万元。",
    "公用经费支出中的{}4.7万元。",
    "公用经费中，{}4.7万元。",
)


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("item", ITEMS)
def test_an_item_told_otherwise_within_its_whole_is_asked(item: str, heading: str) -> None:
    table = grid("项目|决算数（万元）", "公用经费|60.00", f"其中：{item}|4.20")
    path = ("公用经费", "其中", item, "决算")
    for called, words in product(ITEMS[item], TOLD):
        said = words.format(called)
        found = settled(Paragraph("一、部门收支情况"), Paragraph(heading), Paragraph(said), table)
        assert found.values[path] is None, said
        same = settled(Paragraph("一、部门收支情况"), Paragraph(heading), Paragraph(said.replace("4.7", "4.2")), table)
        assert f"{same.values[path]}" == "4.20", said
        for one in (found, same):
            assert [place for place in one.values if place[:2] == path[:2] and place[-1] == "决算"] == [path], said


def test_two_rows_of_a_table_are_two_whatever_they_are_called() -> None:
    values = settled(grid("项目|决算数（万元）", "公用经费|60.00", "其中：维修费|4.20", "维修（护）费|3.10")).values
    assert {str(path[2]) for path in values if path[:2] == ("公用经费", "其中")} == {"维修费", "维修（护）费"}


@pytest.mark.parametrize("other", ["办公设备维修费", "二楼会议室的维修费", "3月维修费", "3月份的维修费"])
def test_a_compound_name_is_another_item(other: str) -> None:
    table = grid("项目|决算数（万元）", "公用经费|60.00", "其中：维修费|4.20")
    for heading, words in product(HEADINGS, TOLD):
        said = words.format(other)
        found = settled(Paragraph("一、部门收支情况"), Paragraph(heading), Paragraph(said), table)
        assert f"{found.values['公用经费', '其中', '维修费', '决算']}" == "4.20", said


def test_all_that_was_spent_is_asked_where_only_a_heading_says_of_what() -> None:
    blocks = ("二、部门收支情况", "1、机构人员。编制数12人。", "2、“三公”经费。全年支出8.21万元。")
    values = settled(*map(Paragraph, blocks))
    assert values.values["三公经费", "决算"] is None
    assert [one.value for one in values.candidates["三公经费", "决算"]] == [Decimal("8.21")]
