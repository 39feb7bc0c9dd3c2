"""The saved file differs from the one it began with in the lines that were edited, whatever its lines end in."""

from __future__ import annotations

import codecs
import re
import shutil
from collections.abc import Callable, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import cycle
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SEED
from tests.desk.desks import SEED_UNIT, SEED_YEAR, desk_of, packed
from tests.desk.test_check import FILE, ci, repository, same, told
from tests.guard.evasion import git

from gongkai.desk.beginnings import begin
from gongkai.desk.desk import Desk
from gongkai.desk.edits import OUT, EditedText
from gongkai.desk.line_ends import line_ends_of
from gongkai.desk.opened import OpenedUnit, open_unit
from gongkai.desk.row_edits import add_row
from gongkai.desk.saved_file import OpenedText
from gongkai.load.source import parse_source

OWN: Final = f"{SEED_UNIT}.yml"
TEXT: Final = (SEED / FILE).read_text(encoding="utf-8")


def ended(*ends: str) -> bytes:
    """The report with ends of lines in turn."""
    return "".join(line + end for line, end in zip(TEXT.splitlines(), cycle(ends), strict=False)).encode()


#: In what the bytes of a file may differ from its text.
SHAPES: Final[Mapping[str, bytes]] = {
    "line feeds": ended("\n"),
    "Windows": ended("\r\n"),
    "mixed": ended("\n", "\r\n", "\n"),
    "doubled": ended("\r\r\n"),
    "an old Mac": ended("\r"),
    "a mark": codecs.BOM_UTF8 + ended("\n"),
    "Notepad": codecs.BOM_UTF8 + ended("\r\n"),
    "no last end": ended("\n").removesuffix(b"\n"),
    "Windows without last end": ended("\r\n").removesuffix(b"\r\n"),
    "one of Windows": ended("\n").replace(b"\n", b"\r\n", 1),
}
#: What a clerk does.
EDITS: Final[Mapping[str, Callable[[EditedText], EditedText]]] = {
    "nothing": lambda text: text,
    "a figure": lambda text: text.with_value(("收支", "收入总计", "决算"), Decimal("972.22")),
    "a title": lambda text: text.with_value(("标题",), "2020年度部门整体支出绩效评价报告（修订）"),
    "a row more": lambda text: add_row(text, ("问题",))[0],
    "a value less": lambda text: text.with_value(("人员", "内设机构"), OUT),
    "a new last line": lambda text: text.with_value(("校核说明", "D09"), "公开时漏列一项，总数无误"),
    "as text": lambda text: EditedText(text.text.replace("标题:", "# 一句话\n标题:", 1), text.file),
}
_LINE: Final = re.compile(rb"[^\r\n]*(?:\r*\n|\r)|[^\r\n]+")


def project_with(content: bytes, folder: Path) -> Path:
    """The seed with other bytes of its report."""
    shutil.copytree(SEED / "data", folder / "data")
    (folder / FILE).write_bytes(content)
    return folder


