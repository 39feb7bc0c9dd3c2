"""What a file is, by its content: names lie."""

from __future__ import annotations

import re
from typing import Final

from ..document import UnreadableError
from .mail_page import is_mail_page
from .ole import SIGNATURE, OleFile
from .package import Package

#: 50 MB; no report is larger.
LARGEST: Final = 50 * 1024 * 1024
_SAVE: Final = "请用 Word 或 WPS 打开，另存为 .docx 再导入"
_SAVE_EXCEL: Final = "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
_LOCKED: Final = "文件有密码，读不了；请用 Word、Excel 或 WPS 打开，去掉密码后另存一份再导入"
_PICTURE: Final = "文件是图片，不是文字，读不了；请向原来的人要 Word、Excel 或带文字的 PDF，或者照着图片自己录入"
_PACKED: Final = "文件是压缩包，请先解压，再导入里面的文件"
#: How files begin that cannot be read, and what to say of them.
_BEGINNINGS: Final = (
    (rb"\{\\rtf", f"文件是 RTF，不能直接读；{_SAVE}"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", _PICTURE),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh", _PACKED),
)
#: Streams of OLE files, in the order of asking: a locked file holds only the first.
_STREAMS: Final = (
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", f"文件是旧的 Word 格式（.doc 或 .wps），不能直接读；{_SAVE}"),
    ("PowerPoint Document", f"文件是演示文稿，不是报告；{_SAVE}"),
)
_ZIPS: Final = (
    (
        r"ofd\.xml",
        "文件是 OFD 版式文件，不能直接读；请用 OFD 阅读器或 WPS 打开，另存为 Word（.docx）或带文字的 PDF 再导入",
    ),
    (r"ppt/.*", f"文件是演示文稿，不是报告；{_SAVE}"),
    (r"content\.xml", "文件是 OpenDocument 格式（.odt、.ods），不能直接读；请打开后另存为 .docx 或 .xlsx 再导入"),
)
_HTML: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|table|div|p|h[1-6]|span|article|section)\b", re.I)
_XML: Final = re.compile(r"<\?mso-application|schemas-microsoft-com:office:(?:spreadsheet|word)|/word/2003/wordml")


def kind_of(content: bytes) -> str:
    """``pdf``, ``word``, ``excel``, ``mail`` or ``text``, of which a web page is one.

    Raises:
        UnreadableError: it is something else, and what it is.
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("文件是空的，里面什么都没有；请核对是不是这个文件，或者重新下载一次")
    if len(content) > LARGEST:
        raise UnreadableError("文件超过 50 MB，太大了；请把图片去掉或压缩以后另存一份再导入")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content.startswith(SIGNATURE):
        return _kind_of_ole(content)
    for beginning, words in _BEGINNINGS:
        if re.match(beginning, content.lstrip(b"\xef\xbb\xbf\r\n \t") if beginning[:1] == b"\\" else content, re.S):
            raise UnreadableError(words)
    return "mail" if is_mail_page(content) else "text"


def _kind_of_zip(content: bytes) -> str:
    package = Package(content)
    package.check()
    main = package.targets("").get("officeDocument", "").lower()
    if main.startswith("word/") or package.has("word/document.xml"):
        return "word"
    if main.startswith("xl/") or package.has("xl/workbook.xml"):
        return "excel"
    for name, words in _ZIPS:
        if any(re.fullmatch(name, each) for each in package.names):
            raise UnreadableError(words)
    raise UnreadableError(_PACKED)


def _kind_of_ole(content: bytes) -> str:
    names = OleFile(content).names
    if "Workbook" in names or "Book" in names:
        return "excel"
    for name, words in _STREAMS:
        if name in names:
            raise UnreadableError(words)
    raise UnreadableError(f"文件的格式认不出来（旧的 Office 或 WPS 文件）；{_SAVE}，表格另存为 .xlsx")


def is_page(text: str) -> bool:
    """Whether a text is a web page.

    Raises:
        UnreadableError: it is an office file of 2003 in XML, or no text at all.
    """
    head = text[:4096]
    if found := _XML.search(head):
        if re.search(r"<html", head, re.I):
            return True  # Word's and Excel's own pages name these formats too
        raise UnreadableError(f"文件是 2003 年的 XML 格式；{_SAVE_EXCEL if 'sheet' in found[0] else _SAVE}")
    odd = sum(text[:20000].count(letter) for letter in "\0\x01\x02\x03\x04\x05\ufffd")
    if odd > len(text[:20000]) // 50:
        raise UnreadableError(
            "文件的格式认不出来；能导入的是 .docx、.xlsx、.xls、.pdf、.html 和 .txt，请用原来的程序打开后另存为其中一种"
        )
    return _HTML.search(head) is not None and re.search(r"</?\w+[^<>]*>", text) is not None
