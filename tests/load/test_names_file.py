"""A bureau's names of lines are read like everything a person writes: every mistake with its place and a cure."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TypedDict

import pytest
import yaml
from tests.conftest import ROOT
from tests.load.codes import CODES
from tests.load.test_input_cases import data_folder, told

from gongkai.load.folder import read_archive
from gongkai.load.names_file import NAMES_FILE, parse_names
from gongkai.model.disclosure import State
from gongkai.model.form import LINES
from gongkai.model.problem import Level
from gongkai.text.own_names import find_name_fault


class Case(TypedDict):
    """A mistake: what is written, what is told, and what stands there when the cure is followed."""

    写着: str
    告诉: list[str]
    改成: str


MISTAKES: dict[str, Case] = yaml.safe_load((ROOT / "tests/cases/names/mistakes.yml").read_text(encoding="utf-8"))
GOOD = "标题: 2020年度报告\n公开: {状态: 已公开}\n收支: {收入总计: 1, 支出总计: 1}\n"
OWN = "公务接待费: [招待费, 来客接待]\n编制数: [定编人数]\n"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_placed_and_cured(name: str) -> None:
    case = MISTAKES[name]
    _, document = parse_names(case["写着"], "x.yml")
    assert [told(problem) for problem in document.problems] == case["告诉"]
    assert {problem.code for problem in document.problems} <= CODES.keys()
    names, document = parse_names(case["改成"], "x.yml")
    assert document.problems == []
    assert names


@pytest.mark.parametrize("name", MISTAKES)
def test_examples_are_right(name: str) -> None:
    for problem in parse_names(MISTAKES[name]["写着"], "x.yml")[1].problems:
        if problem.example and not problem.example.endswith(":"):
            assert parse_names(problem.example + "\n", "x.yml")[1].problems == []


def own(root: Path, text: str | bytes = OWN, file: str = NAMES_FILE) -> Path:
    """A data folder with a bureau's names."""
    data_folder(root, GOOD.encode())
    (root / "data" / file).write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def test_names_go_with_the_archive(tmp_path: Path) -> None:
    archive, problems = read_archive(own(tmp_path))
    assert problems == ()
    assert archive.names == (("公务接待费", ("招待费", "来客接待")), ("编制数", ("定编人数",)))
    assert hash(archive.names)


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    archive, problems = read_archive(data_folder(tmp_path, GOOD.encode()))
    assert (archive.names, problems) == ((), ())


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\x00", "公务接待费: [招待费\n".encode(), "公务接待费".encode("gbk")])
def test_a_broken_file_is_one_problem_and_the_reports_are_read_without_it(tmp_path: Path, text: bytes) -> None:
    archive, (problem,) = read_archive(own(tmp_path, text))
    assert (problem.place.file, problem.level) == ("data/名称.yml", Level.ERROR)
    assert archive.names == ()
    assert archive.entries["jia", 2020].state is State.PUBLISHED


def test_a_wrong_name_does_not_hide_the_right_ones() -> None:
    names, document = parse_names("公务接待费: [招待费, 预算]\n天气: [雨量]\n编制数: [定编人数]\n", "x.yml")
    assert names == (("公务接待费", ("招待费",)), ("编制数", ("定编人数",)))
    assert [problem.code for problem in document.problems] == ["R13", "R12"]


@pytest.mark.parametrize("file", ["名称.yaml", "名称.YML", "units.yaml"])
def test_a_file_with_another_ending_is_told_its_name(tmp_path: Path, file: str) -> None:
    _, (problem,) = read_archive(own(tmp_path, file=file))
    assert (problem.code, problem.place.file) == ("F06", f"data/{file}")
    assert problem.example == f"{file.partition('.')[0]}.yml"


def test_a_link_or_a_folder_is_refused(tmp_path: Path) -> None:
    root = own(tmp_path)
    (root / "data" / NAMES_FILE).rename(root / "x.yml")
    (root / "data" / NAMES_FILE).symlink_to(root / "x.yml")
    assert [problem.code for problem in read_archive(root)[1]] == ["F08"]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.key)
def test_every_line_may_be_called_by_its_label_and_its_names_only_by_it(line: object) -> None:
    """What a line is called on the forms can stand to the left, and nothing of it can be given to another line."""
    here = next(found for found in LINES if found is line)
    other = next(found for found in LINES if found is not here)
    names, document = parse_names(f"{here.label}: [甲乙丙丁]\n", "x.yml")
    assert (names, document.problems) == (((here.label, ("甲乙丙丁",)),), [])
    faults = [find_name_fault(name, (other,)) for name in (here.label, *here.names)]
    assert all(fault and not fault.is_needless for fault in faults)


def test_many_mistakes_are_told_in_part_and_in_time() -> None:
    text = "".join(f"天气{at}: [雨量]\n" for at in range(20_000)) + "公务接待费: [" + "招，" * 100_000 + "]\n"
    start = time.perf_counter()
    _, document = parse_names(text, "x.yml")
    assert len(document.problems) == 201
    assert "没有全部列出" in document.problems[-1].message
    letters = [*map(chr, range(0x6000, 0x60C0))]
    many = [f"{first}{second}开销" for first in letters for second in letters]
    names, document = parse_names("公务接待费: [" + ", ".join(many) + "]\n", "x.yml")
    assert len(names[0][1]) == 1000
    assert len(document.problems) == 201
    assert time.perf_counter() - start < 10
