"""Print the PDF files of this folder anew: ``python -m tests.importer.print_pages CHROMIUM``.

They are kept, so that reading them needs no browser: the sample report; running words on several pages with
headers and page numbers; a page that is a picture beside one with words.
"""

from __future__ import annotations

import base64
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from tests.importer.documents import page_of
from tests.importer.sample import BLOCKS

#: One paragraph of the running pages; 9 counts up.
RUNNING = "演示数据9万元，" * 16 + "演示数据。"
PARAGRAPHS = 24
FOLDER = Path(__file__).parent / "printed"
_LOOK = """
@page { margin: 20mm 22mm; %s }
body { font: 12pt/1.75 serif; } p { text-indent: 2em; margin: 0; } h1 { text-align: center; font: 18pt serif; }
h2, h3 { font-size: 12pt; font-weight: normal; text-indent: 2em; margin: 0; }
table { border-collapse: collapse; width: 100%%; font-size: 10pt; } td { border: 1px solid black; padding: 1pt 5pt; }
"""
_RUNNING = """
@top-center { content: "演示数据"; font-size: 9pt }
@bottom-center { content: "- " counter(page) " -"; font-size: 9pt }
"""


def picture(size: str = "width: 120mm; height: 60mm") -> str:
    """A picture on a page of its own: as good as a scan."""
    rows = b"".join(bytes([0, *((7 * x * y + x) % 256 for x in range(32))]) for y in range(32))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 32, 32, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    source = base64.b64encode(png).decode("ascii")
    image = f'<img style="{size}" src="data:image/png;base64,{source}">'
    return f'<div style="break-before: page">{image}</div>'


def scanned() -> str:
    """Two pages that fill theirs, with the mark of the program that made them."""
    page = picture("width: 160mm; height: 230mm")
    return "".join(f"{page}<p>演示数据 扫描 第{number}页</p>" for number in (1, 2))


def printed(chromium: str, inside: str, running: str = "") -> bytes:
    """A page as Chromium prints it."""
    with tempfile.TemporaryDirectory() as folder:
        page, result = Path(folder, "page.html"), Path(folder, "page.pdf")
        style = _LOOK % running
        page.write_text(f"<meta charset=utf-8><title>演示</title><style>{style}</style>{inside}", encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={result}"]
        subprocess.run([chromium, *options, page.as_uri()], check=True, capture_output=True)
        return result.read_bytes()


def running_page() -> str:
    """Words that go on from page to page, of few letters: what a PDF file weighs is its letters' shapes."""
    return "".join(f"<p>{RUNNING.replace('9', str(9 + number))}</p>" for number in range(PARAGRAPHS))


def main(chromium: str) -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    report = page_of(BLOCKS)
    (FOLDER / "report.pdf").write_bytes(printed(chromium, report))
    (FOLDER / "running.pdf").write_bytes(printed(chromium, running_page(), _RUNNING))
    (FOLDER / "picture.pdf").write_bytes(printed(chromium, f"<p>演示数据：第二页是图片。</p>{picture()}"))
    (FOLDER / "pictures.pdf").write_bytes(printed(chromium, picture()))


if __name__ == "__main__":
    main(sys.argv[1])
