"""A table gives its columns the room that their words need."""

from __future__ import annotations

import re

from gongkai.pages.parts.table import Cell, Column, Row, Table, prose_cell, text_cell
from gongkai.pages.report.notice import CheckRow
from gongkai.render.tables import check_rows, csv_link, render_table


def rendered(*rows: Row) -> str:
    """A table with one column of texts."""
    table = Table("biao", "校核", "编号", (Column("状态", numeric=False),), rows, "单位：份")
    return str(render_table(table, lambda path: path, "", lambda _: None))


def test_short_labels_do_not_widen_the_first_column() -> None:
    assert '<table class="gk-table is-brief"' in rendered(Row("D01", (text_cell("相符"),)), Row("D02", ()))
    assert '<table class="gk-table"' in rendered(Row("D01", ()), Row("云溪市演示区教育局", ()))
    assert '<table class="gk-table"' in rendered(Row("基本支出", (), mark="D09")), "the mark needs room too"


def test_short_words_are_kept_whole_and_long_ones_may_break() -> None:
    html = rendered(Row("D01", (text_cell("已公开"), text_cell("单位尚未说明"), Cell("很短", "long"))))
    assert '<td class="is-text is-short">已公开</td>' in html
    assert '<td class="is-text">单位尚未说明</td>' in html
    assert '<td class="is-text is-long">很短</td>' in html


def test_free_text_has_its_marks_and_a_value_none() -> None:
    html = rendered(Row("D01", (prose_cell("**重点**写成\n两行\n\n又一段"), text_cell("**0.5*12**"), prose_cell(None))))
    assert '<td class="is-text"><p><strong>重点</strong>写成两行</p>\n<p>又一段</p></td>' in html
    assert '<td class="is-text">**0.5*12**</td><td class="is-text is-short is-none">—</td>' in html


def test_the_note_of_a_line_is_free_text() -> None:
    table = Table(
        "biao", "表", "项目", (), (), notes=(("基本支出", "0.5*12*3，**增加**\n<b>"), ("项目支出", "- 甲\n- 12.5"))
    )
    html = str(render_table(table, lambda path: path, "", lambda _: None))
    assert "<dd>0.5*12*3，<strong>增加</strong>&lt;b&gt;</dd>" in html
    assert "<dd><ul>\n<li>甲<br>\n- 12.5</li>\n</ul></dd>" in html


def test_what_can_be_sorted_says_by_what_and_other_tables_say_nothing() -> None:
    state = Cell("核实中", "text", tag="review")
    row = Row("财政局", (state, Cell("12.30")), group="政府部门")
    columns = (Column("状态", numeric=False), Column("支出总计"))
    tables = [Table("biao", "主要数字", "单位", columns, (row,), sortable=sortable) for sortable in (True, False)]
    sortable, plain = (str(render_table(table, lambda path: path, "", lambda _: None)) for table in tables)
    assert re.findall(r"<th[^>]*?(?: data-sort=\"(\w+)\")?>(?:<span class=\"gk-sort\">)?([^<]+)", sortable) == [
        ("text", "单位"), ("text", "状态"), ("number", "支出总计"), ("", "财政局"),
    ]  # fmt: skip
    assert '<tr data-group="政府部门" data-state="核实中">' in sortable
    assert "data-sort" not in plain
    assert "gk-sort" not in plain


def test_only_a_state_that_needs_saying_stands_beside_a_name_and_rows_are_picked_out_by_any() -> None:
    states = (Cell("已公开", "text", tag="open"), Cell("核实中", "text", tag="review"))
    html = rendered(*(Row("区财政局", (), group="政府部门", note="某市某区财政局", state=state) for state in states))
    assert (
        '<tr data-group="政府部门" data-state="已公开"><th scope="row">区财政局<small>某市某区财政局</small></th>'
        in html
    )
    said = '区财政局<span class="gk-state is-review">核实中</span><small>某市某区财政局</small>'
    assert f'<tr data-group="政府部门" data-state="核实中"><th scope="row">{said}</th>' in html


def test_a_figure_says_below_it_what_it_is_of() -> None:
    assert "<td>12.30<small>支出总计</small></td>" in rendered(Row("甲", (Cell("12.30", "noted", note="支出总计"),)))


def test_the_measure_stands_apart_from_the_caption() -> None:
    assert "<caption>校核&emsp;<small>单位：份</small></caption>" in rendered(Row("D01", ()))


def test_a_table_is_named_by_its_caption_alone_and_no_box_is_a_stop_of_the_keyboard() -> None:
    table = Table("biao", "收支<总>", "项目", (Column("决算"),), (Row("基本支出", (Cell("1.00"),)),))
    html = str(render_table(table, str, csv_link("report.csv", '区局"-2022年度.csv'), lambda _: None))
    assert "<caption>收支&lt;总&gt;&emsp;<small>单位：万元</small></caption>" in html
    link = '<a href="report.csv" download="区局&#34;-2022年度.csv">全部数据 CSV</a>'
    assert html.endswith(f'</table>\n</div>\n<p class="gk-csv">{link}</p>\n')
    assert "tabindex" not in html
    assert "role=" not in html
    assert str(render_table(table, str, csv_link("", ""), lambda _: None)).count("<a") == 0


def test_a_relation_that_was_checked_in_several_columns_has_one_row() -> None:
    said = [
        ("D06", "基本支出＝人员经费＋公用经费（年初预算）", "1＋2＝3"),
        ("D06", "基本支出＝人员经费＋公用经费", "2＋2＝4"),
        ("D12", "“三公”经费＝因公出国（境）费＋公务接待费", "0＋1＝1"),
        ("D38", "正文没有模板残留", ""),
    ]
    html = str(check_rows(CheckRow(*one, "", "相符") for one in said))
    assert re.findall("<td>(.*?)</td><td>(.*?)</td>", html) == [
        ("基本支出＝人员经费＋公用经费", "年初预算 1＋2＝3<br>决算 2＋2＝4"),
        ("“三公”经费＝因公出国（境）费＋公务接待费", "0＋1＝1"),
        ("正文没有模板残留", ""),
    ]
