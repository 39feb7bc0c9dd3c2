"""The form: every declared field has one place in it, with its label, note, last year's value, sums and state."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.desk.desks import DEMO_UNIT, cells_of, demo_desk, rows_of
from tests.pages.fields import fields

from gongkai.desk.edits import EditedText, changed
from gongkai.desk.fields import label_of
from gongkai.desk.form import FormMaker, FormOfYear, named_values
from gongkai.desk.form_words import in_form_words
from gongkai.desk.places import ACTUAL, declared_at, in_words, is_line, joined, parted
from gongkai.desk.shapes import Section
from gongkai.load.outlines import built_in
from gongkai.model.outline import Outline
from gongkai.model.problem import KeyPath
from gongkai.official_form.lines import note_of

EMPTY: dict[str, Any] = {"标题": "报告的标题", "公开": {"状态": "已公开"}}
FIELDS = [*fields()]
OUTLINES = [None, *built_in().values()]


def form(values: dict[str, Any], outline: Outline | None = None, **last: Any) -> list[Section]:
    """The form of a file that says ``values``."""
    return FormMaker(FormOfYear(outline, ("优", "良"), **last)).make(values)


def full() -> dict[str, Any]:
    """A file in which every field is written, each list with two entries and each mapping with two names."""
    values: Any = EMPTY
    for path in FIELDS:
        twice = [path, *([_other(path)] if _other(path) != path else [])]
        for each in twice:
            values = changed(values, each, Decimal("1.5") if joined(each).endswith(ACTUAL) else "某某")
    assert isinstance(values, dict)
    return values


def _other(path: KeyPath) -> KeyPath:
    return tuple(1 if key == 0 else "自拟名乙" if key == "自拟名甲" else key for key in path)


@pytest.mark.parametrize("outline", OUTLINES)
def test_every_field_that_is_written_has_one_place(outline: Outline | None) -> None:
    rows = [row for section in form(full(), outline) for row in section["rows"]]
    found = Counter(cell["path"] for row in rows for cell in row["cells"].values())
    assert len(FIELDS) > 400
    assert not [path for path in FIELDS if found[joined(path)] != 1]
    assert set(found.values()) == {1}


@pytest.mark.parametrize("outline", OUTLINES)
def test_every_field_can_be_filled_in_or_its_row_added(outline: Outline | None) -> None:
    made = form(EMPTY, outline)
    cells, rows = cells_of(made), rows_of(made)
    adds = {section["adds"] for section in made} | {row["adds"] for row in rows.values()}
    for path in FIELDS:
        first = next((at for at, key in enumerate(path) if key == 0 or key == "自拟名甲"), None)
        place = joined(path if first is None else path[:first])
        assert (place in cells) if first is None else (place in adds), place


def test_a_section_stands_where_the_outline_prints_it() -> None:
    for outline in built_in().values():
        made = form(EMPTY, outline)
        assert made[0]["id"].startswith("基本信息")
        assert [section["id"] for section in made][-3:] == ["附件", "校核说明#text", "更正"]
        chapters = [slot.title or slot.name for _, slot, depth in outline.slots() if depth == 1]
        printed = [section["chapter"] for section in made[:-3] if section["chapter"] in chapters]
        order = [chapters.index(chapter) for chapter in printed]
        assert order == sorted(order)
        assert len({section["id"] for section in made}) == len(made)


def test_rows_say_what_the_declaration_says() -> None:
    for path, row in rows_of(form(full())).items():
        declared = declared_at(parted(path))
        assert declared is not None, path
        assert row["label"]
        if not row["list"]:
            assert row["note"] == in_form_words(note_of(declared))
            assert row["label"] == label_of(declared)


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("收支: {追加预算: 3.20}", "filled"), ("收支: {追加预算: 0.00}", "nought"), ("收支: null", "empty"),
        ("收支: {追加预算: null}", "unpublished"), ("收支: {追加预算: }", "unpublished"), ("引言: 无", "empty"),
        ("收支: {年末结转和结余: 1}", "empty"),
    ],
)  # fmt: skip  # a table
def test_empty_nought_and_unpublished_are_three_states(written: str, state: str) -> None:
    values = EditedText(f"标题: 甲\n公开: {{状态: 待公开}}\n{written}\n", "data/2020/a.yml").values
    assert cells_of(form(values))["收支/追加预算"]["state"] == state


def test_a_bare_number_is_the_actual_and_null_says_that_it_is_not_published() -> None:
    cells = cells_of(form({**EMPTY, "公用经费": Decimal("161.80"), "人员经费": None}))
    assert (cells["公用经费/决算"]["written"], cells["公用经费/年初预算"]["state"]) == ("161.80", "empty")
    assert (cells["人员经费/决算"]["state"], cells["人员经费/年初预算"]["state"]) == ("unpublished", "empty")


def test_parts_are_added_up_beside_their_total() -> None:
    parts = {"工资福利支出": Decimal("719.29"), "商品和服务支出": {"决算": Decimal("154.91"), "年初预算": Decimal(3)}}
    basic = {"决算": Decimal("971.21"), "其中": parts}
    spent = {"基本支出": basic, "项目支出": Decimal(0), "本年支出合计": Decimal(971)}
    rows = rows_of(form({**EMPTY, "收支": spent}))
    assert rows["收支/基本支出"]["sum"] == {
        "决算": {"sum": "874.20", "difference": "97.01"}, "年初预算": {"sum": "3", "difference": ""},
    }  # fmt: skip  # a table
    assert rows["收支/本年支出合计"]["sum"] == {"决算": {"sum": "971.21", "difference": "-0.21"}}
    assert rows["收支/基本支出/其中/工资福利支出"]["parts_of"] == "收支/基本支出"
    assert rows["收支/支出总计"]["sum"] == {}


def test_sums_of_the_fictional_district_are_those_of_its_parts(tmp_path: Path) -> None:
    _, state = demo_desk(tmp_path)
    rows = rows_of(state["fields"])
    looked = 0
    for path, row in rows.items():
        parts = [part for part in rows.values() if part["parts_of"] == path]
        for column, found in row["sum"].items() if parts else ():
            numbers = [Decimal(part["cells"][column]["written"]) for part in parts if part["cells"][column]["written"]]
            whole = row["cells"][column]["written"]
            assert Decimal(found["sum"]) == sum(numbers)
            assert not whole or Decimal(whole) - sum(numbers) == Decimal(found["difference"])
            looked += 1
    assert looked > 10


def test_columns_of_tables_are_added_up(tmp_path: Path) -> None:
    _, state = demo_desk(tmp_path)
    table = next(section for section in state["fields"] if section["id"] == "自评表/指标")
    weights = [Decimal(row["cells"]["分值"]["written"]) for row in table["rows"]]
    assert table["totals"]["分值"] == str(sum(weights)) == "90"
    assert "三级指标" not in table["totals"]


def test_last_years_value_stands_beside_each_field(tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    before = cells_of(desk.start(2022, "published")["fields"])
    rows = rows_of(state["fields"])
    assert rows["收支/基本支出"]["last"]["决算"] == before["收支/基本支出/决算"]["written"] != ""
    assert rows["人员/编制数"]["last"] == {"value": before["人员/编制数"]["written"]}
    named = {row["label"]: row for path, row in rows.items() if path.startswith("自评表/指标/")}
    known = [row for row in named.values() if row["last"]]
    assert known
    assert all(row["last"]["三级指标"] == row["label"] for row in known)
    assert not rows["标题"]["last"]
    assert DEMO_UNIT


def test_last_years_amounts_are_in_the_measure_of_the_file() -> None:
    last = named_values({**EMPTY, "原文金额单位": "元", "公用经费": Decimal(1640300), "人员": {"编制数": Decimal(3)}})
    assert last[("公用经费", "决算")] == "164.03"
    now = {**EMPTY, "原文金额单位": "元", "公用经费": Decimal(1500000)}
    rows = rows_of(form(now, last=last))
    assert rows["公用经费"]["last"] == {"决算": "1640300"}
    assert rows["人员/编制数"]["last"] == {"value": "3"}


def test_two_rows_of_one_name_have_no_last_year() -> None:
    twice = [{"三级指标": "培训", "分值": Decimal(5)}, {"三级指标": "培训", "分值": Decimal(6)}]
    assert ("自评表", "指标", "培训", "分值") not in named_values({**EMPTY, "自评表": {"指标": twice}})


@pytest.mark.parametrize("path", [path for path in FIELDS if 0 in path][:40] + FIELDS[:40])
def test_a_place_is_one_string_and_back(path: KeyPath) -> None:
    assert parted(joined(path)) == path
    assert in_words(path)


def test_keys_with_a_stroke_are_no_other_places() -> None:
    path = ("公用经费", "其中", "水电/取暖~费", ACTUAL)
    assert parted(joined(path)) == path
    assert is_line(path[:-1])
    assert parted("收支/项目支出/其中/3/决算") == ("收支", "项目支出", "其中", "3", "决算")
    assert parted("收支/项目支出/项目/3/决算") == ("收支", "项目支出", "项目", 3, "决算")
