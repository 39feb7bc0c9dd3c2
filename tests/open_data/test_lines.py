"""Every line of the forms in every download: a figure published alone is in Excel, in CSV and in the dictionary."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

from tests.conftest import demo
from tests.model.test_form import SLOTS, report_of
from tests.open_data.stock import archive

from gongkai.model.amounts import COLUMNS
from gongkai.model.form import LINES
from gongkai.open_data.catalogue import dictionary_csv
from gongkai.open_data.published import Published
from gongkai.open_data.stated import stated_rows
from gongkai.open_data.workbook import SHEETS
from gongkai.pages.fields import dictionary

VALUE = Decimal(7013)
#: The sheets of what is stated.
STATED = tuple(sheet for sheet in SHEETS[1:] if sheet.name not in {"计算指标", "校核结果"})


def published() -> Published:
    """Some report, of which another can be made."""
    return Published.of(archive(), demo().findings, next(e for e in archive().entries.values() if e.is_shown))


def test_every_figure_stands_once_in_the_workbook_under_its_label_and_column() -> None:
    some = published()
    for line, column in SLOTS:
        one = replace(some, report=report_of({(line, column): VALUE}), findings=())
        (holding,) = [row.cells for sheet in STATED for row in sheet.rows(one) if VALUE in row.cells]
        assert line.label in holding, line.key
        if len(line.columns) > 1:
            assert holding.index(VALUE) == 1 + COLUMNS.index(column), line.key


def test_every_figure_is_in_the_tidy_rows_under_its_keys() -> None:
    for line, column in SLOTS:
        (row,) = [row for row in stated_rows(report_of({(line, column): VALUE})) if VALUE in row]
        item, _, value, measure = row
        assert (item, value) == ("/".join(key for key in line.path if key != "其中"), VALUE)
        assert measure == line.measure


def test_every_line_is_in_the_dictionary() -> None:
    rows = {row.key: row for row in dictionary()}
    for line in LINES:
        assert rows["/".join(line.path)].measure == line.measure


def test_the_dictionary_says_what_else_texts_call_a_line() -> None:
    """By everybody, and by the bureau; the names of a row are in the last column."""
    own = (*((line.label, (f"惯称{line.key}",)) for line in LINES), ("总收入", ("收的钱",)))
    rows = list(csv.DictReader(io.StringIO(dictionary_csv(own).decode("utf-8-sig"), newline="")))
    also = {row["键"]: row["又称"].split("、") for row in rows}
    for line in LINES:
        shared = ["收的钱"] if line.key in {"total_income", "income"} else []
        shared += ["惯称year_end_staff"] if line.key == "serving_staff" else []  # 年末实有 may mean both
        said = [*dict.fromkeys([*(n for n in line.names if n != line.label), f"惯称{line.key}", *shared])]
        assert also["/".join(line.path)] == said
    assert sum(1 for names in also.values() if names != [""]) == len(LINES)


def test_a_line_stands_on_the_sheet_of_its_part_of_the_form() -> None:
    some, found = published(), {}
    for line, column in SLOTS:
        one = replace(some, report=report_of({(line, column): VALUE}), findings=())
        found[line.path] = next(sheet.name for sheet in STATED for row in sheet.rows(one) if VALUE in row.cells)
    assert {sheet for path, sheet in found.items() if path[0] == "三公经费" and "数量" not in path} == {"三公经费"}
    assert {sheet for path, sheet in found.items() if path[0] == "政府采购"} == {"政府采购"}
    assert {sheet for path, sheet in found.items() if path[0] in {"人员", "国有资产", "楼堂馆所", "绩效"}} == {
        "人员和资产"
    }
    assert found["收支", "追加预算"] == found["机关运行经费",] == "收支"
    assert found["自评表", "资金", "年度资金总额"] == "自评资金"
