"""What names a table stands above it, whatever lines of whose it is and of its measure stand between."""

from __future__ import annotations

import pytest
from tests.importer.documents import grid, word_of

from gongkai.importer.document import Grid, Paragraph
from gongkai.importer.reading import read_document

TITLES = (
    "公开01表　收入支出决算总表",
    "公开09表 财政拨款“三公”经费支出决算表",
    "部门整体支出绩效评价基础数据表",
    "2022年度收支情况",
)
LINES = (
    "部门：演示区档案馆　2022年度　金额单位：元", "部门：演示区档案馆 金额单位：万元",
    "单位名称：演示区档案馆  单位：万元",
    "公开09表 部门：演示区档案馆　金额单位：万元", "公开01表", "公开09表　单位：万元",
    "编制单位：演示区档案馆", "填报部门：演示区档案馆", "单位：万元", "金额单位：元",
)  # fmt: skip  # lines


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("line", LINES)
def test_a_line_of_whose_table_it_is_does_not_name_it(title: str, line: str) -> None:
    document = read_document("x.docx", word_of([Paragraph(title), Paragraph(line), grid("项目|决算数", "合计|3.20")]))
    (table,) = (block for block in document.blocks if isinstance(block, Grid))
    assert table.title.replace(" ", "") == title.replace("　", "").replace(" ", "")
