"""A part comes from another machine: nothing in it is put anywhere but below the site."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from gongkai.build.faults import FaultError
from gongkai.build.output import OutputFile, OutputFolder
from gongkai.build.parts import _place


@pytest.mark.parametrize("path", ["../x", "a/../../x", "{absolute}", "a/../x"])
def test_a_path_that_leads_out_of_the_site_is_refused(tmp_path: Path, path: str) -> None:
    part, site = tmp_path / "part/one", OutputFolder(tmp_path / "site/new")
    for folder in (part / "a", site.root / "a"):
        folder.mkdir(parents=True)
    for folder in (part, part.parent):
        (folder / "x").write_bytes(b"x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FaultError, match=r"缺了或者坏了.*怎么改"):
        _place(part, site, path.format(absolute=part / "x"), OutputFile(1, 0, sha256(b"x").hexdigest()))
    assert sorted(tmp_path.rglob("*")) == before
