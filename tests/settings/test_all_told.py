"""Everything that is wrong with the settings is told at once, before a build touches anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT, build
from tests.settings.asking import below, check, errors, examples, read

from gongkai.model.problem import Level
from gongkai.settings import Settings, examine_settings


def test_an_empty_file_and_none_at_all_give_the_defaults_and_publish_no_draft(project: Path) -> None:
    assert examine_settings(project) == Settings(root=project)
    found = read(project, "")
    assert not errors(found)
    assert (found.preview, found.demo, found.workers, found.data) == (False, False, 0, "data")


def test_fictional_data_without_its_mark_is_noticed(project: Path) -> None:
    units = (ROOT / "tests/demo/data/units.yml").read_text(encoding="utf-8")
    (project / "data/units.yml").write_text(units, encoding="utf-8")
    assert "G12" in [problem.code for problem in read(project, "").problems]
    assert "G12" not in [problem.code for problem in read(project, below("demo: true")).problems]


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
