"""Text files in any encoding; wrapped lines are one paragraph, lines that are paragraphs stay so."""

from __future__ import annotations

import pytest
from tests.conftest import SEED

from gongkai.importer.document import Grid, Paragraph
from gongkai.importer.reading import read_document

LONG = (
    "演示区图书服务中心负责全区公共图书借阅、基层书屋配送、地方文献收集和全民阅读推广，"
    "承担流动图书车运行、读者培训和数字资源建设，支出812.40万元，完成预算的95.10%。"
)


def said(content: bytes) -> list[str]:
    """The paragraphs of a file."""
    return [block.text for block in read_document("x", content).blocks if isinstance(block, Paragraph)]


def wrapped(text: str, letters: int = 30) -> str:
    """Broken after so many letters."""
    return "\n".join(text[at : at + letters] for at in range(0, len(text), letters))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    text = (SEED / "2020-report.txt").read_text(encoding="utf-8")
    assert said(text.encode(encoding)) == [line.strip() for line in text.splitlines() if line.strip()]


def test_wrapped_lines_are_one_paragraph() -> None:
    broken = wrapped("\u3000\u3000" + LONG)
    text = f"一、概况\n{broken}\n（一）职责\n{broken}\n{broken}\n二、收支\n"
    assert said(text.encode()) == ["一、概况", LONG, "（一）职责", LONG, LONG, "二、收支"]
    parted = "\n\n".join(map(wrapped, (LONG, LONG, LONG)))
    assert said(parted.replace("\n", "\r\n").encode()) == [LONG] * 3


@pytest.mark.parametrize("letters", range(12, 40))
def test_lines_wrapped_by_letters_however_wide_these_are(letters: int) -> None:
    """A digit counts as one letter, though two take no more room than a Chinese one."""
    long = LONG.replace("812.40万元", "1812.40万元（其中2020年以前的1025.75万元、2021年的786.65万元）")
    broken = wrapped("\u3000\u3000" + long, letters)
    text = f"\u3000\u3000一、概况\n{broken}\n\u3000\u3000（一）职责\n{broken}\n{broken}\n\u3000\u3000二、收支\n"
    assert said(text.encode()) == ["一、概况", long, "（一）职责", long, long, "二、收支"]


def test_lines_that_are_paragraphs_stay_so() -> None:
    lines = [LONG, LONG + LONG, "一是甲。", "短的一行", LONG[:40]]
    assert said("\n".join(lines).encode()) == lines


def test_places_are_lines_of_the_file() -> None:
    blocks = read_document("x", "甲\n\n乙\n丙\n".encode()).blocks
    assert [block.place for block in blocks] == ["第1行", "第3行", "第4行"]


def test_lines_with_tabs_are_a_table() -> None:
    heading, table, end = read_document("x", "收支表\n项目\t预算\t决算\n三公\t6.20\t4.85\n完\n".encode()).blocks
    assert isinstance(table, Grid)
    assert [[cell.text for cell in row] for row in table.rows()] == [["项目", "预算", "决算"], ["三公", "6.20", "4.85"]]
    assert [each.text for each in (heading, end) if isinstance(each, Paragraph)] == ["收支表", "完"]
