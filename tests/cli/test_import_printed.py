"""The seed's report as LibreOffice prints and saves it is read with every figure and every paragraph; none is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.cli.test_check import gongkai
from tests.cli.test_import import FILE, REPORT, as_docx, as_txt, paragraphs, project, read, stated
from tests.conftest import SEED
from tests.importer.documents import page_of
from tests.office import convert

from gongkai.importer.document import Paragraph

pytestmark = pytest.mark.trial


def as_page(lines: list[str]) -> bytes:
    """A web page of nothing but the report."""
    return f"<meta charset=utf-8>{page_of(map(Paragraph, lines))}".encode()


#: What a clerk wrote, and as what it is saved: printed, and by another program than the one it was written in.
WAYS: Final[tuple[tuple[str, Callable[[list[str]], bytes], str], ...]] = (
    ("docx", as_docx, "pdf"),
    ("txt", as_txt, "pdf"),
    ("html", as_page, "pdf:writer_web_pdf_Export"),
    ("docx", as_docx, "html:HTML (StarWriter)"),
    ("docx", as_docx, "txt:Text (encoded):UTF8"),
    ("html", as_page, "docx:MS Word 2007 XML"),
)
#: Worked out by a clerk, from differences: no document says them.
WORKED_OUT: Final = {("收支", "基本支出", "initial_budget"), ("公用经费", "initial_budget")}
__all__ = ["project"]


@pytest.mark.parametrize(("kind", "write", "saved"), WAYS, ids=lambda value: value if isinstance(value, str) else "")
def test_nothing_is_lost_and_nothing_is_wrong(
    project: Path, tmp_path_factory: pytest.TempPathFactory, kind: str, write: Callable[[list[str]], bytes], saved: str
) -> None:
    folder = tmp_path_factory.mktemp("office")
    written = folder / f"report.{kind}"
    written.write_bytes(write([line for line in REPORT.read_text("utf-8").splitlines() if line.strip()]))
    done = gongkai("import", convert(written, saved, folder), cwd=project)
    assert f"写成 {FILE}" in done.stdout, done.stdout + done.stderr
    assert "待核对：" not in done.stdout
    report, right = read(project / FILE), read(SEED / FILE)
    assert stated(report) == {path: value for path, value in stated(right).items() if path not in WORKED_OUT}
    assert paragraphs(report) == paragraphs(right)
