"""A page's tables as one CSV: every cell, safely."""

from __future__ import annotations

import csv
import io

from gongkai.open_data.files import tables_csv
from gongkai.pages.parts.table import Column, Row, Table, number_cell, text_cell


def test_every_cell_stands_in_a_line_and_none_is_a_formula() -> None:
    table = Table("x", "表一", "年度", (Column("份数"), Column("说明")), (
        Row("2023年度", (number_cell("1,234"), text_cell("=1+1"))),
        Row("2022年度", (number_cell("0"), text_cell(None))),
    ))  # fmt: skip
    content = tables_csv([None, table]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content))) == [
        ["表", "项目", "栏目", "内容"],
        ["表一", "2023年度", "份数", "1,234"], ["表一", "2023年度", "说明", "'=1+1"],
        ["表一", "2022年度", "份数", "0"], ["表一", "2022年度", "说明", "—"],
    ]  # fmt: skip
