"""gongkai correct writes what has changed and nothing else; what it writes, once explained, is accepted."""

from __future__ import annotations

import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from click import ClickException
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import DEMO

from gongkai.cli.correct import correct
from gongkai.guard.compare import compare_commits
from gongkai.load.folder import read_archive
from gongkai.load.record_file import parse_record
from gongkai.model.changed import changed_values, needs_explaining
from gongkai.model.disclosure import State
from gongkai.model.problem import Level
from gongkai.model.report import Report

REPORT: Final = "data/2021/yanshi-jiaotong.yml"
#: A figure or words that may be changed without making the file unreadable: a digit, a character of a sentence.
SPOTS: Final = re.compile(r"(?<=决算: )[1-9]|(?<=\.)[0-9](?=[0-9]?[,}\n])|(?<=[\u4e00-\u9fff])[\u4e00-\u9fff](?=。)")
BLANKS: Final = {
    "内容: null  # 写明改了什么": "内容: 有关数字更正为决算报表的数",
    "原因: null  # 写明为什么改": "原因: 汇总时漏了一张表",
}


def git(root: Path, *arguments: str) -> None:
    """Run git in ``root``."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def run(root: Path, file: str, *options: str) -> tuple[int, str]:
    """The exit code and what is said."""
    done = CliRunner().invoke(correct, [str(root / file), "--root", str(root), *options])
    error = done.exception
    said = done.output + (error.format_message() if isinstance(error, ClickException) else "")
    return done.exit_code, said


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One report of the demo, published on main."""
    root = tmp_path_factory.mktemp("project")
    for name in ("units.yml", "2021/_year.yml", "2021/yanshi-jiaotong.yml", "2021/yanshi-renda.yml"):
        (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEMO / "data" / name, root / "data" / name)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")
    return root


def original(project: Path, name: str = REPORT) -> str:
    """A file as it is public; it is put back."""
    git(project, "checkout", "-q", ".")
    return (project / name).read_text(encoding="utf-8")


def other(character: str) -> str:
    """Something else of the same kind."""
    return str((int(character) + 3) % 9 + 1) if character.isdecimal() else "某" if character != "某" else "甲"


def changed(text: str, picks: list[int]) -> str:
    """The text with some of its spots changed."""
    spots = [found.start() for found in SPOTS.finditer(text, text.index("\n标题"), text.index("\n更正:"))]
    for at in {spots[pick % len(spots)] for pick in picks}:
        text = text[:at] + other(text[at]) + text[at + 1 :]
    return text


def explained(text: str) -> str:
    """What a person makes of it."""
    for blank, words in BLANKS.items():
        assert blank in text
        text = text.replace(blank, words)
    return text


def report_in(text: str) -> Report:
    """The report in a text that can be read."""
    found, document = parse_record(text, REPORT, Report)
    assert found is not None, document.problems
    return found


@settings(max_examples=12)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12), st.lists(st.integers(0, 10_000), max_size=3))
def test_any_change_is_written_and_accepted(project: Path, picks: list[int], later: list[int]) -> None:
    public, path = original(project), project / REPORT
    mine = changed(public, picks)
    path.write_text(mine, encoding="utf-8")
    code, said = run(project, REPORT)
    assert code == 0, said
    entry = path.read_text(encoding="utf-8")
    assert entry.startswith(mine), "what was there stays, comments and all"
    again = changed(mine, later)
    path.write_text(again + explained(entry)[len(mine) :], encoding="utf-8")
    code, said = run(project, REPORT)
    assert code == 0, said
    final = path.read_text(encoding="utf-8")
    assert "有关数字更正为决算报表的数" in final
    before, after = report_in(public), report_in(final)
    needed = [value for value in changed_values(before, after) if needs_explaining(value)]
    named = [(v.item, v.before, v.after) for v in after.corrections[-1].changed]
    assert named == [(v.item, v.before, v.after) for v in needed]
    assert len(after.corrections) == len(before.corrections) + 1
    _, problems = read_archive(project)
    assert [problem for problem in problems if problem.level is Level.ERROR] == []
    assert needed == [] or compare_commits(project, "HEAD").problems == ()


