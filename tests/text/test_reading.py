"""What sentences say: a table for accountants (tests/cases/text/reading.yml), and what holds of any text."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.load.yaml_text import parse_yaml
from gongkai.model.amounts import COLUMN_LABELS
from gongkai.model.form import find_line
from gongkai.text.paragraph import Setting
from gongkai.text.reading import read_statements
from gongkai.text.statement import NOBODY, Kind, Statement, Subject, subjects_of
from gongkai.text.words import read_words

FILE: Final = Path(__file__).parent.parent / "cases/text/reading.yml"
YEAR: Final = 2020
COLUMNS: Final = {
    **COLUMN_LABELS, "": "", "actual": "决算", "budget": "预算", "prior_budget": "上年预算", "other": "别的",
    "opening": "年初",
}  # fmt: skip  # names, read in a row
#: The report's own rows of which the sentences speak.
ROWS: Final = {name: (Subject(name, ("收支", name)),) for name in ("古树名木保护", "行政运行", "货物", "工程", "服务")}
SETTING: Final = Setting(YEAR, lambda: ROWS, ("演示局",))


def read_table() -> list[Mapping[str, Any]]:
    """The sentences with what they say."""
    document = parse_yaml(FILE.read_text(encoding="utf-8"), FILE.name)
    assert not document.problems, document.problems
    found: list[Mapping[str, Any]] = document.value
    return found


def read(text: str, home: str = "") -> tuple[Statement, ...]:
    """What ``text`` says in the note of the line called ``home``."""
    line = find_line(tuple(home.split("."))) if home else None
    return read_statements(text, ("收支", "说明"), SETTING, subjects_of((line,)) if line else NOBODY)


def in_words(said: Statement) -> str:
    """A statement as the table has it."""
    label = "或".join(dict.fromkeys(subject.label for subject in said.subjects))
    number, mark = f"{said.number.normalize():f}", "万元" if said.measure in {"亿元", "元", "万"} else said.measure
    whole = "或".join(subject.label for subject in said.wholes) if said.kind is Kind.SHARE else ""
    against = f"{said.own and COLUMNS[said.own] + '比'}{COLUMNS[said.column]}"
    return " ".join(filter(None, (said.kind, label, number + mark, whole or against)))


def told(case: Mapping[str, Any]) -> list[str]:
    """What a sentence of the table says, in words; of something unknown nothing is asked."""
    return [in_words(said) for said in read(case["句"], case.get("所在", "")) if said.subjects[0].path]


TABLE: Final = read_table()


@pytest.mark.parametrize("case", TABLE, ids=[str(case["句"]) for case in TABLE])
def test_sentence_says(case: Mapping[str, Any]) -> None:
    assert told(case) == case.get("读出", [])


def test_table_has_every_kind_and_as_much_of_which_nothing_is_said() -> None:
    said = [said for case in TABLE for said in case.get("读出", [])]
    assert {line.partition(" ")[0] for line in said} == set(Kind)
    assert len(TABLE) >= 60
    assert sum("读出" not in case for case in TABLE) >= 15


#: Pieces of which sentences are made, so that what is made looks like one.
PIECES: Final = (
    *"0123456789.,，。；：、（）()“”%％\n 一二十两", "2019年", "2020年", "2021年", "支出总计", "基本支出", "公务接待费",
    "“三公”经费", "古树名木保护", "在职人员", "编制", "接待", "其中", "分别", "占", "比上年", "比年初预算", "增加",
    "减少", "增长率", "完成年初预算的", "预算执行率", "持平", "主要原因是", "计划", "财政拨款", "两项合计", "均为",
    "年初预算", "万元", "亿元", "元", "人", "批次", "辆", "项目", "全县", "演示局",
)  # fmt: skip  # words, read in a row
TEXTS: Final = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(TEXTS)
def test_reading_never_fails_and_is_the_same_twice(text: str) -> None:
    assert read(text) == read(text)
    assert read(text, "三公经费") == read(text, "三公经费")


@given(TEXTS)
def test_what_is_said_stands_in_the_text(text: str) -> None:
    for said in read(text):
        assert said.words in text
        assert said.text == text
        assert 0 < said.end <= len(text)


@given(TEXTS)
def test_every_word_is_read_once(text: str) -> None:
    """So the reader's work is bounded by the length of the text."""
    words = list(read_words(text))
    assert len(words) <= len(text)
    assert all(before.end <= after.start for before, after in pairwise(words))
    assert all(word.start < word.end for word in words)


@given(TEXTS, st.sampled_from([case["句"] for case in TABLE]))
def test_a_new_line_after_a_sentence_takes_nothing_back(text: str, sentence: str) -> None:
    """What a sentence says is read before what follows it."""
    alone = [said._replace(text="") for said in read(sentence + "\n")]
    assert [said._replace(text="") for said in read(f"{sentence}\n{text}")][: len(alone)] == alone
