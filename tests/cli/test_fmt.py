"""``gongkai fmt``: every file reads the same afterwards, keeps its comments, and stays as it is the second time."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.cli.test_check import gongkai
from tests.conftest import DEMO, SEED, project_copy
from tests.guard.evasion import published

from gongkai.cli.data_files import data_files, read_data_file
from gongkai.cli.tidied import tidied
from gongkai.guard.compare import compare_commits
from gongkai.load.comments import find_comments
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.paths import leaves
from gongkai.model.problem import Level

FILE = "data/2020/a.yml"
PHASES = [Phase.generate]
#: Every kind of value, comments at every kind of place, keys in no order.
AWKWARD = """\
# yaml-language-server: $schema=../_schema.json
# 金额单位：万元

# 标题上面
标题:   '2020年度  报告'   # 标题旁边
收支:  # 收支旁边
    # 支出上面
    支出总计: 971.210
    # 收入上面，顶格
    收入总计: 0.10 # 一格
    项目支出: {决算: 5,   # 括号里
      年初预算: 4.0}
    # 收支的末尾
公用经费:
        决算: 1.50
        其中:
          说明: 2      # 单位自己起的名称
          办公费: 3
          # 其中的末尾
# 公开上面
公开: {  # 公开旁边
   状态: 已公开 }
引言: |   # 引言旁边
    第一段 # 不是注释

      第二段
问题:
- 第一条   # 第一条旁边
- |
   第二条  # 字
