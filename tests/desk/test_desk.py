"""The desk from the first choice to the file: what each of its calls answers."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import DEMO, SEED
from tests.desk.desks import (
    DEMO_UNIT,
    DEMO_YEAR,
    SEED_UNIT,
    SEED_YEAR,
    cells_of,
    demo_desk,
    desk_of,
    packed,
    rows_of,
    seed_desk,
)  # fmt: skip  # names, read in a row
from tests.desk.test_check import FILE, TEXT, ci, repository
from tests.guard.evasion import git

from gongkai.cli.correct import correct
from gongkai.cli.new import new
from gongkai.desk import worker
from gongkai.desk.answers import Imported
from gongkai.desk.checking import CheckedText
from gongkai.desk.desk import Desk
from gongkai.desk.edits import EditedText
from gongkai.desk.forge import forge_pages
from gongkai.desk.opened import RefusedError
from gongkai.desk.places import parted
from gongkai.desk.shapes import Cell, Change, Section, State
from gongkai.desk.typed import value_of
from gongkai.load.record_file import parse_record
from gongkai.model.report import Report

TYPED = [
    "1", "0", None, "", "甲", "1,000", "-", "１２", "a: b", "\ud800", "\x00", "\u200b甲", "很长" * 150, "第一\n第二",
    "# x", "{", "[甲]", "2021年1月1日", "2099-01-01", "\t", "- a", "  ", "~", "!x", "&a", "*a", "|", ">", "%", "'", '"',
    "null",
]  # fmt: skip  # a list


def applied(form: list[Section], change: object) -> list[Section]:
    """The form of a page that does what it is told of a change, and nothing else."""
    assert isinstance(change, dict)
    sections: dict[str, Section] = {section["id"]: {**section, "rows": [*section["rows"]]} for section in form}
    sections |= {section["id"]: section for section in change["changed_sections"]}
    for field in change["changed_fields"]:
        rows = sections[field["section"]]["rows"]
        at = next(at for at, row in enumerate(rows) if row["path"] == field["row"]["path"])
        rows[at] = field["row"]
    for name, totals in change["totals"].items():
        sections[name]["totals"] = totals
    return [sections[name] for name in change["order"] or sections]


@pytest.mark.parametrize("project", [(SEED, SEED_UNIT), (DEMO, DEMO_UNIT)])
def test_opening_a_unit_says_which_years_there_are(project: tuple[Path, str], tmp_path: Path) -> None:
    opened = Desk(tmp_path).open_unit(packed(*project))
    assert opened["unit"] == project[1]
    assert opened["years"] == sorted(opened["years"], key=lambda year: -year["year"])
    assert all(year["has_text"] != year["can_begin"] or not year["has_text"] for year in opened["years"])
    assert {year["year"] for year in opened["years"] if year["has_text"]} <= set(opened["writable_years"])


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 100])
def test_what_is_no_reference_data_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="怎么改："):
        Desk(tmp_path).open_unit(content)


def test_before_anything_is_open_every_call_is_refused_in_words(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for call in (desk.check, desk.leaving, desk.correction, desk.workbook, lambda: desk.start(2020, "empty")):
        with pytest.raises(RefusedError, match="怎么改："):
            call()


def test_what_is_said_of_a_report_is_json(tmp_path: Path) -> None:
    desk, state = seed_desk(tmp_path)
    assert json.loads(json.dumps(state, ensure_ascii=False)) == state
    assert state["is_public"]
    assert state["is_readable"]
    assert state["path"] == FILE
    assert state["text"] == TEXT
    assert [problem["code"] for problem in state["problems"]] == ["D09", "D27"]
    assert {problem["field"] for problem in state["problems"]} == {"收支/基本支出/决算", "收支/基本支出/说明"}
    assert [problem["answer"] for problem in state["problems"]] == ["校核说明/D09", "校核说明/D27"]
    assert all(problem["why"] for problem in state["problems"])
    assert desk.leaving()["changed"] == []


@pytest.mark.parametrize(
    ("path", "typed", "written"),
    [
        ("收支/基本支出/年初预算", "1，234.5", "1234.5"), ("收支/追加预算", "－３５.２０", "-35.20"),
        ("人员/编制数", " 45 ", "45"), ("公开/批复日期", "2021年6月15日", "2021-06-15"), ("绩效/自评得分", "0", "0"),
        ("收支/追加预算", "约5万", "约5万"), ("收支/基本支出/推算", "上年决算，决算", "上年决算、决算"),
        ("标题", "甲\n乙", "甲 乙"), ("引言", "一\r\n二", "一\n二"), ("自评表/指标/0/年度指标值", "8", "8"),
        ("自评表/指标/0/三级指标", "12", "12"), ("校核说明/D09", "公开时漏列一项", "公开时漏列一项"),
    ],
)  # fmt: skip  # a table
def test_a_value_that_is_typed_is_read_as_it_is_meant(path: str, typed: str, written: str, tmp_path: Path) -> None:
    desk, state = seed_desk(tmp_path)
    change = desk.set_value(path, typed)
    assert cells_of(applied(state["fields"], change))[path]["written"] == written
    is_number = written.replace(".", "").replace("-", "").isdecimal() and "日期" not in path and "三级" not in path
    assert (f": {written}" in change["text"]) or not is_number
    assert not change["said"]


def test_a_number_that_is_none_says_what_is_wrong_at_its_cell(tmp_path: Path) -> None:
    desk, _ = seed_desk(tmp_path)
    problems = desk.set_value("收支/追加预算", "约5万")["problems"]
    assert [(problem["code"], problem["field"]) for problem in problems if problem["level"] == "必须改"] == [
        ("S07", "收支/追加预算")
    ]


def test_the_three_states_are_written_and_shown(tmp_path: Path) -> None:
    desk, state = seed_desk(tmp_path)
    form = state["fields"]
    for written, line, shown in (
        (None, "追加预算: null", "unpublished"),
        ("0", "追加预算: 0", "nought"),
        ("", "", "empty"),
    ):
        change = desk.set_value("收支/追加预算", written)
        form = applied(form, change)
        assert cells_of(form)["收支/追加预算"]["state"] == shown
        assert (line in change["text"]) if line else ("追加预算" not in change["text"])
    assert desk.set_value("收支/追加预算", "")["text"] == TEXT


def test_the_page_need_draw_only_what_is_told_of_a_change(tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    form = state["fields"]
    steps: tuple[Callable[[], Change], ...] = (
        lambda: desk.set_value("收支/基本支出/决算", "1"),
        lambda: desk.set_value("三公经费/其中/公务接待费", "2"),
        lambda: desk.add_row("问题"),
        lambda: desk.set_value("问题/3", "人手不足，项目推进慢"),
        lambda: desk.add_row("公用经费/其中", "邮电费"),
        lambda: desk.rename_row("公用经费/其中/邮电费", "邮电通讯费"),
        lambda: desk.add_row("项目自评"),
        lambda: desk.set_value("项目自评/0/项目", "甲项目"),
        lambda: desk.paste_rows("项目自评/0/指标", 0, [["产出指标", "数量指标", "培训"], ["", "", "走访"]]),
        lambda: desk.remove_row("收支/项目支出/项目", 0),
        lambda: desk.remove_row("项目自评", 0),
        lambda: desk.set_text(state["text"]),
    )
    fresh = desk_of(tmp_path / "fresh", DEMO, DEMO_UNIT)
    for step in steps:
        change = step()
        form = applied(form, change)
        assert not change["said"]
        assert form == fresh.start(DEMO_YEAR, {"text": change["text"]})["fields"]
    assert form == state["fields"]


def test_rows_are_added_taken_out_and_pasted(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    rows = [["产出指标", "数量指标", f"指标{at}", "≥", "8", "８", "次", "2", "1，000.5"] for at in range(60)]
    assert desk.add_row("自评表/指标")["path"] == "自评表/指标/10"
    change = desk.paste_rows("自评表/指标", 10, rows)
    table = next(section for section in change["changed_sections"] if section["id"] == "自评表/指标")
    assert len(table["rows"]) == 70
    last = {key: cell["written"] for key, cell in table["rows"][-1]["cells"].items() if cell["written"]}
    assert last == {
        "一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "指标59", "计算符号": "≥", "年度指标值": "8",
        "实际完成值": "８", "计量单位": "次", "分值": "2", "得分": "1000.5",
    }  # fmt: skip  # a record
    change = desk.paste_rows("自评表/指标", 69, [["5"], ["6"]], "分值")
    row = change["changed_sections"][0]["rows"][70]
    assert {key: cell["written"] for key, cell in row["cells"].items() if cell["written"]} == {"分值": "6"}
    change = desk.remove_row("自评表/指标", 70)
    assert len(change["changed_sections"][0]["rows"]) == 70


def test_the_last_row_takes_its_list_with_it(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    for _ in range(3):
        change = desk.remove_row("问题", 0)
    assert "\n问题:" not in change["text"]


def test_a_block_of_cells_is_pasted_over_lines(tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    values: dict[str, str | None] = {
        f"财政拨款/{key}/决算": str(at) for at, key in enumerate(("收入总计", "支出总计", "基本支出"), 3)
    }
    form = applied(state["fields"], desk.set_values(values))
    assert {path: cells_of(form)[path]["written"] for path in values} == values


def test_names_of_the_units_own_are_not_given_twice(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    desk.add_row("公用经费/其中", "邮电费")
    assert "怎么改" in desk.add_row("公用经费/其中", "邮电费")["said"]
    desk.add_row("公用经费/其中", "书报费")
    before = desk.check()
    change = desk.rename_row("公用经费/其中/书报费", "邮电费")
    assert "怎么改" in change["said"]
    assert change["problems"] == before
    assert [desk.add_row("公用经费/其中")["path"].rpartition("/")[2] for _ in range(2)] == ["新增一项", "新增一项2"]


def test_a_broken_text_keeps_the_form_and_says_what_is_wrong(tmp_path: Path) -> None:
    desk, state = seed_desk(tmp_path)
    change = desk.set_text(TEXT.replace("收支:", "收支: {", 1))
    assert not change["is_readable"]
    assert (change["changed_fields"], change["changed_sections"], change["order"]) == ([], [], [])
    assert any(problem["level"] == "必须改" for problem in change["problems"])
    again = desk.set_text(TEXT)
    assert again["is_readable"]
    assert applied(state["fields"], again) == state["fields"]


def test_words_in_the_place_of_fields_are_told_of_and_not_lost(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, SEED, SEED_UNIT)
    desk.start(SEED_YEAR, {"text": "标题: 甲\n公开: {状态: 待公开}\n收支: 见附表\n"})
    change = desk.set_value("收支/追加预算", "3")
    assert "怎么改：" in change["said"]
    assert "收支: 见附表" in change["text"]


@pytest.mark.parametrize(("year", "is_prior"), [(2024, True), (2025, False)])
def test_a_report_like_last_years_has_what_the_command_writes_but_its_blanks(
    year: int, is_prior: bool, tmp_path: Path
) -> None:
    project = repository(tmp_path / "project", DEMO)
    for late in (2024, 2025):
        (project / f"data/{late}").mkdir(exist_ok=True)
        (project / f"data/{late}/_year.yml").write_text("提纲: 湖南2022\n", encoding="utf-8")
    (project / f"data/{year}/{DEMO_UNIT}.yml").unlink(missing_ok=True)
    if not is_prior:
        (project / f"data/2024/{DEMO_UNIT}.yml").unlink(missing_ok=True)
    desk = desk_of(tmp_path / "desk", project, DEMO_UNIT)
    state = desk.start(year, "last_year")
    assert CliRunner().invoke(new, [str(year), DEMO_UNIT, "--root", str(project)]).exit_code == 0
    report, _ = parse_record((project / f"data/{year}/{DEMO_UNIT}.yml").read_text(encoding="utf-8"), "x", Report)
    mine, document = parse_record(state["text"], "x", Report)
    assert report is not None
    assert mine is not None
    assert not document.problems
    assert mine.model_dump(exclude_none=True) == report.model_dump(exclude_none=True)
    assert "null" not in state["text"].split("\n", 3)[3]
    assert not state["is_public"]
    assert (
        any(cell["written"] for path, cell in cells_of(state["fields"]).items() if path.endswith("上年决算"))
        == is_prior
    )


def test_an_empty_report_has_a_title_and_a_state(tmp_path: Path) -> None:
    project = repository(tmp_path / "project", SEED)
    (project / "data/2021").mkdir()
    (project / "data/2021/_year.yml").write_text("提纲: 湖南2016\n", encoding="utf-8")
    desk = desk_of(tmp_path / "desk", project, SEED_UNIT)
    state: State = desk.start(2021, "empty")
    filled = {path: cell["written"] for path, cell in cells_of(state["fields"]).items() if cell["state"] != "empty"}
    assert filled == {"标题": "2021年度部门整体支出绩效自评报告", "公开/状态": "待公开"}
    assert not [problem for problem in state["problems"] if problem["level"] == "必须改"]
    assert rows_of(state["fields"])["收支/基本支出"]["last"]["决算"] == "971.21"


def test_the_correction_is_that_of_the_command_and_passes_the_check(tmp_path: Path) -> None:
    project = repository(tmp_path / "project", SEED)
    day = {"timestamp": int(git(project, "log", "-1", "--format=%ct"))}
    desk = desk_of(tmp_path / "desk", SEED, SEED_UNIT, publication=day)
    desk.start(SEED_YEAR, "published")
    assert not desk.correction()["needed"]
    desk.set_value("收支/基本支出/年初预算", "800.01")
    changed = desk.set_value("标题", "2020年度部门整体支出绩效评价报告（更正）")
    assert desk.leaving()["needs_correction"]
    (project / FILE).write_text(changed["text"], encoding="utf-8")
    found = desk.correction()
    done = CliRunner().invoke(correct, [str(project / FILE), "--root", str(project), "--base", "main"])
    assert done.exit_code == 0, done.output
    assert found["change"]["text"] == (project / FILE).read_text(encoding="utf-8")
    assert {value["label"] for value in found["changed"]} == {"标题", "收支/基本支出/年初预算"}
    assert found["path"] == "更正/0"
    desk.set_value("更正/0/内容", "基本支出年初预算由794.62万元更正为800.01万元，标题写明是更正")
    change = desk.set_value("更正/0/原因", "录入时看错了一行")
    assert not [problem for problem in change["problems"] if problem["level"] == "必须改"]
    assert not [problem for problem in ci(project, FILE, change["text"]) if problem["level"] == "必须改"]
    assert not desk.leaving()["needs_correction"]
    assert not desk.correction()["needed"]
    desk.set_value("收支/基本支出/年初预算", "800.02")
    again = desk.correction()
    assert again["needed"]
    assert "录入时看错了一行" in again["change"]["text"]
    assert {"label": "收支/基本支出/年初预算", "old": "794.62", "new": "800.02"} in again["changed"]


def test_leaving_says_what_changed_and_what_is_left(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, SEED, SEED_UNIT, publication={"edit": "https://github.com/jia/yi/edit/main/{source}"})
    desk.start(SEED_YEAR, "published")
    desk.set_value("收支/收入总计", "971.22")
    leaving = desk.leaving()
    assert (leaving["file_name"], leaving["folder"]) == (f"{SEED_UNIT}.yml", f"data/{SEED_YEAR}")
    assert leaving["changed"] == [{"label": "收支/收入总计/决算", "old": "971.21", "new": "971.22"}]
    levels: list[str] = [problem["level"] for problem in desk.check()]
    counts = [levels.count("必须改"), levels.count("请核对"), levels.count("建议")]
    assert [leaving["must"], leaving["asked"], leaving["hints"]] == counts
    assert [page["url"] for page in leaving["forge"]] == [
        f"https://github.com/jia/yi/upload/main/data/{SEED_YEAR}", f"https://github.com/jia/yi/edit/main/{FILE}",
    ]  # fmt: skip  # a list


@pytest.mark.parametrize(
    ("edit", "pages"),
    [
        ("https://gitlab.example.cn/jia/yi/-/edit/main/{source}", ["/-/edit/main/data/2024/a.yml"]),
        ("https://git.example.cn/yi/_edit/main/{source}", ["/_upload/main/data/2024", "/_edit/main/data/2024/a.yml"]),
        ("https://gitee.com/jia/yi/edit/main/{source}", ["/edit/main/data/2024/a.yml"]),
        ("https://x.example.cn/src/{source}", ["/src/data/2024/a.yml"]),
        ("", []), ("javascript:alert(1)//{source}", []), ("https://x.example.cn/", []),
    ],
)  # fmt: skip  # a table
def test_the_pages_of_the_host_are_those_for_uploading_and_editing(edit: str, pages: list[str]) -> None:
    found = [*forge_pages(edit, "data/2024/a.yml", is_new=False)]
    assert [page["url"].rpartition(tail)[1] for page, tail in zip(found, pages, strict=True)] == pages
    assert all(len(page["steps"]) == 3 for page in found)
    new = [page["url"] for page in forge_pages(edit, "data/2024/a.yml", is_new=True)]
    assert new == [page["url"] for page in found if "pload" in page["url"]]


def test_anything_may_be_typed_anywhere(tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    rng, cells = random.Random(16), [*cells_of(state["fields"])]
    form = state["fields"]
    for _ in range(60):
        path, words = rng.choice(cells), rng.choice(TYPED)
        change = desk.set_value(path, words)
        form = applied(form, change)
        assert change["is_readable"], (path, words)
        cell = cells_of(form)[path]
        says_nothing = value_of(parted(path), words) is None
        assert says_nothing <= (words in {None, "null", "~", "-"})
        assert (cell["state"] == "unpublished") == says_nothing
        assert (cell["state"] == "nought") == (cell["written"] == "0")
        seen = "" if says_nothing else (words or "").strip().strip("\ud800\x00")
        assert bool(cell["written"]) == bool(seen), (path, words)


def test_leaving_says_what_the_year_after_is_asked_because_of_a_change(tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path, DEMO_UNIT, 2022)
    assert desk.leaving()["elsewhere"] == []
    actual = Decimal(cells_of(state["fields"])["收支/基本支出/决算"]["written"])
    desk.set_value("收支/基本支出/决算", str(actual + 100))
    found = desk.leaving()["elsewhere"]
    assert {problem["file"] for problem in found} == {f"data/2023/{DEMO_UNIT}.yml"}
    assert any(str(actual + 100) in problem["what"] for problem in found)


def test_nothing_is_started_opened_or_asked_of_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for owner, name in ((subprocess, "Popen"), (socket, "socket"), (threading.Thread, "start"), (os, "system")):
        monkeypatch.setattr(owner, name, refuse)
    desk, _ = seed_desk(tmp_path)
    desk.set_value("收支/收入总计", "971.22")
    desk.import_file("2020年度报告.txt", (SEED / "2020-report.txt").read_bytes())
    assert desk.correction()["needed"]
    assert desk.leaving()["must"]
    assert desk.workbook()


def test_neither_the_host_nor_the_commands_are_needed() -> None:
    words = "import sys; import gongkai.desk.desk; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    modules = {name.partition(".")[0] for name in done.stdout.split()}
    ours = {".".join(name.split(".")[:2]) for name in done.stdout.split() if name.startswith("gongkai.")}
    assert not modules & {"mkdocs", "click", "material", "multiprocessing", "concurrent"}
    assert not ours & {
        "gongkai.cli",
        "gongkai.build",
        "gongkai.site",
        "gongkai.audit",
        "gongkai.verify",
        "gongkai.mirror",
    }


def confirmed(desk: Desk, state: State, found: Imported, *paths: str) -> dict[str, Cell]:
    """The cells of the form with what was found in a document, or with what of it goes to some places."""
    values = {each["path"]: each["written"] for each in found["found"]}
    change = desk.set_values({path: values[path] for path in paths or values})
    assert change["said"] == ""
    return cells_of(applied(state["fields"], change))


def test_the_excel_form_goes_out_and_comes_back(tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    book = desk.workbook()
    other = desk.start(DEMO_YEAR, {"text": "标题: 甲\n公开: {状态: 待公开}\n"})
    found = desk.import_file("表.xlsx", book)
    assert not found["said"]
    assert found["kind"] == "本站的 Excel 表"
    assert all(not value["now"] or value["path"] == "标题" for value in found["found"])
    before, now = cells_of(state["fields"]), confirmed(desk, other, found)
    written = {path: cell["written"] for path, cell in before.items() if cell["written"] and path != "公开/状态"}
    assert {path: now[path]["written"] for path in written} == written


def test_the_excel_form_of_a_report_says_nothing_new_of_it(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    found = desk.import_file("表.xlsx", desk.workbook())["found"]
    assert len(found) > 300
    assert [value for value in found if value["now"] != value["written"]] == []


def test_only_what_is_confirmed_is_written(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, SEED, SEED_UNIT)
    state = desk.start(SEED_YEAR, {"text": "标题: 甲\n公开: {状态: 待公开}\n"})
    words = (SEED / "2020-report.txt").read_bytes()
    found = desk.import_file("2020年度报告.txt", words)
    assert not found["said"]
    sources = {value["path"]: value["source"] for value in found["found"]}
    money = [path for path in sources if path.endswith("决算")]
    assert money
    assert all(sources[path] for path in money)
    assert "原文：" in found["text"]
    now = confirmed(desk, state, found, money[0])
    assert {path for path, cell in now.items() if cell["written"]} == {"标题", "公开/状态", money[0]}
    assert Decimal(now[money[0]]["written"]) > 0


@pytest.mark.parametrize(
    ("there", "here", "written"),
    [("元", "万元", "164.03"), ("元", "元", "1640300.00"), ("万元", "元", "1640300"), ("千元", "万元", "164030")],
)
def test_amounts_of_another_measure_are_taken_exactly(there: str, here: str, written: str, tmp_path: Path) -> None:
    said = f"标题: 甲\n公开: {{状态: 待公开}}\n原文金额单位: {there}\n"
    amount = {"元": "1640300.00", "万元": "164.03", "千元": "1640300"}[there]
    desk = desk_of(tmp_path, SEED, SEED_UNIT)
    desk.start(SEED_YEAR, {"text": f"{said}收支: {{收入总计: 9712100000, 支出总计: 9712100000}}\n公用经费: {amount}\n"})
    book = desk.workbook()
    state = desk.start(
        SEED_YEAR, {"text": said.replace(there, here) + "收支: {收入总计: 9712100000, 支出总计: 9712100000}\n"}
    )
    found = desk.import_file("表.xlsx", book)
    assert "原文金额单位" not in {value["path"] for value in found["found"]}
    assert confirmed(desk, state, found, "公用经费/决算")["公用经费/决算"]["written"] == written


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK\x03\x04broken"),
        ("a.pdf", b"%PDF-1.4"),
        ("a.bin", b"\x00" * 100),
        ("a.txt", b""),
        ("a.xlsx", b"PK"),
    ],
)
def test_a_file_that_is_no_report_is_told_of_in_words(name: str, content: bytes, tmp_path: Path) -> None:
    desk, state = seed_desk(tmp_path)
    found = desk.import_file(name, content)
    assert found["said"]
    assert not found["found"]
    assert desk.start(SEED_YEAR, "published") == state


def test_a_document_of_another_unit_is_not_taken(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path, "yanshi-caizheng", 2023)
    found = desk.import_file("2020年度报告.txt", (SEED / "2020-report.txt").read_bytes())
    assert "怎么改：" in found["said"]
    assert not found["found"]


def test_attachments_are_put_beside_the_report_and_nowhere_else(tmp_path: Path) -> None:
    desk, _ = seed_desk(tmp_path)
    change = desk.set_values({"附件/0/名称": "自评表", "附件/0/文件": "附件/表.pdf"})
    assert "R05" in {problem["code"] for problem in change["problems"]}
    problems = desk.add_attachment("附件/表.pdf", b"%PDF-1.4\n")["problems"]
    assert "R05" not in {problem["code"] for problem in problems}
    with pytest.raises(RefusedError, match="怎么改："):
        desk.add_attachment("../../../x.pdf", b"")


def test_a_call_that_fails_leaves_the_report_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page shows nothing of an edit that failed: what is saved then has nothing of it either."""
    desk, state = seed_desk(tmp_path)
    monkeypatch.setattr(worker, "_DESK", desk)
    with monkeypatch.context() as broken:
        broken.setattr(CheckedText, "problems", property(lambda _: dict[str, str]()["no such"]))
        for method, given in (("set_value", ["标题", "甲"]), ("set_text", ["标题: 乙\n"]), ("add_row", ["问题"])):
            with pytest.raises(KeyError):
                worker.call(method, json.dumps(given))
    assert desk.file() == state["text"].encode()
    answer = json.loads(worker.call("set_value", json.dumps(["标题", "丙"])))["answer"]
    assert answer["text"] == EditedText(state["text"], FILE).with_value(("标题",), "丙").text
    assert [field["row"]["path"] for field in answer["changed_fields"]] == ["标题"]
