"""``gongkai check``: all problems of all files at once, for people and programs, never a traceback."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from tests.conftest import DEMO, ROOT, SEED
from tests.load.test_input_cases import CASES, EXPECTED

from gongkai.cli import BUG, main
from gongkai.load.dates import day_of

GOOD = "标题: 2020年度报告\n公开: {状态: 待公开}\n收支: {收入总计: 971.21, 支出总计: 971.21}\n"
FIX = f"""\
更正:
  - 日期: {day_of(None)}
    内容: 收入支出总计由971.21万元更正为980万元
    原因: 录入错误
    改动:
      - {{项目: 收支/收入总计/决算, 原来: 971.21, 现在: 980}}
      - {{项目: 收支/支出总计/决算, 原来: 971.21, 现在: 980}}
"""


Done = subprocess.CompletedProcess[str]


def gongkai(*words: str | Path, cwd: Path) -> Done:
    """Run the command; in this process, which is ten times as fast as a new one."""
    command, out, err = ["gongkai", *map(str, words)], io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", command)
        patch.chdir(cwd)
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
    assert BUG.partition("（")[0] not in err.getvalue()
    return Done(command, code, out.getvalue(), err.getvalue())


def test_a_clerk_gets_the_same_from_a_process_of_its_own() -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "gongkai", "check", "--strict"]
    done = subprocess.run(command, cwd=SEED, env=environment, capture_output=True, text=True, check=False)
    here = gongkai("check", "--strict", cwd=SEED)
    assert (done.returncode, done.stdout, done.stderr) == (here.returncode, here.stdout, here.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one good report that is being prepared."""
    (tmp_path / "data/2020").mkdir(parents=True)
    (tmp_path / "data/units.yml").write_text("jia:\n  名称: 甲\n", encoding="utf-8")
    (tmp_path / "data/2020/_year.yml").write_text("提纲: 湖南2016\n", encoding="utf-8")
    write(tmp_path, GOOD)
    return tmp_path


def write(project: Path, text: str) -> None:
    (project / "data/2020/jia.yml").write_text(text, encoding="utf-8")


def commit(project: Path) -> None:
    """Make what is there the published state."""
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "init.defaultBranch=main"]
    for words in (["init", "-q", "--template="], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run(["git", *identity, *words], cwd=project, check=True)


def test_a_published_report_passes_with_its_public_findings() -> None:
    done = gongkai("check", cwd=SEED)
    assert done.returncode == 0, done.stdout
    assert "请核对 D09 基本支出 971.21 万元，所列各项合计 897.83 万元，相差 73.38 万元" in done.stdout


def test_the_same_figures_block_a_report_that_is_not_published(tmp_path: Path) -> None:
    shutil.copytree(SEED / "data", tmp_path / "data")
    file = tmp_path / "data/2020/zhengxiang-renda.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("状态: 已公开", "状态: 待公开"), encoding="utf-8")
    done = gongkai("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "必须改 D09" in done.stdout


def test_all_is_well(project: Path) -> None:
    done = gongkai("check", cwd=project)
    assert (done.returncode, done.stdout) == (0, "校核了 1 份报告，没有发现问题。\n")


def test_every_problem_of_every_file_at_once(project: Path) -> None:
    units = "".join(f"{case}:\n  名称: {case}\n" for case in EXPECTED)
    (project / "data/units.yml").write_text(units + "jia:\n  名称: 甲\n", encoding="utf-8")
    for case in EXPECTED:
        (project / f"data/2020/{case}.yml").write_bytes((CASES / f"{case}.yml").read_bytes())
    done = gongkai("check", cwd=project)
    assert done.returncode == 1
    for case, lines in EXPECTED.items():
        for line in lines:
            assert f"data/2020/{case}.yml:{line.partition('｜')[0]}" in done.stdout


def test_a_rule_is_told_five_times_then_counted(project: Path) -> None:
    write(project, GOOD + "人员: {其中: {" + ", ".join(f"类{n}: 约{n}" for n in range(9)) + "}}\n")
    done = gongkai("check", cwd=project)
    assert done.stdout.count(" S07 “") == 5
    assert "另有 4 处" in done.stdout


def test_only_the_named_file_is_told(project: Path) -> None:
    write(project, "标题: 只有标题\n")
    assert gongkai("check", "data/2020/_year.yml", cwd=project).returncode == 0
    assert gongkai("check", "data/2020/jia.yml", cwd=project).returncode == 1
    assert gongkai("check", "data/2020", cwd=project).returncode == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "nirgends"), "找不到 nirgends"),
        (("check", "--format", "xml"), "写法不对"),
        (("check", "/etc/hostname"), "不在数据文件夹 data 里"),
        (("check", "--base", "HEAD"), "这里不是 git 仓库"),
        (("chekc",), "没有这个命令"),
        (("check", "--root", "data"), "找不到数据文件夹"),
    ],
)
def test_a_wrong_command_is_said_in_one_line(project: Path, words: tuple[str, ...], said: str) -> None:
    done = gongkai(*words, cwd=project)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("base", "said"), [("keine", "读不到版本 keine"), ("--output=x", "没有版本")])
