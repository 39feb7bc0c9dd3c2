"""Documents of another kind: a budget is no report of what was done."""

from __future__ import annotations

import re
from typing import Final

from ..document import Grid, Paragraph, SourceDocument

_BUDGET: Final = re.compile(
    r"(?:19|20)\d\d年?度?[^，。]{0,30}(?:部门|单位)?预算(?:公开|说明|编制|草案|$)|预算(?:公开)?(?:总表|表)"
)
_DONE: Final = re.compile("决算|自评|绩效评价|绩效自评|实际完成|执行数")
_HEADINGS: Final = 12


def is_budget_document(document: SourceDocument) -> str:
    """Why a document is only a budget; "" where it holds anything of what was done."""
    titles = [block.title for block in document.blocks if isinstance(block, Grid)]
    heads = [block.text for block in document.blocks if isinstance(block, Paragraph)][:_HEADINGS]
    words = [document.name, *titles, *heads]
    if not any(_BUDGET.search(text) for text in words):
        return ""
    cells = (cell.text for block in document.blocks if isinstance(block, Grid) for cell in block.cells)
    texts = (block.text for block in document.blocks if isinstance(block, Paragraph))
    if any(_DONE.search(text) for text in (*words, *texts, *cells)):
        return ""
    return "这是部门预算，不是绩效自评报告，也没有决算数：请换成同一年度的绩效自评报告或者部门决算"
