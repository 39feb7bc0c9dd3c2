"""Faults without a figure are told by an audit of the whole, which builds the site once more."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.audit.planted import linked, look, plant
from tests.conftest import DEMO

from gongkai.audit.site_files import files_of
from gongkai.audit.whole import compare_sites
from gongkai.build.faults import FaultError
from gongkai.cli.audit import run_audit
from gongkai.open_data.manifest import STATUS
from gongkai.open_data.sums import SUMS

FAULTS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("whole.yml").read_text(encoding="utf-8"))


def packed_again(path: Path, old: str = "", new: str = "", without: str = "-") -> None:
    """Pack a file otherwise, with another text in what it holds, or without some of it."""
    with zipfile.ZipFile(path) as packed:
        held = {one.filename: packed.read(one) for one in packed.infolist()}
    path.unlink()
    assert not old or any(old.encode() in content for content in held.values())
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in held.items():
            if not name.endswith(without):
                packed.writestr(name, content.replace(old.encode(), new.encode()), zipfile.ZIP_DEFLATED, 1)


def told(site: Path, built: Path) -> str:
    """What is told of a site beside what was built."""
    files_of.cache_clear()
    return "\n".join(map(str, compare_sites(site, built)))


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_a_fault_without_a_figure_is_told(demo_site: Path, tmp_path: Path, fault: dict[str, Any]) -> None:
    site = linked(demo_site, tmp_path / "site")
    if "held" in fault:
        old, new = fault["held"]
        packed_again(site / fault["file"], old, new, fault.get("without", "-"))
    else:
        plant(site, fault)
    said = told(site, demo_site)
    assert f"{fault['file']}  " in said
    assert fault["says"] in said


def test_what_another_library_has_packed_is_the_same(demo_site: Path, tmp_path: Path) -> None:
    """Its checksum is another, in the lists too; a file that is another besides is told."""
    site, old, new = linked(demo_site, tmp_path / "site"), list[bytes](), list[bytes]()
    for name in ("years/2022/data.zip", "years/2022/data.xlsx", "units/yanshi-caizheng/data.xlsx"):
        old.append(sha256((site / name).read_bytes()).hexdigest().encode())
        packed_again(site / name)
        new.append(sha256((site / name).read_bytes()).hexdigest().encode())
    for name in (SUMS, "data/manifest.json", "datapackage.json", "data/catalogue.json"):
        content = (site / name).read_bytes()
        for one, other in zip(old, new, strict=True):
            content = content.replace(one, other)
        (site / name).unlink()
        (site / name).write_bytes(content)
    assert (site / SUMS).read_bytes() != (demo_site / SUMS).read_bytes()
    assert told(site, demo_site) == ""
    (site / SUMS).write_bytes(content := (site / SUMS).read_bytes().replace(b"  404", b"  405"))
    assert b"  405" in content
    assert SUMS in told(site, demo_site)


def test_a_missing_file_and_one_more_are_told(demo_site: Path, tmp_path: Path) -> None:
    site = linked(demo_site, tmp_path / "site")
    (site / "404.html").unlink()
    (site / "more.txt").write_text("x", encoding="utf-8")
    (site / "chain.json").write_text("{}", encoding="utf-8")
    said = told(site, demo_site)
    assert "404.html  不在" in said
    assert "more.txt  多出来了" in said
    assert "chain.json" not in said


@pytest.mark.build
def test_the_true_site_is_the_whole_and_a_word_changed_is_told(demo_site: Path, tmp_path: Path) -> None:
    """By a build of its own, at another time than the site's; nothing else is told."""
    site = linked(demo_site, tmp_path / "site")
    plant(site, FAULTS[1])
    found = look(site, DEMO, fresh=True, whole=True).faults
    assert any("对账不一致" in fault.what and "对账一致" in fault.why for fault in found), found
    assert {fault.file for fault in found} == {FAULTS[1]["file"]}


@pytest.mark.parametrize(
    ("commit", "says"),
    [
        ("0" * 40, "怎么改：先运行 git checkout 0{40}，"),
        ("0" * 39, "不是提交号"),
        ("main", "不是提交号"),
        ("0; curl x | sh", "不是提交号"),
        ("\\u001b[2J", "不是提交号"),
    ],
)
def test_a_site_of_another_commit_is_not_compared(demo_site: Path, tmp_path: Path, commit: str, says: str) -> None:
    """What a foreign site calls its commit is offered in a command only where it is one."""
    site = linked(demo_site, tmp_path / "site")
    status = (site / STATUS).read_text(encoding="utf-8")
    (site / STATUS).unlink()
    before, _, rest = status.partition('"提交":')
    end = rest.index(",")
    (site / STATUS).write_text(f'{before}"提交":"{commit}"{rest[end:]}', encoding="utf-8")
    with pytest.raises(FaultError, match=says):
        run_audit(site, DEMO, whole=True)
