"""All is said at once: what must be mended beside the figures hides no question of the figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import DEMO

from gongkai.model.problem import Level
from gongkai.read_and_check import problems_of, read_and_check

#: What is put into a file, and under which code it is told.
FAULTS = {
    "R05": "附件:\n  - {名称: 自评表, 文件: 附件/meiyou.pdf}\n",
    "S24": "校核说明:\n  D99: 无\n",
    "S29": "更正:\n  - {日期: 2024-09-01, 内容: 无, 原因: 录入时看错}\n",
    "S28": "更正:\n  - {日期: 2999-09-01, 内容: 公务接待费录颠倒了两位数字, 原因: 录入时看错}\n",
}


def said(root: Path) -> set[tuple[str, str]]:
    """Code and message of everything that is asked."""
    return {(problem.code, problem.message) for problem in problems_of(root, read_and_check(root))}


@pytest.mark.parametrize("code", FAULTS)
def test_every_question_is_asked_beside_what_must_be_mended(code: str, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("201?", "202[0-2]")
    shutil.copytree(DEMO / "data", tmp_path / "data", ignore=ignored)
    key = FAULTS[code].split(":")[0]
    files = [file for file in (tmp_path / "data/2023").glob("[a-z]*.yml") if f"\n{key}:" not in file.read_text("utf-8")]
    before = said(tmp_path)
    for file in files:
        with file.open("a", encoding="utf-8") as end:
            end.write("\n" + FAULTS[code])
    after = said(tmp_path)
    asked = {one for one in before if one[0][0] == "D"}
    assert asked
    assert len([one for one in after if one[0] == code]) >= 1
    assert asked <= after
    checked = read_and_check(tmp_path)
    assert all(checked.archive.entries[file.stem, 2023].report is None for file in files), "readers see no such report"
    assert {p.level for p in problems_of(tmp_path, checked) if p.code == code} >= {Level.ERROR}
