"""The guide is followed to the letter, and what it says of other servers is what the example does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Final

import pytest
from tests.conftest import ROOT
from tests.serve.server import EXAMPLE, Folder, Server, configure, program

pytestmark = pytest.mark.build
GUIDE: Final = (
    (ROOT / "docs/guide/publish.md").read_text(encoding="utf-8").partition("{#fuwuqi}")[2].partition("\n## ")[0]
)


def test_the_commands_of_the_guide_set_the_server_up(tmp_path: Path) -> None:
    """As written, in another folder than ``/etc/nginx``; nginx finds the settings good."""
    commands = GUIDE.partition("```sh\n")[2].partition("```")[0]
    assert commands.count("/etc/nginx/") == 3
    system = tmp_path / "etc"
    for name in ("sites-available", "sites-enabled"):
        (system / name).mkdir(parents=True)
    with Folder() as home:
        check, _ = configure(home, home)
        settings = home / "nginx.conf"
        text = settings.read_text(encoding="utf-8").replace(f"{home}/site.conf", f"{system}/sites-enabled/*")
        settings.write_text(text, encoding="utf-8")
        script = commands.replace("/etc/nginx", str(system)).replace("nginx -t", " ".join([*check, "-t"]))
        script = script.replace("systemctl reload nginx", "true")
        done = subprocess.run(
            ["sh", "-ec", script], cwd=EXAMPLE.parents[2], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    assert "test is successful" in done.stderr
    enabled = system / "sites-enabled/jixiao"
    assert enabled.is_symlink()
    assert enabled.read_text(encoding="utf-8") == EXAMPLE.read_text(encoding="utf-8")


def test_what_the_guide_says_of_other_servers_is_what_ours_does(server: Server) -> None:
    """Each header in the table with one value, on a page, and that of the data."""
    rows = dict(re.findall(r"^\| `([\w-]+)` \| `([^`]+)`", GUIDE, re.M))
    assert len(rows) == 7
    answer = server.ask("/quality/data.csv")
    assert {name: answer.headers[name.lower()] for name in rows} == rows
    in_example = set(re.findall(r"^\s*#? ?add_header ([\w-]+)", EXAMPLE.read_text(encoding="utf-8"), re.M))
    assert in_example == {*rows, "Content-Security-Policy", "Strict-Transport-Security", "Allow"}
    assert all(f"`{name}`" in GUIDE for name in in_example - {"Allow"})


def test_the_program_is_the_systems_own() -> None:
    """Nothing is downloaded: the Makefile installs it, or says in one sentence what to do."""
    assert program().startswith("/usr/")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^test: .*\bnginx\b", makefile, re.M)
    assert "缺少 nginx：请先运行 sudo apt-get install nginx" in makefile
