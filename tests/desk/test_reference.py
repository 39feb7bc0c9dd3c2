"""The reference data of a unit: public and nothing else, and all that its checks and its page ask for."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import DEMO

from gongkai.build.unit_groups import unit_groups
from gongkai.cli.new import new
from gongkai.desk.desk import Desk
from gongkai.desk.opened import RefusedError
from gongkai.desk.reference import SITE_FILE, Surroundings, reference_files
from gongkai.load.dates import day_of
from gongkai.load.inventory import take_inventory
from gongkai.load.register import YEAR_FILE
from gongkai.read_and_check import read_and_check

NEWEST = day_of(None).year - 1
DEPARTMENT, BELOW, YEAR = "yanshi-jiaoyu", "yanshi-diyi-zhongxue", 2022
COMMENT = "# 只给同事看的话\n"
SECRET = "7654321.98"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the fictional district."""
    shutil.copytree(DEMO / "data", tmp_path / "data")
    return tmp_path


def packed(root: Path, *units: str) -> dict[str, bytes]:
    """The reference data of some units, by unit."""
    inventory = take_inventory(root)
    around = Surroundings(inventory, lambda file: (root / file).read_bytes())
    shown = read_and_check(root).archive.for_readers(preview=False)
    made = reference_files(shown, units or tuple(inventory.units), around)
    return {Path(one.path).stem: one.content() for one in made}


def files(content: bytes) -> dict[str, str]:
    """The files of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def report(root: Path, unit: str, year: int = YEAR) -> Path:
    """A report's file."""
    return root / f"data/{year}/{unit}.yml"


def everything(root: Path) -> Iterator[str]:
    """All texts of all units' data."""
    for content in packed(root).values():
        yield from files(content).values()


@pytest.mark.parametrize("state", ["待公开", "核实中", "依法不公开", "撤下"])
def test_what_may_not_be_shown_is_in_no_file(root: Path, state: str) -> None:
    path = report(root, DEPARTMENT)
    text = path.read_text(encoding="utf-8")
    wages = next(line.strip() for line in text.splitlines() if line.strip().startswith("工资福利支出"))
    text = text.replace(wages, f"工资福利支出: {SECRET}").replace("状态: 已公开", f"状态: {state}, 理由: 正在核实")
    path.write_text(text, encoding="utf-8")
    assert SECRET in text
    assert not any(SECRET in said for said in everything(root))


def test_it_changes_with_no_report_of_another_group(root: Path) -> None:
    """A build writes the data of a unit anew only when its own group changes."""
    groups = {unit: group for group in unit_groups(take_inventory(root)) for unit in group.units}
    before = packed(root)
    report(root, DEPARTMENT, 2023).unlink()
    after = packed(root)
    others = [unit for unit in before if groups[unit] != groups[DEPARTMENT]]
    assert len(others) > 5
    assert not [unit for unit in others if before[unit] != after[unit]]
    assert before[DEPARTMENT] != after[DEPARTMENT]


def test_a_report_that_is_being_prepared_is_not_even_named(root: Path) -> None:
    path = report(root, DEPARTMENT)
    path.write_text(path.read_text(encoding="utf-8").replace("状态: 已公开", "状态: 待公开"), encoding="utf-8")
    assert f"data/{YEAR}/{DEPARTMENT}.yml" not in files(packed(root, DEPARTMENT)[DEPARTMENT])


def test_the_own_file_is_kept_byte_for_byte_and_others_without_comments(root: Path) -> None:
    for unit in (DEPARTMENT, BELOW):
        path = report(root, unit)
        path.write_text(COMMENT + path.read_text(encoding="utf-8"), encoding="utf-8")
    own = files(packed(root, DEPARTMENT)[DEPARTMENT])
    assert own[f"data/{YEAR}/{DEPARTMENT}.yml"] == report(root, DEPARTMENT).read_text(encoding="utf-8")
    assert COMMENT.strip() not in own[f"data/{YEAR}/{BELOW}.yml"]


