"""Settings as a bureau writes them, and what is said of them."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result
from tests.conftest import ROOT

from gongkai.cli import cli
from gongkai.model.problem import Level, Problem
from gongkai.settings import Keys, Settings, examine_settings

GUIDE = ROOT / "docs/guide/bureau.md"
BOOLEANS = tuple(name for name, field in Keys.model_fields.items() if field.annotation is bool)
NOT_BOOLEAN = (
    "是", "否", "yes", "no", "Yes", "NO", "on", "off", "y", "n", "True", "False", "TRUE", "FALSE", "0", "1", "2", "-1",
    "1.0", "真", "假", "ture", "fasle", "ｔｒｕｅ", '"true"', '"false"', '"no"', "'no'", "''", "[]", "[false]", "{}",
    "{a: true}", "", "~", "null", "true false", "!!str true", "!relative", "|\n      false", "true,", "2020-01-01",
)  # fmt: skip


def read(project: Path, text: str) -> Settings:
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    return examine_settings(project)


def below(lines: str) -> str:
    """A settings file with ``lines`` below gongkai."""
    return "extra:\n  gongkai:\n" + "".join(f"    {line}\n" for line in lines.split("\n"))


def errors(found: Settings) -> list[Problem]:
    return [problem for problem in found.problems if problem.level is Level.ERROR]


def only_error(found: Settings) -> Problem:
    (problem,) = errors(found)
    assert problem.message
    assert problem.cure
    return problem


def check(project: Path, *words: str) -> Result:
    """Run ``gongkai check`` in this process."""
    return CliRunner().invoke(cli, ["check", "--root", str(project), *words])


def examples() -> list[str]:
    """The guide's examples of mkdocs.yml."""
    written = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return [text for text in written if "extra:" in text]
