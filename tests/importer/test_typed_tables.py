"""Tables that are typed in a text file, with whatever parts their cells: read as tables, or left as they are typed."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.importer.document import Grid, Paragraph
from gongkai.importer.finding import Known, find_all
from gongkai.importer.formats.widths import width
from gongkai.importer.reading import read_document
from gongkai.importer.settling import settle

HEAD: Final = ("经费控制情况（万元）", "2021年决算数", "2022年预算数", "2022年决算数")
LABELS: Final = ("三公经费", "2、出国经费", "3、公务接待", "公用经费", "政府采购金额")
Rows = list[list[str]]


def padded(text: str, columns: int, *, right: bool = False) -> str:
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def widths(rows: Rows) -> list[int]:
    return [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]


def by_tabs(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def by_several_tabs(rows: Rows) -> str:
    """As typed so that the columns stand below each other."""
    wide = [-(-(columns + 1) // 8) for columns in widths(rows)]
    return "\n".join(
        "".join(cell + "\t" * (tabs - width(cell) // 8) for cell, tabs in zip(row, wide, strict=True)).rstrip("\t")
        for row in rows
    )


def by_blanks(rows: Rows, *, right: bool = False, joint: str = "   ") -> str:
    wide = widths(rows)
    lines = (joint.join(padded(cell, wide[at], right=right and at > 0) for at, cell in enumerate(row)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def at_the_right(rows: Rows) -> str:
    return by_blanks(rows, right=True)


def by_wide_blanks(rows: Rows) -> str:
    return by_blanks(rows, joint="\u3000\u3000")


def drawn(rows: Rows, bar: str, dash: str, corner: str, *, all_borders: bool = True) -> str:
    wide = widths(rows)
    border = corner + corner.join(dash * columns for columns in wide) + corner
    lines = [bar + bar.join(map(padded, row, wide)) + bar for row in rows]
    return "\n".join([border, *(line for row in lines for line in ([row, border] if all_borders else [row]))])


def in_boxes(rows: Rows) -> str:
    return drawn(rows, "│", "─", "┼")


def in_boxes_of_signs(rows: Rows) -> str:
    return drawn(rows, "|", "-", "+")


def with_one_border(rows: Rows) -> str:
    return drawn(rows, "│", "─", "├", all_borders=False)


def in_markdown(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


WAYS: Final = (
    by_tabs, by_several_tabs, by_blanks, at_the_right, by_wide_blanks, in_boxes, in_boxes_of_signs, with_one_border,
    in_markdown,
)  # fmt: skip  # all
cents = st.integers(0, 99999999).map(lambda number: f"{Decimal(number) / 100:.2f}")
cells = st.one_of(cents, st.just(""))


def figures(typed: str) -> dict[object, Decimal]:
    document = read_document("表.txt", f"2022年度部门整体支出绩效自评报告\n\n附件\n{typed}\n".encode())
    values = settle([("", found) for found in find_all(document, Known(2022))]).values
    return {path: value for path, value in values.items() if isinstance(value, Decimal)}


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=20)
@given(st.lists(st.lists(cents, min_size=3, max_size=3), min_size=len(LABELS), max_size=len(LABELS)))
def test_a_typed_table_says_what_it_says_with_tabs(way: object, values: Rows) -> None:
    rows = [[*HEAD], *([label, *row] for label, row in zip(LABELS, values, strict=True))]
    known = figures(by_tabs(rows))
    assert len(known) == 3 * len(LABELS)
    assert figures(way(rows)) == known  # type: ignore[operator]


@pytest.mark.parametrize("way", [way for way in WAYS if way is not by_tabs])
@settings(max_examples=20)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=len(LABELS), max_size=len(LABELS)))
def test_where_cells_are_empty_no_figure_is_in_another_column(way: object, values: Rows) -> None:
    rows = [[*HEAD], *([label, *row] for label, row in zip(LABELS, values, strict=True))]
    known = figures(by_tabs(rows))
    assert figures(way(rows)).items() <= known.items()  # type: ignore[operator]


@settings(max_examples=20)
@given(st.lists(cents, min_size=3, max_size=3), st.integers(2, 40))
def test_a_short_row_that_stands_below_nothing_is_in_no_column(values: list[str], blanks: int) -> None:
    rows = [[*HEAD], *([label, *values] for label in LABELS[1:])]
    typed = f"{by_blanks(rows)}\n{LABELS[0]}{' ' * blanks}7.77"
    heads = by_blanks(rows).splitlines()[0]
    found = [value for value in figures(typed).values() if value == Decimal("7.77")]
    start = width(LABELS[0]) + blanks
    starts = [width(heads[: heads.index(head)]) for head in HEAD[1:]]
    is_under = any(left - 4 < start < left + width(head) for left, head in zip(starts, HEAD[1:], strict=True))
    assert len(found) <= is_under


@pytest.mark.parametrize("missing", [1, 2, 3])
@pytest.mark.parametrize("joint", [" ", "   ", "\u3000\u3000"])
def test_a_heading_without_a_name_for_the_rows_moves_no_figure(joint: str, missing: int) -> None:
    """Where all rows lack one figure they have as many cells as the heading, and not the same ones."""
    rows = [["", *HEAD[1:]], *([label, "1.11", "2.22", "3.33"] for label in LABELS)]
    for row in rows[1:]:
        row[missing] = ""
    columns = {"上年决算": Decimal("1.11"), "年初预算": Decimal("2.22"), "决算": Decimal("3.33")}
    plain = "\n".join(" ".join(filter(None, row)) for row in rows)
    found = figures(f"经费情况表（单位：万元）\n{plain if joint == ' ' else by_blanks(rows, joint=joint)}")
    assert bool(found) is (joint != " ")
    for path, value in found.items():
        assert columns[str(path[-1])] == value, (path, value)  # type: ignore[index]


@settings(max_examples=20)
@given(st.lists(st.integers(1, 999), min_size=4, max_size=4))
def test_with_one_blank_between_rows_of_numbers_are_read(values: list[int]) -> None:
    rows = [" ".join(HEAD), *(f"{label} {n}.10 {n}.20 {n}.30" for label, n in zip(LABELS, values, strict=False))]
    known = figures("\n".join(row.replace(" ", "\t") for row in rows))
    assert len(known) == 3 * len(values)
    assert figures("\n".join(rows)) == known
    broken = [*rows[:2], "3、公务接待 1 234.50 8.10", *rows[3:]]
    assert set(figures("\n".join(broken)).values()).isdisjoint({Decimal(1), Decimal("234.50"), Decimal("8.10")})


@pytest.mark.parametrize(
    "text",
    [
        "一、部门收支情况    3\n二、三公经费决算情况    5\n三、政府采购支出情况    7\n",
        "单位负责人：张三    填表人：李四\n联系电话：0731-1    日期：2023年\n单位：万元    共1页\n",
        "一、部门概况  本单位为预算单位。\n（一）收入  全年收入812.40万元。\n（二）支出  全年支出812.40万元。\n",
        "首页 | 公开 | 机构\n政策 | 服务 | 互动\n",
    ],
)
def test_lines_that_are_no_table_stay_lines(text: str) -> None:
    blocks = read_document("x.txt", text.encode()).blocks
    assert not any(isinstance(block, Grid) for block in blocks)


@pytest.mark.parametrize("way", WAYS)
def test_no_word_of_a_typed_table_is_lost(way: object) -> None:
    rows = [
        [*HEAD],
        *([label, "1.00", "2.00", "3.00"] for label in LABELS),
        ["厉行节约保障措施", "严格审批公务接待", "", ""],
    ]
    text = f"附件1\n{way(rows)}\n注：本表由财务股填报。\n"  # type: ignore[operator]
    blocks = read_document("x.txt", text.encode()).blocks
    words = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells) for block in blocks
    )
    assert all(cell in words for row in rows for cell in row)
    assert "注：本表由财务股填报。" in [block.text for block in blocks if isinstance(block, Paragraph)]


def test_cells_that_go_over_several_columns_or_lines() -> None:
    text = (
        "┌────────────┬──────────┬──────────┐\n"
        "│经费控制    │2022年决算│2022年预算│\n"
        "├────────────┼──────────┴──────────┤\n"
        "│厉行节约    │严格审批公务接待，   │\n"
        "│保障措施    │集中调度公务用车     │\n"
        "├────────────┼──────────┬──────────┤\n"
        "│三公经费    │3.00      │4.00      │\n"
        "├────────────┼──────────┼──────────┤\n"
        "│公务接待    │1.00      │2.00      │\n"
        "└────────────┴──────────┴──────────┘\n"
    )
    (table,) = (block for block in read_document("x.txt", text.encode()).blocks if isinstance(block, Grid))
    rows = [[(cell.text.replace("\n", ""), cell.column, cell.columns) for cell in row] for row in table.rows()]
    assert rows[1] == [("厉行节约保障措施", 0, 1), ("严格审批公务接待，集中调度公务用车", 1, 2)]
    assert rows[2] == [("三公经费", 0, 1), ("3.00", 1, 1), ("4.00", 2, 1)]
    assert all(right[0].row - left[0].row == 1 for left, right in pairwise(list(table.rows())))
