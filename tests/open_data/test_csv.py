"""CSV that opens everywhere and runs nowhere."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.open_data.stock import files

from gongkai.model.amounts import COLUMN_LABELS
from gongkai.open_data.files import RISKY, cell, csv_bytes, csv_lines, csv_text
from gongkai.open_data.record import HEAD

COLUMNS = {*COLUMN_LABELS.values()}


def read(content: bytes) -> list[list[str]]:
    """The rows as Python's csv module reads them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+1", "-cmd", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"]
)
def test_text_that_a_program_would_run_is_neutralised(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "公务接待费", "12", "≥95%", "'x", "a=b", "-1", "-0.24", "-5.0%"])
def test_other_text_is_left_alone(text: str) -> None:
    assert cell(text) == text


def test_figures_are_figures_and_nothing_is_nothing() -> None:
    assert [cell(v) for v in (Decimal("-3.00"), Decimal("161.80"), 0, None)] == ["-3.00", "161.80", "0", ""]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=5))
def test_any_text_is_read_back(texts: list[str]) -> None:
    (row,) = read(csv_bytes((), ()) + csv_text([texts]).encode())[1:]
    assert [text.removeprefix("'") if text[1:2] in RISKY else text for text in row] == [
        text.removeprefix("'") if text[1:2] in RISKY else text for text in map(cell, texts)
    ]


@given(st.lists(st.lists(st.text("a公,\"\r\n; \t'", max_size=3), max_size=3), max_size=4))
def test_lines_are_those_of_the_csv_module_quoted_or_not(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    assert csv_lines(rows) == out.getvalue()


@pytest.mark.parametrize("path", ["units/yanshi-renda/2023/report.csv", "units/yanshi-renda/data.csv"])
def test_a_file_opens_in_excel_and_is_tidy(path: str) -> None:
    content = files()[path]
    assert content.startswith("\ufeff单位标识,单位,年度,项目,栏目,数值,计量单位,性质,数字,日期\r\n".encode())
    assert b"\n" not in content.replace(b"\r\n", b"")
    rows = read(content)
    assert {len(row) for row in rows} == {len(HEAD)}
    assert {row[HEAD.index("性质")] for row in rows[1:]} == {"公开", "计算"}
    keys = [(row[0], row[2], row[3], row[4], row[7]) for row in rows[1:] if not row[3].startswith("校核")]
    assert len(keys) == len(set(keys)), "one row for each value"


def test_every_risky_cell_of_every_csv_is_a_number() -> None:
    for path in (path for path in files() if path.endswith(".csv")):
        risky = {value for row in read(files()[path]) for value in row if value[:1] in RISKY and value}
        assert all(Decimal(value) < 0 for value in risky), path


def test_the_published_figures_are_the_rows() -> None:
    rows = read(files()["units/yanshi-renda/2023/report.csv"])
    found = {(row[3], row[4]): row[5:] for row in rows}
    assert found["收支/基本支出/工资福利支出", "决算"] == ["437.71", "万元", "公开", "437.71", ""]
    assert found["三公经费/数量/公务用车保有量", "数值"] == ["2", "辆", "公开", "2", ""]
    assert found["自评表/指标/1 预算审查专题会议次数", "得分"] == ["8.18", "分", "公开", "8.18", ""]
    assert found["自评表/指标/1 预算审查专题会议次数", "实际完成值"] == ["10", "次", "公开", "10", ""]
    assert found["支出总计", "比上年增减"] == ["-25.47", "万元", "计算", "-25.47", ""]


def test_a_number_and_a_day_stand_once_more_in_the_column_of_their_kind() -> None:
    """Nothing else stands there: neither a code nor a grade, though a result that is written as a number does."""
    rows = [row for path in files() if path.endswith("/report.csv") for row in read(files()[path])[1:]]
    assert len(rows) > 10_000
    value, number, day = (HEAD.index(name) for name in ("数值", "数字", "日期"))
    assert all(row[number] in {"", row[value]} and row[day] in {"", row[value]} for row in rows)
    assert not [row for row in rows if row[number] and row[day]]
    assert all(Decimal(row[number]).is_finite() for row in rows if row[number])
    assert {len(row[day]) for row in rows} == {0, 10}
    column = HEAD.index("栏目")
    assert not [row for row in rows if row[column] in COLUMNS and row[number] != row[value]]
    assert not [row for row in rows if row[column] in {"文字", "计算等级"} and (row[number] or row[day])]
    results = [row for row in rows if row[column] == "实际完成值"]
    assert {bool(row[number]) for row in results} == {True, False}
