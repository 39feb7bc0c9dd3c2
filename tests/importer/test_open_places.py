"""What an import says is open is what the check of the written file asks for, place by place."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importer.corpus.cases import Case, cases
from tests.importer.corpus.making import make
from tests.importer.corpus.run import unit_names
from tests.importer.sample import BLOCKS
from tests.importer.test_written import text_of

from gongkai.importer.document import Grid, Paragraph, SourceDocument
from gongkai.importer.finding import Known, find_all
from gongkai.importer.reading import read_document
from gongkai.importer.settling import settle
from gongkai.importer.written import draft_of
from gongkai.load.report_file import read_entry

CASES = [case for case in cases() if case.kind != "pdf"]
#: Documents with nothing but what cannot be certain.
DOUBTED = {
    "no title": (Paragraph("一、部门概况"), Paragraph("我局主管商务。")),
    "problems and measures together": (
        Paragraph("一、存在的问题及改进措施"), Paragraph("预算编制不细，执行偏慢。"),
    ),
    "several titles": (Paragraph("关于绩效评价工作"), Paragraph("部门整体支出"), Paragraph("一、概况")),
    "two values": (Paragraph("一、收支"), Paragraph("2022年收入总计3万元，收入总计4万元。在职人员3人，在职人员5人。")),
    "the sample": BLOCKS,
}  # fmt: skip  # cases, read in a row


def counts(document: SourceDocument, year: int, name: str, folder: Path) -> tuple[int, int]:
    """How many places are open by the account, and by the check."""
    known = Known(year, None, (name,))
    draft = draft_of(settle([("", found) for found in find_all(document, known)]), year, own_names=(name,))
    (folder / "x.yml").write_text(text_of(draft), encoding="utf-8")
    asked = [one for one in read_entry(folder, "x.yml", "x", year).problems if one.code == "S33"]
    return len(draft.unsure), len(asked)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_account_and_the_check_count_the_same(case: Case, tmp_path: Path) -> None:
    made = make(case, unit_names()[case.unit], 0, None)
    document = read_document(made.file_name, made.content)
    told, asked = counts(document, case.year, unit_names()[case.unit], tmp_path)
    assert told == asked


@pytest.mark.parametrize("name", DOUBTED)
def test_so_they_do_where_words_are_not_certain(name: str, tmp_path: Path) -> None:
    blocks: tuple[Paragraph | Grid, ...] = DOUBTED[name]
    told, asked = counts(SourceDocument("x.docx", "Word", blocks), 2022, "云溪市衡南区商务局", tmp_path)
    assert told == asked
    assert told or name == "the sample"