def test_it_says_what_is_no_data_and_holds_the_units_bound_to_it(root: Path) -> None:
    own = files(packed(root, BELOW)[BELOW])
    said = json.loads(own[SITE_FILE])
    assert (said["unit"], said["folder"]) == (BELOW, "data")
    assert f"data/{YEAR}/{DEPARTMENT}.yml" in own
    assert "yanshi-renda" not in own["data/units.yml"]


def test_the_same_data_gives_the_same_bytes(root: Path) -> None:
    assert packed(root, DEPARTMENT, BELOW) == packed(root, DEPARTMENT, BELOW)


@pytest.mark.parametrize("rules", [None, "提纲: [", "提纲: 没有这个提纲\n", "提纲: 湖南2022\n等级: 甲\n"])
def test_a_year_without_rules_is_offered_with_the_reason_why_not(root: Path, rules: str | None) -> None:
    path = root / f"data/{YEAR}/{YEAR_FILE}"
    if rules is None:
        path.unlink()
    else:
        path.write_text(rules, encoding="utf-8")
    desk = Desk(root / "desk")
    opened = desk.open_unit(packed(root, DEPARTMENT)[DEPARTMENT])
    years = {year["year"]: year for year in opened["years"]}
    why = years[YEAR]["why"]
    assert f"{YEAR} 年度" in why
    assert f"怎么改：请管网站的人运行 gongkai check data/{YEAR}/{YEAR_FILE}" in why
    assert not years[YEAR]["has_text"]
    assert not years[YEAR]["can_begin"]
    assert YEAR not in opened["writable_years"]
    assert [year for year, said in years.items() if said["why"]] == [NEWEST, YEAR]
    for source in ("published", "empty", "last_year", {"name": f"{DEPARTMENT}.yml", "text": "标题: 甲\n"}):
        with pytest.raises(RefusedError, match=why[:20]):
            desk.start(YEAR, source)  # type: ignore[arg-type]  # one of them at a time
    kept = desk.start(YEAR, {"text": "标题: 甲\n"})
    assert (kept["text"], kept["said"]) == ("标题: 甲\n", why)


def test_the_newest_year_is_named_though_nobody_has_begun_it(root: Path) -> None:
    desk = Desk(root / "desk")
    opened = desk.open_unit(packed(root, DEPARTMENT)[DEPARTMENT])
    newest = opened["years"][0]
    assert (newest["year"], newest["state"], newest["can_begin"]) == (NEWEST, "未收录", False)
    assert f"gongkai new {NEWEST} {DEPARTMENT}" in newest["why"]
    done = CliRunner().invoke(new, [str(NEWEST), DEPARTMENT, "--root", str(root)])
    assert done.exit_code == 0, done.output
    (root / f"data/{NEWEST}/{DEPARTMENT}.yml").unlink()
    newest = desk.open_unit(packed(root, DEPARTMENT)[DEPARTMENT])["years"][0]
    assert (newest["year"], newest["why"], newest["can_begin"]) == (NEWEST, "", True)


def test_what_a_new_report_may_be_like_is_known_before_it_is_begun(root: Path) -> None:
    """And what begins like it says the same."""
    desk = Desk(root / "desk")
    first = min(int(path.parent.name) for path in root.glob(f"data/20*/{DEPARTMENT}.yml"))
    for year in (YEAR, first):
        report(root, DEPARTMENT, year).unlink()
    opened = desk.open_unit(packed(root, DEPARTMENT)[DEPARTMENT])
    last = {year["year"]: year["last"] for year in opened["years"]}
    assert (last[YEAR], last[YEAR + 1], last[first]) == (YEAR - 1, YEAR - 1, None)
    assert desk.start(YEAR, "last_year")["said"] == ""
    assert "没有可以照的" in desk.start(first, "last_year")["said"]


def test_a_year_that_a_unit_did_not_live_to_see_is_not_named(root: Path) -> None:
    desk = Desk(root / "desk")
    years = desk.open_unit(packed(root, "yanshi-wenhua")["yanshi-wenhua"])["years"]
    assert years
    assert max(year["year"] for year in years) <= 2020
