"""Hostile files on the desk: each gets one clear word, in bounded time and memory, and the desk lives on."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from tests.desk.desks import DEMO_UNIT, DEMO_YEAR, demo_desk
from tests.importer.documents import excel, paragraph, run, word, zipped
from tests.importer.test_refusals import locked_pdf, locked_zip, lying_zip, ole

from gongkai.desk.desk import Desk
from gongkai.official_form.writing import WHOSE

MEGABYTE: Final = 1 << 20
#: Seconds on a busy machine, and bytes of memory, the program with it.
PATIENCE: Final = 120
ROOM: Final = 1500 * MEGABYTE
ENTITIES: Final = "".join(f'<!ENTITY a{at} "&a{at - 1};&a{at - 1};">' for at in range(1, 40))
DTD: Final = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{ENTITIES}]>'


def bomb(name: str, megabytes: int) -> bytes:
    """A package with a part of nothing but noughts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package, package.open(name, "w") as part:
        for _ in range(megabytes):
            part.write(bytes(MEGABYTE))
    return written.getvalue()


def nested(depth: int) -> bytes:
    """Packages in packages."""
    inside = bomb("x", 20)
    for _ in range(depth):
        inside = zipped({f"{at}.zip": inside for at in range(10)})
    return inside


def far_form() -> bytes:
    """The project's own form with a cell in the last corner of a sheet."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.add_worksheet(WHOSE).write(0, 0, f'{{"年度": {DEMO_YEAR}, "单位": "{DEMO_UNIT}"}}')
        sheet = book.add_worksheet("项目自评1")
        sheet.write(0, 0, "演示数据")
        sheet.write(1_048_575, 16_000, "x")
    return written.getvalue()


def with_macros(content: bytes, folder: str) -> bytes:
    """The same file with a macro in it."""
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a") as package:
        package.writestr(f"{folder}/vbaProject.bin", ole("VBA", "ThisDocument"))
    return written.getvalue()


PLAIN: Final = word(paragraph(run("演示数据：“三公”经费支出7.02万元。")))
SCRIPT: Final = "<script>globalThis.ran = true</script><img src=x onerror='globalThis.ran = true'>"
#: Kind → how the file is made, and what is said of it; "" where it is read like any other.
HOSTILE: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "zip bomb.docx": (lambda: bomb("word/document.xml", 41), "展开以后太大"),
    "zip bomb.xlsx": (lambda: bomb("xl/workbook.xml", 41), "展开以后太大"),
    "zip bomb beyond all.xlsx": (lambda: bomb("xl/worksheets/sheet1.xml", 201), "展开以后太大"),
    "nested.docx": (lambda: nested(4), "文件是压缩包"),
    "lying.docx": (lying_zip, "文件坏了"),
    "far form.xlsx": (far_form, "太大，不像一张报表"),
    "far cell.xlsx": (lambda: excel({"表": [(1_000_000, 5000, 1, "")]}), "太大，不像一张报表"),
    "binary workbook.xlsx": (lambda: zipped({"xl/workbook.bin": b"\0" * 99, "xl/workbook.xml": "<a/>"}), "坏了"),
    "entities.docx": (lambda: zipped({"word/document.xml": f"{DTD}<w>&a39;</w>"}), "DTD"),
    "entities.xlsx": (lambda: zipped({"xl/workbook.xml": f"{DTD}<w>&a39;</w>"}), "DTD"),
    "entities.html": (lambda: f"<html>{DTD}<p>&a39;".encode(), ""),
    "wide table.html": (lambda: ("<html><table><tr>" + "<td>1" * 40_000).encode(), "展开以后太大"),
    "spans.html": (lambda: ("<html><table>" + "<tr><td rowspan=200 colspan=200>1" * 9_000).encode(), "展开以后太大"),
    "many tags.html": (lambda: b"<html>" + b"<p>1" * 300_000, "展开以后太大"),
    "macros.docm": (lambda: with_macros(PLAIN, "word"), ""),
    "macros.xlsm": (lambda: with_macros(excel({"表": [(0, 0, "演示数据", "")]}), "xl"), ""),
    "100 MB.txt": (lambda: b"a" * 100_000_000, "文件超过 50 MB"),
    "100 MB.pdf": (lambda: b"%PDF-1.4\n" + bytes(100_000_000), "文件超过 50 MB"),
    "program.docx": (lambda: b"MZ" + bytes(range(256)) * 40, "认不出来"),
    "picture.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "文件是图片"),
    "script.docx": (lambda: word(paragraph(run(f"演示数据：{SCRIPT}"))), ""),
    "script.html": (lambda: f"<html><body><p>演示数据：一段话。</p>{SCRIPT}".encode(), ""),
    "encrypted.docx": (lambda: ole("EncryptionInfo", "EncryptedPackage"), "文件有密码"),
    "encrypted zip.docx": (locked_zip, "文件有密码"),
    "encrypted.pdf": (locked_pdf, "PDF 有密码"),
    "nothing.docx": (lambda: b"", "文件是空的"),
    "blank.txt": (lambda: b" \n" * 1000, "文件是空的"),
    "../../data/units.docx": (lambda: PLAIN, ""),
    "C:\\Windows\\x.docx": (lambda: PLAIN, ""),
}


class InHand(NamedTuple):
    """A desk with a report in hand, and the folder that it lies in."""

    desk: Desk
    folder: Path
    path: str


@pytest.fixture(scope="module")
def in_hand(tmp_path_factory: pytest.TempPathFactory) -> InHand:
    """The desk on which one file after the other is dropped."""
    folder = tmp_path_factory.mktemp("desk")
    desk, state = demo_desk(folder)
    return InHand(desk, folder, state["path"])


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_gets_one_clear_word_and_the_desk_lives_on(kind: str, in_hand: InHand) -> None:
    make, words = HOSTILE[kind]
    desk, folder, _ = in_hand
    files = sorted(folder.rglob("*"))
    said = desk.import_file(kind, make())
    assert words in said["said"]
    assert bool(words) is (said["said"] != "") or said["said"].startswith("里面没有可以录入的内容")
    assert "\n" not in said["said"]
    assert sorted(folder.rglob("*")) == files
    assert desk.set_values({found["path"]: found["written"] for found in said["found"]})["said"] == ""
    assert "标题: 还在" in desk.set_value("标题", "还在")["text"]
    assert desk.check()


@pytest.mark.trial
def test_all_of_them_together_take_bounded_time_and_memory() -> None:
    """In a process that has no more of either."""
    code = (
        "import tempfile; from pathlib import Path; from tests.desk.test_hostile import HOSTILE; "
        "from tests.desk.desks import demo_desk; desk, _ = demo_desk(Path(tempfile.mkdtemp()))\n"
        "for kind, (make, _) in HOSTILE.items(): desk.import_file(kind, make())"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr[-2000:]
