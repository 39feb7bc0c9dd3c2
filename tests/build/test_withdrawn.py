"""A report that was taken down leaves a page that says so, and nothing of what it held in any file of the site."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from tests.build.few_reports import copy_few, write_site
from tests.conftest import DEMO, demo

from gongkai.model.paths import leaves
from gongkai.model.problem import KeyPath
from gongkai.pages.data import CORRECTIONS_FEED

UNIT, YEAR = "yanshi-jiaotong", 2021
ATTACHED: Final = b"%PDF-1.7 geheim"
REASON: Final = "附件误载个人信息，依法撤下"


def contents(site: Path) -> Iterator[tuple[str, str]]:
    """Every file of the site as text, those inside packed files too."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            yield from _unpacked(path.relative_to(site).as_posix(), path.read_bytes())


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from _unpacked(f"{name}!{inner}", packed.read(inner))
    else:
        yield name, content.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A site with the report, the same without it, and the checksum of its old file."""
    root = copy_few(tmp_path_factory.mktemp("project"))
    file = root / f"data/{YEAR}/{UNIT}.yml"
    (file.parent / "附件").mkdir()
    (file.parent / "附件/mimi.pdf").write_bytes(ATTACHED)
    text = file.read_text(encoding="utf-8").replace(
        "\n更正:", "\n附件: [{名称: 秘密附件, 文件: 附件/mimi.pdf}]\n\n更正:"
    )
    file.write_text(text, encoding="utf-8")
    write_site(root, search=True)
    before = shutil.copytree(root / "site", root / "before")
    digest = sha256(text.encode()).hexdigest()
    head = f"标题: {YEAR}年度部门整体支出绩效自评报告\n公开:\n  状态: 撤下\n  理由: {REASON}\n  撤下日期: 2024-03-05\n"
    file.write_text(f"{head}  原文件校验值: {digest}\n", encoding="utf-8")
    write_site(root, search=True)
    return before, root / "site", digest


def held() -> set[str]:
    """Every figure and every sentence of the report; how the form calls its lines is no word of its own."""
    report = demo().archive.entries[UNIT, YEAR].report
    assert report is not None
    stated: list[tuple[KeyPath, object]] = leaves(report.model_dump(by_alias=True, exclude_none=True))
    own = [str(value) for path, value in stated if path[0] != "标题" and (path[0], path[-1]) != ("更正", "项目")]
    words = {part for text in own for part in re.split(r"[。；，\n]", text) if len(part) >= 6}
    assert len(words) > 150
    return words


def elsewhere() -> str:
    """The text of every other file that the site is made of."""
    files = (DEMO / "data").glob("20*/*.yml")
    own = f"{YEAR}/{UNIT}.yml"
    taken = [file.read_text(encoding="utf-8") for file in files if not str(file).endswith(own)]
    return "\n".join([*taken, (DEMO / "data/units.yml").read_text(encoding="utf-8")])


def joined(site: Path) -> str:
    """Everything on the site, the commas of thousands left out."""
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", "\n".join(text for _, text in contents(site)))


def test_nothing_of_it_is_in_any_file(sites: tuple[Path, Path, str]) -> None:
    everything, whole, common = joined(sites[0]), joined(sites[1]), elsewhere()
    told = {words for words in held() if words in everything and words not in common}
    assert len(told) > 100
    assert sorted(words for words in told if words in whole) == []
    assert "mimi.pdf" in everything
    assert "mimi.pdf" not in whole
    assert "秘密附件" not in whole
    assert "geheim" not in whole


def test_its_address_stays_and_says_that_it_is_gone(sites: tuple[Path, Path, str]) -> None:
    _, after, digest = sites
    home = after / f"units/{UNIT}/{YEAR}"
    assert [path.name for path in home.rglob("*")] == ["index.html"]
    page = (home / "index.html").read_text(encoding="utf-8")
    for words in ("已撤下。", REASON, "2024年3月5日", digest):
        assert words in page
    for words in ("gk-opening", "report.csv", "report.json", "更正记录", "附件</h2>"):
        assert words not in page


def test_all_lists_say_so(sites: tuple[Path, Path, str]) -> None:
    _, after, _ = sites
    year = (after / f"years/{YEAR}/index.html").read_text(encoding="utf-8")
    unit = (after / f"units/{UNIT}/index.html").read_text(encoding="utf-8")
    assert 'gk-state is-withdrawn">撤下' in year
    assert re.search(r"撤下 <b>1</b>", year)
    assert 'gk-state is-withdrawn">撤下' in unit
    data = json.loads((after / f"years/{YEAR}/data.json").read_text(encoding="utf-8"))
    assert [(row["单位标识"], row["状态"]) for row in data["不显示数字的报告"]] == [(UNIT, "撤下")]
    assert UNIT not in {report["单位"]["标识"] for report in data["报告"]}
    feed = (after / CORRECTIONS_FEED).read_text(encoding="utf-8")
    assert "撤下：" in feed
    assert REASON in feed
    assert "2024-03-05" in feed
