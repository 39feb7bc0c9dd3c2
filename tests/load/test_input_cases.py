"""Every mistake of a clerk gets the right place, code, message, cure and example.

A case is a small file in ``tests/cases/input``, named for its fault; ``expected.yml`` beside them says what the
clerk is told.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.conftest import ROOT
from tests.load.codes import CODES

from gongkai.load.folder import read_archive
from gongkai.model.problem import Level, Problem

CASES = ROOT / "tests/cases/input"
EXPECTED: dict[str, list[str]] = yaml.safe_load((CASES / "expected.yml").read_text(encoding="utf-8"))


def told(problem: Problem) -> str:
    """What the clerk reads, without the file's name."""
    place = f"{problem.place.line}:{problem.place.column}"
    example = problem.example.replace("\n", "⏎")
    return f"{place} {problem.level.label} {problem.code} {problem.message}｜{problem.cure}｜{example}"


def data_folder(root: Path, content: bytes) -> Path:
    """A data folder with one unit, one year and one report."""
    (root / "data/2020").mkdir(parents=True)
    (root / "data/units.yml").write_text("jia:\n  名称: 甲\n", encoding="utf-8")
    (root / "data/2020/_year.yml").write_text("提纲: 湖南2016\n", encoding="utf-8")
    (root / "data/2020/jia.yml").write_bytes(content)
    return root


@pytest.mark.parametrize("case", sorted(EXPECTED))
def test_a_mistake_is_named_placed_and_cured(case: str, tmp_path: Path) -> None:
    archive, problems = read_archive(data_folder(tmp_path, (CASES / f"{case}.yml").read_bytes()))
    assert [told(problem) for problem in problems] == EXPECTED[case]
    failed = any(problem.level is Level.ERROR for problem in problems)
    assert (archive.entries["jia", 2020].report is None) == failed


def test_every_case_is_expected_and_every_expectation_has_a_case() -> None:
    assert {case.stem for case in CASES.glob("*.yml")} - {"expected"} == EXPECTED.keys()
    assert len(EXPECTED) >= 60


def test_every_code_is_explained() -> None:
    used = {line.split()[2] for lines in EXPECTED.values() for line in lines}
    assert used <= CODES.keys()


def test_examples_are_right() -> None:
    """An example that is offered for a number, a date or a state is itself read without a problem."""
    for lines in EXPECTED.values():
        for line in lines:
            example = line.rpartition("｜")[2].replace("⏎", "\n")
            assert "：" not in example.partition("\n")[0] or '"' in example
            yaml.safe_load(example)
