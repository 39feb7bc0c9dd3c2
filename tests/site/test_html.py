"""The HTML of the pages is valid: html-validate has nothing to say.

Off are three rules of taste: a box that scrolls is a region and no section, names may stand on lists, and forms
whose result appears while the reader types need no button.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.browser.test_reading import KINDS
from tests.conftest import ROOT

VALIDATE = ROOT / ".venv/js/node_modules/.bin/html-validate"


def validate(*paths: Path) -> str:
    """What is wrong with these pages."""
    config = ROOT / "tests/js/html-validate.json"
    command: list[str | Path] = [VALIDATE, "--config", config, "--formatter", "text", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def test_every_kind_of_page_is_valid(demo_site: Path) -> None:
    kinds = [demo_site / kind / "index.html" for kind in (*KINDS, "search/", "guide/bureau/", "about/accessibility/")]
    assert validate(*kinds, demo_site / "404.html") == ""


def test_what_is_not_valid_is_found(demo_site: Path, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    text = (demo_site / "index.html").read_text(encoding="utf-8")
    page.write_text(
        text.replace("<main", '<input type="checkbox" id="__drawer" autocomplete="off"><main'), encoding="utf-8"
    )
    assert "valid-autocomplete" in validate(page)


def test_a_navigation_says_of_one_entry_at_most_that_it_is_current(demo_site: Path) -> None:
    for path in demo_site.rglob("index.html"):
        lists = re.findall(r"<ul>(?:(?!<ul>|</ul>).)*</ul>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert [found for found in lists if found.count('aria-current="page"') > 1] == [], path
