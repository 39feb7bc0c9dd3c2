"""Full validation: the Nu Html Checker finds no error on any page, and no warning but those listed with a reason."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.browser.test_reading import KINDS
from tests.conftest import ROOT

CHECKER = ROOT / ".venv/js/node_modules/vnu-jar/build/dist/vnu.jar"
#: What the checker may say, and why nothing follows from it.
LISTED = {
    # Pages are read from files, whose address has no origin: 'self' is nothing there. On a server it is the site.
    re.compile(
        r"Resource violates Content Security Policy \(meta tag\): (?:external stylesheet|external script|image)"
        r" “(?:(?:\.\./)*|/)assets/(?:guide/)?[\w.-]+” blocked by “(?:style|script|img)-src” directive\."
    ),
    # What schema.org says of a page is data: no browser runs or reports it (tests/browser/test_linked_data.py).
    # Other scripts in a page are found by tests/browser/test_access.py.
    re.compile(r"Inline script violates Content Security Policy \(meta tag\): blocked by “script-src” directive .*"),
}
#: Pages of the demo beside one of each kind.
_OTHERS = 30


def check(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """What the checker says of some pages, without what is listed."""
    java = shutil.which("java")
    assert java, "没有 Java：先运行 make jre"
    assert CHECKER.is_file(), "没有 vnu.jar：先运行 make lint，它会装上"
    command = [java, "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [one for one in said if not any(listed.fullmatch(one["message"]) for listed in LISTED)]


def words_of(said: list[dict[str, Any]]) -> str:
    """What was said, one to a line."""
    return "\n".join(f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in said[:20])


def test_every_page_of_the_seed_is_valid(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 15
    assert not (said := check(pages)), words_of(said)


def test_each_kind_of_page_of_the_demo_and_others_are_valid(demo_site: Path) -> None:
    kinds = [demo_site / kind / "index.html" for kind in KINDS]
    every = sorted({*demo_site.rglob("*.html")} - {*kinds})
    assert not (said := check([*kinds, *random.Random(13).sample(every, _OTHERS)])), words_of(said)


@pytest.mark.trial
def test_every_page_of_the_demo_is_valid(demo_site: Path) -> None:
    assert not (said := check(sorted(demo_site.rglob("*.html")))), words_of(said)


def test_what_is_not_valid_is_found(demo_site: Path, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    text = (demo_site / "index.html").read_text(encoding="utf-8")
    page.write_text(text.replace("<main", "<main><p><ul></ul></p></main><main", 1), encoding="utf-8")
    assert {one["type"] for one in check([page])} >= {"error"}


def test_a_script_of_another_place_is_not_among_what_is_listed(demo_site: Path, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    text = (demo_site / "index.html").read_text(encoding="utf-8")
    page.write_text(text.replace("</body>", '<script src="https://example.com/x.js"></script></body>'), "utf-8")
    assert [one["message"] for one in check([page])]
