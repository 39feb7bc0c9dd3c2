"""One value for each place, or none and the reason: what agrees is certain, what differs is told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.importer.asked_once import is_asked_before
from gongkai.importer.forms.columns import UNCERTAIN_BUDGET
from gongkai.importer.found import Found, FoundFigure, FoundText
from gongkai.importer.settling import Settled, settle
from gongkai.model.problem import KeyPath

RECEPTIONS: KeyPath = ("三公经费", "其中", "公务接待费")
ACTUAL = (*RECEPTIONS, "决算")


def figure(
    value: str, place: str = "第3页", path: KeyPath = RECEPTIONS, column: str = "决算", doubt: str = ""
) -> FoundFigure:
    return FoundFigure(path, column, Decimal(value), f"公务接待费{value}万元", place, doubt=doubt)


def settled(*figures: FoundFigure) -> Settled:
    return settle([("", Found(figures))])


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        (["812.40"], "812.40"),
        (["812.40", "812.40"], "812.40"),
        (["812.4", "812.40"], "812.40"),
        (["812.40", "812.401234"], "812.401234"),  # a table in 元, a sentence in 万元
        (["812.40", "812.41"], None),
        (["812.40", "812.405"], "812.405"),  # half a cent, rounded either way
        (["812.40", "812.4051"], None),
        (["812", "812.40"], None),  # told roughly
        (["812.40", "812.40", "821.40"], None),
        (["0", "0.00"], "0.00"),
    ],
)  # fmt: skip  # cases, read in a column
def test_statements_that_agree_are_certain(stated: list[str], value: str | None) -> None:
    found = settled(*map(figure, stated))
    got = found.values[ACTUAL]
    assert (None if got is None else f"{got:f}") == value
    assert (ACTUAL in found.unsure) == (value is None)
    assert (ACTUAL in found.sources) == (value is not None)


def test_all_that_was_stated_is_told_with_its_place() -> None:
    found = settled(figure("812.40"), figure("821.40", "附件二第4行"), figure("812.40", "第9页"))
    assert found.unsure[ACTUAL] == "第3页“公务接待费812.40万元”写 812.40，附件二第4行“公务接待费821.40万元”写 821.40"


def test_what_is_doubtful_is_not_written_and_spoils_nothing() -> None:
    doubtful = figure("821.40", "第4页", doubt="不知道是元还是万元")
    alone = settled(doubtful)
    assert alone.values[ACTUAL] is None
    assert alone.unsure[ACTUAL] == "第4页“公务接待费821.40万元”写 821.40（不知道是元还是万元）"
    beside = settled(doubtful, figure("812.40"))
    assert beside.values[ACTUAL] == Decimal("812.40")
    assert beside.beside[ACTUAL] == alone.unsure[ACTUAL]


def test_a_count_is_never_rounded() -> None:
    path = ("人员", "编制数")
    assert settled(figure("43", path=path, column=""), figure("43.00", path=path, column="")).values[path] == 43
    assert settled(figure("43.00", path=path, column=""), figure("43.004", path=path, column="")).values[path] is None


def test_a_line_without_a_column_is_of_the_year() -> None:
    assert settled(figure("3.20", column="")).values == {ACTUAL: Decimal("3.20")}


def test_what_was_worked_out_and_what_the_form_has_not_is_never_written() -> None:
    found = settled(
        figure("3.20", path=("三公经费", "推算"), column=""), figure("3.20", path=("三公经费", "预算完成率"), column="")
    )
    assert not found.values
    assert found.left == [("预算完成率", "第3页“公务接待费3.20万元”写 3.20")]


def entry(number: int, name: str, value: str, place: str = "") -> Found:
    path = ("收支", "项目支出", "项目", number)
    return Found((figure(value, place, path),), (FoundText((*path, "名称"), name, "", place),))


def test_the_same_project_in_two_files_is_one_entry() -> None:
    a = ("报告.docx", entry(0, "甲项目", "1.00"))
    b = ("附表.xlsx", entry(3, "乙项目", "2.00"))
    c = ("附表.xlsx", entry(4, "甲 项目", "1.0"))
    found = settle([a, b, c])
    prefix = ("收支", "项目支出", "项目")
    assert found.values == {
        (*prefix, 0, "决算"): Decimal("1.00"), (*prefix, 0, "名称"): "甲项目",
        (*prefix, 1, "决算"): Decimal("2.00"), (*prefix, 1, "名称"): "乙项目",
    }  # fmt: skip  # rows


def test_two_rows_of_one_name_in_one_table_stay_two() -> None:
    rows = [FoundText(("自评表", "指标", at, "三级指标"), "满意度", "") for at in range(2)]
    points = [FoundFigure(("自评表", "指标", at, "分值"), "", Decimal(at + 5), "", is_table=True) for at in range(2)]
    found = settle([("", Found(tuple(points), tuple(rows))), ("", Found(tuple(points), tuple(rows)))])
    assert [value for path, value in found.values.items() if path[-1] == "分值"] == [5, 6]


def test_paragraphs_are_joined_and_a_second_file_repeats_none() -> None:
    first = Found(texts=(FoundText(("资产管理",), "甲。\n\n乙。", "资产"), FoundText(("资产管理",), "丙。", "资产")))
    second = Found(texts=(FoundText(("资产管理",), "乙。\n\n丁。", "资产"),))
    assert settle([("a", first), ("b", second)]).values["资产管理",] == "甲。\n\n乙。\n\n丙。\n\n丁。"


def test_a_paragraph_that_stands_twice_in_one_document_stays_twice() -> None:
    twice = Found(texts=(FoundText(("资产管理",), "甲。\n\n甲。", "资产"),))
    assert settle([("", twice)]).values["资产管理",] == "甲。\n\n甲。"


def test_words_on_one_line_that_differ_are_not_chosen_between() -> None:
    grade = ("绩效", "自评等级")
    texts = (FoundText(grade, "优", "等级为“优”", "第2页"), FoundText(grade, "良", "自评等级", "附件二"))
    found = settle([("", Found(texts=texts))])
    assert found.values[grade] is None
    assert found.unsure[grade] == "第2页“等级为“优””写 “优”，附件二“自评等级”写 “良”"
    assert settle([("", Found(texts=texts[:1] * 2))]).values[grade] == "优"


@given(st.lists(st.tuples(st.integers(0, 3), st.decimals(0, 999, places=2), st.booleans()), max_size=12))
def test_nothing_is_written_that_a_certain_statement_contradicts(stated: list[tuple[int, Decimal, bool]]) -> None:
    lines = ["公务接待费", "因公出国（境）费", "公务用车购置及运行维护费"]
    figures = [
        FoundFigure(("三公经费", "其中", lines[at % 3]), "决算", value, "", doubt="" if sure else "不确定")
        for at, value, sure in stated
    ]
    found = settled(*figures)
    for path, value in found.values.items():
        certain = {one.value for one in figures if (*one.path, one.column) == path and not one.doubt}
        assert (value is not None) == (len(certain) == 1)
        assert value is None or value in certain
        assert (path in found.unsure) == (value is None)


def of_table(value: str, row: int, path: KeyPath, doubt: str = UNCERTAIN_BUDGET, table: int = 1) -> FoundFigure:
    """A budget in a table, of which nobody knows which budget it is."""
    words = f"{path[-1]} 2024年预算数：{value}"
    return FoundFigure(path, "年初预算", Decimal(value), words, f"第{table}个表第{row}行", True, doubt)


def test_the_question_of_a_column_is_asked_once() -> None:
    paths: list[KeyPath] = [("三公经费",), RECEPTIONS, ("公用经费",)]
    told = settled(*(of_table(f"{row}.50", row, path) for row, path in enumerate(paths, 2)))
    asked = [words for words in told.unsure.values() if not is_asked_before(words)]
    assert list(told.unsure) == [(*path, "年初预算") for path in paths]
    assert all(told.values[path] is None for path in told.unsure)
    assert len(asked) == 1
    assert "写 2.50" in asked[0]
    assert "共 3 处" in asked[0]
    assert told.unsure[*RECEPTIONS, "年初预算"] == "和上面“三公经费”是同一栏，原文写 3.50"


def test_another_question_or_another_table_is_asked_by_itself() -> None:
    told = settled(
        of_table("1.50", 2, ("三公经费",)),
        of_table("2.50", 2, RECEPTIONS, table=2),
        of_table("3.50", 3, ("公用经费",), doubt="别的原因"),
    )
    assert not any(map(is_asked_before, told.unsure.values()))


def test_what_stands_nowhere_in_a_row_is_asked_about() -> None:
    path: KeyPath = ("自评表", "指标", 0, "一级指标")
    texts = (
        FoundText(path, "（空白）", "预算执行率", "第2行", "原因"),
        FoundText((*path[:3], "三级指标"), "预算执行率", ""),
    )
    told = settle([("", Found(texts=texts))])
    assert told.values[path] is None
    assert "原因" in told.unsure[path]
