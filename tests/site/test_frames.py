"""Every page put into a frame is what the theme renders around that page at its own address: each byte of it, but for
links of the frame, which lead to the same places by a longer way, and for lines that are empty."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from tests.conftest import build, project_copy


def absolute(html: str, path: str) -> str:
    """A page with its links as places of the site, without what says nothing: empty lines, the namespace of icons."""
    html = re.sub(r'\n[ \t]*(?=\n)| xmlns="http://www\.w3\.org/2000/svg"', "", html).strip()
    base = f"https://site.invalid/{path}"
    return re.sub(r'(?<= href=")[^"]*', lambda link: urljoin(base, link[0]), html)


@pytest.mark.parametrize("address", ["", "site_url: https://site.invalid/jx/\n"], ids=["no address", "address"])
def test_a_page_of_every_kind_is_as_if_it_was_rendered_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    project = project_copy(tmp_path / "project")
    shutil.copy(Path(__file__).with_name("compare_frames.py"), project)
    settings = f"INHERIT: mkdocs.yml\n{address}hooks: [hooks/publish.py, compare_frames.py]\n"
    (project / "own.yml").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("COMPARED", str(tmp_path / "compared.json"))
    monkeypatch.setenv("GONGKAI_WORKERS", "1")
    done = build(project / "own.yml", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    compared, found, frames = json.loads((tmp_path / "compared.json").read_bytes())
    assert len(compared) > 4
    assert not [path for path, filled, whole in compared if absolute(filled, path) != absolute(whole, path)]
    assert [kind[:3] for kind in found if kind[0] > 1] == [
        [2, "compare/", False],
        [2, "data/", False],
        [2, "units/", False],
        [2, "years/", False],
        [3, "compare/", False],
        [3, "units/", True],
    ]
    assert len(found) == frames
