"""Outlines are read like everything a person writes: every mistake with its place and a cure that works."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import jsonschema
import pytest
import yaml
from tests.conftest import ROOT
from tests.load.codes import CODES
from tests.load.test_input_cases import data_folder, told

from gongkai.cli.new_year import write_schemas
from gongkai.load.folder import read_archive
from gongkai.load.outlines import OUTLINES_FOLDER, built_in, parse_outline
from gongkai.model.disclosure import State


class Case(TypedDict):
    """A mistake: what is written, what is told, and what stands there when the cure is followed."""

    写着: str
    告诉: list[str]
    改成: str


MISTAKES: dict[str, Case] = yaml.safe_load((ROOT / "tests/cases/outline/mistakes.yml").read_text(encoding="utf-8"))
GOOD = "标题: 2020年度报告\n公开: {状态: 已公开}\n收支: {收入总计: 1, 支出总计: 1}\n"
OWN = "章节:\n  - {标题: 概况, 文字: 概况.基本情况}\n"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_placed_and_cured(name: str) -> None:
    case = MISTAKES[name]
    outline, document = parse_outline(case["写着"], "x.yml")
    assert outline is None
    assert [told(problem) for problem in document.problems] == case["告诉"]
    assert {problem.code for problem in document.problems} <= CODES.keys()
    outline, document = parse_outline(case["改成"], "x.yml")
    assert document.problems == []
    assert outline is not None


@pytest.mark.parametrize("path", sorted((ROOT / "hooks/gongkai/outlines").glob("*.yml")), ids=lambda path: path.stem)
def test_the_built_in_outlines_are_right(path: Path) -> None:
    outline, document = parse_outline(path.read_text(encoding="utf-8"), path.name)
    assert document.problems == []
    assert outline == built_in()[path.stem]


def own(root: Path, name: str = "我区2020.yml", text: str = OWN) -> Path:
    """A data folder whose year uses the bureau's own outline 我区2020."""
    data_folder(root, GOOD.encode())
    (root / "data/2020/_year.yml").write_text("提纲: 我区2020\n", encoding="utf-8")
    (root / "data" / OUTLINES_FOLDER).mkdir()
    (root / "data" / OUTLINES_FOLDER / name).write_text(text, encoding="utf-8")
    return root


def test_a_bureaus_own_outline_is_known(tmp_path: Path) -> None:
    archive, problems = read_archive(own(tmp_path))
    assert problems == ()
    assert archive.outlines["我区2020"].chapters[0].title == "概况"
    assert archive.entries["jia", 2020].state is State.PUBLISHED


def test_an_outline_that_cannot_be_read_withholds_its_years_and_is_told_once(tmp_path: Path) -> None:
    archive, problems = read_archive(own(tmp_path, text="章节:\n  - {标题: 概况, 文字: 概况}\n"))
    assert [(problem.code, problem.place.file) for problem in problems] == [("R08", "data/提纲/我区2020.yml")]
    assert archive.entries["jia", 2020].state is State.UNDER_REVIEW


def test_an_unknown_outline_lists_those_that_are_known(tmp_path: Path) -> None:
    (problem,) = read_archive(own(tmp_path, "我区2021.yml"))[1]
    assert str(problem) == "data/2020/_year.yml:1:5 必须改 R04 没有提纲“我区2020”"
    assert problem.cure == "是不是“我区2021”？可用的提纲：湖南2016、湖南2022、我区2021"
    assert problem.example == "提纲: 我区2021"


@pytest.mark.parametrize("name", ["湖南2016.yml", "我区2020.yaml", "我区 2020.yml", "我区2020.txt"])
def test_names_that_no_outline_can_have(tmp_path: Path, name: str) -> None:
    problems = read_archive(own(tmp_path, name))[1]
    assert [problem.code for problem in problems] == ["R04", "R11"]


def test_what_is_no_outline_is_left_alone(tmp_path: Path) -> None:
    root = own(tmp_path)
    for name in ("说明.md", "_草稿.yml", ".x.yml"):
        (root / "data" / OUTLINES_FOLDER / name).write_text("?", encoding="utf-8")
    assert read_archive(root)[1] == ()


def test_a_linked_outline_or_folder_is_refused(tmp_path: Path) -> None:
    root = own(tmp_path)
    folder = root / "data" / OUTLINES_FOLDER
    (folder / "我区2020.yml").rename(root / "我区2020.yml")
    (folder / "我区2020.yml").symlink_to(root / "我区2020.yml")
    assert [problem.code for problem in read_archive(root)[1]] == ["F08"]
    (folder / "我区2020.yml").unlink()
    folder.rmdir()
    folder.symlink_to(root)
    assert [problem.code for problem in read_archive(root)[1]] == ["R04", "F08"]


def test_editors_know_every_name(tmp_path: Path) -> None:
    path = write_schemas(own(tmp_path), "data")[-1]
    assert path.name == "_schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    for outline in (ROOT / "hooks/gongkai/outlines").glob("*.yml"):
        jsonschema.validate(yaml.safe_load(outline.read_text(encoding="utf-8")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"章节": [{"标题": "概况", "文字": "概况"}]}, schema)
