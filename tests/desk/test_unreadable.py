"""While the text in hand cannot be read, nothing but the text itself can be changed: every edit is refused in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from tests.conftest import ROOT
from tests.desk.desks import DEMO_YEAR, demo_desk

from gongkai.desk.desk import Desk
from gongkai.desk.edits import EditedText
from gongkai.desk.opened import RefusedError
from gongkai.desk.typed import cleaned
from gongkai.load.source import MAX_BYTES

SAID: Final = "文件现在读不出来"
#: Every call that writes into the report, or beside it, but for ``set_text``; and the workbook, which would be empty.
EDITS: Final[Mapping[str, Callable[[Desk], Any]]] = {
    "set_value": lambda desk: desk.set_value("授予中小企业", "9970"),
    "set_values": lambda desk: desk.set_values({"标题": "甲", "公用经费/决算": "1", "引言": "乙"}),
    "add_row": lambda desk: desk.add_row("问题"),
    "add_row named": lambda desk: desk.add_row("公用经费/其中", "邮电费"),
    "remove_row": lambda desk: desk.remove_row("问题", 0),
    "rename_row": lambda desk: desk.rename_row("公用经费/其中/办公费", "邮电费"),
    "paste_rows": lambda desk: desk.paste_rows("问题", 0, [["甲"], ["乙"]]),
    "add_attachment": lambda desk: desk.add_attachment("附件/表.pdf", b"%PDF-1.4\n"),
    "correction": lambda desk: desk.correction(),
    "workbook": lambda desk: desk.workbook(),
}


def cases() -> list[str]:
    """The input cases that cannot be read, and those that are no file at all."""
    texts = [
        cleaned(path.read_bytes().decode("utf-8", "replace"))
        for path in sorted((ROOT / "tests/cases/input").glob("*.yml"))
        if path.stat().st_size <= MAX_BYTES
    ]
    return ["", "# 只有注释\n", *(text for text in texts if not EditedText(text, "a.yml").is_readable)]


BROKEN: Final = cases()


def said_of(desk: Desk, edit: Callable[[Desk], Any]) -> str:
    """Why an edit was not made."""
    try:
        answer = edit(desk)
    except RefusedError as refused:
        return str(refused)
    return str(answer["said"])


def test_there_are_texts_that_cannot_be_read() -> None:
    assert len(BROKEN) > 25


@pytest.mark.parametrize("way", ["typed", "opened"])
def test_no_edit_touches_a_text_that_cannot_be_read(way: str, tmp_path: Path) -> None:
    desk, state = demo_desk(tmp_path)
    for text in BROKEN:
        if way == "typed":
            desk.set_text(text)
        else:
            desk.start(DEMO_YEAR, {"text": text})
        files = sorted(tmp_path.rglob("*"))
        for name, edit in EDITS.items():
            said = said_of(desk, edit)
            assert said.startswith(SAID), (name, text)
            assert "怎么改：" in said
        after = desk.set_text(text)
        assert (after["text"], after["is_readable"], after["changed_sections"]) == (text, False, [])
        assert sorted(tmp_path.rglob("*")) == files
        assert (tmp_path / state["path"]).read_text(encoding="utf-8") in {text, state["text"]}


def test_a_refused_edit_says_what_is_in_the_text_still(tmp_path: Path) -> None:
    """The colon behind 标题 was lost: the next figure is not written over the whole report."""
    desk, state = demo_desk(tmp_path)
    broken = state["text"].replace("标题: ", "标题 ", 1)
    assert broken != state["text"]
    assert not desk.set_text(broken)["is_readable"]
    change = desk.set_value("授予中小企业", "9970")
    assert (change["text"], change["is_readable"], change["changed_fields"]) == (broken, False, [])
    assert any(problem["level"] == "必须改" for problem in change["problems"])
    assert desk.set_text(state["text"])["is_readable"]
    assert "9970" in desk.set_value("授予中小企业", "9970")["text"]
