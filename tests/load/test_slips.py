"""What clerks' hands do to a file: the line that is told, and a cure that works when it is followed to the letter.

A case in ``tests/cases/slips/slips.yml`` says what becomes of ``right.yml`` (改动: old and new words), what the clerk
is told (告诉), and what he does: he puts the example in the place of the line, or, where the cure is in words (改成),
does that. After it the file says what was meant: what ``right.yml`` says, but for 原意.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, NotRequired, TypedDict

import pytest
import yaml
from tests.conftest import ROOT
from tests.load.codes import CODES
from tests.load.test_input_cases import told

from gongkai.build.check_folder import check_folder
from gongkai.load.record_file import parse_record
from gongkai.model.problem import Problem
from gongkai.model.report import Report

CASES: Final = ROOT / "tests/cases/slips"
RIGHT: Final = (CASES / "right.yml").read_text(encoding="utf-8")
#: The rules of the year: the national standard.
RULES: Final = (
    "提纲: 湖南2016\n等级: [{等级: 优, 下限: 90}, {等级: 良, 下限: 80}, {等级: 中, 下限: 60}, {等级: 差, 下限: 0}]\n"
)


class Case(TypedDict):
    """A slip."""

    改动: list[list[str]]
    告诉: list[str]
    原意: NotRequired[list[list[str]]]
    改成: NotRequired[list[list[str]]]


SLIPS: Final[dict[str, Case]] = yaml.safe_load((CASES / "slips.yml").read_text(encoding="utf-8"))


def replaced(text: str, changes: list[list[str]]) -> str:
    """The text with every change made; each stands there once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def problems(root: Path, text: str) -> tuple[Problem, ...]:
    """What ``gongkai check`` finds."""
    (root / "data/2020").mkdir(parents=True, exist_ok=True)
    (root / "data/units.yml").write_text("jia:\n  名称: 演示区档案局\n", encoding="utf-8")
    (root / "data/2020/_year.yml").write_text(RULES, encoding="utf-8")
    (root / "data/2020/jia.yml").write_text(text, encoding="utf-8")
    return check_folder(root, workers=1, today=date(2026, 11, 27)).problems


def with_examples(text: str, found: tuple[Problem, ...]) -> str:
    """The text with every example in the place of its line."""
    rows = text.split("\n")
    for problem in reversed(found):
        row = rows[problem.place.line - 1]
        margin = "" if problem.example[:1] == " " else row[: len(row) - len(row.lstrip(" "))]
        rows[problem.place.line - 1 : problem.place.line] = [margin + words for words in problem.example.split("\n")]
    return "\n".join(rows)


def test_the_right_file_is_right(tmp_path: Path) -> None:
    assert problems(tmp_path, RIGHT) == ()


def test_there_are_sixty() -> None:
    assert len(SLIPS) >= 60
    assert len({line.split()[2] for case in SLIPS.values() for line in case["告诉"]} & CODES.keys()) >= 15


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_at_its_line_and_cured_to_the_letter(name: str, tmp_path: Path) -> None:
    case = SLIPS[name]
    broken = replaced(RIGHT, case["改动"])
    found = problems(tmp_path, broken)
    assert [told(problem) for problem in found] == case["告诉"]
    cured = replaced(broken, case["改成"]) if "改成" in case else with_examples(broken, found)
    assert problems(tmp_path, cured) == ()
    meant = replaced(RIGHT, case.get("原意", []))
    assert parse_record(cured, "x.yml", Report)[0] == parse_record(meant, "x.yml", Report)[0]
