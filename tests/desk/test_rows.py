"""Rows of every list, and of every mapping with names of the unit's own: added, renamed, taken out, pasted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic.fields import FieldInfo
from tests.desk.desks import demo_desk
from tests.desk.test_edits import FILE, FORMS
from tests.desk.test_form import FIELDS

from gongkai.desk.edits import EditedText
from gongkai.desk.fields import columns_of
from gongkai.desk.places import declared_at, is_list, is_mapping, joined, parted, value_at
from gongkai.desk.row_edits import add_row, paste_rows, remove_row, rename_row
from gongkai.desk.typed import value_of
from gongkai.load.comments import find_comments
from gongkai.model.paths import record_in
from gongkai.model.problem import KeyPath


def _holders(wanted: Callable[[FieldInfo], bool]) -> list[KeyPath]:
    """The outermost lists or mappings of the form."""
    return list(dict.fromkeys(path[:at] for path in FIELDS for at in range(1, len(path)) if _is_one(path[:at], wanted)))


def _is_one(path: KeyPath, wanted: Callable[[FieldInfo], bool]) -> bool:
    declared = declared_at(path)
    is_inside = any(isinstance(key, int) or key.startswith("自拟名") for key in path)
    return declared is not None and not is_inside and wanted(declared)


LISTS = [path for path in _holders(is_list) if path[-1] != "推算"]
MAPPINGS = _holders(is_mapping)


def comments(text: EditedText) -> list[str]:
    return sorted(comment.text for comment in find_comments(text.document))


def entries(text: EditedText, path: KeyPath) -> Any:
    return value_at(text.values, path)[1]


def filled(text: EditedText, path: KeyPath) -> EditedText:
    """A row with something in it."""
    declared = declared_at(path)
    assert declared is not None
    kind = record_in(declared)
    if kind is None:
        return text.with_value(path, "甲的情况")
    key = next(column["key"] for column in columns_of(kind) if column["kind"] in {"text", "long", "money", "date"})
    place = (*path, *key.split("/"))
    return text.with_value(place, value_of(place, "2021-06-30"))


def test_there_are_lists_and_mappings() -> None:
    assert len(LISTS) > 8
    assert len(MAPPINGS) > 20


@pytest.mark.parametrize("path", LISTS, ids=joined)
def test_an_entry_comes_and_goes(path: KeyPath) -> None:
    for form, written in FORMS.items():
        text = EditedText(written, FILE)
        there = len(entries(text, path) or ())
        one, place = add_row(text, path)
        assert place == (*path, there), form
        two, _ = add_row(filled(one, place), path)
        assert len(entries(two, path)) == there + 2
        assert entries(two, path)[there] not in ({}, "")
        assert remove_row(two, path, there + 9).text == two.text
        back = remove_row(remove_row(two, path, there + 1), path, there)
        assert (entries(back, path) or []) == (entries(text, path) or [])
        assert comments(back) == comments(text)
        assert EditedText(back.text, FILE).is_laid_out or not text.is_laid_out


@pytest.mark.parametrize("path", MAPPINGS, ids=joined)
def test_a_name_of_the_units_own_comes_is_renamed_and_goes(path: KeyPath) -> None:
    for form, written in FORMS.items():
        text = EditedText(written, FILE)
        there = list(entries(text, path) or ())
        one, place = add_row(text, path, "水电/取暖")
        assert entries(one, path).keys() == {*there, "水电/取暖"}, form
        assert parted(joined(place)) == place
        renamed = rename_row(one, place, "办公、邮电: 费#用")
        assert [*entries(renamed, path)][-1] == "办公、邮电: 费#用"
        assert rename_row(renamed, place, "别的").text == renamed.text
        assert not renamed.document.problems
        back = remove_row(renamed, path, len(there))
        assert list(entries(back, path) or ()) == there
        assert comments(back) == comments(text)


@pytest.mark.parametrize("path", LISTS, ids=joined)
def test_rows_of_a_spreadsheet_are_put_where_they_are_pasted(path: KeyPath) -> None:
    declared = declared_at(path)
    assert declared is not None
    kind = record_in(declared)
    columns = columns_of(kind) if kind else ()
    rows = [["1，234.5" if each["kind"] in {"money", "number"} else "" for each in columns] or ["甲"] for _ in range(3)]
    for written in FORMS.values():
        text = EditedText(written, FILE)
        there = len(entries(text, path) or ())
        pasted = paste_rows(text, path, there, rows)
        if any(any(row) for row in rows):
            assert len(entries(pasted, path)) == there + 3
            numbers = [value for value in _numbers(entries(pasted, path)[there:])]
            amounts = sum(each["kind"] in {"money", "number"} for each in columns)
            assert numbers == [Decimal("1234.5")] * amounts * 3
        assert comments(pasted) == comments(text)


def _numbers(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [number for below in value.values() for number in _numbers(below)]
    if isinstance(value, list):
        return [number for below in value for number in _numbers(below)]
    return [value] if isinstance(value, Decimal) else []


def test_pasting_over_rows_leaves_what_empty_cells_stand_over() -> None:
    rows = "    - {三级指标: 甲, 分值: 5}\n    - {三级指标: 乙}  # 乙\n"
    text = EditedText(f"标题: 甲\n公开: {{状态: 待公开}}\n自评表:\n  指标:\n{rows}", FILE)
    pasted = paste_rows(text, ("自评表", "指标"), 0, [["", "", "丙"], ["", "", "", "≥", "8"], ["产出指标"]])
    assert entries(pasted, ("自评表", "指标")) == [
        {"三级指标": "丙", "分值": Decimal(5)},
        {"三级指标": "乙", "计算符号": "≥", "年度指标值": Decimal(8)},
        {"一级指标": "产出指标"},
    ]
    assert "# 乙" in pasted.text


@pytest.mark.parametrize("count", [1001, 10_000])
def test_more_rows_than_are_pasted_are_refused_whole(count: int, tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    change = desk.paste_rows("问题", 0, [["甲"]] * count)
    assert f" {count} 行" in change["said"]
    assert "怎么改：" in change["said"]
    assert (change["text"], change["changed_sections"]) == (state["text"], [])


def test_as_many_rows_as_may_be_are_all_pasted(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    change = desk.paste_rows("问题", 0, [[f"第{at}个问题"] for at in range(1000)])
    assert not change["said"]
    assert all(f"第{at}个问题" in change["text"] for at in range(1000))
