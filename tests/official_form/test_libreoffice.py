"""The form in LibreOffice: opened, recalculated, printed; what does not add up is said and coloured."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from tests.office import convert
from tests.official_form.forms import CAIZHENG, form_of, row_with, values_in
from tests.official_form.test_round_trip import assert_same

from gongkai.official_form.reading import read_form

pytestmark = pytest.mark.trial
WRONG: dict[str, Any] = {
    "标题": "题",
    "公开": {"状态": "待公开"},
    "人员": {"编制数": Decimal(45), "在职人员": Decimal(43)},
    "收支": {
        "收入总计": {"决算": Decimal("812.40")},
        "本年收入合计": {"决算": Decimal("800.00"), "其中": {"其他收入": Decimal("799.00")}},
        "年初结转和结余": {"决算": Decimal("12.40")},
        "项目支出": {
            "决算": Decimal(3),
            "其中": {"甲*项": Decimal(1), "乙项": {"决算": Decimal(2), "其中": {"一": Decimal(3)}}},
        },
        "本年支出合计": {"决算": Decimal(9), "其中": {"一部分": Decimal(4)}},
    },
    "自评表": {
        "资金": {"年度资金总额": {"全年预算": Decimal(200), "决算": Decimal(150)},
               "按收入性质分合计": Decimal(10), "按收入性质分": {"一般公共预算": Decimal("9.99")}},
        "指标": [{"三级指标": "子", "分值": Decimal(10)}, {"三级指标": "丑", "分值": Decimal(40)}],
    },
}  # fmt: skip  # one report


def converted(content: bytes, kind: str, folder: Path) -> bytes:
    """What LibreOffice makes of a workbook."""
    (folder / "form.xlsx").write_bytes(content)
    return convert(folder / "form.xlsx", kind, folder).read_bytes()


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The report with sums that are wrong, as LibreOffice has it."""
    content = converted(form_of(WRONG), "xlsx", tmp_path_factory.mktemp("office"))
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def check_of(sheet: Any, label: str, column: int = 6) -> str:
    """What is said beside a line."""
    return str(sheet.cell(row_with(sheet, label), column).value or "")


def test_sums_are_said_to_the_cent(recalculated: Any) -> None:
    sheet = recalculated["收支"]
    assert check_of(sheet, "本年收入合计") == "决算：下面各项合计799.00，差1.00。"
    assert check_of(sheet, "收入总计") == ""
    assert check_of(sheet, "项目支出") == ""
    assert check_of(sheet, "乙项") == "决算：下面各项合计3.00，差-1.00。"
    assert check_of(sheet, "本年支出合计") == "", "some of the parts, and 基本支出 is not stated"
    own = recalculated["自评表"]
    assert check_of(own, "按收入性质分合计", 9) == "各项合计9.99，差0.01"


def test_rates_are_worked_out(recalculated: Any) -> None:
    base, own = recalculated["基础数据表"], recalculated["自评表"]
    assert base.cell(row_with(base, "人数"), 5).value == 95.56
    assert own.cell(row_with(own, "年度资金总额"), 7).value == 75
    points = [cell.value for cell in recalculated["指标"][2] if isinstance(cell.value, int | float)]
    assert points == [50]


def test_no_cell_is_an_error(recalculated: Any) -> None:
    for sheet in recalculated:
        wrong = [cell.coordinate for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("#")]
        assert wrong == [], sheet.title


def test_what_libreoffice_saves_reads_the_same(tmp_path: Path) -> None:
    values = values_in(CAIZHENG)
    assert_same(values, read_form(converted(form_of(values), "xlsx", tmp_path)))


def test_a_form_saved_in_the_old_format_reads_the_same_amounts(tmp_path: Path) -> None:
    back = read_form(converted(form_of(WRONG), "xls", tmp_path))
    assert back is not None
    assert back["收支"]["收入总计"] == Decimal("812.4")
    assert back["收支"]["项目支出"] == WRONG["收支"]["项目支出"]
    assert back["自评表"] == WRONG["自评表"]


def test_what_does_not_add_up_is_red_on_paper_and_nothing_else(tmp_path: Path) -> None:
    pages = pypdfium2.PdfDocument(converted(form_of(WRONG), "pdf", tmp_path))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    assert "部门整体支出绩效评价基础数据表" in text
    assert all(abs(min(page.get_size()) - 595) < 2 and abs(max(page.get_size()) - 842) < 2 for page in pages)
    red = [at for at, page in enumerate(pages) if _has(page, (255, 199, 206))]
    said = [at for at, page in enumerate(pages) if "下面各项合计" in page.get_textpage().get_text_range()]
    assert said
    assert set(said) <= set(red)
    assert len(red) < len(pages) / 2


def _has(page: Any, colour: tuple[int, int, int]) -> bool:
    bitmap = page.render(scale=1, rev_byteorder=True)
    content, step = bytes(bitmap.buffer), bitmap.n_channels
    return any(content[at : at + 3] == bytes(colour) for at in range(0, len(content), step))
