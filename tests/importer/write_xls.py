"""Write ``printed/form.xls`` anew: ``python -m tests.importer.write_xls`` in an environment that has xlwt.

The file is kept, so that tests need no package that writes the old format.
"""

from __future__ import annotations

import importlib
from datetime import date
from typing import Any

from tests.importer.print_pages import FOLDER


def main() -> None:
    """Numbers in their formats, merged cells, a hidden sheet (演示数据)."""
    xlwt: Any = importlib.import_module("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("自评表（演示数据）")
    sheet.write_merge(0, 0, 0, 3, "经费控制情况（演示数据）")
    sheet.write_merge(1, 2, 0, 0, "三公经费")
    cells = (
        (1, 1, 161.8, "0.00"), (1, 2, 0.7823, "0.00%"), (1, 3, 1234.5, "#,##0.00"),
        (2, 1, 43, "General"), (2, 2, 0.1 + 0.2, "General"), (2, 3, "161.80", "General"),
        (3, 0, date(2021, 3, 5), "yyyy-mm-dd"), (3, 1, 5.0, "0.00"), (3, 2, 6.0, "0.00"), (3, 3, 7.0, "0.00"),
    )  # fmt: skip  # as they stand in the sheet
    for row, column, value, form in cells:
        sheet.write(row, column, value, xlwt.easyxf(num_format_str=form))
    hidden = book.add_sheet("底稿")
    hidden.visibility = 1
    hidden.write(0, 0, "隐藏的数")
    book.save(str(FOLDER / "form.xls"))


if __name__ == "__main__":
    main()
