"""Publications form a chain; what changed after it was published unseen by anybody is refused before it is built."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from tests.build.publishing import ENVIRONMENT
from tests.conftest import SEED, project_copy

from gongkai.build.faults import FaultError
from gongkai.cli.look_back import look_back
from gongkai.load.dates import day_of
from gongkai.open_data.sums import CHAIN
from gongkai.verify.chain import Entry, chain_bytes, faults_of, parse_chain
from gongkai.verify.places import open_source, read_chain
from gongkai.verify.verify import verify

#: Git as if nobody had set anything.
_GIT: Final = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "fabu"),
    **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "fabu@example.invalid"),
}  # fmt: skip  # variables, read in a row
REPORT: Final = "data/2020/zhengxiang-renda.yml"


def git(root: Path, *arguments: str) -> str:
    """Run git in a repository."""
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, env=os.environ | _GIT, check=True
    )
    return done.stdout.strip()


def commit(root: Path, words: str = "change") -> str:
    """Commit everything; the commit."""
    git(root, "add", "-A")
    git(root, "commit", "-qm", words)
    return git(root, "rev-parse", "HEAD")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def small_repository(folder: Path) -> Path:
    """The data of the seed alone, committed: enough to look back."""
    shutil.copytree(SEED / "data", folder / "data")
    git(folder, "init", "-qb", "main")
    commit(folder)
    return folder


def entry(commit: str | None) -> Entry:
    return Entry("1", commit, "2026-01-01T00:00:00Z", "0" * 64, "0" * 64, None)


def test_a_draft_edited_by_one_and_published_by_another_is_refused_when_both_are_merged(tmp_path: Path) -> None:
    """Each of the two branches passes by itself; together they change figures after publication."""
    root = tmp_path / "project"
    shutil.copytree(SEED / "data", root / "data")
    replace(root / REPORT, "状态: 已公开", "状态: 待公开")
    git(root, "init", "-qb", "main")
    begun = commit(root)
    git(root, "checkout", "-qb", "edits")
    replace(root / REPORT, "收入总计: 971.21", "收入总计: 571.21")
    edited = commit(root)
    git(root, "checkout", "-q", "main")
    replace(root / REPORT, "状态: 待公开", "状态: 已公开")
    shown = commit(root)
    look_back(root, "data", entry(begun), None)  # what was published before is a draft: nothing changed
    git(root, "checkout", "-q", edited)
    look_back(root, "data", entry(begun), None)
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-edit", "edits")
    with pytest.raises(FaultError, match=r"有 1 处合并请求通不过的改动，没有发布。怎么改"):
        look_back(root, "data", entry(shown), None)
    changed = "{项目: 收支/收入总计/决算, 原来: 971.21, 现在: 571.21}"
    said = f"日期: {day_of(None)}, 内容: 收入总计由971.21万元更正为571.21万元, 原因: 录入有误"
    corrected = f"更正:\n  - {{{said}, 改动: [{changed}]}}\n"
    text = re.sub(r"^更正:.*$", "", (root / REPORT).read_text(encoding="utf-8"), flags=re.M)
    (root / REPORT).write_text(text + corrected, encoding="utf-8")
    commit(root)
    look_back(root, "data", entry(shown), None)


@pytest.mark.parametrize("hidden", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_is_told_to_overlook_is_not_published(tmp_path: Path, hidden: str) -> None:
    root = tmp_path / "project"
    shutil.copytree(SEED / "data", root / "data")
    git(root, "init", "-qb", "main")
    shown = commit(root)
    git(root, "update-index", hidden, REPORT)
    replace(root / REPORT, "971.21", "571.21")
    with pytest.raises(FaultError, match="里有没有提交的改动，没有人审核过。怎么改"):
        look_back(root, "data", entry(shown), None)


def edited(root: Path) -> None:
    replace(root / REPORT, "971.21", "571.21")


def committed(root: Path) -> None:
    edited(root)
    commit(root)


def without_git(root: Path) -> None:
    shutil.rmtree(root / ".git")


def stray(root: Path) -> None:
    (root / "data/2020/extra.yml").write_text("标题: 报告\n", encoding="utf-8")


def nothing(root: Path) -> None:
    """What stands there is what was published."""
    assert not git(root, "status", "--porcelain")


@pytest.mark.parametrize(
    ("change", "last", "base", "words"),
    [
        (edited, "HEAD", None, r"data/ 里有没有提交的改动"),
        (stray, "HEAD", None, r"data/ 里有没有提交的改动"),
        (committed, "HEAD", None, r"通不过的改动"),
        (nothing, "0" * 40, None, r"仓库里没有上一次发布的提交 0+"),
        (nothing, None, None, r"上一次发布没有记下提交"),
        (nothing, None, "nowhere", r"没有提交 nowhere"),
        (nothing, None, "--help", r"没有提交 --help"),
        (committed, None, "HEAD~1", r"通不过的改动"),
        (committed, "HEAD", "HEAD", r"只与它比较"),
        (without_git, "HEAD", None, r"读不出 git 的提交"),
    ],
)
def test_what_cannot_be_published_is_said_with_its_cure(
    tmp_path: Path, change: Any, last: str | None, base: str | None, words: str
) -> None:
    root = small_repository(tmp_path)
    known = git(root, "rev-parse", "HEAD") if last == "HEAD" else last
    change(root)
    with pytest.raises(FaultError, match=rf"{words}.*怎么改："):
        look_back(root, "data", entry(known), base)


@pytest.mark.parametrize(("last", "base"), [("HEAD", None), (None, "HEAD"), ("0" * 40, "HEAD")])
def test_what_did_not_change_can_be_published(tmp_path: Path, last: str | None, base: str | None) -> None:
    root = small_repository(tmp_path)
    look_back(root, "data", entry(git(root, "rev-parse", "HEAD") if last == "HEAD" else last), base)


def test_the_first_publication_and_one_without_any_commit_look_back_at_nothing(tmp_path: Path) -> None:
    root = small_repository(tmp_path)
    look_back(root, "data", None, None)
    without_git(root)
    look_back(root, "data", entry(None), None)


@dataclass
class Publishing:
    """A repository of the seed, and where it is published."""

    root: Path
    site: Path

    def publish(self, *options: str, site: Path | None = None) -> str:
        """Publish; what was said, after the exit code."""
        command = [
            sys.executable,
            "-m",
            "gongkai",
            "publish",
            str(site or self.site),
            "--root",
            str(self.root),
            *options,
        ]
        environment = {name: value for name, value in ENVIRONMENT.items() if name != "SOURCE_DATE_EPOCH"} | _GIT
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        return f"{done.returncode} {done.stdout}{done.stderr}"

    def edit(self, words: str) -> str:
        """An own page of the bureau, committed."""
        (self.root / "docs/about/own.txt").write_text(words, encoding="utf-8")
        return commit(self.root)

    @property
    def commits(self) -> list[str | None]:
        return [one.commit for one in parse_chain((self.site / CHAIN).read_bytes())]


@pytest.fixture
def publishing(tmp_path: Path) -> Publishing:
    root = project_copy(tmp_path / "project")
    (root / ".gitignore").write_text(".cache/\n__pycache__/\n", encoding="utf-8")
    git(root, "init", "-qb", "main")
    commit(root)
    (tmp_path / "www").mkdir()
    return Publishing(root, tmp_path / "www/site")


def test_three_publications_are_a_chain_and_one_rewritten_in_the_middle_is_told(publishing: Publishing) -> None:
    refused = publishing.publish()
    assert refused.startswith("1 ")
    assert re.search("不知道接着哪一次。怎么改：.*--first.*--after", refused)
    assert not publishing.site.exists()
    commits = [git(publishing.root, "rev-parse", "HEAD")]
    assert publishing.publish("--first").startswith("0 ")
    kept = publishing.site.parent / "kept.json"
    for words in ("one", "two"):
        shutil.copy(publishing.site / CHAIN, kept)
        commits.append(publishing.edit(words))
        assert publishing.publish().startswith("0 ")
    assert publishing.commits == commits
    assert json.loads((publishing.site / "status.json").read_bytes())["提交"] == commits[-1]
    assert "与公开的完全相同" in publishing.publish()
    assert publishing.commits == commits
    assert "已经有 3 次发布" in publishing.publish("--first")
    assert "会丢掉它的发布链" in publishing.publish("--local")
    old = read_chain(str(kept))
    assert old is not None
    assert len(old) == 2
    assert verify(open_source(str(publishing.site)), kept=old).differences == []
    goes_back(publishing, commits)
    rewrites_the_middle(publishing, old)


def goes_back(publishing: Publishing, commits: list[str]) -> None:
    """Going back is a publication too."""
    assert publishing.publish("--back").startswith("0 ")
    assert publishing.commits == [*commits, commits[1]]
    assert verify(open_source(str(publishing.site))).differences == []


def rewrites_the_middle(publishing: Publishing, old: tuple[Entry, ...]) -> None:
    """The file by itself tells it; published upon it is not."""
    path = publishing.site / CHAIN
    true = path.read_bytes()
    path.unlink()
    path.write_bytes(true.replace(old[1].sums.encode(), b"0" * 64, 1))
    found = verify(open_source(str(publishing.site)), kept=old)
    assert {one.path for one in found.differences} == {CHAIN}
    assert [*faults_of(parse_chain(path.read_bytes()))]
    assert re.search("的发布链对不上：第 2 条.*怎么改：用 --after", publishing.publish())
    kept = publishing.site.parent / "true.json"
    kept.write_bytes(true)
    publishing.edit("three")
    assert publishing.publish("--after", str(kept)).startswith("0 ")
    assert verify(open_source(str(publishing.site)), kept=parse_chain(true)).differences == []


def test_a_site_goes_on_from_another_folder_and_is_signed(publishing: Publishing, tmp_path: Path) -> None:
    for name in ("mine", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True)
    settings = publishing.root / "mkdocs.yml"
    replace(settings, "signing_key: null", f"signing_key: {tmp_path}/nowhere")
    commit(publishing.root)
    assert re.search("1 .*找不到签名的钥匙.*怎么改：把 signing_key", publishing.publish("--first"), re.S)
    assert not publishing.site.exists()
    replace(settings, f"{tmp_path}/nowhere", f"{tmp_path}/mine")
    commit(publishing.root)
    assert publishing.publish("--first").startswith("0 ")
    other = tmp_path / "www/other"
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", publishing.site.resolve())
    assert publishing.publish("--after", packed, site=other).startswith("0 ")
    assert len(parse_chain((other / CHAIN).read_bytes())) == 2
    allowed = tmp_path / "allowed"
    for name, wrong in (("mine", 0), ("other", 2)):
        allowed.write_text(f"fabu {(tmp_path / f'{name}.pub').read_text()}", encoding="utf-8")
        assert len(verify(open_source(str(other)), allowed=allowed).differences) == wrong
    assert str(tmp_path / "mine") not in "".join(path.read_text() for path in other.resolve().glob("*.json"))
    forged = publishing.site.parent / "forged.json"
    forged.write_bytes(chain_bytes(()))
    assert re.search("1 .*一次发布也没有.*怎么改", publishing.publish("--after", str(forged), site=other), re.S)
    assert re.search("1 .*找不到.*怎么改", publishing.publish("--after", "nowhere", site=tmp_path / "www/new"), re.S)
    assert re.search("1 .*没有设置 site_url.*怎么改", publishing.publish("--after", "site_url"), re.S)
