"""Which settings there are and where they stand: everything else is refused with what was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.settings.asking import below, errors, examples, only_error, read

from gongkai.settings import Fact, Keys
from gongkai.settings.host_file import read_host_file
from gongkai.settings.model import Column

MISSPELT = {
    "licens": "licence", "license": "licence", "licence-url": "licence_url", "license_url": "licence_url",
    "excell": "excel", "publishers": "publisher", "Publisher": "publisher", "worker": "workers", "preveiw": "preview",
    "Preview": "preview", "colum": "column", "footers": "footer", "site_id": "site_id_code", "sub_title": "subtitle",
}  # fmt: skip


@pytest.mark.parametrize("key", MISSPELT)
def test_a_misspelt_key_is_refused_with_what_was_meant(project: Path, key: str) -> None:
    for value in ("false", "CC BY 4.0", "", "!ENV X", "{a: 1}"):
        problem = only_error(read(project, below(f"demo: false\n{key}: {value}")))
        assert (problem.code, problem.place.line, problem.cure) == ("G08", 4, f"是不是“{MISSPELT[key]}”？")
        assert not [
            p for p in errors(read(project, below(problem.example))) if p.message != "写了 licence_url，没有写 licence"
        ]


def test_every_setting_misspelt_by_one_letter_is_refused(project: Path) -> None:
    for name in Keys.model_fields:
        for wrong in {name[:at] + name[at + 1 :] for at in range(len(name))} | {f"{name}s", name.upper()}:
            assert only_error(read(project, below(f"{wrong}: x"))).code == "G08", wrong
    for holder, record in (("column", Column), ("footer", Fact)):
        for name in record.model_fields:
            mark, label = ("- ", "") if holder == "footer" else ("  ", "")
            lines = f"{holder}:\n{mark}label: x\n  {name}s: x" if holder == "footer" else f"{holder}:\n{mark}{name}s: x"
            problem = only_error(read(project, below(lines)))
            assert problem.cure == f"是不是“{name}”？", label


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("preview: true\n", 1),
        ("extra:\n  preview: true\n  gongkai: {demo: false}\n", 2),
        ("extra:\n  gongkai: {demo: false}\n  footer: []\n", 3),
        ("gongkai: {demo: true}\n", 1),
        ("extras:\n  gongkai: {demo: true}\n", 2),
        ("extra:\n  gonkai: {demo: true}\n", 2),
        ("extra:\n  Gongkai: {demo: true}\n", 2),
        ("extra:\n  gongkai:\n    site_url: https://a.cn/\n", 3),
        ("extra:\n  gongkai:\n    keywords: 预算\n", 3),
        ("extra:\n  gongkai:\n    demo: true\n    demo: false\n", 4),
        ("extra:\n  gongkai: {demo: true}\nextra:\n  gongkai: {demo: false}\n", 3),
    ],
)
def test_a_setting_in_the_wrong_place_or_twice_is_refused(project: Path, text: str, line: int) -> None:
    problem = only_error(read(project, text))
    assert (problem.code, problem.place.line) == ("G08", line)


@pytest.mark.parametrize("content", ["", "null", "[]", "[a]", "是", "true", "!ENV X", '""'])
def test_gongkai_holds_settings_or_is_not_there(project: Path, content: str) -> None:
    assert only_error(read(project, f"extra:\n  gongkai: {content}\n")).code == "G09"


def test_the_examples_hold_when_copied(project: Path) -> None:
    assert examples()
    for text in examples():
        found = read(project, text)
        assert not errors(found), [str(problem) for problem in errors(found)]
    assert read(project, examples()[0]).column.keywords == "预算,绩效"


def test_every_setting_is_documented(project: Path) -> None:
    (project / "mkdocs.yml").write_text(examples()[0], encoding="utf-8")
    found = read_host_file(project / "mkdocs.yml").top.plain()["extra"]["gongkai"]
    assert found.keys() == Keys.model_fields.keys()
    assert found["column"].keys() == Column.model_fields.keys()
    assert {key for fact in found["footer"] for key in fact} == set(Fact.model_fields)


def test_every_example_of_a_setting_is_right(project: Path) -> None:
    for name, field in Keys.model_fields.items():
        for example in field.examples or []:
            found = read(project, below(f"licence: x\n{example}" if name == "licence_url" else example))
            assert not errors(found), example


def test_nothing_else_reads_the_settings_or_the_environment() -> None:
    for path in sorted((ROOT / "hooks").rglob("*")):
        if path.suffix in {".py", ".html"} and path.parent.name != "settings":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"config\.extra\b|extra\.gongkai|os\.environ|getenv", text), path
