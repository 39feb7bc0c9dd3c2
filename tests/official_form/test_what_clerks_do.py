"""What clerks and their programs do to a form: rows put in, sorted, copied, renamed; the hidden column taken away."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.official_form.forms import CAIZHENG, FILES, changed, form_of, row_with, values_in
from tests.official_form.test_round_trip import assert_same

from gongkai.official_form.reading import WITHOUT_PLACE

VALUES = values_in(CAIZHENG)
CONTENT = form_of(VALUES)


def indicators(values: dict[str, Any]) -> list[str]:
    """The names of the indicators, in their order."""
    return [one["三级指标"] for one in values["自评表"]["指标"]]


def test_an_indicator_put_in_between_two() -> None:
    def put_in(book: Any) -> None:
        sheet = book["指标"]
        sheet.insert_rows(5)
        sheet.cell(5, 4, "新的指标")
        sheet.cell(5, 9, 2.5)

    back = changed(CONTENT, put_in)
    names = indicators(VALUES)
    assert indicators(back) == [names[0], "新的指标", *names[1:]]
    assert back["自评表"]["指标"][1] == {"三级指标": "新的指标", "分值": Decimal("2.5")}
    del back["自评表"]["指标"][1]
    assert_same(VALUES, back)


def test_a_sheet_that_was_sorted() -> None:
    def turn(book: Any) -> None:
        sheet = book["指标"]
        last = 3 + len(VALUES["自评表"]["指标"])
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(4, last)]
        for at, row in enumerate(reversed(rows), 4):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value

    back = changed(CONTENT, turn)
    back["自评表"]["指标"].reverse()
    assert indicators(back) == indicators(VALUES)


def test_a_project_that_was_copied_and_changed() -> None:
    def copy(book: Any) -> None:
        sheet = book["项目"]
        sheet.insert_rows(5)
        for column in range(1, sheet.max_column + 1):
            sheet.cell(5, column).value = sheet.cell(4, column).value
        sheet.cell(5, 2, "另一个项目")

    back = changed(CONTENT, copy)["收支"]["项目支出"]["项目"]
    projects = VALUES["收支"]["项目支出"]["项目"]
    assert [one["名称"] for one in back] == [projects[0]["名称"], "另一个项目", *(one["名称"] for one in projects[1:])]
    assert back[1]["决算"] == projects[0]["决算"]


def test_a_sheet_of_a_project_that_was_copied() -> None:
    values = VALUES | {"项目自评": [{"项目": "甲", "自评得分": Decimal(90), "指标": [{"三级指标": "子"}]}]}

    def copy(book: Any) -> None:
        sheet = book.copy_worksheet(book["项目自评1"])
        sheet.title = "项目自评1 (2)"
        sheet.cell(row_with(sheet, "项目名称"), 3, "乙")

    back = changed(form_of(values), copy)["项目自评"]
    assert back == [values["项目自评"][0], values["项目自评"][0] | {"项目": "乙"}]


def test_a_line_of_ones_own() -> None:
    def put_in(book: Any) -> None:
        sheet = book["收支"]
        at = row_with(sheet, "其他收入") + 1
        sheet.insert_rows(at)
        sheet.cell(at, 2, "利息收入")
        sheet.cell(at, 5, 1.2)
        sheet.cell(at, 15, "收支 / 本年收入合计 / 其他收入")

    back = changed(CONTENT, put_in)
    other = back["收支"]["本年收入合计"]["其中"]["其他收入"]
    assert other.pop("其中") == {"利息收入": Decimal("1.2")}
    assert_same(VALUES, back)


def test_a_line_of_ones_own_in_an_empty_row_at_the_end() -> None:
    def fill_in(book: Any) -> None:
        sheet = book["收支"]
        at = sheet.max_row
        sheet.cell(at, 2, "差旅费")
        sheet.cell(at, 5, 3)
        sheet.cell(at, 15, "收支 / 基本支出 / 商品和服务支出")
        sheet.cell(at - 1, 5, 7)

    back = changed(CONTENT, fill_in)
    services = back["收支"]["基本支出"]["其中"]["商品和服务支出"]
    assert services.pop("其中") == {"差旅费": Decimal(3)}
    assert back.pop("其他章节")[-1]["内容"].endswith("行：7")
    assert_same({key: value for key, value in VALUES.items() if key != "其他章节"}, back)


def test_a_row_that_belongs_nowhere_is_kept_in_words() -> None:
    def put_in(book: Any) -> None:
        sheet = book["收支"]
        at = row_with(sheet, "支出总计") + 1
        sheet.insert_rows(at)
        sheet.cell(at, 2, "来历不明")
        sheet.cell(at, 5, 7)

    back = changed(CONTENT, put_in)
    assert back["其他章节"][-1]["标题"] == WITHOUT_PLACE
    assert "来历不明" in back["其他章节"][-1]["内容"]
    assert "工作表“收支”第 6 行" in back["其他章节"][-1]["内容"]


def test_a_line_that_was_renamed_keeps_its_parts() -> None:
    own = {"旧名": {"决算": Decimal(2), "其中": {"甲": Decimal(2)}}}
    values = {"标题": "题", "公开": {"状态": "待公开"}, "收支": {"项目支出": {"其中": own}}}

    def rename(book: Any) -> None:
        sheet = book["收支"]
        sheet.cell(row_with(sheet, "旧名"), 2, "新名")

    back = changed(form_of(values), rename)
    assert back["收支"]["项目支出"]["其中"] == {"新名": own["旧名"]}


_TRIALS = [pytest.param(which, marks=pytest.mark.trial) for which in ("the column", "the row", "both")]


@pytest.mark.parametrize("which", [*_TRIALS, "the column and the sheet"])
def test_without_the_hidden_places_the_labels_say_it(which: str) -> None:
    def take_away(book: Any) -> None:
        for sheet in book:
            if "row" in which or which == "both":
                sheet.delete_rows(1)
            if "column" in which or which == "both":
                sheet.delete_cols(1)
        if "sheet" in which:
            del book["gongkai"]

    back = changed(CONTENT, take_away)
    assert_same(VALUES, back)


def test_two_lines_of_one_name_are_not_made_one() -> None:
    own = {"甲": {"决算": Decimal(2)}, "乙": {"年初预算": Decimal(3)}}
    values = {"标题": "题", "公开": {"状态": "待公开"}, "收支": {"项目支出": {"其中": own}}}

    def rename(book: Any) -> None:
        book["收支"].cell(row_with(book["收支"], "乙"), 2, "甲")

    back = changed(form_of(values), rename)
    assert back["收支"]["项目支出"]["其中"] == {"甲": Decimal(2)}
    assert "甲　3" in back["其他章节"][-1]["内容"]


@pytest.mark.trial
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_labels_of_every_report_say_it(path: Path) -> None:
    def take_away(book: Any) -> None:
        for sheet in book:
            sheet.delete_rows(1)
            sheet.delete_cols(1)

    values = values_in(path)
    assert_same(values, changed(form_of(values), take_away))


def test_moved_columns_without_the_hidden_places_give_words_and_no_figures() -> None:
    def move(book: Any) -> None:
        book["收支"].delete_cols(1)
        book["收支"].insert_cols(3)

    back = changed(CONTENT, move)
    assert "收支" not in back or {*back["收支"]} <= {"功能分类", "项目支出"}
    kept = back["其他章节"][-1]["内容"]
    assert all(f"{VALUES['收支'][key]['决算']:f}" in kept for key in ("收入总计", "支出总计", "基本支出"))


def test_a_column_put_in_moves_nothing() -> None:
    def put_in(book: Any) -> None:
        book["收支"].insert_cols(4)

    assert_same(VALUES, changed(CONTENT, put_in))


def test_what_clerks_type_for_numbers_and_days() -> None:
    typed = {"收入总计": "１，２３４.50", "支出总计": "约 12", "本年收入合计": 0.125}

    def fill_in(book: Any) -> None:
        for label, value in typed.items():
            book["收支"].cell(row_with(book["收支"], label), 5, value)
        book["基本信息"].cell(row_with(book["基本信息"], "发布日期"), 3, "2023年6月5日")

    back = changed(CONTENT, fill_in)
    assert back["公开"]["发布日期"] == "2023-06-05"
    assert back["收支"]["收入总计"]["决算"] == Decimal("1234.50")
    assert back["收支"]["支出总计"]["决算"] == "约 12"
    assert back["收支"]["本年收入合计"]["决算"] == Decimal("0.125")


@pytest.mark.parametrize("dash", ["——", "—", "-", "／"])
def test_the_dash_of_a_printed_form_is_a_blank(dash: str) -> None:
    back = changed(CONTENT, lambda book: book["收支"].cell(row_with(book["收支"], "收入总计"), 5, dash))
    assert "决算" not in (back["收支"].get("收入总计") or {})


@pytest.mark.parametrize("typed", [50, 9.5, 12.25])
def test_points_are_read_as_they_were_typed_and_money_with_two_decimals(typed: float) -> None:
    def fill_in(book: Any) -> None:
        book["指标"].cell(4, 4, "甲")
        book["指标"].cell(4, 9, typed)
        book["收支"].cell(row_with(book["收支"], "收入总计"), 5, typed)

    back = changed(form_of({}), fill_in)
    assert str(back["自评表"]["指标"][0]["分值"]) == str(typed)
    assert str(back["收支"]["收入总计"]) == f"{typed:.2f}"
