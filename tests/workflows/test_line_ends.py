"""Texts have LF and attachments their bytes, whatever git is set to: the Makefile and the checksums depend on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.conftest import DEMO, ROOT
from tests.workflows.test_scripts import git

#: What must have LF: scripts, the Makefile, settings, data, pages, and what the site serves.
TEXTS = (
    "Makefile", ".ci/run", ".ci/gitlab-ci.yml", ".github/take-data.sh", ".github/workflows/check.yml",
    "docs/guide/publish.md", "docs/assets/gongkai.js", "hooks/gongkai/templates/home.html", "requirements.txt",
)  # fmt: skip  # names, read in a row
#: An attachment as Windows programs write it, and one that is no text.
ATTACHMENT = "data/2022/附件/表.csv"
TABLE = "项目,金额\r\n合计,1\r\n".encode()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with our attributes, some of our texts, the demo's data and an attachment with CRLF."""
    folder = tmp_path / "repository"
    shutil.copytree(DEMO / "data", folder / "data")
    for name in (".gitattributes", *TEXTS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / ATTACHMENT).write_bytes(TABLE)
    git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    return folder


def checked_out(folder: Path, autocrlf: str) -> dict[str, bytes]:
    """Commit everything under a setting of git, delete it, and let git write it again; every file by its path."""
    git(folder, "config", "core.autocrlf", autocrlf)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "all")
    for path in folder.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    git(folder, "checkout", "--quiet", "--", ".")
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
def test_git_changes_no_line_end(repository: Path, autocrlf: str) -> None:
    """Every file comes back as it was put in; those with CRLF are attachments alone."""
    before = {path: (repository / path).read_bytes() for path in (*TEXTS, ATTACHMENT, "data/units.yml")}
    after = checked_out(repository, autocrlf)
    assert {path: after[path] for path in before} == before
    with_crlf = {path for path, content in after.items() if b"\r\n" in content and b"\0" not in content}
    assert with_crlf == {ATTACHMENT}


def test_a_report_saved_on_windows_is_committed_with_lf(repository: Path) -> None:
    report = next((repository / "data/2022").glob("*.yml"))
    text = report.read_bytes()
    report.write_bytes(text.replace(b"\n", b"\r\n"))
    assert checked_out(repository, "false")[report.relative_to(repository).as_posix()] == text


def test_without_the_attributes_line_ends_would_change(repository: Path) -> None:
    """What the file is for: git's usual setting on Windows, and the same texts."""
    (repository / ".gitattributes").unlink()
    after = checked_out(repository, "true")
    assert all(b"\r\n" in after[path] for path in TEXTS)


def test_the_files_of_this_repository_have_lf() -> None:
    """Whatever was committed before there were attributes."""
    wrong = [name for name in TEXTS if b"\r" in (ROOT / name).read_bytes()]
    assert wrong == []
