"""What was set to 未公开 stays until it is changed itself, whatever is written beside it and in which order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk.test_edits import FILE, FORMS
from tests.desk.test_form import FIELDS

from gongkai.desk.asked import answered
from gongkai.desk.edits import OUT, EditedText
from gongkai.desk.fields import cell_fields
from gongkai.desk.places import ACTUAL, is_line, kind_at, value_at
from gongkai.desk.typed import value_of
from gongkai.model.problem import KeyPath

TITLE = "标题: 2023年度报告\n公开:\n  状态: 待公开\n"
#: Every line of the form, and every entry of a table.
RECORDS = sorted({path[:at] for path in FIELDS for at in range(1, len(path)) if kind_at(path[:at])}, key=str)
LINES = [path for path in RECORDS if is_line(path)]
Edits = list[tuple[KeyPath, str | None]]


def cells_of(record: KeyPath) -> list[KeyPath]:
    """The cells of a line or an entry."""
    kind = kind_at(record)
    return [(*record, *keys) for keys, _ in cell_fields(kind)] if kind else []


ROWS = [record for record in RECORDS if len(cells_of(record)) > 1]
CELLS = [cell for record in ROWS for cell in cells_of(record)]


def check_edits(text: EditedText, edits: Edits) -> None:
    """After each edit, every cell that was edited says what was written into it last."""
    meant: dict[KeyPath, Any] = {}
    for path, written in edits:
        value = value_of(path, written)
        text = answered(text, {path: value})
        meant[path] = value
        said = {each: value_at(text.values, each) for each in meant}
        expected = {each: (False, None) if one is OUT else (True, one) for each, one in meant.items()}
        assert said == expected, text.text


def test_the_line_of_the_clerk() -> None:
    text = EditedText(TITLE, FILE)
    for column, written in (("决算", "未公开"), ("上年决算", "5")):
        path = ("收支", "本年收入合计", "其中", "经营收入", column)
        text = answered(text, {path: value_of(path, written)})
    assert text.text.endswith("{经营收入: {上年决算: 5, 决算: null}}\n")


@pytest.mark.parametrize("layout", [TITLE, FORMS["in braces"]], ids=["laid out", "in braces"])
def test_the_null_of_every_line_stays_beside_another_column_in_either_order(layout: str) -> None:
    for number, record in enumerate(LINES):
        others = [path for path in cells_of(record) if path[-1] != ACTUAL]
        null, other = (*record, ACTUAL), others[number % len(others)]
        for order in permutations([(null, None), (other, "5")]):
            check_edits(EditedText(layout, FILE), list(order))


@settings(max_examples=200)
@given(st.sampled_from(ROWS), st.sampled_from([TITLE, *FORMS.values()]), st.data())
def test_every_column_in_every_order(row: KeyPath, form: str, data: st.DataObject) -> None:
    written = st.sampled_from([None, "未公开", "", "5", "0", "约5"])
    edits = data.draw(st.lists(st.tuples(st.sampled_from(cells_of(row)), written), min_size=2, max_size=5))
    check_edits(EditedText(form, FILE), edits)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from([*CELLS]), st.sampled_from([None, "5"])), min_size=2, max_size=5))
def test_every_field_beside_every_other(edits: Edits) -> None:
    check_edits(EditedText(TITLE, FILE), edits)
