"""Settings: what is not understood stops the build; nothing falls back on another meaning."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.yaml import yaml_load  # noqa: TID251 - the host's own reading is the measure
from tests.conftest import ROOT, build

from gongkai.cli import cli
from gongkai.model.problem import Level, Problem
from gongkai.settings import Fact, Keys, Settings, examine_settings
from gongkai.settings.host_file import read_host_file
from gongkai.settings.model import Column

GUIDE = ROOT / "docs/guide/bureau.md"
BOOLEANS = tuple(name for name, field in Keys.model_fields.items() if field.annotation is bool)
TEXTS = ("subtitle", "publisher", "licence", "licence_url", "site_id_code")
NOT_BOOLEAN = (
    "是", "否", "yes", "no", "Yes", "NO", "on", "off", "y", "n", "True", "False", "TRUE", "FALSE", "0", "1", "2", "-1",
    "1.0", "真", "假", "ture", "fasle", "ｔｒｕｅ", '"true"', '"false"', '"no"', "'no'", "''", "[]", "[false]", "{}",
    "{a: true}", "", "~", "null", "true false", "!!str true", "!relative", "|\n      false", "true,", "2020-01-01",
)  # fmt: skip


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, and an environment that says nothing."""
    for name in [name for name in os.environ if name.startswith("GONGKAI_") or name == "SOURCE_DATE_EPOCH"]:
        monkeypatch.delenv(name)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/units.yml").write_text("jia: {名称: 甲}\n", encoding="utf-8")
    return tmp_path


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


def test_an_empty_file_and_none_at_all_give_the_defaults_and_publish_no_draft(project: Path) -> None:
    assert examine_settings(project) == Settings(root=project)
    found = read(project, "")
    assert not errors(found)
    assert (found.preview, found.demo, found.workers, found.data) == (False, False, 0, "data")


@pytest.mark.parametrize("key", BOOLEANS)
def test_yes_and_no_are_true_and_false_and_nothing_else(project: Path, key: str) -> None:
    for value in (True, False):
        found = read(project, below(f"{key}: {str(value).lower()}"))
        assert not errors(found)
        assert getattr(found, key) is value
    for wrong in NOT_BOOLEAN:
        problem = only_error(read(project, below(f"{key}: {wrong}")))
        assert (problem.code, problem.place.file, problem.place.line) == ("G09", "mkdocs.yml", 3), wrong
        assert f"“{key}”" in problem.message
        mended = read(project, below(problem.example))
        assert not errors(mended), problem.example
    assert read(project, below(f"{key}: 是")).problems[0].example == f"{key}: true"


