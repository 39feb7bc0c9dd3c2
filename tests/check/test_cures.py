"""What a clerk is told to do can be done: the places named are in the data file, and the examples are right."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tests.check.cases import UNIT, YEAR, read_cases
from tests.load.test_input_cases import EXPECTED

from gongkai.check import CHECKS, check_entry, to_problem
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.finding import Finding, Outcome
from gongkai.model.paths import fields_by_key, record_in
from gongkai.model.problem import Level, Place, Problem
from gongkai.model.record import Record
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

QUOTED = re.compile(r"“([^“”]+)”|「([^「」]+)」")
#: What cures quote that is no key: marks, tables of the 决算, states and words of the text.
NO_KEYS = {
    "号",
    "没有",
    "收入支出决算总表",
    "三公",
    "：",
    "- ",
    "名称: 内容",
    ": ",
    "内容",
    "地址",
    "依法不公开",
    "核实中",
}
BASE: dict[str, Any] = {"标题": "报告", "公开": {"状态": "已公开"}}


@cache
def keys(record: type[Record]) -> frozenset[str]:
    """Every key of a record and of those below it."""
    below = (
        keys(held) for declared in record.model_fields.values() if (held := record_in(declared)) is not record and held
    )
    return frozenset({*fields_by_key(record), *(key for found in below for key in found)})


@cache
def failures() -> tuple[Finding, ...]:
    """The failures of every case under every check."""
    found: list[Finding] = []
    for case in read_cases():
        archive = case.archive()
        found += check_entry(archive, archive.entries[UNIT, YEAR], checks=CHECKS)
    return tuple(finding for finding in found if finding.outcome is Outcome.FAILS)


def problems() -> list[tuple[bool, Problem]]:
    """What a clerk is told before publication (False) and after it (True)."""
    told = [
        (released, to_problem(finding, lambda path: Place("x"), released=released, answered=False))
        for finding in failures()
        for released in (False, True)
    ]
    return [(released, problem) for released, problem in told if problem]


def names(text: str) -> list[str]:
    """The keys that are quoted; of a line of a file its key."""
    quoted = [key for one, two in QUOTED.findall(text) for key in (one or two).split(".")]
    return [key if key in NO_KEYS else key.partition(": ")[0] for key in quoted]


def test_every_place_named_in_a_cure_is_in_the_data_file() -> None:
    known = keys(Report) | NO_KEYS
    assert not {name for _, problem in problems() for name in names(problem.cure) if name not in known}


def test_every_place_named_by_the_reader_of_files_is_there() -> None:
    told = {line.split("｜")[1] for lines in EXPECTED.values() for line in lines}
    known = keys(Report) | keys(YearRules) | keys(Unit) | NO_KEYS
    assert not {
        name for cure in told for name in names(cure) if name not in known and not name.startswith(("UTF", "&"))
    }


def test_every_example_is_read_without_a_problem_and_fits_the_report() -> None:
    for example in {problem.example for _, problem in problems() if problem.example}:
        document = parse_yaml(example, "x.yml")
        assert not document.problems, example
        Report.model_validate({**BASE, **document.value})


def test_cure_and_example_name_the_same_place() -> None:
    for released, problem in problems():
        if problem.example:
            first = problem.example.partition(":")[0]
            assert f"“{first}”" in problem.cure or "“校核说明”" not in problem.cure, problem
        if problem.level is Level.ERROR:
            assert "“校核说明”" not in problem.cure, problem
        assert released or "校核说明" not in problem.example or problem.level is Level.WARNING


def test_a_note_is_asked_for_in_its_line_before_publication_and_as_an_answer_after_it() -> None:
    jumps = [(released, problem) for released, problem in problems() if problem.code == "D46"]
    before = {problem.example.partition(":")[0] for released, problem in jumps if not released}
    assert before == {"收支", "三公经费"}
    assert {problem.example for released, problem in jumps if released} == {"校核说明: {D46: 核对后的说明}"}
    assert all("“说明”" in p.cure or "“预算调整说明”" in p.cure for released, p in jumps if not released)


def test_writing_the_example_settles_the_finding() -> None:
    """The cure of D46, followed to the letter."""
    for case in read_cases():
        if case.code == "D46" and case.stated["预期"] == "不符":
            (found,) = (finding for finding in case.findings(CHECKS) if finding.outcome is Outcome.FAILS)
            mended = merged(case.stated["数据"], parse_yaml(found.example, "x.yml").value)
            again = type(case)(case.code, {**case.stated, "数据": mended}).findings(CHECKS)
            assert all(finding.outcome is not Outcome.FAILS for finding in again), case.name


def merged(stated: Any, added: Any) -> Any:
    """A mapping with what is added to it, at every depth."""
    if not isinstance(stated, dict) or not isinstance(added, dict):
        return added
    return {**stated, **{key: merged(stated.get(key), value) for key, value in added.items()}}


def test_an_example_shows_what_the_cure_says() -> None:
    answered = [problem for _, problem in problems() if problem.example.startswith("校核说明:")]
    assert len({problem.code for problem in answered}) > 20
    assert [problem.cure for problem in answered if "校核说明" not in problem.cure] == []
