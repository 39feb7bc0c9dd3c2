"""A web server may read all that is published, and write nothing, whoever published it under whatever umask."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.build.publishing import ENVIRONMENT, command
from tests.conftest import SEED, project_copy

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_copy(tmp_path_factory.mktemp("project"), SEED)


def modes(folder: Path) -> Iterator[tuple[str, int]]:
    """What everybody may do with everything in a folder but links and locks, and with the folder."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink() and not path.name.endswith(".lock"):
            yield path.relative_to(folder).as_posix(), path.stat().st_mode & 0o7777


@pytest.mark.parametrize(
    ("umask", "form", "group"),
    [
        ("077", [], 0),
        ("077", ["--plain"], 0),
        ("000", [], 0o2000),
        ("000", ["--plain"], 0),
        ("027", ["--plain"], 0o2000),
    ],
)
def test_everybody_may_read_and_nobody_may_write(
    project: Path, tmp_path: Path, umask: str, form: list[str], group: int
) -> None:
    """Files and folders of the site and its releases, compressed copies, and the folders on the way that are new."""
    top = tmp_path / "www"
    top.mkdir()
    top.chmod(0o755 | group)
    said = subprocess.run(
        ["sh", "-c", f'umask {umask}; exec "$@"', "sh", *command(project, top / "a/b/site", "--compress", *form)],
        capture_output=True, text=True, env=ENVIRONMENT, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    found = dict(modes(top))
    assert len(found) > 80
    folders = {name for name in found if (top / name).is_dir()}
    assert {name for name, mode in found.items() if mode & 0o777 != (0o755 if name in folders else 0o644)} == set()
    assert {name for name, mode in found.items() if mode & ~0o777 not in (0, group if name in folders else 0)} == set()
    assert os.access(top / "a/b/site/index.html.gz", os.R_OK)
