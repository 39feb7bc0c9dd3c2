"""mkdocs.yml is read as the host reads it, with what it inherits, and told of where it cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.yaml import yaml_load  # noqa: TID251 - the host's own reading is the measure
from tests.settings.asking import below, check, errors, only_error, read

from gongkai.settings import examine_settings
from gongkai.settings.host_file import read_host_file


def test_extra_without_anything_is_refused_as_the_host_does(project: Path) -> None:
    assert only_error(read(project, "site_name: x\nextra:\n")).code == "G09"


@pytest.mark.parametrize("content", ["2020-13-41", "!!bool abc", "!!int abc", "!!float x", "9" * 5000])
@pytest.mark.parametrize("key", ["site_name", "copyright"])
def test_what_the_host_cannot_read_is_told_before_it_fails(project: Path, key: str, content: str) -> None:
    problem = errors(read(project, f"edit_uri: a\n{key}: {content}\n"))[0]
    assert (problem.code, problem.place.line) == ("G08", 2)
    assert not [p for p in errors(read(project, f'edit_uri: a\n{key}: "{content[:40]}"\n')) if p.code == "G08"]


def test_the_environment_does_not_name_the_file_to_inherit_from(project: Path) -> None:
    (project / "base.yml").write_text("site_name: 甲\n", encoding="utf-8")
    problem = only_error(read(project, "INHERIT: !ENV [ABOVE, base.yml]\n"))
    assert (problem.code, problem.cure) == ("G08", "直接写那个文件的路径")


def test_a_place_is_named_in_the_file_where_the_key_stands(project: Path) -> None:
    (project / "all.yml").write_text(below("preview: 否\nworkers: 0\npublisher: 甲"), encoding="utf-8")
    (project / "sub/data").mkdir(parents=True)
    text = "INHERIT: ../all.yml\n" + below("workers: two\ndemo: true")
    (project / "sub/mkdocs.yml").write_text(text, encoding="utf-8")
    found = examine_settings(project / "sub")
    assert {str(problem.place) for problem in errors(found)} == {"../all.yml:3:5", "mkdocs.yml:4:5"}
    assert (found.publisher, found.demo) == ("甲", True)


@given(st.data())
def test_inherited_files_are_read_as_the_host_reads_them(project: Path, data: Any) -> None:
    plain = st.sampled_from([True, False, None, 0, 7, "甲", "a b"])
    tree = st.recursive(
        plain,
        lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3) | st.lists(inner, max_size=2),
        max_leaves=8,
    )
    above, top = (data.draw(st.dictionaries(st.sampled_from("abc"), tree)) for _ in range(2))
    (project / "above.yml").write_text(yaml.safe_dump(above, allow_unicode=True), encoding="utf-8")
    (project / "mkdocs.yml").write_text(
        yaml.safe_dump({"INHERIT": "above.yml"} | top, allow_unicode=True), encoding="utf-8"
    )
    with (project / "mkdocs.yml").open("rb") as file:
        theirs = yaml_load(file)
    ours = read_host_file(project / "mkdocs.yml")
    assert not ours.problems
    assert ours.top.plain() == theirs


@pytest.mark.parametrize(
    "content",
    [b"a: [\n", b"- a\n", b"a: b: c\n", b"\xd6\xd0: 1\n", b"a: \x00\n", b"INHERIT: none.yml\n",
     b"INHERIT: mkdocs.yml\n", b"a: &a [*a]\n", b"x: " + b"[" * 600, b"preview\xef\xbc\x9atrue\nb: 1\n"],
    ids=["open", "list", "colons", "gbk", "nul", "no parent", "circle", "itself", "deep", "fullwidth"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_said_in_chinese(project: Path, content: bytes) -> None:
    (project / "mkdocs.yml").write_bytes(content)
    assert only_error(examine_settings(project)).code == "G08"
    done = check(project)
    assert done.exit_code == 1
    assert " 必须改 G08 " in done.output
