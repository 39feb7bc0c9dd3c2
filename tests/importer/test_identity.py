"""Whose document it is, of which year and kind: certain or asked, never guessed."""

from __future__ import annotations

import pytest
from tests.conftest import demo
from tests.importer.documents import grid

from gongkai.importer.document import Grid, GridCell, Paragraph, SourceDocument
from gongkai.importer.found import Found, FoundText
from gongkai.importer.identity import is_called, kind_of_document, says_other_unit, units_named
from gongkai.importer.years import year_in_name
from gongkai.model.kind import EVALUATION, FINAL_ACCOUNTS
from gongkai.model.unit import Unit

UNITS = demo().archive.units
BUREAU = "云溪市演示区"


def named(name: str, *paragraphs: str, unit: str = "", title: str = "") -> list[str]:
    document = SourceDocument(name, "文本", tuple(map(Paragraph, paragraphs)))
    texts = (FoundText(("标题",), title, ""),) if title else ()
    found = units_named(document, (Found(texts=texts, unit=unit),), UNITS)
    return [unit_id.removeprefix("yanshi-") for unit_id in found]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        (f"{BUREAU}财政局2023年度部门整体支出绩效自评报告.docx", "caizheng"),
        (f"附件1 {BUREAU} 财政局（公开稿）.pdf", "caizheng"),
        ("区财政局.docx", "caizheng"),
        ("财政局.docx", "caizheng"),
        ("财政局/2023年自评报告.docx", "caizheng"),
        ("区教育局.docx", "jiaoyu"),
        ("区教育局本级.docx", "jiaoyu-benji"),
        ("区教育局（本级）2023.docx", "jiaoyu-benji"),
        (f"{BUREAU}卫生和计划生育局.docx", "weijian"),  # as it was called
        ("区一中.docx", "diyi-zhongxue"),
        ("云溪街道.xlsx", "jiedao"),
        ("文化和旅游局.docx", "wenlv"),
        ("区财政局、区教育局.docx", "caizheng jiaoyu"),  # asked
        ("监督管理局.docx", ""),  # a part of a name is no name
        ("民政.docx", ""),
        ("2023年.docx", ""),
    ],
)
def test_a_file_is_known_by_its_name(name: str, unit: str) -> None:
    assert named(name) == unit.split()


def test_a_document_is_known_by_what_it_calls_itself() -> None:
    assert named("a.docx", unit=f"{BUREAU}财政局") == ["caizheng"]
    assert named("a.docx", title="区财政局2023年度自评报告") == ["caizheng"]
    assert named("a.docx", f"{BUREAU}财政局", "我局……") == ["caizheng"]
    assert named("a.docx", f"{BUREAU}财政局是区政府的工作部门。") == ["caizheng"]
    assert named("yanshi-caizheng2023.docx", "我局……") == ["caizheng"]
    assert named("yanshi-jiaoyu-benji.docx") == ["jiaoyu-benji"]


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ((f"{BUREAU}财政局2023年度收支情况表|<", "项目|决算数", "支出总计|3.00"), "caizheng"),
        (("2023年度收支情况表|<", "项目|决算数", "支出总计|3.00"), ""),
        ((f"{BUREAU}财政局2023年预算批复表|<", "项目|决算数", "支出总计|3.00"), ""),
        (("报区财政局的情况表|<", "项目|决算数", "支出总计|3.00"), ""),
        (("项目支出绩效自评表|<", f"主管部门|{BUREAU}教育局", f"实施单位|{BUREAU}财政局"), "caizheng"),
        (("项目支出绩效自评表|<", f"主管部门|{BUREAU}教育局", "实施单位|某公司"), ""),
        (("项目支出绩效自评表|<", f"实施单位|{BUREAU}教育局", f"项目实施单位|{BUREAU}财政局"), "caizheng jiaoyu"),
    ],
)  # fmt: skip  # cases
def test_tables_alone_are_known_by_their_titles_or_who_carried_a_project_out(rows: tuple[str, ...], unit: str) -> None:
    document = SourceDocument("表.xlsx", "Excel", (grid(*rows),))
    found = units_named(document, (Found(),), UNITS)
    assert [unit_id.removeprefix("yanshi-") for unit_id in found] == unit.split()


def test_who_is_only_mentioned_is_not_taken_for_the_unit() -> None:
    assert named("a.docx", "根据区财政局关于绩效自评的要求，我局开展了自评。") == []
    assert named("a.docx", f"按照{BUREAU}财政局的要求", f"{BUREAU}教育局内设3个股室。") == ["jiaoyu"]
    assert named("财政局.docx", unit="演示市另一区财政局") == []


