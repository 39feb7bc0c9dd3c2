"""A folder, a ZIP and an address give the same verdict."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.verify.serving import packed, run, said, served

from gongkai.verify.places import open_source, read_chain
from gongkai.verify.sources import SourceError


def test_the_true_site_is_right_wherever_it_stands(site: Path) -> None:
    assert said(site) == said(packed(site)) == said(packed(site, "mirror/")) == []
    with served(site) as address:
        assert said(address) == []
        assert read_chain(address) == read_chain(f"{address}chain.json") == read_chain(str(site))
    packed(site).rename(site / "mirror.zip")
    with served(site) as address:
        assert said(f"{address}mirror.zip") == []


@pytest.mark.parametrize("pack", [str, packed, "web"], ids=["folder", "zip", "web"])
def test_a_fault_is_named_wherever_the_site_stands(site: Path, pack: Any) -> None:
    (site / "index.html").write_bytes((site / "index.html").read_bytes().replace(b"971.21", b"571.21", 1))
    (site / "units/jia/2020/附件/a b#1?.pdf").unlink()
    expected = ["改过  index.html", "缺少  units/jia/2020/附件/a b#1?.pdf"]
    if pack == "web":
        with served(site) as address:
            assert said(address) == expected
    else:
        assert said(pack(site)) == expected


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip"])
def test_what_is_no_site_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(SourceError, match=r"不是 ZIP 文件，或者不完整。怎么改"):
        open_source(str(tmp_path / "a.zip"))
    with pytest.raises(SourceError, match=r"找不到 .*怎么改"):
        open_source(str(tmp_path / "nowhere"))


def test_empty_folders_are_said(site: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, words = run(tmp_path / "empty")
    assert code == 1
    assert "缺少  SHA256SUMS：里面是空的，不是网站" in words
    (site / "units/yi/2020").mkdir(parents=True)
    assert said(site) == ["多出  units/yi/2020/：是空的文件夹"]
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", site.parent, "site")
    assert said(archive) == ["多出  units/yi/2020/：是空的文件夹"]
