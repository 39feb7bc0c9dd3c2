"""What is not filled in is said, by the sections of the form: as many places as ``gongkai new`` leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import DEMO
from tests.desk.desks import DEMO_UNIT, DEMO_YEAR, cells_of, demo_desk, desk_of

from gongkai.desk.desk import Desk
from gongkai.desk.shapes import UnfilledPart
from gongkai.load.report_file import blank_paths
from gongkai.load.yaml_text import parse_yaml
from gongkai.open_data.data_file import new_data_file

LIBRARY, UNWRITTEN = "yanshi-tushuguan", 2019
#: Units that have no report of a year, whose rules are there.
TO_BEGIN = [(LIBRARY, UNWRITTEN)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path, DEMO, LIBRARY)


def count(parts: list[UnfilledPart]) -> int:
    return sum(part["count"] for part in parts)


def left_by_command(desk: Desk, *, from_last: bool) -> int:
    """How many places the file of ``gongkai new`` has open, which its check counts (S21)."""
    opened = desk._unit
    last = opened.last_entry(UNWRITTEN) if from_last else None
    text = new_data_file(UNWRITTEN, opened.unit, last.report if last else None, with_prior=True)
    return sum(1 for key, value in parse_yaml(text, "x.yml").value.items() for _ in blank_paths(value, (key,)))


def test_a_new_report_has_as_many_open_places_as_the_command_counts(desk: Desk) -> None:
    state = desk.start(UNWRITTEN, "last_year")
    assert state["problems"] == []  # nothing is wrong, and yet it is not done
    assert count(state["unfilled"]) == left_by_command(desk, from_last=True) > 60


def test_each_part_is_named_by_its_section_and_leads_to_an_empty_field(desk: Desk) -> None:
    state = desk.start(UNWRITTEN, "last_year")
    sections = {section["id"]: section for section in state["fields"]}
    cells = cells_of(state["fields"])
    for part in state["unfilled"]:
        section = sections[part["section"]]
        assert part["title"] == section["title"]
        own = {cell["path"] for row in section["rows"] for cell in row["cells"].values()}
        assert part["field"] in own | {section["adds"]} | {row["adds"] for row in section["rows"]}
        assert part["field"] not in cells or cells[part["field"]]["state"] == "empty"


def test_every_place_that_is_filled_in_or_unpublished_counts_one_less(desk: Desk) -> None:
    left = desk.start(UNWRITTEN, "last_year")["unfilled"]
    for written in ("12.30", None, "0"):
        field = next(part["field"] for part in left if part["title"] == "收支")
        found = desk.set_value(field, written)["unfilled"]
        assert count(found) == count(left) - 1
        left = found
    assert count(desk.set_value("资产管理", "写了一段。")["unfilled"]) == count(left) - 1
    assert count(desk.set_value("资产管理", "")["unfilled"]) == count(left)


def test_while_the_text_cannot_be_read_nothing_is_counted(desk: Desk) -> None:
    desk.start(UNWRITTEN, "last_year")
    assert desk.set_text("标题: {")["unfilled"] == []


def test_of_a_report_that_readers_have_seen_nothing_is_counted(tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    assert state["unfilled"] == []
    assert desk.set_value("资产管理", "")["unfilled"] == []


def test_last_year_is_missing_and_that_is_said(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, DEMO, DEMO_UNIT)
    years = [year["year"] for year in desk._unit.described()["years"]]
    first = min(years)
    said = {year: desk.start(year, "last_year")["said"] for year in (first, DEMO_YEAR)}
    assert said[DEMO_YEAR] == ""
    assert said[first] == f"网站上没有这个单位 {first} 年度以前的报告，没有可以照的，从空表填起"


def test_the_latest_report_is_older_and_that_is_said(desk: Desk) -> None:
    assert desk.start(UNWRITTEN, "last_year")["said"] == ""
    project = desk._unit
    (project.root / project.file_of(UNWRITTEN - 1)).unlink()
    assert project.last_entry(UNWRITTEN) is not None
    assert desk.start(UNWRITTEN, "empty")["said"] == ""
