"""``gongkai publish --mirror``: refused before anything is built, written after the swap, and no reason to go back."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.conftest import SEED, project_copy

from gongkai.cli.mirror import mirror
from gongkai.cli.publish import publish
from gongkai.cli.verify import verify


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The seed in a folder of its own."""
    return project_copy(tmp_path / "project", SEED)


def published(project: Path, site: Path, target: Path, *options: str) -> Any:
    """The command."""
    return CliRunner().invoke(publish, [str(site), "--root", str(project), "--mirror", str(target), *options])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("site/x.zip", "在网站自己的文件夹里"), ("site.releases/x.zip", "在网站自己的文件夹里"),
        ("project/docs/x.zip", "是项目本身的文件夹"), ("project/data/2020/x.zip", "是项目本身的文件夹"),
        ("project/.cache/x.zip", "是项目本身的文件夹"), ("other.zip", "不是本命令写的副本"),
        ("x.tar", "以 .zip 结尾"), ("none/x.zip", "mkdir -p"),
    ],
)  # fmt: skip  # pairs, read in a row
def test_a_wrong_name_is_refused_before_anything_is_built(project: Path, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "other.zip").write_bytes(b"PK")
    (project / ".cache").mkdir()
    before = sorted(tmp_path.rglob("*"))
    done = published(project, tmp_path / "site", tmp_path / name, "--first")
    assert done.exit_code == 1
    assert words in done.output
    assert "怎么改：" in done.output
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.build
def test_what_is_published_is_kept(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, target = tmp_path / "site", tmp_path / "kept.zip"
    done = published(project, site, target, "--first")
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(verify, [str(target)]).exit_code == 0
    kept = target.read_bytes()
    assert published(project, site, target).exit_code == 0, "the same site, in place of the mirror before"
    assert target.read_bytes() == kept
    assert CliRunner().invoke(mirror, [str(site), str(tmp_path / "again.zip")]).exit_code == 0
    assert (tmp_path / "again.zip").read_bytes() == kept

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "x", str(target))

    monkeypatch.setattr("gongkai.mirror.mirror.new_zip", fail)
    done = published(project, site, target)
    assert done.exit_code == 1
    assert "网站已经发布，只是副本没有做成：磁盘满了" in done.output
    assert f"只做副本：gongkai mirror '{site}' '{target}'。" in done.output
    assert "原来公开的没有动" not in done.output
    assert target.read_bytes() == kept


@pytest.mark.build
def test_a_byte_changed_in_a_mirror_is_named(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept.zip"
    assert published(project, tmp_path / "site", target, "--first").exit_code == 0
    content = bytearray(target.read_bytes())
    at = content.index("网站/assets/logo.svg".encode()) + 80
    content[at] ^= 1
    target.write_bytes(content)
    done = CliRunner().invoke(verify, [str(target)])
    assert done.exit_code == 1
    assert "assets/logo.svg" in done.output
