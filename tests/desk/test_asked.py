"""What a document states differently: chosen on the desk, or left open in the text, asked, and ended by the field."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any, Final

import pytest
from tests.conftest import DEMO
from tests.desk.desks import cells_of, demo_desk, desk_of
from tests.desk.test_check import ci, repository, same, told
from tests.pages.fields import fields

from gongkai.desk.answers import Imported, UnsureValue
from gongkai.desk.asked import asked_in
from gongkai.desk.desk import Desk
from gongkai.desk.edits import EditedText
from gongkai.desk.fields import field_kind
from gongkai.desk.places import declared_at, joined, parted
from gongkai.desk.shapes import Change
from gongkai.importer.places import may_be_null

LIBRARY, UNWRITTEN = "yanshi-tushuguan", 2019
WORDS: Final = "第3页写 1.10，第5页写 1.20"
#: Every place for a figure, a day or words of the form outside of lists, and the rest a few of.
PLACES = [path for path in fields() if not {0, "自拟名甲"} & {*path} and may_be_null(path)]
FIGURES = [path for path in PLACES if field_kind(declared_at(path)) == "money"]  # type: ignore[arg-type]  # declared
DOCUMENT: Final = """云溪市演示区图书馆2019年度部门整体支出绩效自评报告
一、部门、单位基本情况
演示数据。本馆编制24名，在职人员20人。
二、一般公共预算支出情况
2019年度，我馆总收入497.28万元，总支出497.28万元。
“三公”经费决算支出5.79万元，其中公务接待费1.93万元。
公务接待费决算支出2.93万元。
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = desk_of(tmp_path, DEMO, LIBRARY)
    desk.start(UNWRITTEN, "last_year")
    return desk


@pytest.fixture
def imported(desk: Desk) -> Imported:
    return desk.import_file("报告.txt", DOCUMENT.encode())


def asked(change: Change) -> list[str]:
    """The fields that are asked for."""
    return [problem["field"] for problem in change["problems"] if problem["code"] == "S33"]


def by_label(imported: Imported) -> dict[str, UnsureValue]:
    return {one["label"]: one for one in imported["unsure"]}


def test_each_place_has_the_values_to_choose_from_with_their_words(imported: Imported) -> None:
    found = by_label(imported)
    assert {*found} == {"收支 / 收入总计 / 决算", "收支 / 支出总计 / 决算", "三公经费 / 公务接待费 / 决算"}
    meals = found["三公经费 / 公务接待费 / 决算"]["candidates"]
    assert [one["written"] for one in meals] == ["1.93", "2.93"]
    assert "第6行" in meals[0]["source"]
    assert "第7行" in meals[1]["source"]
    (income,) = found["收支 / 收入总计 / 决算"]["candidates"]
    assert income["written"] == "497.28"
    assert "没有写明" in income["doubt"]


def test_what_is_chosen_is_written_and_the_rest_is_asked_by_its_field(desk: Desk, imported: Imported) -> None:
    found = by_label(imported)
    chosen = found.pop("三公经费 / 公务接待费 / 决算")
    values = {one["path"]: one["written"] for one in imported["found"]} | {chosen["path"]: "2.93"}
    change = desk.set_values(values, {one["path"]: one["said"] for one in found.values()})
    assert change["said"] == ""
    assert asked(change) == [one["path"] for one in found.values()]
    cells = cells_of(desk._form)
    assert cells[chosen["path"]]["written"] == "2.93"
    assert {cells[one["path"]]["state"] for one in found.values()} == {"empty"}
    assert change["text"].count("null    # 待核对：") == len(found) == 2
    for one in found.values():
        assert one["said"] in change["text"]


def test_what_the_form_has_already_is_neither_asked_nor_lost(desk: Desk) -> None:
    desk.set_value("收支/收入总计/决算", "500")
    (income,) = [one for one in desk.import_file("x.txt", DOCUMENT.encode())["unsure"] if "收入" in one["label"]]
    assert income["now"] == "500"
    change = desk.set_values({}, {income["path"]: income["said"]})
    assert asked(change) == []
    assert cells_of(desk._form)["收支/收入总计/决算"]["written"] == "500"


