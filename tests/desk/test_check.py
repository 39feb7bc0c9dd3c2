"""The desk's list is that of ``gongkai check --base`` for the file: level, code, words, cure, example, line, path."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.conftest import DEMO, ROOT, SEED, demo
from tests.desk.desks import DEMO_UNIT, DEMO_YEAR, SEED_UNIT, SEED_YEAR, desk_of
from tests.desk.test_reference import packed
from tests.guard.evasion import commit, git

from gongkai.cli.check import check
from gongkai.desk.desk import Desk
from gongkai.desk.places import joined
from gongkai.desk.shapes import Problem
from gongkai.desk.site_files import units_list
from gongkai.model.unit import Unit
from gongkai.read_and_check import read_and_check

FILE = f"data/{SEED_YEAR}/{SEED_UNIT}.yml"
CASES = sorted((ROOT / "tests/cases/input").glob("[!e]*.yml"))
UNITS_OF_ALL = sorted(demo().archive.units)
UNITS = sorted(path.stem for path in (DEMO / f"data/{DEMO_YEAR}").glob("[!_]*.yml"))
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


# ---- with the reference data that a site has of one unit ----


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("district"), DEMO)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole register with the reports of one unit."""
    folder = tmp_path_factory.mktemp("register") / "one"
    shutil.copytree(DEMO / "data", folder / "data", ignore=_other_reports)
    return repository(folder, folder)


def _other_reports(folder: str, names: list[str]) -> set[str]:
    kept = {f"{DEMO_UNIT}.yml", "_year.yml"}
    return set(names) - kept if Path(folder).name.isdecimal() else set()


def desk_of_site(root: Path, project: Path, unit: str) -> Desk:
    """The desk as it is on a project's site: of other units it has what the site gives."""
    desk = Desk(root)
    desk.know_units(units_list(read_and_check(project).archive).content())
    desk.open_unit(packed(project, unit)[unit])
    desk.start(DEMO_YEAR, "published")
    return desk


def titled(text: str, name: str) -> str:
    """A report with the title of a unit."""
    return re.sub("^标题:.*", f"标题: {DEMO_YEAR}年度{name}部门整体支出绩效自评报告", text, count=1, flags=re.MULTILINE)


def naming(text: str, name: str) -> str:
    """A report that names a unit in its words."""
    return text.replace("\n引言: ", f"\n引言: 和{name}一起自评。", 1)


def called(unit: Unit) -> Iterator[str]:
    """What a unit is called, and was, and what differs from that by a character."""
    for name in (unit.name, *(former.name for former in unit.former_names)):
        yield from (name, f"{name[:-2]}{name[-1]}", f"{name[:-1]}和{name[-1]}")


@pytest.mark.parametrize(
    "other", [pytest.param(one, marks=[pytest.mark.trial] if at % 12 else []) for at, one in enumerate(UNITS_OF_ALL)]
)
@pytest.mark.parametrize("place", ["标题", "引言"])
def test_names_of_other_units_that_the_reference_data_has_not(
    other: str, place: str, register: Path, tmp_path: Path
) -> None:
    file, unit = f"data/{DEMO_YEAR}/{DEMO_UNIT}.yml", demo().archive.units[other]
    desk, text = desk_of_site(tmp_path, register, DEMO_UNIT), (DEMO / file).read_text(encoding="utf-8")
    asked = set()
    for name in called(unit):
        written = titled(text, name) if place == "标题" else naming(text, name)
        found = same(ci(register, file, written))
        asked |= {problem["message"] for problem in found if problem["code"] == "D37"}
        assert told(desk.set_text(written)["problems"]) == found
    now = unit.name_in(DEMO_YEAR)
    is_asked = place == "标题" and other != DEMO_UNIT and len(now) > 5
    assert any(f"标题写的是“{now}”" in message for message in asked) is is_asked


@pytest.mark.parametrize("is_registered", [True, False])
def test_a_name_but_for_a_character_that_another_unit_has(is_registered: bool, register: Path, tmp_path: Path) -> None:
    file, own = f"data/{DEMO_YEAR}/{DEMO_UNIT}.yml", demo().archive.units[DEMO_UNIT].name
    like = f"{own[:4]}和{own[4:]}"
    project = repository(tmp_path / "project", register)
    if is_registered:
        units = project / "data/units.yml"
        units.write_text(f"{units.read_text(encoding='utf-8')}like: {{名称: {like}}}\n", encoding="utf-8")
        commit(project, day="2026-11-02")
    desk, text = desk_of_site(tmp_path / "desk", project, DEMO_UNIT), (DEMO / file).read_text(encoding="utf-8")
    written = naming(text, like)
    found = same(ci(project, file, written))
    assert told(desk.set_text(written)["problems"]) == found
    assert any("差一个字" in problem["message"] for problem in found) is not is_registered


@pytest.mark.trial
@pytest.mark.parametrize("unit", UNITS)
def test_every_report_of_a_year_new_and_changed(unit: str, district: Path, tmp_path: Path) -> None:
    desk, file = desk_of_site(tmp_path, district, unit), f"data/{DEMO_YEAR}/{unit}.yml"
    text = (DEMO / file).read_text(encoding="utf-8")
    for changed in (text, text.replace("决算: 1", "决算: 2", 1), text.replace("已公开", "待公开")):
        assert told(desk.set_text(changed)["problems"]) == same(ci(district, file, changed))


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=[pytest.mark.trial] if at % 20 else []) for at, case in enumerate(CASES)]
)
def test_every_input_case_as_a_report_of_the_district(case: Path, register: Path, tmp_path: Path) -> None:
    text, file = as_typed(case), f"data/{DEMO_YEAR}/{DEMO_UNIT}.yml"
    found = told(desk_of_site(tmp_path, register, DEMO_UNIT).set_text(text)["problems"])
    assert found == same(ci(register, file, text))


@pytest.mark.parametrize("written", ["约5万", "1.2.3", "12O"])
def test_the_cause_comes_before_what_follows_from_it(written: str, desk: Desk) -> None:
    desk.start(SEED_YEAR, "published")
    problems = desk.set_value("收支/追加预算", written)["problems"]
    assert problems[-1]["code"] == "G12"
    assert problems[0]["field"] == "收支/追加预算"
    assert problems[0]["level"] == "必须改"