# 问题第三条上面
- "第三条\\t"
更正: []
#文件末尾
"""


def read(text: str, file: str = FILE) -> Any:
    """What a file means, its digits too."""
    digits = ((path, str(value).strip()) for path, value in leaves(parse_yaml(text, file).value))
    return read_data_file(text, file).meaning, sorted(digits, key=str)


def comments(text: str) -> list[str]:
    """Every comment, by its words."""
    return sorted(comment.text for comment in find_comments(parse_yaml(text, FILE)))


@pytest.mark.parametrize("project", [DEMO, SEED], ids=["demo", "seed"])
def test_every_file_stands_in_the_one_layout(project: Path) -> None:
    for path in data_files(project / "data"):
        name = path.relative_to(project).as_posix()
        found = tidied(path.read_bytes(), name)
        assert found.content is not None, name
        assert (
            read_data_file(found.content.decode(), name).meaning
            == read_data_file(path.read_text("utf-8"), name).meaning
        )


def test_order_layout_and_comments_of_an_awkward_file() -> None:
    text = (tidied(AWKWARD.encode(), FILE).content or b"").decode()
    assert text == (Path(__file__).parent / "laid_out.yml").read_text("utf-8")
    assert comments(text) == comments(AWKWARD)


def test_what_is_misread_stays_as_it_is() -> None:
    for text in (
        "标题: 甲乙 #1\n公开: {状态: 待公开}\n",
        "标题: 甲\n  乙\n公开: {状态: 待公开}\n",
        "标题: 甲\n公开: 是\n",
    ):
        found = tidied(text.encode(), FILE)
        assert found.content is None
        assert found.problems


#: Keys of a report with values that they may have; those with names of the unit's own keep their order.
_WORDS = st.sampled_from(
    ["甲", "第一段\n\n第二段\n", "字" * 90, "12", "a: b", "# 字", "", " 空 ", "“引”", "甲：乙", "- 丙"]
)
_FIGURES = st.sampled_from(["0", "1.50", "971.210", "null", "12", "0.000001"])
_LINE = st.dictionaries(st.sampled_from(["决算", "年初预算", "上年决算"]), _FIGURES, min_size=1)
_REPORT = st.fixed_dictionaries(
    {"公开": st.just({"状态": "待公开"}), "标题": st.sampled_from(["甲乙", "2020年度“报告”", "甲：乙"])},
    optional={
        "引言": _WORDS,
        "收支": st.fixed_dictionaries({"支出总计": _FIGURES, "收入总计": _FIGURES, "项目支出": _LINE}),
        "公用经费": st.fixed_dictionaries({"决算": _FIGURES, "其中": st.dictionaries(_WORDS.filter(str.strip), _LINE)}),
        "问题": st.lists(_WORDS.filter(str.strip), max_size=3),
        "其他章节": st.lists(st.fixed_dictionaries({"内容": _WORDS, "标题": st.just("章")}), max_size=2),
    },
)


class Scribe:
    """Writes values as YAML in whatever way a person may, with comments that name what they stand beside."""

    def __init__(self, data: st.DataObject) -> None:
        self.draw = data.draw
        self.placed: list[str] = []

    def comment(self, where: str, path: tuple[Any, ...]) -> str:
        text = f"# {where} {'/'.join(str(step).strip() for step in path)} {len(self.placed)}"
        self.placed.append(text)
        return text

    def inside(self, value: Any, path: tuple[Any, ...], pad: str) -> list[str]:
        pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        if isinstance(value, dict) and (not path or path[-1] != "其中"):
            pairs = self.draw(st.permutations(pairs))
        rows: list[str] = []
        for key, below in pairs:
            rows += [pad + self.comment("上", (*path, key))] if self.draw(st.booleans()) and (path or rows) else []
            rows += [""] if self.draw(st.booleans()) else []
            rows += self.entry(key, below, (*path, key), pad)
        return rows

    def entry(self, key: Any, value: Any, path: tuple[Any, ...], pad: str) -> list[str]:
        name = f"{pad}-" if isinstance(key, int) else f"{pad}{self.word(key)}:"
        deeper = pad + " " * self.draw(st.sampled_from([2, 4]))
        beside = f"   {self.comment('旁', path)}" if self.draw(st.booleans()) else ""
        if isinstance(value, dict | list) and value:
            inside = self.inside(value, path, deeper)
            if isinstance(key, int):
                first = next(at for at, row in enumerate(inside) if row.strip() and row.strip()[0] != "#")
                below = [row for row in inside[first + 1 :]]
                self.placed = [text for text in self.placed if text.strip() != beside.strip()]
                above = [f"{pad}{row.strip()}" for row in inside[:first]]
                return [*above, f"{pad}-{' ' * (len(deeper) - len(pad) - 1)}{inside[first].strip()}", *below]
            return [f"{name}{beside}", *inside]
        if isinstance(value, str) and "\n" in value:
            return [f"{name} |{beside}", *(deeper + row if row else "" for row in value.strip("\n").split("\n"))]
        return [f"{name} {self.word(value)}{beside}"]

    def word(self, value: Any) -> str:
        if value in ([], {}):
            return str(value)
        is_plain = re.fullmatch(r"[甲字]+|null|-?\d+(\.\d+)?|[\u4e00-\u9fff]+", value) and value != "12"
        quoted = [yaml.dump(value, default_style=style, allow_unicode=True, width=10**6).strip() for style in "'\""]
        return value if is_plain else self.draw(st.sampled_from(quoted)) if "\n" not in value else quoted[1]


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(values=_REPORT, data=st.data())
def test_whatever_way_it_is_written(values: Any, data: Any) -> None:
    scribe = Scribe(data)
    text = "\n".join([*scribe.inside(values, (), ""), ""])
    if read_data_file(text, FILE).document.problems:
        return
    laid = tidied(text.encode(), FILE)
    assert laid.content is not None, (text, laid)
    again = laid.content.decode()
    assert read(again) == read(text)
    assert comments(again) == comments(text) == sorted(scribe.placed)
    assert tidied(laid.content, FILE).content == laid.content


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_command(tmp_path: Path, ends: str) -> None:
    project = project_copy(tmp_path / "project", SEED)
    file = project / "data/2020/zhengxiang-renda.yml"
    text = file.read_text("utf-8").replace("971.21", "971.210").replace("更正: []\n", "")
    file.write_bytes(text.replace("标题: ", "更正: []\n标题: ", 1).replace("\n", ends).encode())
    names = [path.relative_to(project).as_posix() for path in data_files(project / "data")]
    before = {name: (project / name).read_bytes() for name in names}
    done = gongkai("fmt", "--check", "all", cwd=project)
    assert {name: (project / name).read_bytes() for name in names} == before
    assert (done.returncode, "zhengxiang-renda.yml 版式不统一" in done.stdout) == (1, True)
    cure = done.stdout.partition("怎么改：运行 gongkai ")[2].split()
    assert gongkai(*cure, cwd=project).returncode == 0
    assert gongkai("fmt", "--check", "all", cwd=project).returncode == 0
    assert read(file.read_text("utf-8")) == read(before["data/2020/zhengxiang-renda.yml"].decode().replace("\r", ""))
    assert sorted(path.name for path in file.parent.iterdir()) == ["_year.yml", "zhengxiang-renda.yml"]


def test_the_guard_finds_nothing_changed(tmp_path: Path) -> None:
    """Neither 更正 nor 变更 is asked for where only the layout of what is public is another."""
    folder = published(tmp_path / "public")
    before = {path: path.read_bytes() for path in data_files(folder / "data")}
    assert gongkai("fmt", "all", cwd=folder).returncode == 1  # one file of it cannot be read
    assert {path: path.read_bytes() for path in data_files(folder / "data")} != before
    found = compare_commits(folder, "HEAD", None)
    assert [problem for problem in found.problems if problem.level is Level.ERROR] == []


def test_a_file_with_a_mistake_is_told_and_left(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "project", SEED)
    file = project / "data/2020/zhengxiang-renda.yml"
    text = file.read_text("utf-8").replace("决算: 164.03", "决算：164.03")
    file.write_text(text, "utf-8")
    done = gongkai("fmt", "data/2020/zhengxiang-renda.yml", cwd=project)
    assert (done.returncode, file.read_text("utf-8")) == (1, text)
    assert "Y01" in done.stderr
    assert "换成英文冒号" in done.stderr
    assert gongkai("fmt", "mkdocs.yml", cwd=project).returncode == 2


@pytest.mark.parametrize("key", ["问题", "改进措施"])
@pytest.mark.parametrize("written", ["- |\n    {}", "- {}", '- "{}"'])
@pytest.mark.parametrize("entries", [("经费不足",), ("经费不足", "人手不够"), ("经费不足。", "人手不够。")])
def test_each_problem_keeps_a_line_of_its_own(tmp_path: Path, key: str, written: str, entries: tuple[str, ...]) -> None:
    """A change shows which one it is of; names, such as those of 所属单位, stand in one line."""
    head = "标题: 2020年度部门整体支出绩效自评报告\n公开: {状态: 待公开}\n"
    text = f"{head}{key}:\n" + "".join(f"  {written.format(entry)}\n" for entry in entries)
    (tmp_path / "data/2020").mkdir(parents=True)
    (tmp_path / "data/2020/jia.yml").write_text(text, encoding="utf-8")
    gongkai("fmt", "data/2020/jia.yml", cwd=tmp_path)
    lines = (tmp_path / "data/2020/jia.yml").read_text(encoding="utf-8").splitlines()
    assert lines[-len(entries) :] == [f"  - {entry}" for entry in entries]
