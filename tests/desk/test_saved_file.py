"""Files that are opened on the desk: read as ``gongkai check`` reads them, and only those of the unit and the year."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from tests.conftest import DEMO
from tests.desk.desks import DEMO_UNIT, DEMO_YEAR, demo_desk, desk_of

from gongkai.desk.desk import Desk
from gongkai.desk.opened import RefusedError
from gongkai.load.source import MAX_BYTES, parse_source

OWN: Final = f"{DEMO_UNIT}.yml"
#: Every report of the fictional district that can be read, by unit and year.
FILES: Final = {
    (path.stem, int(path.parent.name)): path.read_bytes() for path in sorted((DEMO / "data").glob("2*/[!_]*.yml"))
}
TEXT: Final = FILES[DEMO_UNIT, DEMO_YEAR].decode()
#: What the name of the unit's own file may become on its way.
COPIES: Final = (OWN, f"{DEMO_UNIT} (1).yml", f"{DEMO_UNIT}（2）.yaml", f"{DEMO_UNIT} - 副本.yml", f"{DEMO_UNIT}-2.YML",
    f"data/{DEMO_YEAR}/{OWN}", "报告.yml", "绩效自评（定稿）.yml", f"{DEMO_YEAR}年度自评.yml")  # fmt: skip  # a list


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A report in hand, over which others are opened; all units are registered."""
    return desk_of(tmp_path_factory.mktemp("desk"), DEMO, DEMO_UNIT)


def refused(desk: Desk, text: str, name: str) -> str:
    """Why a file is not opened."""
    with pytest.raises(RefusedError, match="怎么改：") as error:
        desk.start(DEMO_YEAR, {"text": text, "name": name})
    return str(error.value)


@pytest.mark.parametrize("name", COPIES)
def test_the_units_own_file_is_opened_by_any_name_it_may_have(name: str, desk: Desk) -> None:
    changed = TEXT.replace("文种:", "# 改过\n文种:", 1)
    for text in (TEXT, changed):
        state = desk.start(DEMO_YEAR, {"text": text, "name": name})
        assert (state["text"], state["said"]) == (text, "")


def test_every_report_of_another_unit_or_year_is_refused(desk: Desk) -> None:
    others = {key: content.decode() for key, content in FILES.items() if key != (DEMO_UNIT, DEMO_YEAR)}
    assert len(others) > 80
    before = desk.start(DEMO_YEAR, "published")["text"]
    for (unit, year), text in others.items():
        if unit != DEMO_UNIT:
            assert f"“{unit}.yml”不是" in refused(desk, text, f"{unit}.yml")
        if year != DEMO_YEAR:
            assert f"写的是 {year} 年度" in refused(desk, text, OWN)
    assert desk.leaving()["changed"] == []
    assert desk.set_text(before)["changed_fields"] == []


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("标题: 云溪市演示区图书馆2023年度部门整体支出绩效自评报告", "yanshi-tushuguan"),
        ("标题: 区图书馆2023年度部门整体支出绩效自评报告", "yanshi-tushuguan"),
        ("# 云溪市演示区图书馆　2023年度，录自：演示数据.docx\n标题: 绩效自评报告", "yanshi-tushuguan"),
        ("标题: 绩效自评报告\n引言: 云溪市演示区图书馆是公益一类事业单位。演示数据。", "yanshi-tushuguan"),
        ("标题: 2022年度部门整体支出绩效自评报告", "2022 年度"),
        ("标题 2022年度部门整体支出绩效自评报告", "2022 年度"),
        ("# 云溪市演示区人民代表大会常务委员会　2021年度\n标题: 自评报告", "2021 年度"),
    ],
)
def test_what_the_text_says_of_itself_is_heard(head: str, said: str, desk: Desk) -> None:
    text = f"{head}\n公开: {{状态: 待公开}}\n"
    assert said in refused(desk, text, "报告.yml")
    kept = desk.start(DEMO_YEAR, {"text": text})
    assert (kept["text"], said in kept["said"]) == (text, True)


@pytest.mark.parametrize("name", ["yanshi-tushuguan.yml", "yanshi-renda-benji.yml", "2022/报告.yml", "2022年度.yml"])
def test_what_the_name_of_a_file_says_is_heard(name: str, desk: Desk) -> None:
    assert "“" in refused(desk, "标题: 绩效自评报告\n公开: {状态: 待公开}\n", name)


@pytest.mark.parametrize(
    "words",
    [
        "标题: 绩效自评报告\n引言: 根据区财政局的要求，区图书馆等单位参加了自评。演示数据。",
        "标题: 区人大常委会2023年度部门整体支出绩效自评报告",
        "标题: 关于2022年度和2023年度的自评报告",
    ],
)
def test_another_unit_that_is_only_mentioned_is_none(words: str, desk: Desk) -> None:
    text = f"{words}\n公开: {{状态: 待公开}}\n"
    assert desk.start(DEMO_YEAR, {"text": text, "name": OWN})["text"] == text


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
def test_another_encoding_is_told_as_the_check_tells_it(encoding: str, tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    content = "标题: 绩效自评报告\n".encode(encoding)
    (problem,) = parse_source(content, OWN).problems
    with pytest.raises(RefusedError) as error:
        desk.start(DEMO_YEAR, {"name": OWN}, content)
    assert problem.message in str(error.value)
    assert f"怎么改：{problem.cure}" in str(error.value)
    assert ("GBK" in str(error.value)) == (encoding in {"gbk", "gb18030"})
    assert desk.set_text(state["text"])["changed_fields"] == []


def test_what_can_be_mended_in_the_text_is_opened(tmp_path: Path) -> None:
    desk, _ = demo_desk(tmp_path)
    state = desk.start(DEMO_YEAR, {"name": OWN}, "标题: 甲\u202e\n公开: {状态: 待公开}\n".encode())
    assert "F04" in {problem["code"] for problem in state["problems"]}
    assert desk.start(DEMO_YEAR, {"name": OWN}, b"")["problems"][0]["level"] == "必须改"
    with pytest.raises(RefusedError, match="怎么改："):
        desk.start(DEMO_YEAR, {"name": OWN}, b"a" * (MAX_BYTES + 1))
