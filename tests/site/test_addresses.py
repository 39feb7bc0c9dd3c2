"""No two files of a site have one address, and every link leads to the file it means, whatever the file is called."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import build, project_copy
from tests.html_text import read_page

from gongkai.build.clashes import find_clashes
from gongkai.build.output import FINISHED
from gongkai.model import disclosure
from gongkai.model.disclosure import REPORT_FILES, RESERVED
from gongkai.model.text import folded
from gongkai.pages.downloads import report_data
from gongkai.pages.parts.page import href
from gongkai.render.frame import SLOTS, Frames
from gongkai.settings import Settings
from gongkai.site import Site, begin_site, build_site

NAMES = (
    "a#b.pdf", "a?b.pdf", "50%.pdf", "a%20b.pdf", "a b.pdf", "a&amp;b.pdf", "a'b.pdf", 'a"b.pdf', "<b>.pdf",
    "附件/甲（一）.pdf", "a+b=c;d,e@f.pdf", "x/y/z.csv", "é.pdf", "{{x}}.pdf", "$a.pdf", "report.pdf",
    "reports/report.csv",
)  # fmt: skip
REPORT = """标题: 2020年度报告
公开: {状态: 已公开, 发布日期: 2021-01-02}
收支: {收入总计: 1, 支出总计: 1}
绩效: {自评得分: 94, 自评等级: “优”}
自评表: {指标: [{三级指标: 增长率, 年度指标值: 5, 实际完成值: -0.24}, {三级指标: =1+1, 实际完成值: -cmd}]}
附件:
"""
PAGE = "units/jia/2020/index.html"


def project(folder: Path, names: tuple[str, ...] = ()) -> Path:
    """A project, without the program, with one report that has these attachments, each holding its own name."""
    year = folder / "data/2020"
    year.mkdir(parents=True)
    for name in names:
        (year / name).parent.mkdir(exist_ok=True, parents=True)
        (year / name).write_text(content_of(name), encoding="utf-8")
    rows = "".join(f"  - {{名称: 表, 文件: {json.dumps(name, ensure_ascii=False)}}}\n" for name in names)
    (year / "jia.yml").write_text(REPORT + rows, encoding="utf-8")
    (year / "_year.yml").write_text("提纲: 湖南2016\n等级: [{等级: 优, 下限: 90}]\n", encoding="utf-8")
    (folder / "data/units.yml").write_text('jia: {名称: "甲\\r局", 类别: "机\\u2028关"}\n', encoding="utf-8")
    return folder


def content_of(name: str) -> str:
    """An attachment that says its name; a PDF is one at least by its first characters."""
    return f"%PDF-1.7 {name}" if name.endswith(".pdf") else name


def whole_project(folder: Path, names: tuple[str, ...] = ()) -> Path:
    """The same with everything that a site is built from."""
    shutil.rmtree(project_copy(folder) / "data")
    return project(folder, names)


def site_of(root: Path, *by_hand: tuple[str, str]) -> Site:
    settings = Settings(root=root, output=root / "site", site_name="站", site_url="https://site.invalid/", workers=1)
    return build_site(
        settings,
        begin_site(settings),
        by_hand,
        Frames(lambda _, slots: "\n".join(getattr(slots, name) for name in SLOTS)),
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site of a report with every kind of name, of a unit whose name has a line end in it."""
    root = whole_project(tmp_path_factory.mktemp("names"), NAMES)
    done = build(root / "mkdocs.yml", root / "site")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "data/units.yml:1:11 必须改 F04" in done.stderr
    return root / "site"


@pytest.mark.build
def test_every_link_of_a_report_leads_to_the_file_it_names(built: Path) -> None:
    links = [link.partition("#")[0] for link in read_page(built / PAGE).links]
    found = {unquote(link.partition("?")[0]) for link in links if "//" not in link and link}
    files = {(built / PAGE).parent / path for path in found}
    assert all(file.is_file() or (file / "index.html").is_file() for file in files)
    assert {(built / PAGE).parent / name for name in NAMES} <= {file.resolve() for file in files}


@pytest.mark.build
def test_attachments_and_official_files_are_what_they_were(built: Path) -> None:
    home = (built / PAGE).parent
    assert {name: (home / name).read_text(encoding="utf-8") for name in NAMES} == {
        name: content_of(name) for name in NAMES
    }
    assert "'-0.24" not in (home / "report.csv").read_text(encoding="utf-8-sig")
    assert ",-0.24," in (home / "report.csv").read_text(encoding="utf-8-sig")
    assert ",'-cmd," in (home / "report.csv").read_text(encoding="utf-8-sig")


