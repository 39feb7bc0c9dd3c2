"""What the guides and the README show to be written is read as it stands: every block, and none is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from tests.guide.examples import Example, examples, of_language

from gongkai.load.folder import read_archive
from gongkai.load.record_file import parse_record
from gongkai.load.report_file import check_file
from gongkai.load.texts import check_texts
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.paths import fields_by_key
from gongkai.model.problem import Level
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.settings import examine_settings

HEAD: Final = {"标题": "标题: 2023年度部门整体支出绩效自评报告", "公开": "公开: {状态: 待公开}"}
REPORT_KEYS: Final = frozenset(fields_by_key(Report))


def keys(text: str) -> set[str]:
    """The keys on the left."""
    return set(re.findall(r"^([^\s#:\-][^:\n]*):", text, re.M))


def as_report(text: str) -> str:
    """An excerpt as a whole file: in its place, with a title and a state where it shows neither."""
    if text.startswith("成效:"):
        text = "绩效:\n" + "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))
    return "\n".join([*(line for key, line in HEAD.items() if key not in keys(text)), text])


def try_report(text: str, _: Path) -> list[str]:
    """Part of a data file."""
    whole = as_report(text)
    report, document = parse_record(whole, "x.yml", Report)
    found = [*document.problems]
    if report is not None:
        found += [*check_file(report, document), *check_texts(whole, document)]
    return [str(problem) for problem in found]


def in_folder(files: dict[str, str], root: Path) -> list[str]:
    """What is wrong with a data folder of these files."""
    for name, text in ({"units.yml": "jia: {名称: 某某区甲局}\n"} | files).items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _, problems = read_archive(root)
    return [str(problem) for problem in problems]


def try_register(text: str, root: Path) -> list[str]:
    """The register; units that only the words around name are added."""
    named = {unit for unit in re.findall(r"单位: \[(.*?)\]", text) for unit in unit.split(", ")}
    assert named <= set(yaml.safe_load(text)), "followed to the letter"
    return in_folder({"units.yml": text}, root)


def try_rules(text: str, root: Path) -> list[str]:
    """The rules of a year."""
    return in_folder({"2023/_year.yml": text}, root)


def try_names(text: str, root: Path) -> list[str]:
    """A bureau's own names."""
    return in_folder({"名称.yml": text}, root)


def try_outline(text: str, root: Path) -> list[str]:
    """A bureau's own outline."""
    return in_folder({"提纲/我区2023.yml": text, "2023/_year.yml": "提纲: 我区2023\n"}, root)


def try_settings(text: str, root: Path) -> list[str]:
    """The settings of a site."""
    (root / "data").mkdir()
    (root / "data/units.yml").write_text("jia: {名称: 某某区甲局}\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return [str(problem) for problem in examine_settings(root).problems if problem.level is Level.ERROR]


def try_workflow(text: str, _: Path) -> list[str]:
    """A workflow: it can be read, and something runs in it. Its commands are tried with all others."""
    steps = yaml.safe_load(text)
    said = [part for part in re.findall(r"(?:run|script): ", text) if part]
    return [] if isinstance(steps, dict) and len(said) >= 2 else ["nothing runs"]


#: What a block is, by its keys → how it is tried; the first that fits.
KINDS: Final[tuple[tuple[Callable[[set[str], Any], bool], Callable[[str, Path], list[str]]], ...]] = (
    (lambda own, _: "site_name" in own, try_settings),
    (lambda own, _: "章节" in own, try_outline),
    (lambda own, _: own <= {"jobs", "part", "pages"}, try_workflow),
    (lambda own, _: own <= set(fields_by_key(YearRules)), try_rules),
    (lambda own, _: own <= {*REPORT_KEYS, "成效"}, try_report),
    (lambda own, value: all(is_unit(each) for each in value.values()), try_register),
    (lambda own, value: "搜索" in own or all(isinstance(each, list) for each in value.values()), try_names),
)


def is_unit(value: Any) -> bool:
    """Whether a value is an entry of the register."""
    return isinstance(value, dict) and value.keys() <= fields_by_key(Unit).keys()


def kind_of(example: Example) -> Callable[[str, Path], list[str]]:
    """How a block is tried."""
    own = keys(example.text)
    value = parse_yaml(example.text, "x.yml").value if own else {}
    for fits, trial in KINDS:
        if own and fits(own, value):
            return trial
    raise AssertionError(f"{example} is of no kind that is tried")


@pytest.mark.parametrize("example", of_language("yaml"), ids=str)
def test_what_is_shown_to_be_written_is_read_without_a_problem(example: Example, tmp_path: Path) -> None:
    assert kind_of(example)(example.text, tmp_path) == []


@pytest.mark.parametrize(
    "wrong", ["收支:\n  收入总额: 1\n", "甲: {名称: 某某区甲局, 主管部门: 乙}\n", "提纲: 湖南1999\n"]
)
def test_a_wrong_example_is_noticed(wrong: str, tmp_path: Path) -> None:
    assert kind_of(Example("x.md", 1, "yaml", wrong))(wrong, tmp_path) != []


def test_an_example_of_no_kind_is_noticed() -> None:
    with pytest.raises(AssertionError, match="of no kind"):
        kind_of(Example("x.md", 1, "yaml", "甲:\n  名字: 某某区甲局\n"))


def test_every_kind_is_shown_and_every_block_has_one() -> None:
    tried = {kind_of(example) for example in of_language("yaml")}
    assert tried == {trial for _, trial in KINDS}
    assert len(examples()) > 40


def test_there_are_examples_of_what_is_hard() -> None:
    shown = "\n".join(example.text for example in examples() if example.page == "docs/guide/clerk.md")
    for key in ("增减", "推算", "财政拨款", "项目自评", "编制其中", "封面", "预算调整", "管理"):
        assert f"{key}:" in shown, key
