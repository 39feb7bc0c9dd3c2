"""The cure of a refused change works when it is followed to the letter; and only for what has changed."""

from __future__ import annotations

import io
import re
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from tests.guard.evasion import HERE, change, commit, copy_of

from gongkai.cli import main
from gongkai.guard.compare import compare_commits

#: Codes whose cure is ``gongkai correct``.
_CORRECT: Final = {"G02", "G15"}
#: What a person writes in the place of what is left open.
_WORDS: Final = {"内容: null": "内容: 照原件逐项改正录入的内容", "原因: null": "原因: 录入时看错了一行"}


def curable() -> list[Any]:
    """Every change that a 更正 or 变更 would explain; most of them only where many are asked for."""
    names = ("reports", "rules", "files", "empty")
    read = [case for name in names for case in yaml.safe_load((HERE / f"{name}.yml").read_text("utf-8"))]
    found = [case for case in read if len(case["codes"]) == 1 and _CORRECT & {*case["codes"]}]
    marks = [() if at % 6 == 0 else (pytest.mark.trial,) for at in range(len(found))]
    return [pytest.param(case, id=case["name"], marks=mark) for case, mark in zip(found, marks, strict=True)]


def correct(folder: Path, file: str, base: str = "HEAD") -> None:
    """Run what the cure says, and write what is left open."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        patch.setattr(sys, "argv", ["gongkai", "correct", file, "--base", base])
        patch.chdir(folder)
        with suppress(SystemExit):
            main()
    text = (folder / file).read_text(encoding="utf-8")
    for left, words in _WORDS.items():
        text = text.replace(left, words)
    (folder / file).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", curable())
def test_what_gongkai_correct_writes_is_accepted(case: dict[str, Any], public: Path, tmp_path: Path) -> None:
    folder = copy_of(public, tmp_path / "case", own=False)
    change(folder, case["change"])
    (file,) = {problem.place.file for problem in compare_commits(folder, "HEAD").problems}
    correct(folder, file)
    assert [str(problem) for problem in compare_commits(folder, "HEAD").problems] == []


_OUTLINE: Final = [["标题: 绩效情况", "标题: 工作成绩"], ["说明: 我区的提纲", '说明: "我区的“提纲”: \\"2021\\""']]
_NAMES: Final = [["[来客接待支出]", "[接待客人支出, 来客接待支出]"]]


@pytest.mark.parametrize("edit", [{"data/提纲/我区2021.yml": _OUTLINE}, {"data/名称.yml": _NAMES}], ids=str)
def test_the_example_for_outlines_and_names_is_accepted(
    edit: dict[str, list[list[str]]], public: Path, tmp_path: Path
) -> None:
    folder = copy_of(public, tmp_path / "case", own=False)
    change(folder, {"edit": edit})
    (problem,) = compare_commits(folder, "HEAD").problems
    assert problem.code == "G20"
    entry = problem.example.replace("内容: ……", "内容: 照省厅的新要求改了说法").replace(
        "原因: ……", "原因: 省厅的新要求"
    )
    change(folder, {"append": {problem.place.file: f"{entry}\n"}})
    assert compare_commits(folder, "HEAD").problems == ()


_POISON: Final = {
    "data/units.yml": ["云溪市演示区教育局", "云溪市演示区教育体育局"],
    "data/2020/_year.yml": ["下限: 90", "下限: 70"],
    "data/2021/jia.yml": ["收入总计: 9712100.00", "收入总计: 9712200.00"],
}


@pytest.mark.parametrize("file", _POISON)
def test_the_cure_for_versions_that_nobody_compared_is_accepted(file: str, public: Path, tmp_path: Path) -> None:
    """A false value on the branch, hidden again at once; then it is put forward as what was there."""
    folder = copy_of(public, tmp_path / "case", own=True)
    change(folder, {"edit": {file: [_POISON[file]]}})
    commit(folder)
    false = (folder / file).read_bytes()
    change(folder, {"append": {file: "x: {\n"}})
    commit(folder)
    (folder / file).write_bytes(false)
    (found,) = (problem for problem in compare_commits(folder, "HEAD").problems if problem.code == "G22")
    (base,) = re.findall(r"gongkai correct \S+ --base (\w+)", found.cure)
    correct(folder, file, base)
    assert [str(problem) for problem in compare_commits(folder, "HEAD").problems] == []
