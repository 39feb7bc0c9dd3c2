"""Over all tables: rows and columns in any order, labels in any spelling, 元 or 万元 – no figure is read wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import demo
from tests.importer.printed_tables import (
    document_of,
    figures_of,
    grid_from,
    page_blocks,
    sheet_grids,
    truth_of,
)
from tests.layouts.test_projects import LAYOUTS, made
from tests.open_data.stock import archive

from gongkai.importer.document import Grid, GridCell, Paragraph, SourceDocument
from gongkai.importer.forms.tables import find_in_tables
from gongkai.model import form
from gongkai.model.amounts import COLUMN_LABELS, COLUMNS
from gongkai.model.money import shifted
from gongkai.open_data.published import Published

#: Lines that a table may have in any order; parts with names too common stand below their whole elsewhere.
LINES = [
    line for line in form.LINES
    if line.columns == COLUMNS and line.label in line.names and line.path[0] not in {"自评表", "财政拨款"}
]  # fmt: skip
MARKS = ("", "", "一、", "（二）", "3、", "4.", "（5）", "⑥", "其中：", "其中:1、")
ENDS = ("", "", "：", "（万元）", " ")
HEADINGS: dict[str, tuple[str, ...]] = {
    "prior_actual": ("上年决算", "上年决算数", "2021年决算数", "2021年度决算", "去年实际支出", "2021 年 决 算"),
    "initial_budget": ("年初预算", "年初预算数", "2022年年初预算数", "本年年初预算", "年初批复预算"),
    "adjusted_budget": ("全年预算", "全年预算数", "调整后预算数", "2022年调整预算数"),
    "actual": ("决算", "决算数", "2022年决算数", "全年执行数", "本年实际支出", "2022年决算（万元）"),
}
NOISE = ("比上年增减", "增减%", "完成预算的%", "2019年决算数", "预算执行率", "占比")
YEAR = 2022
#: What pages say in sentences.
_IN_SENTENCES: Final = {("收支", "追加预算"), ("绩效", "自评得分")}
amounts = st.decimals(min_value=0, max_value=99999, places=2)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Grid, dict[Any, Decimal], str]:
    """A table of some lines, what it states, and its measure."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=8, unique_by=lambda line: line.path))
    columns = draw(st.permutations(COLUMNS).flatmap(lambda order: st.integers(1, 4).map(lambda n: order[:n])))
    heads: list[tuple[str, str]] = [(name, draw(st.sampled_from(HEADINGS[name]))) for name in columns]
    for _ in range(draw(st.integers(0, 2))):
        heads.insert(draw(st.integers(0, len(heads))), ("", draw(st.sampled_from(NOISE))))
    is_yuan = draw(st.booleans()) and not any("万元" in head for _, head in heads)
    truth: dict[Any, Decimal] = {}
    rows: list[list[str]] = [["项目", *(head for _, head in heads)]]
    for line in lines:
        name = draw(st.sampled_from((line.label, line.path[-1], *line.names)))
        label = draw(st.sampled_from(MARKS)) + name + draw(st.sampled_from(ENDS if not is_yuan else ("", "：")))
        rows.append([label])
        for column, _ in heads:
            value = draw(st.none() | amounts)
            rows[-1].append("" if value is None else draw(_printed(shifted(value, 4) if is_yuan else value)))
            if column and value is not None:
                truth[line.path, COLUMN_LABELS[column]] = value
    return grid_from(rows), truth, "元" if is_yuan else "万元"


def _printed(value: Decimal) -> st.SearchStrategy[str]:
    """A figure as tables print it."""
    wide = f"{value:f}".translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    return st.sampled_from((f"{value:f}", f"{value:,f}", wide, f" {value:f}\n"))


@given(tables())
def test_no_figure_of_any_table_is_read_wrong(table_made: tuple[Grid, dict[Any, Decimal], str]) -> None:
    table, truth, measure = table_made
    found = find_in_tables(SourceDocument("x.docx", "Word", (Paragraph(f"单位：{measure}"), table)), year=YEAR)
    for place, value in figures_of(found).items():
        assert truth[place] == value