@pytest.mark.parametrize("key", BOOLEANS)
def test_the_environment_says_true_or_false_or_nothing(
    project: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    default = Keys.model_fields[key].default
    text = below(f"{key}: !ENV [GONGKAI_X, {str(default).lower()}]")
    for words, value in (("true", True), ("false", False), ("", default)):
        monkeypatch.setenv("GONGKAI_X", words)
        found = read(project, text)
        assert not errors(found)
        assert getattr(found, key) is value
    plain = [wrong for wrong in NOT_BOOLEAN if wrong and not re.search("[\n\"'!]", wrong)]
    for wrong in (*plain, " true", "true ", "\ttrue", "True\n", "'no'"):
        monkeypatch.setenv("GONGKAI_X", wrong)
        problem = only_error(read(project, text))
        assert "GONGKAI_X" in problem.message
        assert problem.example in {"GONGKAI_X=true", "GONGKAI_X=false"}
        assert getattr(examine_settings(project), key) is default  # the build stops; the check goes on with this
    monkeypatch.delenv("GONGKAI_X")
    for unset in ("!ENV GONGKAI_X", "!ENV [GONGKAI_X]", "!ENV [GONGKAI_X, null]", "!ENV [A, GONGKAI_X, null]"):
        assert getattr(read(project, below(f"{key}: {unset}")), key) is default
        assert not errors(examine_settings(project))


@given(st.text(max_size=12))
def test_no_text_whatever_turns_a_preview_on(project: Path, words: str) -> None:
    quoted = yaml.safe_dump(words, allow_unicode=True, default_style='"').strip().replace("\n", " ")
    found = read(project, below(f"preview: {quoted}"))
    assert errors(found)
    assert found.preview is False
    if words.isascii() and words.isalnum() and words != "true":
        assert read(project, below(f"preview: {words}")).preview is False


@pytest.mark.parametrize(
    "words", ["two", "-1", "1e9", "257", "1000000000", "4.0", "010", "0x10", "1_0", '"4"', "true", "", "[1]"]
)
def test_workers_are_a_number_that_a_machine_can_have(project: Path, words: str) -> None:
    problem = only_error(read(project, below(f"workers: {words}")))
    assert (problem.code, problem.example) == ("G09", "workers: 0")
    assert read(project, below("workers: 256")).workers == 256


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


def test_extra_without_anything_is_refused_as_the_host_does(project: Path) -> None:
    assert only_error(read(project, "site_name: x\nextra:\n")).code == "G09"


@pytest.mark.parametrize("content", ["2020-13-41", "!!bool abc", "!!int abc", "!!float x", "9" * 5000])
@pytest.mark.parametrize("key", ["site_name", "copyright"])
def test_what_the_host_cannot_read_is_told_before_it_fails(project: Path, key: str, content: str) -> None:
    problem = errors(read(project, f"edit_uri: a\n{key}: {content}\n"))[0]
    assert (problem.code, problem.place.line) == ("G08", 2)
    assert not [p for p in errors(read(project, f'edit_uri: a\n{key}: "{content[:40]}"\n')) if p.code == "G08"]


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_is_one_line_as_written_or_left_open(project: Path, key: str) -> None:
    for wrong in ("true", "[a]", "{a: b}", '"a\\nb"', '"a\\0b"', '"a\\u202eb"', "x" * 501, "!!python/name:os.system x"):
        assert only_error(read(project, below(f"{key}: {wrong}"))).code == "G09"
    for nothing in ("", "null", "~", '""', "!ENV X"):
        found = read(project, below(f"{key}: {nothing}"))
        assert not errors(found)
        assert getattr(found, key) == ""


def test_a_code_keeps_its_zeros_however_yaml_would_read_it(project: Path) -> None:
    for written in ("0430100001", '"0430100001"', "'0430100001'", "!ENV [X, 0430100001]"):
        assert read(project, below(f"site_id_code: {written}")).site_id_code == "0430100001"
    for wrong in (
        "430100001",
        "43010000010",
        "43010000a1",
        "４３０１００００１２",
        "4301-00001",
        "1e9",
        "4301000012.0",
    ):
        assert only_error(read(project, below(f"site_id_code: {wrong}"))).code == "G09"


@pytest.mark.parametrize(
    "folder",
    [
        "/data",
        "..",
        "../data",
        "a/../..",
        "",
        '""',
        '" "',
        ".",
        "C:/data",
        "C:data",
        r"\\a\b",
        r"a\b",
        "nirgends",
        "data/x.yml",
        "out",
        "5",
        "[a]",
    ],
)
def test_the_data_folder_is_inside_the_project(project: Path, folder: str) -> None:
    (project / "data/x.yml").write_text("")
    (project / "out").symlink_to(project.parent)
    problem = only_error(read(project, below(f"data: {folder}")))
    assert (problem.code, problem.example) == ("G09", "data: data")
    assert examine_settings(project).data in ("data", folder)


@pytest.mark.parametrize("value", ["!ENV FOLDER", "!ENV [FOLDER, data]", "!ENV [ONE, FOLDER, data]"])
@pytest.mark.parametrize("said", ["", "data"])
def test_the_environment_does_not_name_the_data_folder(
    project: Path, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLDER", said)
    problem = next(p for p in errors(read(project, below(f"data: {value}"))) if "取自环境变量" in p.message)
    assert (problem.code, problem.level, problem.cure) == ("G09", Level.ERROR, "直接写文件夹的名称")


def test_the_environment_does_not_name_the_file_to_inherit_from(project: Path) -> None:
    (project / "base.yml").write_text("site_name: 甲\n", encoding="utf-8")
    problem = only_error(read(project, "INHERIT: !ENV [ABOVE, base.yml]\n"))
    assert (problem.code, problem.cure) == ("G08", "直接写那个文件的路径")


def test_a_data_folder_of_another_name_is_used(project: Path) -> None:
    (project / "shuju/a").mkdir(parents=True)
    assert read(project, below("data: ./shuju/a/")).data == "shuju/a"
    (project / "data/units.yml").rename(project / "shuju/a/units.yml")
    (project / "data").rmdir()
    assert "校核了 0 份报告" in check(project).output


ADDRESSES = (
    "x.cn", "www.x.cn/a", "ftp://x.cn", "http://", "https:///a", "https:/x.cn", "javascript:alert(1)", "//x.cn", "5",
    '"https://x.cn/a b"', "https://[", "https://x.cn:port/", "'https://x.cn/\"onload=\"'", "HTTPS",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_whole(project: Path, address: str) -> None:
    assert only_error(read(project, below(f"licence: x\nlicence_url: {address}"))).place.line == 4
    problem = only_error(read(project, f"site_url: {address}\n"))
    assert (problem.code, problem.place.line) == ("G09", 1)
    assert not errors(read(project, problem.example))
    if address not in {"x.cn", "www.x.cn/a", "HTTPS", "5"}:  # those are paths of this site
        assert errors(read(project, below(f"footer:\n  - {{label: a, value: b, url: {address}}}")))


def test_the_site_has_a_root(project: Path) -> None:
    assert read(project, "site_url: https://x.cn/a\n").site_url == "https://x.cn/a/"
    for wrong in ("https://x.cn/?a", "https://x.cn/#a", "https://me:pw@x.cn/"):
        assert only_error(read(project, f"site_url: {wrong}\n")).code == "G09"


def test_links_of_the_footer_lead_somewhere_safe(project: Path) -> None:
    for good in ("https://x.cn/", "mailto:a@x.cn", "about/", "about/methodology/", "null"):
        assert not errors(read(project, below(f"footer:\n  - {{label: a, value: b, url: {good}}}")))
    for wrong in ("javascript:alert(1)", "data:text/html,x", "/about/", "mailto:", "'JavaScript:x'", "vbscript:x"):
        assert errors(read(project, below(f'footer:\n  - {{label: a, value: b, url: "{wrong.strip(chr(39))}"}}')))


@pytest.mark.parametrize("holder", ["column: {%s}", "footer: [{label: x, %s}]"])
@pytest.mark.parametrize("words", ["预算,绩效", "预算, 绩效", "预算,绩效,公开", "1,234.5", "一路1号,2号楼"])
def test_a_comma_in_braces_tears_nothing_off_in_silence(project: Path, holder: str, words: str) -> None:
    key = "keywords" if holder.startswith("column") else "value"
    torn = f"{key}: {words}"
    for text in (holder % torn, holder % torn.replace("绩效", "label").replace("公开", "type")):
        problem = only_error(read(project, below(text)))
        assert "英文引号" in problem.cure
        whole = read(project, below(holder % problem.example))
        assert not errors(whole)
        kept = whole.column.keywords if key == "keywords" else whole.footer[0].value
        assert kept == re.search(f"{key}: (.*?)}}", text)[1].replace(", ", ",")  # type: ignore[index]


def test_a_column_and_a_footer_are_read_item_by_item(project: Path) -> None:
    for wrong in (
        "column: 预算", "column: [a]", "column:\n  name: [a]", "footer: 主办", "footer: {label: a}", "footer: [主办]",
        "footer: [null]", "footer:\n  - {value: x}", "footer:\n  - {label: '', value: x}",
    ):  # fmt: skip
        problem = only_error(read(project, below(wrong)))
        assert problem.code == "G09", wrong
    found = read(
        project,
        below("column: {name: 预算}\nfooter:\n  - {label: 电话, value: 4008888888}\n  - {label: 备案号, value: }"),
    )
    assert not errors(found)
    assert found.column.name == "预算"
    assert [(fact.label, fact.value) for fact in found.footer] == [("电话", "4008888888"), ("备案号", "")]


@pytest.mark.parametrize(
    ("facts", "email", "phone"),
    [
        ("{label: 联系电话, value: 0000-1234567}", "", "tel:00001234567"),
        ('{label: 办公电话, value: "+86 （000） 1234567"}', "", "tel:+860001234567"),
        ("{label: 电话, value: 0000-1234567转8}", "", ""),
        ("{label: 传真, value: 0000-1234567}", "", ""),
        ("{label: 电话, value: }", "", ""),
        ("{label: 邮箱, value: a@site.invalid, url: mailto:a@site.invalid}", "mailto:a@site.invalid", ""),
        ("{label: 邮箱, value: , url: mailto:a@site.invalid}", "", ""),
        ("{label: 主办单位, value: 甲局, url: https://site.invalid/}", "", ""),
    ],
)
def test_who_answers_questions_is_what_the_footer_shows(project: Path, facts: str, email: str, phone: str) -> None:
    """For the catalogue: a mailbox that leads somewhere, and a telephone that can be dialled; neither is made up."""
    found = read(project, below(f"footer:\n  - {facts}"))
    assert not errors(found)
    assert (found.email, found.phone) == (email, phone)


@pytest.mark.parametrize("moment", ["abc", "", "-1", "1_0", "²", "１２", " 1", "1.5", "1e9", "4354819199", "9" * 30])
def test_a_wrong_time_stops_the_build(project: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    problem = only_error(read(project, ""))
    assert "SOURCE_DATE_EPOCH" in problem.message
    monkeypatch.setenv(*problem.example.split("="))
    assert examine_settings(project).timestamp == 1700000000
    assert not errors(examine_settings(project))


def test_a_variable_that_no_setting_reads_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = below("preview: !ENV [GONGKAI_PREVIEW, false]\nworkers: !ENV [GONGKAI_WORKERS, 0]")
    for name, cure in (
        ("GONGKAI_PREIVEW", "是不是 GONGKAI_PREVIEW？"),
        ("GONGKAI_EXCEL", "在 gongkai 下面的 excel 里引用它"),
        ("GONGKAI_X", "用不着就运行 unset GONGKAI_X"),
    ):
        monkeypatch.setenv(name, "true")
        (hint,) = (problem for problem in read(project, text).problems if problem.code == "G10")
        assert (hint.level, hint.cure) == (Level.HINT, cure)
        assert "GONGKAI_PREVIEW、GONGKAI_WORKERS" in hint.message
        monkeypatch.delenv(name)


def test_a_preview_that_is_written_down_is_asked_about(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [problem.code for problem in read(project, below("preview: true")).problems]
    assert "G11" in codes
    monkeypatch.setenv("GONGKAI_PREVIEW", "true")
    found = read(project, below("preview: !ENV [GONGKAI_PREVIEW, false]"))
    assert found.preview is True
    assert "G11" not in [problem.code for problem in found.problems]


def test_fictional_data_without_its_mark_is_noticed(project: Path) -> None:
    units = (ROOT / "tests/demo/data/units.yml").read_text(encoding="utf-8")
    (project / "data/units.yml").write_text(units, encoding="utf-8")
    assert "G12" in [problem.code for problem in read(project, "").problems]
    assert "G12" not in [problem.code for problem in read(project, below("demo: true")).problems]


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


def test_all_is_told_at_once(project: Path) -> None:
    text = "site_url: x.cn\n" + below(
        "preview: 否\nworkers: two\nlicens: x\ncolumn: {keywords: 预算,绩效}\ndata: nirgends"
    )
    assert sorted(problem.place.line for problem in errors(read(project, text))) == [1, 4, 5, 6, 7, 8]
    done = check(project, "--data", "data")
    assert done.exit_code == 1
    assert done.output.count(" 必须改 G0") == 6
    for form in ("github", "gitlab", "json", "markdown"):
        assert check(project, "--data", "data", "--format", form).exit_code == 1


def test_a_data_folder_that_is_not_there_is_said_with_its_line(project: Path) -> None:
    read(project, below("data: nirgends"))
    done = check(project)
    assert done.exit_code == 1
    assert "mkdocs.yml:3:5 必须改 G09 “data”：项目里没有“nirgends”这个文件夹" in done.output


def test_settings_left_open_are_told_in_one_hint(project: Path) -> None:
    (hint,) = read(project, "").problems
    assert (hint.code, hint.level) == ("G07", Level.HINT)
    for key in ("site_url", "publisher", "licence", "site_id_code", "column", "footer"):
        assert f"{key}（" in hint.message
    assert check(project).exit_code == 0


#: The program's settings for a project elsewhere.
HOST = f"""INHERIT: {ROOT / "tests/mkdocs.yml"}
hooks: [{ROOT / "hooks/publish.py"}]
docs_dir: {ROOT / "docs"}
watch: []
theme: {{custom_dir: {ROOT / "hooks/gongkai/theme"}}}
"""


@pytest.mark.build
def test_a_build_stops_before_it_touches_anything(project: Path) -> None:
    site, config = project / "site", project / "mkdocs.yml"
    site.mkdir()
    (site / "index.html").write_text("旧的", encoding="utf-8")
    config.write_text(HOST + below("preview: 否\nworkers: two\nlicens: x"), encoding="utf-8")
    for words in ("--clean", "--strict"):
        done = build(config, site, words)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "设置有 3 处必须改" in done.stderr
        for told in ("“preview”写的是“否”，只能写 true 或 false", "workers: 0", "是不是“licence”？"):
            assert told in done.stderr
    assert [path.name for path in site.iterdir()] == ["index.html"]


@pytest.mark.build
def test_what_is_set_is_on_the_page(project: Path) -> None:
    (project / "mkdocs.yml").write_text(HOST + examples()[0], encoding="utf-8")
    done = build(project / "mkdocs.yml", project / "site")
    assert done.returncode == 0, done.stderr
    for page in ("index.html", "about/accessibility/index.html", "404.html"):
        text = (project / "site" / page).read_text(encoding="utf-8")
        assert '<meta name="ColumnKeywords" content="预算,绩效">' in text
        assert '<dt>主办单位</dt><dd><a href="https://www.example.gov.cn/">某某区财政局</a></dd>' in text
        assert "<small>预算单位绩效自评报告</small>" in text
        assert "SiteIDCode" not in text
        assert "备案号" not in text
        assert "预览" not in text


@pytest.mark.parametrize("command", [("gongkai", "check"), ("gongkai", "--help"), ("mkdocs", "build", "-d", "site")])
def test_without_docstrings_nothing_runs(project: Path, command: tuple[str, ...]) -> None:
    environment = os.environ | {"PYTHONOPTIMIZE": "2", "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    config = ("-f", str(ROOT / "tests/seed/mkdocs.yml")) if command[0] == "mkdocs" else ()
    words = [sys.executable, "-m", *command, *config]
    done = subprocess.run(words, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == (1 if config else 2)
    assert "先运行 unset PYTHONOPTIMIZE" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


def examples() -> list[str]:
    """The guide's examples of mkdocs.yml."""
    written = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return [text for text in written if "extra:" in text]


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
