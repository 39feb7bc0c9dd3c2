"""A table is folded only where it says nothing new; whatever is marked, derived or explained stays open.

Of a long one the first rows are seen at first, and all are on the page.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from gongkai.pages.parts.folded import FIRST, LONG_TABLE, folded, shortened
from gongkai.pages.parts.format import format_amount, format_plain
from gongkai.pages.parts.table import Cell, Column, Row, Table, number_cell, text_cell
from gongkai.render.tables import render_table

AMOUNTS = st.one_of(st.none(), st.just(Decimal("0.00")), st.decimals("0.01", 99999, places=2))


def table_of(*rows: Row, note: str = "", notes: tuple[tuple[str, str], ...] = ()) -> Table:
    """A table of lines."""
    columns = tuple(Column(label) for label in ("决算", "年初预算"))
    return Table("biao", "项目支出", "项目", columns, rows, note=note, notes=notes)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of any size with figures, noughts and nothing, with and without marks, notes and derived figures."""
    rows = []
    for label in draw(st.lists(st.sampled_from(["项目支出", "其中一项", "另一项"]), min_size=1, max_size=3)):
        cells = [number_cell(format_amount(draw(AMOUNTS))) for _ in range(2)]
        if draw(st.integers(0, 9)) == 0:
            cells[1] = Cell("161.80", "derived")
        rows.append(Row(label, tuple(cells), mark=draw(st.sampled_from(["", "", "", "D09"]))))
    return table_of(
        *rows,
        note=draw(st.sampled_from(["", "", "追加 1 万元。"])),
        notes=draw(st.sampled_from([(), (), (("a", "b"),)])),
    )


@given(table=tables(), said=st.one_of(AMOUNTS.map(lambda v: f"项目支出{v}万元"), st.just("")))
def test_only_noughts_and_what_was_said_are_folded(table: Table, said: str) -> None:
    made = folded(table, said)
    texts = [cell.text for row in table.rows for cell in row.cells]
    is_nought = not any(re.search("[1-9]", text) for text in texts)
    is_nought &= all({cell.text for cell in row.cells} != {"—"} for row in table.rows)
    figures = {Decimal(found) for found in re.findall(r"\d+(?:\.\d+)?", said)}
    first = texts[0].replace(",", "")
    is_told = len(table.rows) == 1 and table.rows[0].label in said and first != "—" and Decimal(first) in figures
    is_bare = not table.note and not table.notes and all(not row.mark for row in table.rows)
    is_bare &= all(cell.kind != "derived" for row in table.rows for cell in row.cells)
    assert bool(made.folded) == (is_bare and (is_nought or is_told))
    assert ("未公开" in made.folded) <= ("—" in texts)


@given(value=st.decimals("0.01", 99999, places=2))
def test_a_figure_that_only_begins_like_the_one_said_is_not_said(value: Decimal) -> None:
    table = table_of(Row("项目支出", (number_cell(format_amount(value)), number_cell("—"))))
    assert folded(table, f"项目支出{format_plain(value)}万元").folded
    assert not folded(table, f"项目支出{format_plain(value)}1万元").folded
    assert not folded(table, f"基本支出{format_plain(value)}万元").folded


def test_words_are_never_folded() -> None:
    assert not folded(table_of(Row("项目支出", (text_cell("否"), number_cell("0.00")))), "").folded


@pytest.mark.parametrize("said", ["项目支出12.00万元", ""])
def test_a_folded_table_is_the_same_table(said: str) -> None:
    table = table_of(Row("项目支出", (number_cell("12.00"), number_cell("10.00"))))
    whole, made = (str(render_table(t, str, "", lambda _: None)) for t in (table, folded(table, said)))
    assert whole.strip() in made
    assert made.startswith("<details") == bool(said)


@given(rows=st.integers(0, 3 * LONG_TABLE), most=st.integers(0, 2 * LONG_TABLE))
def test_a_long_table_is_the_same_table_that_begins_with_its_first_rows(rows: int, most: int) -> None:
    table = table_of(*(Row(f"第{at}局", (number_cell(f"{at}.00"), number_cell("—"))) for at in range(rows)))
    made = shortened(table, "按支出从多到少", most)
    whole, short = (str(render_table(one, str, "", lambda _: None)) for one in (table, made))
    assert whole.strip() in short
    assert bool(made.first) == (rows > most) == ('type="checkbox"' in short)
    if made.first:
        assert f"列出全部 {rows} 行" in short
        assert f"现在列的是前 {FIRST} 行" in short
        assert "按支出从多到少" in short


def test_the_style_sheet_counts_the_first_rows_as_the_page_says_them() -> None:
    css = (ROOT / "docs/assets/gongkai.css").read_text(encoding="utf-8")
    assert re.findall(r"\.gk-short:has\(.*?tr:nth-child\(n \+ (\d+)\)", css) == [str(FIRST + 1)]
    assert FIRST < LONG_TABLE
