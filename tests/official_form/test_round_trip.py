"""A data file → the official forms in Excel → the same data, digit by digit and word by word."""

from __future__ import annotations

import string
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.official_form.forms import CAIZHENG, FILES, FORM, changed, form_of, stated, values_in, without_empty
from tests.pages.fields import NUMBERS, report_of

from gongkai.load.record_file import parse_record
from gongkai.model.money import MAX_PLACES
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report
from gongkai.official_form.cell import LONGEST_CELL
from gongkai.official_form.reading import read_form, whose_form
from gongkai.official_form.sheets import sheets_of
from gongkai.official_form.writing import TooLongError
from gongkai.open_data.data_layout import laid_out

_EXAMPLES = max(settings().max_examples // 20, 4)
#: Every character that a data file may hold and a workbook can.
CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Co", "Cn"], include_characters="\n\t", exclude_characters="\ufeff"
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
LINES = st.one_of(
    st.text(string.printable[:95] + "指标项目支出，。“”（）／ / 其中", min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool),
    st.sampled_from(
        ["=1+1", "'x", "0012", "-", "+1", "_x0041_", "12%", "1e5", "2021-01-05", "其中", "决算", "（续2）", "~*?"]
    ),
)
AMOUNTS = st.decimals(min_value=0, max_value=10**8, places=None, allow_nan=False).map(
    lambda value: value.quantize(Decimal(1).scaleb(max(int(value.as_tuple().exponent), -MAX_PLACES)))
).filter(lambda value: f"{value:f}" and int(value.as_tuple().exponent) <= 0)  # fmt: skip  # one strategy
LINE = st.fixed_dictionaries(
    {}, optional={key: AMOUNTS for key in ("上年决算", "年初预算", "全年预算", "决算")} | {"说明": TEXTS}
)
OWN = st.dictionaries(LINES, st.one_of(AMOUNTS, LINE, st.none()), max_size=4)
POINTS = st.decimals(min_value=0, max_value=100, places=2)
INDICATORS = st.lists(st.fixed_dictionaries(
    {"三级指标": LINES},
    optional={"一级指标": LINES, "年度指标值": LINES, "分值": POINTS, "得分": POINTS, "偏差原因": TEXTS}
), max_size=4)  # fmt: skip  # one strategy
PROJECT = st.fixed_dictionaries({"项目": LINES, "资金": st.fixed_dictionaries({"年度资金总额": st.fixed_dictionaries(
    {"决算": AMOUNTS}, optional={"其中": OWN})}), "指标": INDICATORS},
    optional={"备注": TEXTS})  # fmt: skip  # one strategy
REPORTS = st.fixed_dictionaries(
    {"标题": LINES, "公开": st.just({"状态": "已公开", "发布日期": "2021-06-30"})},
    optional={
        "引言": TEXTS, "问题": st.lists(TEXTS, max_size=3), "校核说明": st.dictionaries(LINES, TEXTS, max_size=2),
        "其他章节": st.lists(st.fixed_dictionaries({"标题": LINES, "内容": TEXTS}), max_size=2),
        "收支": st.fixed_dictionaries({}, optional={
            "收入总计": LINE, "项目支出": st.fixed_dictionaries({"决算": AMOUNTS, "其中": OWN, "项目": st.lists(
                st.fixed_dictionaries({"名称": LINES}, optional={"决算": AMOUNTS, "其中": OWN}), max_size=3)})}),
        "公用经费": st.fixed_dictionaries({"其中": OWN}),
        "人员": st.fixed_dictionaries({"其中": st.dictionaries(LINES, st.integers(0, 10**9).map(Decimal), max_size=3)}),
        "自评表": st.fixed_dictionaries({"指标": INDICATORS, "资金": st.fixed_dictionaries({"按收入性质分": OWN})}),
        "项目自评": st.lists(PROJECT, max_size=2),
    },
)  # fmt: skip  # one strategy


def assert_same(values: dict[str, Any], back: dict[str, Any] | None) -> None:
    """The same is stated before and after."""
    assert back is not None
    assert without_empty(stated(back)) == without_empty(stated(values))


@pytest.mark.parametrize("path", FILES[::30], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_report_comes_back_as_it_was(path: Path) -> None:
    values = values_in(path)
    back = read_form(form_of(values))
    assert_same(values, back)
    report, document = parse_record(laid_out(back or {}), path.name, Report)
    assert document.problems == []
    assert report == parse_record(path.read_text(encoding="utf-8"), path.name, Report)[0]


@pytest.mark.trial
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_report_comes_back_also_from_another_program(path: Path) -> None:
    values = values_in(path)
    assert_same(values, read_form(form_of(values)))
    assert_same(values, changed(form_of(values), lambda book: None))


def raw_of(paths: tuple[KeyPath, ...]) -> dict[str, Any]:
    """A report with a value in each of these fields."""
    return report_of(*paths)[0].model_dump(by_alias=True, exclude_unset=True, exclude_none=True)


def test_every_field_at_once_comes_back() -> None:
    values = raw_of(tuple(NUMBERS))
    assert_same(values, read_form(form_of(values)))


@settings(max_examples=_EXAMPLES)
@given(st.sets(st.sampled_from(tuple(NUMBERS)), max_size=30))
def test_any_fields_come_back(paths: set[KeyPath]) -> None:
    values = raw_of(tuple(path for path in NUMBERS if path in paths))
    assert_same(values, read_form(form_of(values)))


@settings(max_examples=_EXAMPLES)
@given(REPORTS)
def test_any_words_names_and_digits_come_back(values: dict[str, Any]) -> None:
    assert_same(values, read_form(form_of(values)))


NUMBERS_WRITTEN = ("161.80", "4", "0", "0.00", "0.000001", "4.50", "99999999.999999", "100.0")


def test_digits_stay_as_written() -> None:
    own = {f"第{at}项": Decimal(number) for at, number in enumerate(NUMBERS_WRITTEN)}
    values = {"标题": "题", "公开": {"状态": "待公开"}, "收支": {"项目支出": {"其中": own}}}
    content = form_of(values)
    for back in (read_form(content), changed(content, lambda book: None)):
        assert back is not None
        assert [f"{number:f}" for number in back["收支"]["项目支出"]["其中"].values()] == [*NUMBERS_WRITTEN]


@pytest.mark.parametrize("values", [{}, raw_of(tuple(NUMBERS))], ids=["empty", "everything"])
def test_every_value_has_one_cell(values: dict[str, Any]) -> None:
    cells = [cell.path for sheet in sheets_of(values, FORM) for row in sheet.rows for cell in row.cells if cell.path]
    twice = {path for path, count in Counter(cells).items() if count > 1}
    assert {path for path in twice if ("=", "") not in path} == set()


def test_nothing_is_no_nought() -> None:
    values = {"标题": "题", "公开": {"状态": "待公开"}, "三公经费": {"年初预算": None, "决算": Decimal(0)}}
    back = read_form(form_of(values))
    assert back is not None
    assert back["三公经费"] == Decimal(0)


def test_a_long_text_goes_on_in_the_next_rows() -> None:
    text = "字" * 40_000 + "段\n\n" * 10_000 + "\U00020000" * 40_000
    values = {
        "标题": "题",
        "公开": {"状态": "待公开"},
        "引言": text,
        "问题": ["短", text],
        "收支": {"收入总计": {"决算": Decimal(1), "说明": text}},
    }
    assert len(text) > LONGEST_CELL
    assert_same(values, read_form(form_of(values)))


def test_a_long_name_comes_back_and_a_longer_one_is_refused_in_words() -> None:
    def named(name: str) -> dict[str, Any]:
        own = {name: {"年初预算": Decimal(1), "决算": Decimal(2), "其中": {"甲": Decimal(2)}}}
        return {"标题": "题", "公开": {"状态": "待公开"}, "收支": {"项目支出": {"其中": own}}}

    assert_same(named("名" * 9000), read_form(form_of(named("名" * 9000))))
    with pytest.raises(TooLongError, match="的名称太长"):
        form_of(named("名" * 40_000))


def test_the_form_says_whose_it_is() -> None:
    assert whose_form(form_of(values_in(CAIZHENG))) == (2022, "yanshi-renda")
    assert whose_form(b"") == (None, "")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", "指标".encode()])
def test_another_file_is_no_form(content: bytes) -> None:
    assert read_form(content) is None
