"""The page says everything that the published report says, sentence by sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import SEED, build, project_copy
from tests.html_text import read_page

PAGE = "units/zhengxiang-renda/2020/index.html"
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）、|\d+、)")


def sentences() -> list[str]:
    """The seed's sentences without white space and heading numbers."""
    text = (SEED / "2020-report.txt").read_text(encoding="utf-8")
    lines = (_NUMBER.sub("", line.strip()) for line in text.splitlines())
    found = (re.sub(r"\s+", "", sentence) for line in lines for sentence in re.findall(r"[^。]+。?", line))
    return [sentence for sentence in found if sentence]


def page_text(site: Path) -> str:
    return re.sub(r"\s+", "", read_page(site / PAGE).article)


def test_every_sentence_of_the_seed_is_on_the_page(site: Path) -> None:
    text = page_text(site)
    missing = [sentence for sentence in sentences() if sentence not in text]
    assert not missing
    assert len(sentences()) == 88


@pytest.mark.parametrize("heading", ["部门概况", "突出政治统领，坚持服务大局", "改进措施及建议"])
def test_headings_carry_no_typed_number(site: Path, heading: str) -> None:
    assert re.search(rf"<h[2-4] id=\"[^\"]+\">{heading}</h", (site / PAGE).read_text(encoding="utf-8"))


def test_the_page_leads_to_its_data_file(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "project")
    config = project / "own.yml"
    address = "repo_url: https://code.example.invalid/bureau/site\nedit_uri: edit/main/\n"
    config.write_text("INHERIT: mkdocs.yml\n" + address, encoding="utf-8")
    done = build(config, tmp_path / "site", "--strict")
    assert done.returncode == 0, done.stderr
    links = read_page(tmp_path / "site" / PAGE).links
    assert "https://code.example.invalid/bureau/site/edit/main/data/2020/zhengxiang-renda.yml" in links


def test_a_changed_figure_changes_sentence_and_table(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "project")
    data = project / "data/2020/zhengxiang-renda.yml"
    data.write_text(data.read_text(encoding="utf-8").replace("719.29", "792.67"), encoding="utf-8")
    done = build(project / "mkdocs.yml", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    text = page_text(tmp_path / "site")
    assert "其中工资福利支出792.67万元" in text
    assert "工资福利支出792.67——81.6%" in text
    assert "719.29" not in text
