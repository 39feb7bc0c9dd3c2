"""Nothing is published from a history that is not that of what was published last: its past was never public."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from tests.build.test_chain import REPORT, commit, entry, git, small_repository

from gongkai.build.faults import FaultError
from gongkai.cli.look_back import look_back
from gongkai.guard.compare import compare_commits

_EXEMPT: Final = "标题: 甲\n公开: {状态: 依法不公开, 理由: 涉及国家秘密（预算法第十四条）}\n"


def rewritten_as(root: Path, text: str, year: str) -> None:
    """The history again from its beginning, as if the report had always been ``text`` before it was hidden."""
    hidden = (root / REPORT).read_text(encoding="utf-8")
    git(root, "reset", "-q", "--hard", git(root, "rev-list", "--max-parents=0", "HEAD"))
    (root / REPORT).write_text(text, encoding="utf-8")
    commit(root, year)
    (root / REPORT).write_text(hidden, encoding="utf-8")
    commit(root)


@pytest.mark.parametrize("is_merged", [False, True])
def test_a_history_that_was_rewritten_is_not_published(tmp_path: Path, *, is_merged: bool) -> None:
    """Both ends are the same, byte for byte; what lies between says that other figures were public."""
    root = small_repository(tmp_path)
    true = (root / REPORT).read_text(encoding="utf-8")
    (root / REPORT).write_text(_EXEMPT, encoding="utf-8")
    shown = commit(root)
    false = true.replace("971.21", "571.21")
    rewritten_as(root, false, "false")
    if is_merged:
        git(root, "merge", "-q", "--no-edit", shown)
    head = git(root, "rev-parse", "HEAD")
    assert not git(root, "diff", shown, head)
    with pytest.raises(FaultError, match=rf"不是从上一次发布的提交 {shown[:12]} 接着改的.*怎么改：") as refused:
        look_back(root, "data", entry(shown), None)
    for command in re.findall(r"git (checkout [^、]+|merge [^、]+)、", str(refused.value)):
        git(root, *command.split())
    assert git(root, "diff", "--stat", head, "HEAD") == ""
    look_back(root, "data", entry(shown), None)
    published = git(root, "rev-parse", "HEAD")
    for text, is_true in ((false, False), (true, True)):
        (root / REPORT).write_text(text, encoding="utf-8")
        found = compare_commits(root, published, commit(root)).problems
        assert any(problem.code == "G02" for problem in found) is not is_true
        git(root, "reset", "-q", "--hard", published)


def test_a_branch_that_was_brought_up_to_date_and_merged_is_published(tmp_path: Path) -> None:
    """As it is done by a pull request: the public branch is what others are merged into."""
    root = small_repository(tmp_path)
    git(root, "checkout", "-qb", "edits")
    (root / "notes.md").write_text("甲", encoding="utf-8")
    commit(root)
    git(root, "checkout", "-q", "main")
    (root / "mkdocs.yml").write_text("site_name: 甲\n", encoding="utf-8")
    shown = commit(root)
    git(root, "checkout", "-q", "edits")
    git(root, "merge", "-q", "--no-edit", "main")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "--no-edit", "edits")
    look_back(root, "data", entry(shown), None)


def test_an_earlier_program_can_be_published_again(tmp_path: Path) -> None:
    """The data are the same: the branch was only put back."""
    root = small_repository(tmp_path)
    (root / "mkdocs.yml").write_text("site_name: 甲\n", encoding="utf-8")
    shown = commit(root)
    git(root, "reset", "-q", "--hard", "HEAD~1")
    look_back(root, "data", entry(shown), None)
