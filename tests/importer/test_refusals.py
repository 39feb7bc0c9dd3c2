"""What cannot be read is refused in one Chinese sentence that says what to do; nothing else ever comes out."""

from __future__ import annotations

import io
import struct
import zipfile

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importer.documents import excel, paragraph, run, word, zipped
from tests.importer.print_pages import FOLDER

from gongkai.importer.document import SourceDocument, UnreadableError
from gongkai.importer.formats import kinds, package
from gongkai.importer.reading import read_document


def ole(*names: str) -> bytes:
    """A compound file with streams of these names and nothing in them."""

    def entry(name: str, kind: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
        raw = name.encode("utf-16-le")
        head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
        return (head + struct.pack("<III", 0xFFFFFFFF, right, child)).ljust(116, b"\0") + struct.pack(
            "<III", 0xFFFFFFFE, 0, 0
        )

    entries = entry("Root Entry", 5, 1)
    for number, name in enumerate(names, start=1):
        entries += entry(name, 2, right=number + 1 if number < len(names) else 0xFFFFFFFF)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHH", 62, 3, 0xFFFE, 9)
    header = header.ljust(44, b"\0") + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    return header + table + entries.ljust(1024, b"\0")[:1024]


def locked_zip() -> bytes:
    """A package whose parts say that they are encrypted."""
    content = bytearray(zipped({"word/document.xml": "<a/>"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


def locked_pdf() -> bytes:
    """A file that names a way of encrypting which nobody has a key of."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
    )


def blank_pdf() -> bytes:
    """A page without anything."""
    made, buffer = pdfium.PdfDocument.new(), io.BytesIO()
    made.new_page(595, 842)
    made.save(buffer)
    return buffer.getvalue()


def lying_zip() -> bytes:
    """A part that says it is smaller than it is."""
    content = bytearray(zipped({"word/document.xml": b" " * 100_000}))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "文件是空的"),
    "blank": ("\ufeff \r\n".encode(), "文件是空的"),
    "noughts": (bytes(5000), "文件是空的"),
    "rtf": (rb"{\rtf1\ansi abc}", "文件是 RTF"),
    "png": (PNG, "文件是图片"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(30), "文件是图片"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(30), "文件是压缩包"),
    "gzip": (b"\x1f\x8b\x08" + bytes(30), "文件是压缩包"),
    "zip of other files": (zipped({"a.txt": "a", "b.docx": b"PK"}), "文件是压缩包"),
    "ofd": (zipped({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}), "OFD 版式文件"),
    "slides": (zipped({"ppt/presentation.xml": "<a/>"}), "演示文稿"),
    "odt": (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "OpenDocument"),
    "doc": (ole("WordDocument", "1Table"), "旧的 Word 格式"),
    "locked docx": (ole("EncryptionInfo", "EncryptedPackage"), "文件有密码"),
    "old slides": (ole("PowerPoint Document"), "演示文稿"),
    "other ole": (ole("Contents"), "格式认不出来"),
    "broken xls": (ole("Workbook"), "表格文件坏了"),
    "locked zip": (locked_zip(), "文件有密码"),
    "lying zip": (lying_zip(), "文件坏了"),
    "cut off": (word(paragraph(run("字")))[:-40], "文件坏了"),
    "word with entities": (zipped({"word/document.xml": f"{BOMB}<a>&c;</a>"}), "DTD"),
    "word without a body": (zipped({"word/document.xml": "<a/>"}), "文件坏了"),
    "word that is no xml": (zipped({"word/document.xml": "<a"}), "文件坏了"),
    "word without words": (word(paragraph("")), "没有文字"),
    "excel without cells": (excel({"表": []}), "没有文字"),
    "far cell": (excel({"表": [(1_000_000, 5000, 1, "")]}), "太大"),
    "broken xlsx": (zipped({"xl/workbook.xml": "<a/>"}), "表格文件坏了"),
    "xml of 2003": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>', "2003 年的 XML"),
    "page without words": (b"<html><body><script>var a</script></body></html>", "没有文字"),
    "bytes": (bytes(range(256)) * 20, "格式认不出来"),
    "broken pdf": (b"%PDF-1.4\n" + bytes(100), "PDF 坏了"),
    "locked pdf": (locked_pdf(), "PDF 有密码"),
    "pdf without words": (blank_pdf(), "没有文字"),
    "mail without a page": (b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x--\n', "没有正文"),
}  # fmt: skip  # one line each


@pytest.mark.parametrize("kind", REFUSED)
def test_refusals(kind: str) -> None:
    content, words = REFUSED[kind]
    with pytest.raises(UnreadableError, match=words) as refused:
        read_document("报告.doc", content)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert "请" in sentence, "what to do"


def test_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "LARGEST", 10)
    with pytest.raises(UnreadableError, match="50 MB"):
        read_document("x", "一段很长的文字".encode())
    monkeypatch.undo()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made, made.open("word/document.xml", "w") as part:
        for _ in range(41):
            part.write(bytes(1024 * 1024))
    with pytest.raises(UnreadableError, match="展开以后太大"):
        read_document("x", bomb.getvalue())
    monkeypatch.setattr(package, "LARGEST", 1000)
    with pytest.raises(UnreadableError, match="展开以后太大"):
        read_document("x", bomb.getvalue())


def test_tags_as_deep_as_a_bomb() -> None:
    deep = "<w:sdt>" * 50_000 + paragraph(run("字")) + "</w:sdt>" * 50_000
    with pytest.raises(UnreadableError, match="文件坏了"):
        read_document("x", word(deep))
    assert isinstance(read_document("x", b"<div>" * 5_000 + "<p>一段话。".encode()), SourceDocument)


SAMPLES = (
    word(paragraph(run("一段话，812.40万元。"))),
    excel({"表": [(0, 0, "三公经费", ""), (0, 1, 4.85, "0.00")]}),
    (FOLDER / "form.xls").read_bytes(),
    (FOLDER / "picture.pdf").read_bytes(),
    "<html><body><table><tr><td>甲<td>1</table><p>一段话。".encode(),
    "MIME-Version: 1.0\nContent-Type: multipart/x; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>甲\n--x--".encode(),
)


def outcome(content: bytes) -> object:
    """What was read, or why nothing was."""
    try:
        return read_document("x", content).blocks
    except UnreadableError as refused:
        return str(refused)


@given(st.sampled_from(SAMPLES), st.data())
def test_a_damaged_file_is_read_or_refused(sample: bytes, data: st.DataObject) -> None:
    content = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content
    assert outcome(bytes(content))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert outcome(content)
