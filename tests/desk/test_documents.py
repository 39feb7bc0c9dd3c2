"""A document that is dropped: what is confirmed is what it says, at the place where it belongs, and whose it is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from tests.conftest import DEMO, demo
from tests.desk.desks import DEMO_UNIT, DEMO_YEAR, cells_of, demo_desk, desk_of
from tests.desk.test_reference import packed
from tests.importer.documents import grid, word_of
from tests.importer.printed_tables import page_blocks
from tests.importer.prose_documents import LAYOUTS, write_document

from gongkai.desk.answers import Imported
from gongkai.desk.desk import Desk
from gongkai.desk.edits import EditedText
from gongkai.desk.fields import is_either
from gongkai.desk.places import declared_at, parted, value_at
from gongkai.desk.row_edits import closed_up
from gongkai.desk.shapes import SourceName
from gongkai.desk.site_files import units_list
from gongkai.importer.document import Paragraph
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.paths import leaves
from gongkai.model.problem import KeyPath

EMPTY: Final = "标题: 甲\n公开: {状态: 待公开}\n"
REPORTS: Final = sorted(key for key, entry in demo().archive.entries.items() if entry.published)
SAMPLE: Final = [
    pytest.param(*key, marks=[pytest.mark.trial] if at % 40 else [], id="-".join(map(str, key)))
    for at, key in enumerate(REPORTS)
]


def word_file(unit: str, year: int) -> bytes:
    """A report as the unit would have written it in Word."""
    archive = demo().archive
    report = archive.entries[unit, year].report
    assert report is not None
    outline, name = archive.outlines[archive.years[year].outline], archive.units[unit].name_in(year)
    blocks = write_document(report, year, name, outline, LAYOUTS[year % len(LAYOUTS)], 0).document.blocks
    return word_of([*blocks, *page_blocks(report)])


def stated(text: str) -> dict[KeyPath, str]:
    """What a data file says, digit by digit."""
    values = parse_yaml(text, "a.yml").value
    return {path: _written(path, value) for path, value in leaves(values) if value not in (None, "")}


def _written(path: KeyPath, value: object) -> str:
    """A value digit by digit; where a number or words may stand, 12 and "12" are the same."""
    declared = declared_at(path)
    return str(value) if declared is not None and is_either(declared) else repr(value)


def check_taken(desk: Desk, found: Imported) -> None:
    """All that is offered for an empty report is what ``gongkai import`` writes of the same document."""
    values = {each["path"]: each["written"] for each in found["found"]}
    assert len(values) == len(found["found"]) > 5
    change = desk.set_values(values)
    assert change["said"] == ""
    imported, now = stated(found["text"]), stated(change["text"])
    unsure = {parted(each["path"]) for each in found["unsure"]}
    left = {path for path in imported if path not in now}
    assert all(path[:2] == ("公开", "状态") or path in unsure or (*path, "决算") in unsure for path in left)
    assert {path for path, words in now.items() if imported.get(path) != words} <= {("公开", "状态"), *unsure}


@pytest.mark.parametrize(("unit", "year"), SAMPLE)
def test_what_is_confirmed_is_what_the_import_writes(unit: str, year: int, tmp_path: Path) -> None:
    desk = desk_of(tmp_path, DEMO, unit)
    measure = desk.start(year, "published")["measure"]
    for name, content in (("报告.docx", word_file(unit, year)), ("表.xlsx", desk.workbook())):
        written = measure if name == "表.xlsx" else "万元"  # Word files are written in 万元 here
        desk.start(year, {"text": EMPTY if written == "万元" else f"{EMPTY}原文金额单位: {written}\n"})
        check_taken(desk, desk.import_file(name, content))


def test_new_rows_stand_without_a_gap_whichever_are_confirmed(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    book, rng = desk.workbook(), random.Random(16)
    for _ in range(12):
        desk.start(DEMO_YEAR, {"text": EMPTY})
        found = desk.import_file("表.xlsx", book)["found"]
        rows = sorted({row for each in found if (row := row_of(parted(each["path"])))}, key=str)
        assert len(rows) > 20
        chosen = set(rng.sample(rows, 6))
        values = {each["path"]: each["written"] for each in found if row_of(parted(each["path"])) in chosen}
        now = EditedText(desk.set_values(values)["text"], "a.yml").values
        for path in {row[:-1] for row in chosen}:
            entries: Any = value_at(now, path)[1]
            assert len(entries) == sum(row[:-1] == path for row in chosen)
            assert all(entries)


BEGUN: Final = "云溪市演示区图书馆二〇一九年度部门整体支出绩效自评情况的报告"


@pytest.mark.parametrize("source", ["empty", "last_year"])
def test_what_a_new_report_begins_with_counts_as_not_filled_in(source: SourceName, tmp_path: Path) -> None:
    """What the document says is offered as if the form were empty there; what a person wrote is not."""
    desk = desk_of(tmp_path, DEMO, "yanshi-tushuguan")
    begun = cells_of(desk.start(2019, source)["fields"])
    words = f"{BEGUN}\n一、三公经费\n2019年度公务接待费决算1.20万元，上年决算9.87万元。演示数据。"
    found = {each["path"]: each for each in desk.import_file("报告.txt", words.encode())["found"]}
    assert (found["标题"]["written"], found["标题"]["now"]) == (BEGUN, begun["标题"]["written"])
    assert found["标题"]["now"]
    assert all(each["is_begun"] for each in found.values() if each["now"])
    desk.set_value("标题", "演示区图书馆2019年度自评")
    (title,) = [e for e in desk.import_file("报告.txt", words.encode())["found"] if e["path"] == "标题"]
    assert not title["is_begun"]


def test_what_readers_have_seen_is_never_what_the_desk_began_with(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    found = desk.import_file("报告.txt", f"{DEMO_YEAR}年度自评的报告\n公务接待费决算1.20万元。".encode())["found"]
    assert [each["path"] for each in found if each["now"]]
    assert not any(each["is_begun"] for each in found)


def row_of(path: KeyPath) -> KeyPath:
    """The outermost row that a place is in; () where it is in none."""
    return next((path[: at + 1] for at, key in enumerate(path) if isinstance(key, int)), ())


@pytest.mark.parametrize(
    ("meant", "values", "placed"),
    [
        ({("问题", 7): "甲", ("问题", 9): "乙"}, {"问题": ["丙"]}, {("问题", 1): "甲", ("问题", 2): "乙"}),
        ({("问题", 0): "甲"}, {"问题": ["丙"]}, {("问题", 0): "甲"}),
        ({("附件", 3, "名称"): 1, ("附件", 3, "文件"): 2}, {}, {("附件", 0, "名称"): 1, ("附件", 0, "文件"): 2}),
    ],
)  # fmt: skip  # a table
def test_rows_below_the_last_follow_one_another(
    meant: dict[KeyPath, Any], values: dict[str, Any], placed: dict[KeyPath, Any]
) -> None:
    assert closed_up(meant, values) == placed


# ---- whose it is ----

UNITS: Final = demo().archive.units
LONG: Final = 30
OTHERS: Final = [
    pytest.param(unit, marks=[pytest.mark.trial] if at % 5 and not UNITS[unit].former_names else [])
    for at, unit in enumerate(UNITS)
    if unit != DEMO_UNIT
]


def names_of(unit: str) -> Iterator[str]:
    """What a unit is called, or was; 团委 is too short to be looked for."""
    names = (UNITS[unit].name, UNITS[unit].short_name, *(former.name for former in UNITS[unit].former_names))
    yield from (name for name in names if name and len(name) > 2)


@cache
def listed() -> bytes:
    """The list of units of the site."""
    return units_list(demo().archive).content()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with what the site has of one unit, and the list of all."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.open_unit(packed(DEMO, DEMO_UNIT)[DEMO_UNIT])
    assert desk.know_units(listed()) == len(UNITS)
    desk.start(DEMO_YEAR, {"text": EMPTY})
    return desk


def said_of(desk: Desk, title: str, name: str = "报告.txt") -> str:
    """What is said of whose a document is, as its name and its title say it."""
    between = "\n" if len(title) > LONG else ""  # as covers have it
    words = f"{title}{between}{DEMO_YEAR}年度部门整体支出绩效自评报告\n一、三公经费\n公务接待费决算1.20万元。演示数据。"
    found = desk.import_file(name, words.encode())
    assert found["said"] or found["found"]
    return found["said"] or found["other_unit"]


@pytest.mark.parametrize("unit", OTHERS)
def test_every_name_of_every_other_unit_is_recognised(unit: str, desk: Desk) -> None:
    own = tuple(names_of(DEMO_UNIT))
    for name in names_of(unit):
        said = said_of(desk, name)
        assert f"“{UNITS[unit].name}”（{unit}）" in said
        assert "核对是不是拿错了文件" in said
        assert said_of(desk, "", f"{name}{DEMO_YEAR}年度报告.txt")
        assert said_of(desk, f"{own[0]}（含{name}）") == ""
        assert said_of(desk, own[1], f"{name}.txt") == ""
        assert said_of(desk, "关于", f"{own[1]}报告（转{name}）.txt") == ""


@pytest.mark.parametrize("name", [*names_of(DEMO_UNIT), "", "本单位", "某某县图书馆"])
def test_the_own_unit_and_those_that_are_not_registered_are_not_told_of(name: str, desk: Desk) -> None:
    assert said_of(desk, name) == ""


def test_without_the_list_nothing_is_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.open_unit(packed(DEMO, DEMO_UNIT)[DEMO_UNIT])
    desk.start(DEMO_YEAR, {"text": EMPTY})
    assert said_of(desk, UNITS["yanshi-tushuguan"].name) == ""


def test_a_table_of_another_unit_is_not_offered_and_is_told_of(desk: Desk) -> None:
    names = (demo().archive.units[DEMO_UNIT].name, "某县另一个局")
    tables = [
        grid(f"填报单位：{name}|<", "公务接待费（万元）|决算数", f"公务接待费|{at}.25")
        for at, name in enumerate(names, 3)
    ]
    found = desk.import_file("附表.docx", word_of([tables[0], Paragraph("另一张"), tables[1]]))
    assert "4.25" not in found["text"]
    assert "3.25" in found["text"]
    assert any("某县另一个局" in note and "再打开这个文件" in note for note in found["notes"])
