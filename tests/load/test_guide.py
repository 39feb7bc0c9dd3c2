"""What the guide tells a clerk to write is read as it stands."""

from __future__ import annotations

import re
import textwrap
from typing import Final

import pytest
from tests.conftest import ROOT

from gongkai.load.names_file import parse_names
from gongkai.load.record_file import parse_record
from gongkai.load.report_file import check_file
from gongkai.load.texts import check_texts
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.report import Report

_BLOCK: Final = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEAD: Final = {"标题": "标题: 2023年度部门整体支出绩效自评报告", "公开": "公开: {状态: 待公开}"}
EXAMPLES: Final = _BLOCK.findall((ROOT / "docs/guide/clerk.md").read_text(encoding="utf-8"))


def as_file(example: str) -> str:
    """The example as a whole file: in its place, with a title and a state where it shows neither."""
    if example.startswith("成效:"):
        example = "绩效:\n" + textwrap.indent(example, "  ")
    shown = parse_yaml(example, "x.yml").value
    return "\n".join([*(line for key, line in _HEAD.items() if key not in shown), example])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.partition(":")[0])
def test_an_example_for_clerks_is_a_right_file(example: str) -> None:
    text = as_file(example)
    report, document = parse_record(text, "x.yml", Report)
    assert report is not None, document.problems
    found = [*document.problems, *check_file(report, document), *check_texts(text, document)]
    assert [str(problem) for problem in found] == []


def test_there_are_examples_of_all_that_is_new() -> None:
    shown = "\n".join(EXAMPLES)
    for key in ("增减", "推算", "财政拨款", "项目自评", "编制其中", "封面", "预算调整", "管理"):
        assert f"{key}:" in shown, key


def test_the_names_in_the_guide_are_right() -> None:
    guide = (ROOT / "docs/guide/bureau.md").read_text(encoding="utf-8")
    (example,) = [block for block in _BLOCK.findall(guide) if block.startswith("# data/名称.yml")]
    names, document = parse_names(example, "x.yml")
    assert document.problems == []
    assert len(names) == 3
