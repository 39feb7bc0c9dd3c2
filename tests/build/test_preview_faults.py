"""In a preview the page of a file that cannot be read says what is wrong with it; to readers it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.build.few_reports import copy_few, write_site


@pytest.mark.parametrize("preview", [True, False])
def test_a_broken_report_tells_its_writer_where_and_how(tmp_path: Path, preview: bool) -> None:
    root = copy_few(tmp_path)
    file = root / "data/2021/yanshi-renda.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\n收支:\n", "\n收支\n", 1), encoding="utf-8")
    line = text[: text.index("\n收支:\n")].count("\n") + 2
    write_site(root, preview=preview)
    page = (root / "site/units/yanshi-renda/2021/index.html").read_text(encoding="utf-8")
    assert "数据核实中" in page
    for words in (f"data/2021/yanshi-renda.yml:{line}:1", "“收支”后面少了冒号", "怎么改：", "<code>收支:</code>"):
        assert (words in page) == preview, words