@pytest.mark.parametrize("start", range(8))
def test_every_place_of_the_form_can_be_left_open_and_ended_by_its_field(start: int, desk: Desk) -> None:
    places = [joined(path) for path in islice(PLACES, start, None, 8)]
    assert len(places) > 20
    empty = {path for path, cell in cells_of(desk._form).items() if cell["state"] == "empty"}
    left = {path: WORDS for path in places if path in empty}
    change = desk.set_values({}, left)
    assert {*asked(change)} == {*left}
    assert {cells_of(desk._form)[path]["state"] for path in left} == {"empty"}
    figures = {joined(path) for path in FIGURES}
    first, second, *_ = [path for path in left if path in figures]
    change = desk.set_value(first, None)
    assert {*asked(change)} == {*left} - {first}
    assert cells_of(desk._form)[first]["state"] == "unpublished"
    change = desk.set_value(second, "5")
    assert {*asked(change)} == {*left} - {first, second}
    assert change["text"].count("# 待核对：") == len(left) - 2


def test_another_column_of_a_line_leaves_what_is_asked_of_it(desk: Desk) -> None:
    for line in ("机关运行经费", "公用经费", "三公经费/其中/公务接待费"):
        desk.set_values({}, {f"{line}/决算": WORDS})
        change = desk.set_value(f"{line}/年初预算", "3.20")
        assert asked(change).count(f"{line}/决算") == 1
        assert cells_of(desk._form)[f"{line}/年初预算"]["written"] == "3.20"
        assert change["text"].count("# 待核对：") == 1
        assert asked(desk.set_value(f"{line}/决算", "3.10")) == []


def test_in_a_file_of_another_layout_every_other_line_stays(tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    wide = state["text"].replace("\n三公经费:", "\n\n\n# 自己写的一行\n三公经费:")
    desk.set_text(wide)
    empty = [path for path in map(joined, FIGURES) if cells_of(desk._form)[path]["state"] == "empty"]
    change = desk.set_values({}, dict.fromkeys(empty[:6], WORDS))
    assert change["is_readable"]
    assert "\n\n\n# 自己写的一行\n三公经费:" in change["text"]
    assert change["text"].count("# ") - wide.count("# ") >= 6  # behind its value, or at the end of the file
    apart = sum(line.startswith("# ") and " 待核对：" in line for line in change["text"].splitlines())
    assert {*asked(change)} - {""} <= {*empty[:6]}
    assert asked(change).count("") == apart
    assert len(asked(change)) == 6


def test_a_row_that_was_not_taken_is_told_of_at_the_end(desk: Desk) -> None:
    path = "收支/项目支出/项目"
    values: dict[str, str | None] = {f"{path}/1/名称": "演示项目乙", f"{path}/1/年初预算": "3"}
    change = desk.set_values(values, {f"{path}/0/决算": WORDS, f"{path}/1/决算": WORDS})
    assert asked(change) == [f"{path}/0/决算", ""]  # the row that was taken is the first now, the other has no field
    assert change["text"].rstrip().endswith(f"# {path}/第1条/决算 待核对：{WORDS}")


def test_the_command_asks_the_same(tmp_path: Path) -> None:
    project = repository(tmp_path / "project", DEMO)
    desk = desk_of(tmp_path / "desk", DEMO, LIBRARY)
    desk.start(UNWRITTEN, "last_year")
    change = desk.set_values({}, {"收支/收入总计/决算": WORDS, "三公经费/其中/公务接待费/决算": WORDS})
    found: list[dict[str, Any]] = same(ci(project, f"data/{UNWRITTEN}/{LIBRARY}.yml", change["text"]))
    assert told(change["problems"]) == found
    assert [problem["code"] for problem in found].count("S33") == 2


def test_a_saved_file_goes_on_with_what_is_open(desk: Desk) -> None:
    text = desk.set_values({}, {"收支/收入总计/决算": WORDS})["text"]
    state = desk.start(UNWRITTEN, {"text": text})
    assert cells_of(state["fields"])["收支/收入总计/决算"]["state"] == "empty"
    assert asked_in(EditedText(text, "x.yml")) == {parted("收支/收入总计/决算"): WORDS}
