"""With the reference data that a site has of one unit, the desk's list is still that of ``gongkai check --base``."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import DEMO, demo
from tests.desk.desks import DEMO_UNIT, DEMO_YEAR
from tests.desk.test_check import CASES, as_typed, ci, repository, same, told
from tests.desk.test_reference import packed
from tests.guard.evasion import commit

from gongkai.desk.desk import Desk
from gongkai.desk.site_files import units_list
from gongkai.model.unit import Unit
from gongkai.read_and_check import read_and_check

UNITS = sorted(demo().archive.units)
OF_YEAR = sorted(path.stem for path in (DEMO / f"data/{DEMO_YEAR}").glob("[!_]*.yml"))


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
    "other", [pytest.param(one, marks=[pytest.mark.trial] if at % 12 else []) for at, one in enumerate(UNITS)]
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
@pytest.mark.parametrize("unit", OF_YEAR)
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
