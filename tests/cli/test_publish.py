"""What cannot be published is refused before anything is built, with a cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import SEED, project_copy

from gongkai.cli.publish import publish

#: Folders that are, hold or belong to the project, below it.
_OWN = ("", "..", "docs", "docs/x", "data/2020", "hooks/x", ".git", ".venv/x", ".cache/x/y", "linked/x")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = project_copy(tmp_path / "above/project", SEED)
    (project / "linked").symlink_to("docs")
    return project


def refused(project: Path, folder: Path, *options: str) -> str:
    """What is said; nothing has been touched."""
    before = sorted(project.rglob("*"))
    done = CliRunner().invoke(publish, [str(folder), "--root", str(project), *options])
    assert done.exit_code == 1, done.output
    assert sorted(project.rglob("*")) == before
    return done.output


@pytest.mark.parametrize("own", _OWN)
@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_the_project_itself_is_no_place_for_a_site(project: Path, own: str, options: tuple[str, ...]) -> None:
    assert "不能发布到这里。怎么改：换一个" in refused(project, project / own, *options)


@pytest.mark.build
def test_a_plain_folder_with_the_same_site_becomes_a_link_all_the_same(project: Path, tmp_path: Path) -> None:
    """Otherwise there would never be a way back."""
    for options in (["--plain", "--first"], [], []):
        done = CliRunner().invoke(publish, [str(tmp_path / "site"), "--root", str(project), *options])
        assert done.exit_code == 0, done.output
        assert (tmp_path / "site").is_symlink() is not bool(options)
    assert "完全相同" in done.output
    done = CliRunner().invoke(publish, [str(tmp_path / "site"), "--root", str(project), "--back"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(("name", "value"), [("GONGKAI_PREVIEW", "true"), ("GONGKAI_PART", "1/3")])
def test_a_preview_or_a_part_is_not_published(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert f"怎么改：运行 unset {name}" in refused(project, tmp_path / "site")
    assert not (tmp_path / "site").exists()
