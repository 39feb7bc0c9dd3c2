"""A table gives its columns the room that their words need."""

from __future__ import annotations

from gongkai.present.table import Cell, Column, Row, Table, text_cell
from gongkai.render.tables import render_table


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


def test_the_measure_stands_apart_from_the_caption() -> None:
    assert "<caption>校核&emsp;<small>单位：份</small></caption>" in rendered(Row("D01", ()))