def test_a_document_and_the_name_of_its_file_that_disagree_are_asked_about() -> None:
    assert named("区教育局.docx", unit=f"{BUREAU}财政局") == ["caizheng", "jiaoyu"]
    assert named("区教育局.docx", title="区财政局2023年度自评报告") == ["caizheng", "jiaoyu"]
    assert named("区财政局、区教育局.docx", unit=f"{BUREAU}教育局") == ["jiaoyu"]
    assert named("区财政局汇总/区教育局.docx") == ["jiaoyu"]


def test_a_document_of_another_registered_unit_is_told() -> None:
    assert says_other_unit((Found(unit=f"{BUREAU}财政局"),), "yanshi-jiaoyu", UNITS) == "yanshi-caizheng"
    assert says_other_unit((Found(unit=f"{BUREAU}财政局"),), "yanshi-caizheng", UNITS) == ""
    assert says_other_unit((Found(unit="某局"),), "yanshi-caizheng", UNITS) == ""


def test_a_name_that_is_called_otherwise_is_noticed() -> None:
    assert is_called("区财政局（盖章）", UNITS["yanshi-caizheng"])
    assert is_called("财政局", UNITS["yanshi-caizheng"])
    assert not is_called("演示市无名局", UNITS["yanshi-caizheng"])


def test_a_register_of_one_unit_knows_no_short_form() -> None:
    units = {"a": Unit(name="某市城市管理局")}
    document = SourceDocument("管理局.docx", "Word", ())
    assert units_named(document, (), units) == ()


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2022年度部门整体支出绩效自评报告.docx", 2022), ("区财政局2022.docx", 2022), ("2022/区财政局.docx", 2022),
        ("2023/区财政局2022年.docx", 2022), ("20230615报告.docx", None), ("2023-06-15 报告.docx", None),
        ("2021年和2022年.docx", None), ("区财政局.docx", None), ("〔2023〕3号.docx", None), ("2023.6.18.docx", None),
    ],
)  # fmt: skip  # a table
def test_the_year_in_a_name(name: str, year: int | None) -> None:
    assert year_in_name(name) == year


@pytest.mark.parametrize(
    ("name", "first", "kind"),
    [
        ("a.docx", "某局2022年度部门整体支出绩效自评报告", "绩效评价"),
        ("决算.docx", "某局2022年度部门整体支出绩效自评报告", "绩效评价"),
        ("绩效自评.docx", "某局2022年度部门决算", "绩效评价"),
        ("a.docx", "某局2022年度部门决算公开说明", "决算"),
        ("2022年部门决算.pdf", "目录", "决算"),
        ("2022年部门预算公开.docx", "第一部分 概况", "预算"),
        ("a.docx", "收入情况", "绩效评价"),
    ],
)
def test_only_what_says_nothing_of_an_evaluation_is_another_kind(name: str, first: str, kind: str) -> None:
    document = SourceDocument(name, "Word", (Paragraph(first), Paragraph("一、概况")))
    assert kind_of_document(document, ()).name == kind


def test_a_workbook_is_of_the_kind_of_its_tables() -> None:
    def titled(*titles: str) -> str:
        grids = tuple(Grid((GridCell("项目", 0, 0),), title) for title in titles)
        return kind_of_document(SourceDocument("a.xlsx", "Excel", grids), ()).name

    assert titled("收入支出决算总表", "财政拨款收入支出决算总表") == "决算"
    assert titled("收入支出决算总表", "2022年度部门整体支出绩效自评表") == "绩效评价"
    assert titled("Sheet1") == "绩效评价"


def test_a_workbook_of_the_official_form_is_an_evaluation_whatever_stands_beside_it() -> None:
    """The sheet is called 附件1, and says in its first row what it is."""
    form = (GridCell("2022年度部门整体支出绩效评价基础数据表", 0, 0, columns=7), GridCell("三公经费：", 1, 0))
    final = (GridCell("支出决算表", 0, 0, columns=7), GridCell("合计", 1, 0))
    sheets = (Grid(form, "附件1"), Grid(final, "支出决算表"))
    assert kind_of_document(SourceDocument("市场监管局2022.xlsx", "Excel", sheets), ()) is EVALUATION
    assert kind_of_document(SourceDocument("市场监管局2022.xlsx", "Excel", sheets[1:]), ()) is FINAL_ACCOUNTS
