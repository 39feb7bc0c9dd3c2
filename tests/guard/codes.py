"""A figure changed and a name changed, and the codes with which the guard answers."""

from __future__ import annotations

from pathlib import Path

from gongkai.guard.compare import compare_commits

EDIT = {"edit": {"data/2020/jia.yml": [["决算: 971.21", "决算: 571.21"]]}}
RENAMED = "简称: 区教体局\n  变更: [{日期: DAY, 内容: 简称改为区教体局, 原因: 机构编制文件, 改动: [CHANGE]}]"
CHANGE = "{项目: 简称, 原来: 区教育局, 现在: 区教体局}"


def codes(folder: Path, base: str = "HEAD", head: str | None = None) -> set[str]:
    return {problem.code for problem in compare_commits(folder, base, head).problems}


def renamed(day: str) -> dict[str, dict[str, list[list[str]]]]:
    """A unit's short name changed, with a 变更 of ``day``."""
    words = RENAMED.replace("DAY", day).replace("CHANGE", CHANGE)
    return {"edit": {"data/units.yml": [["简称: 区教育局", words]]}}