ENDS: Final = {
    "none": "", "empty": "更正: []    # 还没有\n", "null": "更正: null\n", "nothing": "更正:\n",
    "flow": "更正: [{日期: 2022-09-05, 内容: 收入更正为新数, 原因: 录入时看错一行}]\n",
    "block": "更正:\n  - 日期: 2022-09-05\n    内容: |\n      收入更正为新数\n    原因: 录入时看错一行\n",
    "same column": "更正:\n- {日期: 2022-09-05, 内容: 收入更正为新数, 原因: 录入时看错一行}\n",
    "comment": "更正:\n  - {日期: 2022-09-05, 内容: 收入更正为新数, 原因: 录入时看错一行}  # 甲\n# 文件完\n",
    "not last": "更正:\n  - {日期: 2022-09-05, 内容: 收入更正为新数, 原因: 录入时看错一行}\n\n问题:\n  - 甲\n",
    "no line end": "更正:\n  - {日期: 2022-09-05, 内容: 收入更正为新数, 原因: 录入时看错一行}",
}  # fmt: skip  # texts, read in a row
BASE: Final = "# 注释\n标题: 2020年度部门整体支出绩效自评报告\n公开: {状态: 已公开}\n收支: {收入总计: 1, 支出总计: 1}\n"


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_it_finds_its_place_in_every_layout(end: str, mark: str, line: str, project: Path) -> None:
    original(project)
    name = "data/2021/yanshi-renda.yml"
    public = mark + (BASE + ENDS[end]).replace("\n", line)
    (project / name).write_bytes(public.encode())
    git(project, "commit", "-qam", "y")
    mine = public.replace("收入总计: 1", "收入总计: 2")
    (project / name).write_bytes(mine.encode())
    for _ in range(2):
        code, said = run(project, name)
        assert code == 0, said
        made = (project / name).read_bytes().decode()
        assert made.replace("\r\n", "\n").count("收支/收入总计/决算") == 1
        assert made.startswith(mark + "# 注释" + line)
        assert ("\r\n" in made) == (line == "\r\n")
        assert made.count("\n") == made.count("\r\n") or line == "\n"
    assert "没有" in said or "已经写好" in said
    rest = [row for row in mine.splitlines() if row and not row.startswith("更正")]
    assert all(row in made for row in rest), "no other line is touched"
    filled = re.sub(
        r"(内容|原因): null( *#[^\n]*)?", r"\1: 收入总计由一更正为二", made.lstrip("\ufeff").replace("\r\n", "\n")
    )
    report = report_in(filled)
    assert [(v.item, v.before, v.after) for v in report.corrections[-1].changed] == [("收支/收入总计/决算", "1", "2")]
    assert len(report.corrections) == (1 if end in {"none", "empty", "null", "nothing"} else 2)
    git(project, "checkout", "-q", ".")
    git(project, "reset", "-q", "--hard", "HEAD~1")


@pytest.mark.parametrize(
    ("name", "old", "new", "item"),
    [
        ("data/units.yml", "简称: 区财政局,", "简称: 区财局,", "简称"),
        ("data/2021/_year.yml", "下限: 90", "下限: 85", "等级/第1条（优）/下限"),
    ],
)
def test_the_register_and_the_rules_of_a_year(name: str, old: str, new: str, item: str, project: Path) -> None:
    text = original(project, name)
    assert old in text
    (project / name).write_text(text.replace(old, new), encoding="utf-8")
    code, said = run(project, name)
    assert code == 0
    assert item in said
    made = (project / name).read_text(encoding="utf-8")
    assert "变更" in made
    filled = re.sub(r"(内容|原因): null( *#[^\n]*)?", r"\1: 登记时录入有误", made)
    (project / name).write_text(filled, encoding="utf-8")
    assert [p for p in read_archive(project)[1] if p.level is Level.ERROR] == []
    assert "已经写好" in run(project, name)[1]
    original(project)


def test_an_unfinished_entry_is_not_accepted(project: Path) -> None:
    (project / REPORT).write_text(changed(original(project), [5]), encoding="utf-8")
    assert run(project, REPORT)[0] == 0
    problems = [problem for problem in read_archive(project)[1] if problem.level is Level.ERROR]
    assert {(problem.code, problem.path[-1]) for problem in problems} == {("S01", "内容"), ("S01", "原因")}
    original(project)


