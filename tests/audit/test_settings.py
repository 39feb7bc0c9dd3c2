"""The true site is in order whatever is set: with an address and without, with search and workbooks and without."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.audit.planted import look, plant
from tests.conftest import DEMO, SEED, build, project_copy

from gongkai.build.compressed import compress_texts
from gongkai.open_data.sums import SUMS, UNLISTED

ADDRESS = "https://example.gov.cn/jixiao/"
FAULTS = (
    ("feed.xml", "/units/", "/unitz/", "指的页面或文件不在"),
    ("sitemap.xml", "<loc>https://example.gov.cn/jixiao/years/</loc>", "", "没有列出 https://example.gov.cn/jixiao/years/"),
    ("years/index.html", 'rel="canonical" href="https://example.gov.cn/jixiao/years/"',
     'rel="canonical" href="https://example.gov.cn/jixiao/year/"', "规范网址"),
    ("data/catalogue.json", f'downloadURL":"{ADDRESS}', 'downloadURL":"https://example.com/', "不是本站的"),
)  # fmt: skip  # the file, what is replaced, by what, and what is said


def built(folder: Path, project: Path, settings: str) -> tuple[Path, Path]:
    """A project with settings of its own, and its site."""
    root = project_copy(folder / "project", project)
    (root / "mkdocs.yml").rename(root / "base.yml")
    (root / "mkdocs.yml").write_text("INHERIT: base.yml\n" + settings, encoding="utf-8")
    done = build(root / "mkdocs.yml", folder / "site")
    assert done.returncode == 0, done.stderr
    return root, folder / "site"


@pytest.mark.parametrize(
    "said",
    [
        "repo_url: https://github.com/bureau/site",
        "repo_url: https://github.com/bureau/site/\nedit_uri: edit/main/",
        "repo_url: https://git.example.gov.cn/caizheng/jixiao\nedit_uri: edit/main/",
        "repo_url: https://git.example.gov.cn/caizheng/jixiao\nedit_uri: -/edit/main/",
        "repo_url: https://git.example.gov.cn/caizheng/jixiao/\nedit_uri_template: _edit/main/{path}",
        "repo_url: https://git.example.gov.cn/caizheng/jixiao",
    ],
)
def test_a_site_whose_data_can_be_edited_at_a_host_is_in_order_and_a_foreign_way_to_edit_it_is_not(
    tmp_path: Path, said: str
) -> None:
    root, site = built(tmp_path, SEED, f"{said}\n")
    assert look(site, root, fresh=True).faults == ()
    page = site / "units/zhengxiang-renda/2020/index.html"
    text, file = page.read_text(encoding="utf-8"), "data/2020/zhengxiang-renda.yml"
    assert "/docs/data/" not in text
    if "edit" in said or "github" in said:
        assert f"/main/{file}" in text or f"/master/{file}" in text
        other = text.replace(f"/{file}", "/data/2020/another.yml")
        page.write_text(other, encoding="utf-8")
        assert "链接到别处" in "\n".join(map(str, look(site, root).faults))


@pytest.mark.parametrize("more", ["search: false", "excel: false", "demo: true"])
def test_the_seed_is_in_order(tmp_path: Path, more: str) -> None:
    root, site = built(tmp_path, SEED, f"site_url: {ADDRESS}\nextra:\n  gongkai:\n    {more}\n")
    assert look(site, root, fresh=True).faults == ()


@pytest.mark.parametrize(
    "address",
    [
        "https://ab.gov.cn/%E9%A2%84%E7%AE%97/", "https://ab.gov.cn/预算/", "https://例子.gov.cn/", "https://ab.gov.cn:8443/a/b",
        "https://ab.gov.cn/%E9%A2%84%E7%AE%97/2020%20a/", "http://10.1.2.3/jixiao/",
    ],
)  # fmt: skip  # addresses, read in a row
def test_a_site_is_in_order_however_its_address_is_written(tmp_path: Path, address: str) -> None:
    root, site = built(tmp_path, SEED, f"site_url: {address}\n")
    assert look(site, root, fresh=True).faults == ()


def test_what_is_put_beside_a_published_site_is_in_order(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    assert compress_texts(folder, None) > 10
    for name in sorted(UNLISTED - {SUMS}):
        (folder / name).write_text("[1]\n", encoding="utf-8")
    assert look(folder, SEED, fresh=True).faults == ()


def test_a_site_with_an_address_is_in_order_and_faults_in_its_addresses_are_named(tmp_path: Path) -> None:
    root, site = built(tmp_path, DEMO, f"site_url: {ADDRESS}\nextra:\n  gongkai:\n    demo: true\n")
    assert look(site, root, fresh=True).faults == ()
    for file, find, put, says in FAULTS:
        before = (site / file).read_bytes()
        plant(site, {"name": file, "file": file, "find": find, "put": put})
        assert says in "\n".join(map(str, look(site, root).faults)), file
        (site / file).write_bytes(before)