def test_a_wrong_version_is_said_in_one_line(project: Path, base: str, said: str) -> None:
    commit(project)
    done = gongkai("check", "--base", base, cwd=project)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_strict_counts_what_is_asked() -> None:
    assert gongkai("check", "--strict", cwd=SEED).returncode == 1


def test_github_annotations_stand_beside_the_lines(project: Path) -> None:
    write(project, GOOD.replace("971.21,", "9,7%,"))
    lines = gongkai("check", "--format", "github", cwd=project).stdout.splitlines()
    assert lines[0].startswith("::error file=data/2020/jia.yml,line=3,col=")
    assert "%0A怎么改：" in lines[0]


def test_gitlab_report_is_code_quality() -> None:
    found = json.loads(gongkai("check", "--format", "gitlab", cwd=SEED).stdout)
    assert {item["check_name"] for item in found} == {"D09", "D27"}
    assert len({item["fingerprint"] for item in found}) == len(found)
    assert all(item["location"]["path"] == "data/2020/zhengxiang-renda.yml" for item in found)
    assert all(item["severity"] in {"info", "minor", "major", "critical", "blocker"} for item in found)


def test_json_has_every_field() -> None:
    first = json.loads(gongkai("check", "--format", "json", cwd=SEED).stdout)[0]
    assert first.keys() == {"file", "line", "column", "level", "code", "message", "cure", "example", "path"}


def test_a_silent_change_of_a_published_report_is_refused(project: Path) -> None:
    write(project, GOOD.replace("待公开", "已公开"))
    commit(project)
    changed = GOOD.replace("待公开", "已公开").replace("971.21", "980")
    write(project, changed)
    done = gongkai("check", "--base", "HEAD", cwd=project)
    assert done.returncode == 1
    assert "data/2020/jia.yml:3:12 必须改 G02" in done.stdout
    write(project, changed + FIX)
    assert gongkai("check", "--base", "HEAD", cwd=project).returncode == 0


def test_a_renamed_report_is_refused_and_a_new_one_accepted(project: Path) -> None:
    write(project, GOOD.replace("待公开", "已公开"))
    (project / "data/units.yml").write_text("jia:\n  名称: 甲\nyi:\n  名称: 乙\n", encoding="utf-8")
    commit(project)
    (project / "data/2020/yi.yml").write_text(GOOD.replace("待公开", "已公开"), encoding="utf-8")
    assert gongkai("check", "--base", "HEAD", cwd=project).returncode == 0
    (project / "data/2020/jia.yml").unlink()
    done = gongkai("check", "--base", "HEAD", cwd=project)
    assert done.returncode == 1
    assert "data/2020/jia.yml 必须改 G01 已公开的报告被删除或移走，同样的内容出现在 data/2020/yi.yml" in done.stdout
    assert "核实中" in done.stdout


def test_the_comment_tells_what_changed(project: Path) -> None:
    public = GOOD.replace("待公开", "已公开, 发布日期: null")
    write(project, public)
    commit(project)
    write(project, public.replace("971.21", "980") + FIX)
    comment = gongkai("check", "--base", "HEAD", "--format", "markdown", cwd=project).stdout
    assert "没有发现问题。" in comment
    assert "| data/2020/jia.yml | 收支/收入总计/决算 | 971.21 | 980 | +8.79 | +0.9% |" in comment


def test_the_comment_says_that_nothing_changed_only_where_no_byte_differs(project: Path) -> None:
    write(project, GOOD.replace("待公开", "已公开"))
    commit(project)
    assert "没有一个字节变化" in gongkai("check", "--base", "HEAD", "--format", "markdown", cwd=project).stdout
    write(project, GOOD.replace("待公开", "已公开") + "# 注释\n")
    comment = gongkai("check", "--base", "HEAD", "--format", "markdown", cwd=project).stdout
    assert "没有一个字节变化" not in comment
    assert "data/2020/jia.yml：只有注释、键的顺序、引号或空行变了" in comment
    (project / "data/.gitattributes").write_text("* export-ignore\n", encoding="utf-8")
    comment = gongkai("check", "--base", "HEAD", "--format", "markdown", cwd=project).stdout
    assert "新增 `data/.gitattributes`" in comment
    assert "**F11**" in comment