@pytest.mark.build
def test_a_grade_with_quotes_of_its_own_has_one_pair_everywhere(built: Path) -> None:
    for path in (PAGE, "units/jia/2020/report.csv", "years/2020/index.html", "quality/index.html"):
        assert "““" not in (built / path).read_text(encoding="utf-8")


def test_an_attachment_never_takes_the_place_of_an_official_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were a name not reserved, the site itself would still keep its own file, tell, and go on."""
    root = project(tmp_path, ("Report.CSV", "a.pdf"))
    monkeypatch.setattr(disclosure, "RESERVED", frozenset())
    site = site_of(root)
    (problem,) = (p for p in site.problems if p.code == "G08")
    assert site.is_whole
    assert problem.place.file == "data/2020/Report.CSV"
    assert "units/jia/2020/report.csv" in problem.message
    paths = {path.relative_to(root / "site").as_posix() for path in (root / "site/units/jia/2020").iterdir()}
    assert "units/jia/2020/report.csv" in paths
    assert "units/jia/2020/a.pdf" in paths
    assert "units/jia/2020/Report.CSV" not in paths


def test_everything_made_beside_a_report_is_reserved(tmp_path: Path) -> None:
    site_of(project(tmp_path))
    beside = {path.name for path in (tmp_path / "site/units/jia/2020").iterdir()}
    assert beside == {disclosure.PAGE_FILE, *REPORT_FILES.values()}
    assert {folded(name) for name in beside} <= RESERVED
    assert all((tmp_path / "site" / report_data("jia", 2020, ending)).is_file() for ending in REPORT_FILES)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("units/jia/index.html", "docs/units/jia.md"),
        ("units/later/index.html", "docs/units/later.md"),
        ("Data/index.html", "docs/Data/index.md"),
        ("data/more.csv", "docs/data/more.csv"),
        ("index.html", "docs/README.md"),
        ("about/methodology", "docs/about/methodology"),
        ("feed.xml/x.html", "docs/feed.xml/x.html"),
        ("sitemap.xml", "docs/sitemap.xml"),
    ],
)
def test_a_page_by_hand_in_the_place_of_a_generated_one_stops_the_build(tmp_path: Path, path: str, file: str) -> None:
    site = site_of(project(tmp_path), ("guide/index.html", "docs/guide.md"), (path, str(tmp_path / file)))
    (problem,) = (p for p in site.problems if p.code == "G08")
    assert not site.is_whole
    assert problem.place.file == file
    assert path in problem.message


@pytest.mark.build
def test_the_one_who_builds_is_told_in_words(tmp_path: Path) -> None:
    root = whole_project(tmp_path)
    (root / "docs/units").mkdir()
    (root / "docs/units/jia.md").write_text("# 甲\n", encoding="utf-8")
    done = build(root / "mkdocs.yml", root / "site")
    assert done.returncode == 1
    assert "docs/units/jia.md 必须改 G08" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "site" / FINISHED).exists(), "what cannot be published says so"


_PARTS = st.sampled_from(("a", "A", "b.pdf", "B.PDF", "\u00e9", "e\u0301", "ｂ.pdf", "c"))


@given(st.lists(st.lists(_PARTS, min_size=1, max_size=3).map("/".join), max_size=8))
def test_what_is_left_after_the_clashes_can_stand_on_any_file_system(paths: list[str]) -> None:
    claims = [(path, f"data/{at}") for at, path in enumerate(paths)]
    refused = {problem.place.file for _, problem in find_clashes((), (), claims)}
    kept = [path for path, owner in claims if owner not in refused]
    names = ["/".join(map(folded, path.split("/"))) for path in kept]
    assert len(set(names)) == len(names)
    assert not any(other.startswith(f"{name}/") for name in names for other in names)
    for path, owner in claims:  # and nothing was refused without need
        if owner in refused:
            name = "/".join(map(folded, path.split("/")))
            assert any(f"{name}/".startswith(f"{n}/") or n.startswith(f"{name}/") for n in names)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_link_is_plain_and_leads_back_to_its_path(path: str) -> None:
    assert unquote(href(path)) == path
    assert not set(href(path)) & set("#?&\"'<> ")
    assert href(path).isascii()
