"""What the desk says and understands of nothing: the form's word is 未公开, and nobody is told to write ``null``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.desk.desks import cells_of, demo_desk
from tests.pages.fields import fields

from gongkai.desk.fields import field_kind
from gongkai.desk.form_words import in_form_words
from gongkai.desk.places import declared_at, is_line, joined
from gongkai.desk.shapes import Problem
from gongkai.desk.typed import value_of
from gongkai.model.problem import KeyPath
from gongkai.official_form.cell_values import value_of as value_of_cell

NOTHING = ("无", "—", "——", "－", "-", "/", "／", "null", "NULL", "~", "未公开", " 无 ")
FIGURES = [path for path in fields() if field_kind(declared_at(path)) in {"money", "count", "number", "percent"}]  # type: ignore[arg-type]  # each is declared
CHINESE = re.compile("[\u4e00-\u9fff]")
#: Of these files the desk shows no message beside a field.
OTHER_FILES = {"register.py", "lifetimes.py", "unit.py", "year.py", "year_rules.py"}


def messages() -> Iterator[str]:
    """Every piece of a Chinese sentence with null in it, of those that tell of a data file or of its fields."""
    for folder in ("load", "check", "model", "guard"):
        for path in sorted((ROOT / "hooks/gongkai" / folder).rglob("*.py")):
            if "null" not in (code := path.read_text(encoding="utf-8")):
                continue
            tree = ast.parse(code)
            notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
                    is_told = "null" in node.value and CHINESE.search(node.value) and "|null|" not in node.value
                    if is_told and path.name not in OTHER_FILES and not re.search(r": null$", node.value):
                        yield node.value


MESSAGES = [*dict.fromkeys(messages())]


@pytest.mark.parametrize("words", NOTHING)
def test_what_says_that_there_is_no_figure_is_unpublished_in_every_figure_cell(words: str) -> None:
    assert len(FIGURES) > 200
    assert not [path for path in FIGURES if value_of(path, words) is not None]


@pytest.mark.parametrize("words", NOTHING)
def test_the_excel_form_takes_the_same_words_so(words: str) -> None:
    lines = [path for path in FIGURES if is_line(path[:-1]) and not {0, "自拟名甲"} & {*path}]
    assert len(lines) > 100
    assert not [path for path in lines if value_of_cell(words, "", _steps(path)) is not None]


def _steps(path: KeyPath) -> tuple[str, ...]:
    """The same place in the workbook, where no list is on the way."""
    return tuple(map(str, path))


@pytest.mark.parametrize("words", ["不公开的数", "无变化", "约5", "1/2", "5-6", "-3.20", "nullus"])
def test_no_other_words_are_nothing(words: str) -> None:
    assert value_of(("收支", "收入总计", "决算"), words) is not None
    assert value_of_cell(words, "", ("收支", "收入总计", "决算")) is not None


def test_null_is_unpublished_wherever_it_is_typed_but_words_stay() -> None:
    assert value_of(("公开", "批复日期"), "null") is None
    assert value_of(("资产管理",), "null") is None
    assert value_of(("资产管理",), "无") == "无"
    assert value_of(("问题", 0), "null") == "null"  # an entry of a list is never unpublished


@pytest.mark.parametrize("words", MESSAGES)
def test_every_message_with_null_speaks_of_the_form_on_the_desk(words: str) -> None:
    said = in_form_words(words)
    assert "null" not in said
    assert "“未公开”" in said or said == "填上"
    assert not re.search("冒号|引号|不写 \\|", said)


def test_the_messages_are_those_that_were_found() -> None:
    assert len(MESSAGES) >= 10
    assert "只写数字；没有公开写 null，公开为零写 0" in MESSAGES


#: A value that raises a message with null in its cure, by its code.
SLIPS = {
    "S03": ("三公经费/其中/公务接待费/决算", "五"),
    "S07": ("三公经费/其中/公务接待费/决算", "约5"),
    "S28": ("公开/批复日期", "2099-01-01"),
    "S31": ("公开/发布日期", ""),
}


def _problem(problems: list[Problem], code: str) -> Problem:
    return next(problem for problem in problems if problem["code"] == code and "null" in problem["cure"])


@pytest.mark.parametrize("code", SLIPS)
def test_the_cure_helps_when_it_is_followed_to_the_letter_on_the_form(code: str, tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    found = desk.set_value(*SLIPS[code])
    problem = _problem(found["problems"], code)
    assert "“未公开”" in problem["form_cure"]
    assert "null" not in problem["form_cure"]
    mended = desk.set_value(problem["field"], "未公开")
    assert problem["what"] not in {one["what"] for one in mended["problems"]}
    assert code not in {one["code"] for one in mended["problems"] if one["field"] == problem["field"]}
    assert cells_of(desk._form)[problem["field"]]["state"] == "unpublished"  # what the page shows


def test_without_a_field_the_cure_speaks_of_the_file(tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    quoted = re.sub("自评等级: [^,}\\n]+", '自评等级: "null"', state["text"])
    found = _problem(desk.set_text(quoted)["problems"], "Y18")  # it leads to the line of the text
    assert found["field"] == ""
    assert found["form_cure"] == found["cure"]


def test_no_hint_beside_a_field_speaks_of_null(tmp_path: Path) -> None:
    _, state = demo_desk(tmp_path)
    notes = [row["note"] for section in state["fields"] for row in section["rows"]]
    notes += [column["note"] for section in state["fields"] for column in section["columns"]]
    assert any(notes)
    assert not [note for note in notes if "null" in note]


def test_a_cell_of_dashes_that_is_pasted_is_unpublished_too(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    path = joined(("三公经费", "其中", "公务接待费", "决算"))
    desk.set_values({path: "—"})
    assert cells_of(desk._form)[path]["state"] == "unpublished"