@given(tables())
def test_what_is_called_by_its_label_is_found(table_made: tuple[Grid, dict[Any, Decimal], str]) -> None:
    table, truth, measure = table_made
    labels = {line.path: line.label for line in LINES}
    texts = {cell.text.strip("：").removesuffix("（万元）") for cell in table.cells if cell.column == 0}
    found = figures_of(find_in_tables(SourceDocument("x", "Word", (Paragraph(f"单位：{measure}"), table)), year=YEAR))
    assert {place for place in truth if labels[place[0]] in texts} <= found.keys()


WORDS: Final = (
    *("项目", "行次", "合计", "总计", "决算数", "年初预算数", "预算数", "2021年", "收入", "支出", "科目编码"),
    *("科目名称", "201", "2010101 行政运行", "301", "三公经费", "其中：公务接待费", "公用经费", "办公费"),
    *("一级指标", "三级指标", "分值", "得分", "年度资金总额", "按收入性质分：12.00", "项目名称", "预期目标"),
    *("实际完成情况", "编制数", "单位：元", "—", "", "0", "12.5", "1,234.50", "95.\n10%", "12\n34", "增减%"),
    *("项目支出", "业务工作经费", "……", "财政拨款收入支出决算总表", "单位标识"),
)


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7), min_size=1, max_size=9), st.data())
def test_any_cells_in_any_order_are_read_without_inventing_a_figure(rows: list[list[str]], data: st.DataObject) -> None:
    cells = [GridCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]
    kept = [cell for cell in cells if data.draw(st.integers(0, 9)) > 0]
    found = find_in_tables(SourceDocument("x", "Word", (Grid(tuple(kept), place="第1页"),)), year=YEAR)
    printed = {Decimal(number).normalize() for number in ("0", "12.5", "12", "1234.50", "95.10", "201", "301", "1234")}
    for figure in found.figures:
        assert {figure.value.normalize(), shifted(figure.value, 4).normalize()} & printed


@pytest.mark.parametrize("layout", LAYOUTS)
def test_projects_and_two_scopes_come_back_from_page_and_workbook(layout: str) -> None:
    one = made(layout)
    truth = truth_of(one.report)
    title = Paragraph(f"{one.entry.year}年度部门整体支出绩效自评报告", 1)
    page = find_in_tables(SourceDocument("x.html", "网页", (title, *page_blocks(one.report))))
    assert figures_of(page).items() <= truth.items()
    assert not any(figure.doubt for figure in page.figures)
    missing = {path for path, _ in truth.keys() - figures_of(page).keys()}
    assert all(path in _IN_SENTENCES or path[:2] == ("绩效", "管理") for path in missing), missing
    book = find_in_tables(document_of(list(sheet_grids(Published.of(one.archive, {}, one.entry))), ""))
    assert figures_of(book) == truth


def test_the_tables_of_our_own_pages_give_the_data_again() -> None:
    for (_, year), entry in _some():
        report = entry.published
        assert report
        found = find_in_tables(document_of(list(page_blocks(report)), f"{year}年度部门整体支出绩效自评报告"))
        truth, read = truth_of(report), figures_of(found)
        assert read.items() <= truth.items()
        assert {path for path, _ in truth.keys() - read.keys()} <= _IN_SENTENCES
        assert not [figure for figure in found.figures if figure.doubt]


def test_our_own_workbooks_give_the_data_again() -> None:
    for _, entry in _some():
        assert entry.published
        sheets = sheet_grids(Published.of(archive(), demo().findings, entry))
        assert figures_of(find_in_tables(document_of(list(sheets), ""))) == truth_of(entry.published)


def _some() -> list[Any]:
    """Every twelfth report of the demo."""
    return [one for one in archive().entries.items() if one[1].published][::12]
