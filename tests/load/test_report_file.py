"""Units of money inside one file: no part of any line is a thousand times its whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.load.report_file import read_entry
from gongkai.model.form import LINES
from gongkai.model.problem import Level


def problems(root: Path, document: dict[str, Any]) -> list[tuple[str, tuple[str | int, ...]]]:
    """Code and keys of what is found in a file of this content."""
    (root / "jia.yml").write_text(yaml.dump(document, allow_unicode=True), encoding="utf-8")
    return [(problem.code, problem.path) for problem in read_entry(root, "jia.yml", "jia", 2020).problems]


@pytest.mark.parametrize("column", ["上年决算", "年初预算", "全年预算", "决算"])
def test_a_part_in_yuan_is_found_below_every_total(tmp_path: Path, column: str) -> None:
    for line in LINES:
        for amount in (900, 5000000) if line.total else ():
            document: dict[str, Any] = {"标题": "报告", "公开": {"状态": "待公开"}}
            place = document
            for key in line.path:
                place = place.setdefault(key, {})
                if key not in {"收支", "财政拨款", "其中"}:
                    place[column] = 900
            place[column] = amount
            found = [path for code, path in problems(tmp_path, document) if code == "S17"]
            assert found == ([line.path] if amount > 900 else []), line.key


#: Answers that tell a reader nothing.
NOTHING = (
    "", " ", "无", "没有", "—", "——", "。", "。。。", "/", "-", "...", "N/A", "OK", "123", "？", "是", "略",
    "暂无。", "待补充", "无无无无", "的的的的的", "待核对", "核对后的说明", "校核说明", "情况说明。", "说明情况",
    "D09", "D09。", "D09 D09", "D09：无", "D09 校核说明", "校核编号D09",
)  # fmt: skip  # a table
#: Answers that say something in a few words: a published report that has one is read.
LITTLE = ("已核对", "属实", "无误", "正确", "没问题", "同上", "D09：属实", "属实。")
#: Answers that tell why.
SOMETHING = ("公开时漏列一项", "原文如此，总数无误", "D09：公开时漏列一项", "军转安置超编3人", "已经核对过。")


@pytest.mark.parametrize("code", ["D09", "D28"])
@pytest.mark.parametrize("answer", [*NOTHING, *LITTLE, *SOMETHING])
def test_only_an_answer_that_says_nothing_is_refused(tmp_path: Path, answer: str, code: str) -> None:
    words = answer.replace("D09", code)
    document = {"标题": "报告", "公开": {"状态": "已公开"}, "校核说明": {code: words}}
    (tmp_path / "jia.yml").write_text(yaml.dump(document, allow_unicode=True), encoding="utf-8")
    read = read_entry(tmp_path, "jia.yml", "jia", 2020)
    found = [one for one in read.problems if one.code == "S24"]
    assert [one.path for one in found] == ([] if answer in SOMETHING else [("校核说明", code)])
    assert (read.entry.report is None) == (answer in NOTHING)
    for one in found:
        document |= yaml.safe_load(one.example)
        assert one.level is (Level.ERROR if answer in NOTHING else Level.HINT)
        assert not [code for code, _ in problems(tmp_path, document) if code == "S24"]
