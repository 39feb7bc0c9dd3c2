"""Paragraphs and tables as the kinds of file that units have."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.importer.corpus.cases import Case
from tests.importer.documents import Block, page_of, word_of

from gongkai.importer.document import Paragraph


def file_of(case: Case, blocks: list[Block], chromium: str | None) -> tuple[str, bytes]:
    if case.kind == "txt":
        text = "\r\n".join(f"　　{block.text}" for block in blocks if isinstance(block, Paragraph))
        return ".txt", text.encode("gb18030" if case.year % 2 else "utf-8-sig")
    if case.kind == "docx":
        return ".docx", word_of(blocks)
    page = _web_page(case, blocks)
    if case.kind == "doc":
        return ".doc", page.encode("utf-8")
    if case.kind == "pdf":
        assert chromium is not None
        return ".pdf", printed(chromium, page_of(blocks))
    return ".html", page.encode("gb18030" if "gbk" in page else "utf-8")


def _web_page(case: Case, blocks: list[Block]) -> str:
    charset = "gbk" if case.kind == "html" and case.year % 2 else "utf-8"
    inside = page_of(blocks)
    if case.layout.is_page:
        menu = "".join(
            f"<li><a href='/{n}'>{word}</a></li>" for n, word in enumerate(("首页", "政务公开", "办事服务", "互动交流"))
        )
        inside = (
            f"<div class=nav><ul>{menu}</ul></div><div class=article>{inside}</div>"
            "<div class=share>分享到：微信 微博 打印 关闭</div>"
            "<div class=footer>版权所有 云溪市演示区人民政府办公室 访问量：12345</div>"
        )
    return f"<html><head><meta charset={charset}><title>{case.year}年度绩效</title></head><body>{inside}</body></html>"


def printed(chromium: str, inside: str) -> bytes:
    """The page as Chromium prints it."""
    look = "body{font:12pt serif}table{border-collapse:collapse;width:100%}td{border:1px solid black}"
    with tempfile.TemporaryDirectory() as folder:
        page, result = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(f"<meta charset=utf-8><style>{look}</style>{inside}", encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={result}"]
        subprocess.run([chromium, *options, page.as_uri()], check=True, capture_output=True)
        return result.read_bytes()