def test_a_report_that_is_taken_down_gets_its_day_and_its_old_checksum(project: Path) -> None:
    digest = sha256(original(project).encode()).hexdigest()
    for head in (
        "公开: {状态: 撤下, 理由: 附件误载个人信息，依法撤下}",
        "公开:\n  状态: 撤下\n  理由: 附件误载个人信息，依法撤下",
    ):
        (project / REPORT).write_text(f"标题: 2021年度部门整体支出绩效自评报告\n{head}\n", encoding="utf-8")
        code, said = run(project, REPORT)
        assert code == 0, said
        archive, problems = read_archive(project)
        assert [p for p in problems if p.level is Level.ERROR] == []
        entry = archive.entries["yanshi-jiaotong", 2021]
        assert entry.state is State.WITHDRAWN
        assert entry.report is not None
        assert entry.report.disclosure.withdrawn_digest == digest
        assert entry.report.disclosure.withdrawn_on is not None
    original(project)


def test_an_attachment_with_other_bytes_under_its_name(project: Path) -> None:
    original(project)
    name, attached = "data/2021/yanshi-renda.yml", project / "data/2021/附件/biao.pdf"
    attached.parent.mkdir()
    attached.write_bytes(b"%PDF-1.7 old")
    with (project / name).open("a", encoding="utf-8") as report:
        report.write("\n附件: [{名称: 附表, 文件: 附件/biao.pdf}]\n")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "y")
    attached.write_bytes(b"%PDF-1.7 new")
    code, said = run(project, name)
    assert code == 0
    assert "1 处改动" in said
    digests = [sha256(content).hexdigest() for content in (b"%PDF-1.7 old", b"%PDF-1.7 new")]
    assert f"附件/附件/biao.pdf/内容：{digests[0]} → {digests[1]}" in said
    git(project, "reset", "-q", "--hard", "HEAD~1")


def test_plain_words_where_there_is_nothing_to_do(project: Path, tmp_path: Path) -> None:
    original(project)
    assert "没有要写更正的改动" in run(project, REPORT)[1]
    new = project / "data/2021/yanshi-caizheng.yml"
    shutil.copy(DEMO / "data/2021/yanshi-caizheng.yml", new)
    assert run(project, "data/2021/yanshi-caizheng.yml") == (
        0,
        "data/2021/yanshi-caizheng.yml 还没有公开过，直接改就可以，不用写更正。\n",
    )
    new.unlink()
    assert "读不到版本 nowhere" in run(project, REPORT, "--base", "nowhere")[1]
    assert "找不到" in run(project, "data/2021/nobody.yml")[1]
    shutil.copytree(project / "data", tmp_path / "data")
    assert "不是 git 仓库" in run(tmp_path, REPORT)[1]


def test_what_is_public_is_read_as_the_comparison_reads_it(project: Path, tmp_path: Path) -> None:
    """A replaced object or another repository in the surroundings would name other values than the guard expects."""
    root = tmp_path / "project"
    shutil.copytree(project, root)
    text = original(root)
    public = object_of(root, "rev-parse", f"HEAD:{REPORT}")
    (root / REPORT).write_text(re.sub(r"(?<=决算: )(?=[1-9])", "9", text, count=1), encoding="utf-8")
    git(root, "replace", public, object_of(root, "hash-object", "-w", REPORT))
    code, said = run(root, REPORT)
    assert code == 0
    assert "处改动" in said


def object_of(root: Path, *arguments: str) -> str:
    """The name of an object that git says."""
    done = subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_a_file_that_cannot_be_read_is_not_touched(project: Path) -> None:
    broken = original(project).replace("收支:", "收支：", 1)
    (project / REPORT).write_text(broken, encoding="utf-8")
    code, said = run(project, REPORT)
    assert code == 1
    assert "Y01" in said
    assert (project / REPORT).read_text(encoding="utf-8") == broken
    original(project)


def test_git_is_missing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "缺少 git" in run(project, REPORT)[1]


def test_what_is_public_in_the_last_commit_alone_is_told_apart(project: Path, tmp_path: Path) -> None:
    """``check --base HEAD`` asks for a correction there: the words say with what to compare instead."""
    name = "data/2021/yanshi-caizheng.yml"
    root = tmp_path / "clone"
    original(project)
    git(tmp_path, "clone", "-q", str(project), str(root))
    shutil.copy(DEMO / name, root / name)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "y")
    text = (root / name).read_text(encoding="utf-8")
    changed_text = text.replace("\n标题: ", "\n标题: 某", 1)
    (root / name).write_text(changed_text, encoding="utf-8")
    code, said = run(root, name)
    assert (code, "还没有公开过" in said) == (0, True)
    assert f"gongkai check --base origin/main {name}" in said
    assert (root / name).read_text(encoding="utf-8") == changed_text
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")  # merged, and fetched
    code, said = run(root, name)
    assert "写了一条，1 处改动" in said
