"""What an attachment really is, told by its content: a name is quickly given, and readers open what it promises."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

#: What the files of one kind begin with.
_PDF: Final = b"%PDF-"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_ZIP: Final = b"PK\x03\x04"
#: The compound file of doc, xls, wps and et.
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
#: What else was found under the name of an attachment, in the words of the message.
_OTHER: Final = (
    (b"MZ", "程序（exe）"),
    (b"\x7fELF", "程序"),
    (b"#!", "脚本"),
    (_PDF, "PDF 文件"),
    (_PNG, "PNG 图片"),
    (_JPEG, "JPG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (_COMPOUND, "旧版 Office 或 WPS 文件"),
    (b"{\\rtf", "RTF 文件"),
    (_ZIP, "压缩包（ZIP）"),
)
_SIGNS: Final = tuple(sign for sign, _ in _OTHER)
_WEB: Final = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<!--", b"<iframe")
#: As much of a file as tells what it is.
_HEAD: Final = 1024
#: Ending → what the file has to be, in words.
_KINDS: Final = {
    "pdf": "PDF 文件", "png": "PNG 图片", "jpg": "JPG 图片", "jpeg": "JPG 图片", "csv": "CSV 文字表格",
    "docx": "Word 文件", "xlsx": "Excel 文件", "doc": "Word 文件", "xls": "Excel 文件", "ofd": "OFD 文件",
    "wps": "WPS 文字", "et": "WPS 表格",
}  # fmt: skip  # names, read in a row
_CURE: Final = "用能打开它的软件另存为 {ending}，再放进来；拿错了文件的，换成对的"


def fault_of_content(path: Path) -> tuple[str, str] | None:
    """What the file at ``path`` is instead of what its ending says, and the cure; None for a right one."""
    ending = path.suffix.lower().removeprefix(".")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\0\t\r\n "):
        return "是空的", "换成有内容的文件；没有附件的，删去这一条"
    if _is_kind(ending, path, head):
        return None
    other = _named(head)
    cure = (
        "用浏览器打开，“打印”为 PDF，再放进来" if other == "网页" and ending == "pdf" else _CURE.format(ending=ending)
    )
    return f"的内容不是{_KINDS[ending]}" + (f"，是{other}" if other else ""), cure


def stand_in_of(content: bytes) -> bytes:
    """A short file that is of the same kind as ``content``, for places where only that is asked."""
    if not content.startswith(_ZIP):
        return content if len(content) <= _HEAD or not content.startswith(_SIGNS) else content[:_HEAD]
    written = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(written, "w") as packed:
            for name in whole.namelist():
                packed.writestr(zipfile.ZipInfo(name), b"")
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return content[:_HEAD]
    return written.getvalue()


def _is_kind(ending: str, path: Path, head: bytes) -> bool:
    """Whether the content is of the kind that the ending promises."""
    if ending in _SIGNED:
        return head.startswith(_SIGNED[ending])
    if ending == "csv":
        return _is_table(path.read_bytes())
    if head.startswith(_COMPOUND):
        return ending in _COMPOUNDS
    return head.startswith(_ZIP) and _holds(path, _PACKED[ending])


_SIGNED: Final = {"pdf": _PDF, "png": _PNG, "jpg": _JPEG, "jpeg": _JPEG}
_COMPOUNDS: Final = frozenset({"doc", "xls", "wps", "et"})


def _office(*folders: str) -> Callable[[frozenset[str]], bool]:
    """Whether the names in a ZIP are those of an Office file with one of ``folders``."""
    return lambda names: "[Content_Types].xml" in names and any(name.startswith(folders) for name in names)


#: Ending → what the names in the ZIP must be.
_PACKED: Final[dict[str, Callable[[frozenset[str]], bool]]] = {
    "docx": _office("word/"),
    "xlsx": _office("xl/"),
    "doc": _office("word/"),
    "xls": _office("xl/"),
    "wps": _office("word/"),
    "et": _office("xl/"),
    "ofd": lambda names: "OFD.xml" in names,
}


def _holds(path: Path, is_right: Callable[[frozenset[str]], bool]) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            return is_right(frozenset(packed.namelist()))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _is_table(content: bytes) -> bool:
    """Whether it is text, in UTF-8 or as spreadsheets in China write it, and no web page."""
    if content.removeprefix(codecs.BOM_UTF8).lstrip()[:16].lower().startswith(_WEB):
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(character.isprintable() or character.isspace() for character in text)
    return False


def _named(head: bytes) -> str:
    """What a file is by its beginning; "" where it is not known."""
    if head.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_WEB):
        return "网页"
    return next((name for sign, name in _OTHER if head.startswith(sign)), "")
