"""One bad file on the public site: its page says 数据核实中, everything else is published as before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import DEMO, build, project_copy

BAD = "units/yanshi-caizheng/2021/index.html"


@pytest.fixture(scope="module")
def broken_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with one file broken and one text full of HTML."""
    project = project_copy(tmp_path_factory.mktemp("broken") / "project", DEMO)
    data = project / "data"
    broken = data / "2021/yanshi-caizheng.yml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("收支:", "收支：", 1), encoding="utf-8")
    hostile = data / "2021/yanshi-renda.yml"
    text = hostile.read_text(encoding="utf-8").replace("标题: 2021年度", "标题: <b>2021年度</b><script>x</script>")
    hostile.write_text(re.sub("引言: .*", "引言: <img src=x onerror=alert(1)>“引”", text), encoding="utf-8")
    done = build(project / "mkdocs.yml", project / "site")
    assert done.returncode == 0, done.stderr
    assert "data/2021/yanshi-caizheng.yml:" in done.stderr
    assert "Traceback" not in done.stderr
    return project / "site"


def test_the_bad_report_is_withheld_with_a_notice(broken_site: Path, demo_site: Path) -> None:
    page = (broken_site / BAD).read_text(encoding="utf-8")
    assert "数据核实中" in page
    assert "工资福利支出" not in page.partition('id="linian"')[0]
    assert "工资福利支出" in (demo_site / BAD).read_text(encoding="utf-8")


def test_every_other_report_is_there(broken_site: Path, demo_site: Path) -> None:
    def reports(site: Path) -> set[str]:
        return {str(f.relative_to(site)) for f in site.glob("units/*/*/index.html")}

    assert reports(broken_site) == reports(demo_site)
    withheld = [f for f in broken_site.glob("units/*/*/index.html") if "数据核实中" in f.read_text(encoding="utf-8")]
    assert {f.parent.name for f in withheld} == {"2021", "2022"}
    assert len(withheld) == 2


def test_the_year_page_says_so_and_keeps_the_others(broken_site: Path) -> None:
    page = (broken_site / "years/2021/index.html").read_text(encoding="utf-8")
    assert "核实中 <b>1</b>" in page


def test_html_in_data_is_shown_as_text(broken_site: Path) -> None:
    page = (broken_site / "units/yanshi-renda/2021/index.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
