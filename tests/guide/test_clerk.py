"""The clerk's guide, followed from the first command to the last: what it shows is what is written and said."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from tests.cli.test_check import gongkai
from tests.guide.examples import Example, of_language
from tests.importer.documents import word_of

from gongkai.importer.document import Paragraph

FILE: Final = "data/2023/caizheng.yml"
RULES: Final = """\
提纲: 湖南2022
等级: [{等级: 优, 下限: 90}, {等级: 良, 下限: 80}, {等级: 中, 下限: 60}, {等级: 差, 下限: 0}]
"""
#: The report and the form of the guide's example.
WORDS: Final = """\
某某区财政局2023年度部门整体支出绩效自评报告
一、部门概况
（一）基本情况
本单位内设办公室、预算股、国库股三个机构，编制45人，年末在职43人。
二、部门整体支出情况
（一）“三公”经费
“三公”经费支出7.02万元，完成预算的78%。其中公务接待费3.20万元，国内公务接待12批次。"""
CELLS: Final = (
    ("2023年度部门整体支出绩效评价基础数据表",),
    ("填报单位：某某区财政局", None, None, "单位：万元"),
    ("经费控制情况", "2022年决算数", "2023年预算数", "2023年决算数"),
    ("三公经费：", "8.40", "9.00", "7.02"),
    ("3、公务接待", "3.60", "3.60", "3.02"),
)
#: The file of which the guide shows what is said: the amount stands in line 31.
CHECKED: Final = """\
标题: 2023年度部门整体支出绩效自评报告
公开: {{状态: {state}, 发布日期: {day}}}
{padding}三公经费:
  决算: {total}
  其中:
    因公出国（境）费: 0
    公务用车购置及运行维护费: {{决算: 4.00, 其中: {{公务用车购置费: 0, 公务用车运行维护费: 4.00}}}}
    公务接待费: {receptions}
"""


def shown(word: str, language: str = "text") -> str:
    """The only block of the clerk's guide with ``word`` in it."""
    (example,) = (each for each in of_language(language) if word in each.text and each.page == "docs/guide/clerk.md")
    return example.text


def report(total: str, receptions: str, state: str = "待公开", day: str = "null") -> str:
    """The file of the guide's messages."""
    return CHECKED.format(total=total, receptions=receptions, state=state, day=day, padding="#\n" * 27)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A bureau with one unit and the rules of 2023."""
    for name, text in {"units.yml": "caizheng: {名称: 某某区财政局}\n", "2023/_year.yml": RULES}.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(text, encoding="utf-8")
    return tmp_path


def write_documents(folder: Path) -> None:
    """The report in Word, the form in Excel, named as in the guide."""
    (folder / "2023年自评报告.docx").write_bytes(word_of([Paragraph(line) for line in WORDS.splitlines()]))
    book, content = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.title = "基础数据表"
    for row in CELLS:
        book.active.append(row)
    book.save(content)
    (folder / "基础数据表.xlsx").write_bytes(content.getvalue())


def test_an_import_writes_what_the_guide_shows(project: Path) -> None:
    write_documents(project)
    command = shown("gongkai import").split()
    done = gongkai(*command[1:], cwd=project)
    assert done.returncode == 1, done.stderr
    written = (project / FILE).read_text(encoding="utf-8").splitlines()
    example = shown("# 待核对：", "yaml").splitlines()
    at = [written.index(line) for line in example]
    assert at == sorted(at), "in this order"
    assert any("null    # 没有找到" in line for line in example)


def test_what_was_imported_is_mended_as_the_guide_says(project: Path) -> None:
    """What is asked is answered, and nothing is left that must be mended."""
    write_documents(project)
    gongkai(*shown("gongkai import").split()[1:], cwd=project)
    path = project / FILE
    (asked,) = (line for line in path.read_text(encoding="utf-8").splitlines() if "# 待核对：" in line)
    answered = asked.partition("null")[0] + "3.02"
    path.write_text(path.read_text(encoding="utf-8").replace(asked, answered), encoding="utf-8")
    said = gongkai("check", FILE, cwd=project)
    assert said.returncode == 0, said.stdout
    assert "D28" in said.stdout, "the words still say 3.20"
    assert gongkai("fmt", FILE, cwd=project).returncode == 0
    assert gongkai("check", FILE, cwd=project).returncode == 0


def test_a_message_is_what_is_said(project: Path) -> None:
    (project / FILE).write_text(report("7.20", "3.02"), encoding="utf-8")
    said = gongkai("check", FILE, cwd=project)
    assert said.returncode == 1
    assert shown("必须改 D12") in said.stdout
    (project / FILE).write_text(report("7.02", "3.02"), encoding="utf-8")
    assert gongkai("check", FILE, cwd=project).returncode == 0, "as the cure says"


def git(root: Path, *words: str) -> None:
    """Run git in ``root``."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


def test_a_correction_says_what_the_guide_shows(project: Path) -> None:
    (project / FILE).write_text(report("7.20", "3.20", "已公开", "2024-06-30"), encoding="utf-8")
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "x")
    (project / FILE).write_text(report("7.20", "3.02", "已公开", "2024-06-30"), encoding="utf-8")
    said = gongkai("correct", FILE, cwd=project)
    assert said.returncode == 0, said.stderr
    assert shown("的“更正”末尾") in said.stdout
    assert "- {项目: 三公经费/其中/公务接待费/决算, 原来: 3.20, 现在: 3.02}" in (project / FILE).read_text(
        encoding="utf-8"
    )


def fill(form: Path) -> None:
    """Write a count and the score into the form."""
    book = openpyxl.load_workbook(form)
    for sheet, label, column, value in (("基础数据表", "人数", 2, 45), ("基本信息", "自评得分（分）", 2, 94)):
        rows = [row for row in book[sheet].iter_rows() if any(cell.value == label for cell in row)]
        cells = [cell for cell in rows[0] if not cell.protection.locked]
        cells[column - 2].value = value
    book.save(form)


@pytest.mark.parametrize("command", ["new", "template"])
def test_a_new_report_begins_as_the_guide_says(project: Path, command: str) -> None:
    assert gongkai(command, "2023", "caizheng", cwd=project).returncode == 0
    if command == "template":
        fill(project / "2023-caizheng.xlsx")
        done = gongkai("import", "2023-caizheng.xlsx", cwd=project)
        assert done.returncode == 0, done.stdout
        assert "编制数: 45" in (project / FILE).read_text(encoding="utf-8")
    assert (project / FILE).exists()
    again = gongkai(command, "2023", "caizheng", cwd=project)
    assert again.returncode == 2, "what is there is not written over"


TRIED: Final = ("gongkai import", "必须改 D12", "的“更正”末尾", "ssh-ed25519")


@pytest.mark.parametrize("example", of_language("text"), ids=str)
def test_every_message_shown_is_tried(example: Example) -> None:
    """By one of the tests above, or with signatures."""
    assert sum(word in example.text for word in TRIED) == 1