def changed_lines(before: bytes, after: bytes) -> tuple[int, int]:
    """How many lines a comparison shows as taken out, and as put in."""
    codes = SequenceMatcher(None, _LINE.findall(before), _LINE.findall(after), autojunk=False).get_opcodes()
    shown = [(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
    return sum(out for out, _ in shown), sum(put for _, put in shown)


def begun(opened: OpenedUnit, content: bytes) -> Mapping[str, OpenedText]:
    """The report in hand in each of the ways in which work begins; a draft is what the page kept of the first."""
    public = begin(opened, SEED_YEAR, "published", None)
    return {
        "published": public,
        "opened": begin(opened, SEED_YEAR, {"name": OWN}, content),
        "a draft": begin(opened, SEED_YEAR, {"text": public.text, "stored": public.stored}, None),
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_only_the_lines_that_were_edited_differ(shape: str, tmp_path: Path) -> None:
    content = SHAPES[shape]
    project = project_with(content, tmp_path / "project")
    text = parse_source(content, OWN).text
    assert text is not None
    edited = {name: edit(EditedText(text, FILE)).text for name, edit in EDITS.items()}
    for way, found in begun(open_unit(tmp_path, packed(project, SEED_UNIT)), content).items():
        assert (found.text, found.said) == (text, "")
        for name, now in edited.items():
            after = found.ends.written(now)
            assert parse_source(after, OWN).text == now.removesuffix("\n") + "\n" * text.endswith("\n"), (way, name)
            assert after.startswith(codecs.BOM_UTF8) == content.startswith(codecs.BOM_UTF8)
            words = changed_lines(text.rstrip("\n").encode(), now.rstrip("\n").encode())
            assert changed_lines(content.rstrip(b"\r\n"), after.rstrip(b"\r\n")) == words, (way, name)
            assert (after == content) is (name == "nothing")


@pytest.mark.parametrize("shape", ["Notepad", "mixed", "Windows without last end"])
def test_the_list_is_that_of_the_saved_bytes(shape: str, tmp_path: Path) -> None:
    project = repository(tmp_path / "repository", project_with(SHAPES[shape], tmp_path / "project"))
    timestamp = int(git(project, "log", "-1", "--format=%ct"))
    desk = desk_of(tmp_path / "desk", project, SEED_UNIT, publication={"timestamp": timestamp})
    desk.start(SEED_YEAR, "published")
    assert told(desk.check()) == same(ci(project, FILE, desk.file().decode()))
    found = told(desk.set_value("标题", "2020年度部门整体支出绩效评价报告（修订）")["problems"])
    assert found == same(ci(project, FILE, desk.file().decode()))
    assert ("F05" in {problem["code"] for problem in found}) == SHAPES[shape].startswith(codecs.BOM_UTF8)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_public_file_decides_and_where_there_is_none_the_opened_one(shape: str, both: tuple[Desk, Desk]) -> None:
    content, plain = SHAPES[shape], SHAPES["line feeds"]
    desk, without = both
    state = desk.start(SEED_YEAR, {"name": OWN}, content)
    assert desk.file().rstrip(b"\n") == plain.rstrip(b"\n")
    assert ("只显示改了的行" in state["said"]) is (desk.file() != content)
    assert state["stored"] == (content.decode() if _is_kept(content) else "")
    state = without.start(SEED_YEAR, {"name": OWN}, content)
    assert (without.file(), state["said"]) == (content, "")
    without.start(SEED_YEAR, {"text": state["text"], "stored": state["stored"]})
    assert without.file() == content


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    """A desk with the report as it is public, and one on which its figures may not be shown."""
    folder = tmp_path_factory.mktemp("desks")
    public, withheld = packed(SEED, SEED_UNIT), packed(SEED, SEED_UNIT, withheld=[FILE])
    desks = Desk(folder / "public"), Desk(folder / "withheld")
    for desk, data in zip(desks, (public, withheld), strict=True):
        desk.open_unit(data)
    return desks


def _is_kept(content: bytes) -> bool:
    """Whether the bytes of a file say more than its text."""
    return content.decode() != parse_source(content, OWN).text


def test_a_mark_that_was_taken_out_stays_out(tmp_path: Path) -> None:
    """The check asks for it to be saved without; whoever did so is not given it back."""
    desk = desk_of(tmp_path, project_with(SHAPES["Notepad"], tmp_path / "project"), SEED_UNIT)
    desk.start(SEED_YEAR, {"name": OWN}, SHAPES["Windows"])
    assert desk.file() == SHAPES["Windows"]


LINES: Final = st.lists(st.text("甲乙丙ab:# ", max_size=6), unique=True, min_size=1, max_size=12)
ENDS: Final = st.sampled_from(["\n", "\r\n", "\r\r\n"])


@given(st.data(), LINES, st.booleans(), st.booleans())
def test_every_line_that_stays_ends_as_it_did(
    data: st.DataObject, words: list[str], has_mark: bool, has_last: bool
) -> None:
    ends = [data.draw(ENDS) for _ in words]
    if not has_last and words[-1]:
        ends[-1] = ""
    lines, mark = [*zip(words, ends, strict=True)], "\ufeff" * has_mark
    content = mark + "".join(map("".join, lines))
    kept = line_ends_of(content)
    assert kept.written("".join(line + "\n" * bool(end) for line, end in lines)).decode() == content
    first = data.draw(st.integers(0, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    new = data.draw(st.lists(st.text("丁戊", min_size=1, max_size=4), max_size=3))
    now = [*words[:first], *new, *words[last:]]
    after = kept.written("".join(f"{line}\n" for line in now)).decode()
    assert after.startswith("\ufeff") is has_mark
    pieces = [piece.decode() for piece in _LINE.findall(after.removeprefix(mark).encode())]
    assert [piece.rstrip("\r\n") for piece in pieces] == now
    for line, end in (*lines[:first], *lines[last:]):
        piece = pieces[now.index(line)]
        assert piece == line + end or (not end and piece != pieces[-1])