def test_a_report_that_becomes_public_must_add_up(project: Path) -> None:
    commit(project)
    wrong = GOOD.replace("支出总计: 971.21", "支出总计: 980").replace("待公开", "已公开")
    (project / "data/units.yml").write_text("jia:\n  名称: 甲\nyi:\n  名称: 乙\n", encoding="utf-8")
    (project / "data/2020/yi.yml").write_text(wrong, encoding="utf-8")
    assert "请核对 D01" in gongkai("check", cwd=project).stdout
    done = gongkai("check", "--base", "HEAD", cwd=project)
    assert done.returncode == 1
    assert "data/2020/yi.yml:3:12 必须改 D01" in done.stdout


def test_a_merged_draft_is_not_yet_public(project: Path) -> None:
    wrong = GOOD.replace("支出总计: 971.21", "支出总计: 980")
    write(project, wrong)
    commit(project)
    write(project, wrong.replace("待公开", "已公开"))
    done = gongkai("check", "--base", "HEAD", cwd=project)
    assert done.returncode == 1
    assert "必须改 D01" in done.stdout
    assert "校核说明" not in done.stdout


def test_a_report_published_elsewhere_keeps_its_figures(project: Path) -> None:
    commit(project)
    (project / "data/units.yml").write_text("jia:\n  名称: 甲\nyi:\n  名称: 乙\n", encoding="utf-8")
    public = GOOD.replace("支出总计: 971.21", "支出总计: 980").replace("待公开", "已公开")
    (project / "data/2020/yi.yml").write_text(public + "目录信息: {来源: 区政府门户网站}\n", encoding="utf-8")
    done = gongkai("check", "--base", "HEAD", cwd=project)
    assert done.returncode == 0
    assert "请核对 D01" in done.stdout


def test_every_help_is_chinese(project: Path) -> None:
    for words in ((), ("check",), ("correct",), ("new",), ("schema",)):
        told = gongkai(*words, "--help", cwd=project).stdout
        assert "用法：" in told
        assert not {"Usage", "Options", "Show"} & set(re.findall(r"[A-Za-z]+", told))


def test_markup_in_data_does_not_reach_the_comment(project: Path) -> None:
    write(project, GOOD + "自定义<img src=x>: 1\n")
    comment = gongkai("check", "--format", "markdown", cwd=project).stdout
    assert "<img" not in comment.replace("\\<", "")


def test_a_file_of_a_year_without_rules_is_not_fit_to_be_handed_in(project: Path) -> None:
    write(project, GOOD)
    for content, code in ((None, "R02"), ("提纲: 湖南2016\n".encode("gbk"), "F03")):
        rules = project / "data/2020/_year.yml"
        rules.write_bytes(content) if content else rules.unlink()
        done = gongkai("check", "data/2020/jia.yml", cwd=project)
        assert (done.returncode, code in done.stdout, "可以提交" in done.stdout) == (1, True, False)


def test_a_file_is_not_fit_to_be_handed_in_while_the_register_cannot_be_read(project: Path) -> None:
    write(project, GOOD)
    (project / "data/units.yml").write_text("jia\n  名称: 甲\n", encoding="utf-8")
    done = gongkai("check", "data/2020/jia.yml", cwd=project)
    assert (done.returncode, "可以提交" in done.stdout) == (1, False)


@pytest.mark.parametrize(
    ("paths", "count"),
    [
        ((), 3),
        (("data",), 3),
        (("data/2021",), 2),
        (("data/2021/yanshi-renda.yml",), 1),
        (("data/2021/yanshi-renda.yml", "data/2022/yanshi-renda.yml"), 2),
        (("data/2021/yanshi-renda.yml", "data/2021"), 2),
        (("data/2021/_year.yml",), 0),
        (("data/units.yml",), 0),
    ],
)
def test_only_the_reports_that_were_named_are_counted(tmp_path: Path, paths: tuple[str, ...], count: int) -> None:
    for file in ("units", "2021/_year", "2022/_year", "2021/yanshi-renda", "2022/yanshi-renda", "2021/yanshi-nongye"):
        (tmp_path / f"data/{file}.yml").parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEMO / f"data/{file}.yml", tmp_path / f"data/{file}.yml")
    for form, words in (("text", f"校核了 {count} 份报告，"), ("markdown", f"共 {count} 份报告，")):
        assert words in gongkai("check", *paths, "--format", form, cwd=tmp_path).stdout
