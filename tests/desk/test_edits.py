"""An edit changes one value alone: it is read as it was meant, all else as it was, comments and layout stay."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.conftest import DEMO, SEED
from tests.desk.test_form import FIELDS
from yaml.nodes import ScalarNode

from gongkai.cli.tidied import tidied
from gongkai.desk.edit_steps import NotPossibleError
from gongkai.desk.edits import OUT, EditedText, changed
from gongkai.desk.opened import RefusedError
from gongkai.desk.places import ACTUAL, is_line, value_at
from gongkai.load.comments import find_comments
from gongkai.load.yaml_text import node_at
from gongkai.model.paths import leaves
from gongkai.model.problem import KeyPath
from gongkai.open_data.data_layout import as_meant

FILE = "data/2020/a.yml"
#: Every way in which a value, or what is above it, may be written.
FORMS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "forms.yml").read_text(encoding="utf-8"))
VALUES = [
    Decimal("12.50"), Decimal(0), None, OUT, "短", "一段很长的文字，" * 12, "第一段\n\n第二段 # 不是注释\n  缩进",
    "“引”: a", "#x",
    "- y", "null", "12", "a: b", "- 甲\n- 乙", "{", "'", '"', "，", "甲,乙", "[甲]", "100%", "*", "&a", "甲 #乙",
]  # fmt: skip  # values, read in a row
PROJECTS = [path for root in (SEED, DEMO) for path in sorted((root / "data").glob("2*/[!_]*.yml"))]


def check_edit(text: EditedText, path: KeyPath, value: Any) -> bool:
    """What the promise says of one edit; whether it was a real one."""
    try:
        meant = changed(text.values, path, value) if value is not OUT or value_at(text.values, path)[0] else text.values
    except NotPossibleError:
        with pytest.raises(NotPossibleError):
            text.with_value(path, value)
        return False
    edited = text.with_value(path, value)
    assert edited.is_readable, edited.text
    assert _digits(edited.values) == _digits(meant), edited.text
    assert {problem.code for problem in edited.document.problems} <= {"Y18"}  # the word null, which was typed
    assert EditedText(edited.text, FILE).is_laid_out or not text.is_laid_out
    is_row = value is OUT and isinstance(path[-1], int)
    assert is_row or _comments(edited) == _comments(text), edited.text
    return edited.text != text.text


def _digits(values: Any) -> Any:
    """Values with their digits, keys in no order."""
    return {path: repr(value) for path, value in leaves(as_meant(values))}


def _comments(text: EditedText) -> list[str]:
    return sorted(comment.text for comment in find_comments(text.document))


def test_every_field_in_some_form() -> None:
    rng = random.Random(16)
    texts = {form: EditedText(text, FILE) for form, text in FORMS.items()}
    assert all(text.is_readable for text in texts.values())
    edits = sum(check_edit(texts[rng.choice([*FORMS])], path, rng.choice(VALUES)) for path in FIELDS)
    assert edits > len(FIELDS) / 2


@pytest.mark.trial
@pytest.mark.parametrize("form", FORMS)
def test_every_field_in_every_form(form: str) -> None:
    text, rng = EditedText(FORMS[form], FILE), random.Random(form)
    edits = sum(check_edit(text, path, value) for path in FIELDS for value in rng.sample(VALUES, 5))
    assert edits > len(FIELDS)


@pytest.mark.parametrize("form", FORMS)
def test_every_value_that_is_written(form: str) -> None:
    text, rng = EditedText(FORMS[form], FILE), random.Random(form)
    for path, _ in leaves(text.values):
        places = [path, *([(*path, ACTUAL), (*path, "年初预算"), (*path, "说明")] if is_line(path) else [])]
        for place in places:
            for value in rng.sample(VALUES, 4):
                check_edit(text, place, value)


@given(st.sampled_from(PROJECTS), st.integers(0), st.sampled_from(VALUES), st.sampled_from(FIELDS))
def test_any_field_of_any_report(file: Path, at: int, value: Any, other: KeyPath) -> None:
    text = EditedText(file.read_text(encoding="utf-8"), FILE)
    written = leaves(text.values)
    for path in (written[at % len(written)][0], other):
        check_edit(text, path, value)
        edited = text.with_value(path, value).text.encode()
        assert tidied(edited, FILE).content in {None, edited}  # gongkai fmt has nothing to do, or cannot read it


@given(st.sampled_from(PROJECTS), st.integers(0), st.decimals(0, 10**9, places=2), st.decimals(0, 10**3))
def test_any_number_in_the_place_of_any_other(file: Path, at: int, long: Decimal, short: Decimal) -> None:
    text = EditedText(file.read_text(encoding="utf-8"), FILE)
    numbers = [path for path, value in leaves(text.values) if isinstance(value, Decimal)]
    assume(numbers)  # a report that is 依法不公开 states none
    path = numbers[at % len(numbers)]
    for value in (long, abs(short).quantize(Decimal("0.1"))):
        text = text.with_value((*path, ACTUAL) if is_line(path) else path, value)
        assert EditedText(text.text, FILE).is_laid_out
        assert str(value_at(text.values, path)[1]) == str(value)


@example("NULL")
@example("Null")
@example("True")
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")))
def test_any_words_are_read_as_they_were_written(words: str) -> None:
    for path in (("引言",), ("问题", 0), ("收支", "说明"), ("标题",), ("校核说明", "D09")):
        edited = EditedText(FORMS["nulls"], FILE).with_value(path, words)
        found = value_at(edited.values, path)[1]
        assert isinstance(found, str)
        assert found.strip(" \n") == words.strip(" \n")


@pytest.mark.parametrize("form", [*FORMS])
def test_a_value_in_the_place_of_a_value_changes_its_own_range_alone(form: str) -> None:
    text = EditedText(FORMS[form], FILE)
    changes = 0
    for path, value in leaves(text.values):
        node = node_at(text.document.root, path)
        if isinstance(value, Decimal) and isinstance(node, ScalarNode):
            start, end = node.start_mark.index, node.end_mark.index
            edited = text.with_value((*path, ACTUAL) if is_line(path) else path, Decimal("7.70"))
            assert edited.text == f"{text.text[:start]}7.70{text.text[end:]}"
            changes += 1
    assert changes or form in {"missing", "nulls", "quoted", "folded"}


def test_a_key_that_is_not_there_adds_lines_and_changes_none() -> None:
    text = EditedText(FORMS["with comments"], FILE)
    edited = text.with_value(("收支", "年末结转和结余", "决算"), Decimal("3.1"))
    assert edited.text.replace("    年末结转和结余: 3.1\n", "") == text.text


def test_what_is_taken_out_leaves_its_comment() -> None:
    text = EditedText(FORMS["with comments"], FILE).with_value(("收支", "收入总计", ACTUAL), OUT)
    assert "收入总计" not in text.text
    assert "    # 收入上面\n    # 一格\n" in text.text


def test_words_are_never_overwritten_by_a_group_of_fields() -> None:
    text = EditedText("标题: 甲\n收支: 见附表\n问题: 没有\n", FILE)
    for path in (("收支", "追加预算"), ("问题", 0)):
        with pytest.raises(NotPossibleError):
            text.with_value(path, "甲")


def test_several_values_at_once_are_the_same_as_one_after_the_other() -> None:
    for form in FORMS:
        text = EditedText(FORMS[form], FILE)
        paths = [path for path in FIELDS if path[-1] == ACTUAL and path[0] != "更正"][:30]
        values: dict[KeyPath, Any] = {path: Decimal(at) for at, path in enumerate(paths)}
        one = text
        for path, value in values.items():
            one = one.with_value(path, value)
        assert _digits(text.with_values(values).values) == _digits(one.values)


#: What is read as nothing, though it says something: 甲乙丙.
UNREAD = [
    "标题: 甲乙丙\n", "公用经费: {说明: 甲乙丙}\n", "? [a, b]\n: 甲乙丙\n", "引言: !x 甲乙丙\n", "引言\u00a0: 甲乙丙\n",
    "'': 甲乙丙\n", "概况: {基本情况：甲乙丙, 主要职责: 丁}\n", "绩效: {自评得分:甲乙丙, 自评等级: 优}\n",
]  # fmt: skip  # texts


@pytest.mark.parametrize("unread", UNREAD)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_read_is_not_lost(form: str, unread: str) -> None:
    written = FORMS[form].rstrip("\n") + "\n" + unread
    text, rng = EditedText(written, FILE), random.Random(form + unread)
    assert text.is_readable
    places = [path for path in FIELDS if path[0] != unread[:2] and "甲乙丙" not in repr(value_at(text.values, path))]
    for path in rng.sample(places, 60):
        value = rng.choice(VALUES)
        try:
            edited = text.with_values({path: value, ("自评表", "说明"): OUT, ("封面", "评价方式"): "自评"})
        except (NotPossibleError, RefusedError):
            continue
        assert "甲乙丙" in edited.text, (path, value)
    plain = text.with_value(("授予中小企业",), Decimal("3.21"))
    assert "授予中小企业: 3.21" in plain.text
    assert "甲乙丙" in plain.text
