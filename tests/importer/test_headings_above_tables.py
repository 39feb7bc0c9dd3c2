"""A heading with a table right below it stays a heading: what follows the table stands in its place."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest
from tests.importer.pictures import grid

from gongkai.importer.document import Grid, Paragraph, SourceDocument
from gongkai.importer.in_text import find_in_text

TABLE: Final = """
| 项目 | 2023年决算数 | 2024年决算数 |
| “三公”经费 | 43.60 | 41.25 |
| 公务接待费 | 7.10 | 6.45 |
"""
#: What stands right above the table, and whether a line of measure stands between.
ABOVE: Final = (
    "（三）“三公”经费情况",
    "3、“三公”经费支出情况",
    "“三公”经费支出情况见下表：",
    "“三公”经费支出情况如下表所示：",
    "2024年“三公”经费支出情况表",
    "2024年“三公”经费支出情况表（单位：万元）",
)
BETWEEN: Final = ((), ("单位：万元",))
CASES: Final = tuple(product(ABOVE, BETWEEN, (0, 2)))
AFTER: Final = "2024年“三公”经费支出41.25万元，比上年减少2.35万元，主要是厉行节约。"


def document(above: str, between: tuple[str, ...], after: str, level: int) -> SourceDocument:
    """A report that comes to a table in its middle; ``level`` is that of its chapters."""
    first = [
        Paragraph("一、收支情况", level),
        Paragraph("（一）基本支出情况"),
        Paragraph("基本支出900万元，保障运转。"),
    ]
    table = Grid(grid(TABLE).cells, "" if above.endswith("：") else above)
    last = [Paragraph("（四）政府采购情况"), Paragraph("政府采购支出132万元，保障运转。")]
    words = [Paragraph("二、存在的问题", level), Paragraph("预算编制不细。"), Paragraph("三、改进措施", level)]
    blocks: list[Paragraph | Grid] = [
        *first,
        Paragraph(above),
        *map(Paragraph, between),
        table,
        Paragraph(after),
        *last,
        *words,
    ]
    return SourceDocument("报告.docx", "Word", tuple(blocks))


@pytest.mark.parametrize(("above", "between", "level"), CASES)
def test_what_follows_a_table_stands_below_its_heading(above: str, between: tuple[str, ...], level: int) -> None:
    found = find_in_text(document(above, between, AFTER, level), year=2024)
    texts = {text.path: text.text for text in found.texts}
    assert texts["三公经费", "说明"].splitlines()[-1] == AFTER
    assert texts["收支", "基本支出", "说明"] == "基本支出900万元，保障运转。"
    assert texts["政府采购", "说明"] == "政府采购支出132万元，保障运转。"


def test_what_goes_on_about_something_else_stays_where_it_stood() -> None:
    after = "基本支出比上年增加，主要是人员增加。"
    found = find_in_text(document("2024年“三公”经费支出情况表", (), after, 0), year=2024)
    texts = {text.path: text.text for text in found.texts}
    assert ("三公经费", "说明") not in texts
    assert texts["收支", "基本支出", "说明"].splitlines()[-1] == after
