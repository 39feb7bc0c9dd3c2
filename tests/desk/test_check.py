"""The desk's list is that of ``gongkai check --base`` for the file: level, code, words, cure, example, line, path."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.conftest import ROOT, SEED
from tests.desk.desks import SEED_UNIT, SEED_YEAR, desk_of
from tests.guard.evasion import commit, git

from gongkai.cli.check import check
from gongkai.desk.desk import Desk
from gongkai.desk.places import joined
from gongkai.desk.shapes import Problem
from gongkai.read_and_check import read_and_check

FILE = f"data/{SEED_YEAR}/{SEED_UNIT}.yml"
CASES = sorted((ROOT / "tests/cases/input").glob("[!e]*.yml"))
TEXT = (SEED / FILE).read_text(encoding="utf-8")
#: What a clerk may do to the public report, and the codes that tell of it.
EDITS = {
    "nothing": (("", ""), set[str]()),
    "a figure": (("收入总计: 971.21", "收入总计: 971.22"), {"G02"}),
    "an answer": (("标题:", "校核说明: {D09: 公开时漏列一项，总数无误}\n标题:"), set()),
    "withheld": (("状态: 已公开", "状态: 核实中"), {"S18"}),
    "taken back": (("状态: 已公开", "状态: 待公开"), {"G04"}),
    "a day ahead": (("更正: []", "更正: [{日期: 2099-01-01, 内容: 改了一个数, 原因: 录入时颠倒}]"), {"S28"}),
    "words that say nothing": (("更正: []", "更正: [{日期: 2026-01-01, 内容: 无, 原因: 无}]"), {"S29", "G10"}),
    "not readable": (("标题:", "标题："), {"Y01"}),
    "broken": (("标题:", "标题: {"), {"G12"}),
    "empty": ((TEXT, ""), {"F02"}),
}  # fmt: skip  # a table


def repository(folder: Path, project: Path) -> Path:
    """The data of a project, as it is public."""
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    for path in (project / "data").rglob("*"):
        if path.is_file():
            (folder / path.relative_to(project)).parent.mkdir(parents=True, exist_ok=True)
            (folder / path.relative_to(project)).write_bytes(path.read_bytes())
    (folder / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    commit(folder, day="2026-11-01")
    return folder


def ci(project: Path, file: str, text: str) -> list[dict[str, Any]]:
    """What ``gongkai check --base`` says of a file that holds ``text``."""
    path = project / file
    before = path.read_bytes() if path.exists() else None
    path.write_text(text, encoding="utf-8", newline="")
    try:
        done = CliRunner().invoke(check, [str(path), "--root", str(project), "--base", "main", "--format", "json"])
        assert done.exit_code in {0, 1}, done.output
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found
    finally:
        path.unlink() if before is None else path.write_bytes(before)


def told(problems: list[Problem]) -> list[dict[str, Any]]:
    """The desk's list in the words of the command."""
    return [
        {
            "file": problem["file"], "line": problem["line"], "column": problem["column"], "level": problem["level"],
            "code": problem["code"], "message": problem["what"], "cure": problem["cure"],
            "example": problem["example"], "path": problem["path"],
        }
        for problem in problems
    ]  # fmt: skip  # a record


def same(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The command's list with its paths as places, what was not compared after the cause."""
    placed = [{**problem, "path": joined(tuple(problem["path"]))} for problem in found]
    return sorted(placed, key=lambda problem: problem["code"] == "G12")


def as_typed(case: Path) -> str:
    """What an input case would be in the text area."""
    return case.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("seed"), SEED)


@pytest.fixture
def desk(seed: Path, tmp_path: Path) -> Desk:
    return desk_of(tmp_path, SEED, SEED_UNIT, publication={"timestamp": int(git(seed, "log", "-1", "--format=%ct"))})


@pytest.mark.parametrize("edit", EDITS)
def test_every_change_of_a_public_report(edit: str, seed: Path, desk: Desk) -> None:
    (old, new), codes = EDITS[edit]
    text = TEXT.replace(old, new, 1) if old else TEXT
    assert text != TEXT or not old
    found = same(ci(seed, FILE, text))
    assert codes <= {problem["code"] for problem in found}
    desk.start(SEED_YEAR, "published")
    assert told(desk.set_text(text)["problems"]) == found
    assert told(desk.check()) == found


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=[pytest.mark.trial] if at % 9 else []) for at, case in enumerate(CASES)]
)
def test_every_input_case(case: Path, seed: Path, desk: Desk) -> None:
    text = as_typed(case)
    desk.start(SEED_YEAR, "published")
    assert told(desk.set_text(text)["problems"]) == same(ci(seed, FILE, text))


@pytest.mark.parametrize("written", ["约5万", "1.2.3", "12O"])
def test_the_cause_comes_before_what_follows_from_it(written: str, desk: Desk) -> None:
    desk.start(SEED_YEAR, "published")
    problems = desk.set_value("收支/追加预算", written)["problems"]
    assert problems[-1]["code"] == "G12"
    assert problems[0]["field"] == "收支/追加预算"
    assert problems[0]["level"] == "必须改"


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=[pytest.mark.trial] if at % 9 else []) for at, case in enumerate(CASES)]
)
def test_what_hides_the_cross_checks_is_told_apart(case: Path, seed: Path, desk: Desk) -> None:
    """While the list may be short of findings it says so; else each of them is there."""
    desk.start(SEED_YEAR, "published")
    assert desk.set_value("收支/追加预算", "12O.5")["is_checked"] is False
    change = desk.set_text(as_typed(case))
    (seed / FILE).write_text(change["text"], encoding="utf-8", newline="")
    try:
        entry = read_and_check(seed).archive.find_entry(SEED_UNIT, SEED_YEAR)
    finally:
        (seed / FILE).write_text(TEXT, encoding="utf-8", newline="")
    assert change["is_checked"] is (entry is not None and entry.report is not None)
    assert change["is_checked"] or any(problem["level"] == "必须改" for problem in change["problems"])
