"""A bureau's own outline, as the guide shows it: written, used, changed, without a line of program."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.conftest import ROOT, build, project_copy

PAGE = "units/jia/2023/index.html"
REPORT = """\
标题: 2023年度部门整体支出绩效自评报告
公开: {状态: 已公开}
概况: {基本情况: 甲的情况。}
收支: {收入总计: 12.30, 支出总计: 12.30, 基本支出: 11.10, 项目支出: 1.20}
厉行节约: 不铺张。
问题: [一个问题。]
"""


def example() -> str:
    """The outline in the guide."""
    guide = (ROOT / "docs/guide/bureau.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(说明: 我区.*?)```", guide, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one unit, one report and the guide's outline."""
    copy = project_copy(tmp_path / "project")
    shutil.rmtree(copy / "data")
    for name, text in {
        "units.yml": "jia:\n  名称: 甲\n",
        "2023/_year.yml": "提纲: 我区2023\n",
        "2023/jia.yml": REPORT,
        "提纲/我区2023.yml": example(),
    }.items():
        path = copy / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return copy


def titles(site: Path) -> list[str]:
    """The words of the chapters and titles of the report, in their order."""
    outline = (site / PAGE).read_text(encoding="utf-8").partition('class="gk-outline"')[2].partition('id="jiaohe"')[0]
    return re.findall(r'<h[23] id="[^"]+">(.*?)</h[23]>', outline)


def test_the_guides_outline_lays_out_the_page_and_a_change_shows_at_once(project: Path, tmp_path: Path) -> None:
    site, outline = tmp_path / "site", project / "data/提纲/我区2023.yml"
    assert build(project / "mkdocs.yml", site, "--strict").returncode == 0
    before = titles(site)
    assert before == ["基本情况", "资金收支情况", "基本支出", "存在的问题", "其他公开内容", "厉行节约"]
    outline.write_text(example().replace("标题: 基本情况", "标题: 单位概况"), encoding="utf-8")
    assert build(project / "mkdocs.yml", site, "--strict", "--dirty").returncode == 0
    assert titles(site) == ["单位概况", *before[1:]]
    cold = tmp_path / "cold"
    shutil.rmtree(project / ".cache")
    assert build(project / "mkdocs.yml", cold, "--strict").returncode == 0
    assert (cold / PAGE).read_bytes() == (site / PAGE).read_bytes()
