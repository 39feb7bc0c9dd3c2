"""``gongkai template``: who gets a form, what it begins with, and what it never overwrites."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.cli.test_check import gongkai
from tests.cli.test_new_and_schema import data_copy
from tests.conftest import DEMO
from tests.official_form.forms import values_in
from tests.official_form.test_round_trip import assert_same

from gongkai.official_form.last_year import begun
from gongkai.official_form.reading import read_form, whose_form


def test_a_file_that_exists_is_written_filled_in(tmp_path: Path) -> None:
    project = data_copy(tmp_path, DEMO)
    done = gongkai("template", "2023", "yanshi-renda", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "内容取自 data/2023/yanshi-renda.yml" in done.stdout
    content = (project / "2023-yanshi-renda.xlsx").read_bytes()
    assert_same(values_in(project / "data/2023/yanshi-renda.yml"), read_form(content))
    again = gongkai("template", "2023", "yanshi-renda", cwd=project)
    assert again.returncode == 2
    assert "已经有了，没有改动它" in again.stderr
    assert (project / "2023-yanshi-renda.xlsx").read_bytes() == content


def test_a_new_year_begins_with_last_years_figures(tmp_path: Path) -> None:
    project = data_copy(tmp_path, DEMO)
    done = gongkai("template", "2024", "yanshi-renda", "--output", "表.xlsx", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "上年决算取自 data/2023/yanshi-renda.yml" in done.stdout
    content = (project / "表.xlsx").read_bytes()
    assert whose_form(content) == (2024, "yanshi-renda")
    back, last = read_form(content), values_in(project / "data/2023/yanshi-renda.yml")
    assert back is not None
    assert back["收支"]["支出总计"] == {"上年决算": last["收支"]["支出总计"]["决算"]}
    assert "决算" not in back["收支"]["支出总计"]
    assert back["公开"] == {"状态": "待公开"}


def test_a_derived_figure_is_not_handed_on() -> None:
    last = {"收支": {"收入总计": {"决算": Decimal(5), "推算": ["决算"]}, "项目支出": {"其中": {"甲": Decimal("1.20")}}}}
    assert begun(2024, last)["收支"] == {"项目支出": {"其中": {"甲": {"上年决算": Decimal("1.20")}}}}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2023", "meiyou"), "没有在 data/units.yml 登记"),
        (("2023", "yanshi-renda", "--output", "表.csv"), "文件名以 .xlsx 结尾"),
        (("2023", "yanshi-renda", "--output", "没有/表.xlsx"), "怎么改：用 --output 换一个可以写的文件夹"),
    ],
)
def test_what_stops_it_is_said_with_a_cure(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = gongkai("template", *arguments, cwd=data_copy(tmp_path, DEMO))
    assert done.returncode == 2
    assert words in done.stderr


def test_labels_are_locked_and_cells_to_fill_in_are_not(tmp_path: Path) -> None:
    project = data_copy(tmp_path, DEMO)
    gongkai("template", "2023", "yanshi-renda", cwd=project)
    book = openpyxl.load_workbook(project / "2023-yanshi-renda.xlsx")
    assert book["gongkai"].sheet_state == "hidden"
    for sheet in book:
        if sheet.title not in {"gongkai", "说明"}:
            assert sheet.protection.sheet
            assert not sheet.protection.password
            assert sheet.column_dimensions["A"].hidden
            assert sheet.row_dimensions[1].hidden
            assert int(sheet.page_setup.paperSize or 0) == 9
            assert sheet.print_title_rows
            assert sheet.freeze_panes
    sheet = book["收支"]
    assert sheet["B4"].protection.locked
    assert not sheet["E4"].protection.locked
    assert sheet["B4"].comment
    offered = [rule for rule in book["基本信息"].data_validations.dataValidation if rule.type == "list"]
    assert any("优" in str(rule.formula1) for rule in offered)
    assert any("待公开" in str(rule.formula1) for rule in offered)


@pytest.mark.parametrize("folder_is_there", [True, False])
def test_the_form_of_a_new_year_is_imported_and_its_rules_are_the_last(tmp_path: Path, folder_is_there: bool) -> None:
    project = data_copy(tmp_path, DEMO)
    filled = (project / "data/2023/yanshi-renda.yml").read_text(encoding="utf-8").replace("2023年度", "2024年度")
    (project / "data/2024").mkdir()
    (project / "data/2024/yanshi-renda.yml").write_text(filled, encoding="utf-8")
    assert gongkai("template", "2024", "yanshi-renda", cwd=project).stderr == ""
    (project / "data/2024/yanshi-renda.yml").unlink()
    if not folder_is_there:
        (project / "data/2024").rmdir()
    done = gongkai("import", "2024-yanshi-renda.xlsx", cwd=project)
    assert "2024 年度的规则 _year.yml 照抄 2023 年度，公开期限留空" in done.stdout
    assert (project / "data/2024/_year.yml").is_file()
    assert (project / "data/2024/yanshi-renda.yml").is_file()


def test_rules_that_cannot_be_read_are_said_with_their_cure(tmp_path: Path) -> None:
    project = data_copy(tmp_path, DEMO)
    (project / "data/2023/_year.yml").write_text("提纲: 没有这个\n", encoding="utf-8")
    for year in ("2023", "2024"):
        done = gongkai("template", year, "yanshi-renda", cwd=project)
        assert done.returncode == 0
        assert "2023 年度的规则 data/2023/_year.yml 读不出来或者没有。怎么改：" in done.stderr
