"""What is published beside the pages: each file is asked for by something, and what is asked for is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from tests.conftest import ROOT
from tests.test_stylesheet import CSS, rules

_ASKED: Final = {
    ".html": re.compile(r'<(?:link|script|img)[^>]* (?:href|src)="([^"#?]+)"'),
    ".js": re.compile(r'(?:from |import |import\()"(\./[\w./-]+)"|new URL\("([\w./-]+\.js)", import\.meta'),
    ".css": re.compile(r'url\("?([^")]+)'),
}
#: Asked for by a whole address, where the settings say one: the picture of a page that is passed on.
_SHARED: Final = re.compile(r"rstrip\(\"/\"\) \}\}/(assets/[\w.]+)")
_CLASSES: Final = re.compile(r'\bclass(?:="|: ")([^"]*)"')
#: A choice with its label behind it.
_CHOICE: Final = re.compile(r'<input type="radio" name="zhichu" id="([\w-]+)"(?: checked)?><label for="\1">')
_SCRIPTS: Final = ROOT / "docs/assets"
_TEMPLATES: Final = ROOT / "hooks/gongkai"


def asked_by(path: Path, site: Path) -> set[Path]:
    """Files of this site that a file asks for, whether they are there or not."""
    pattern = _ASKED.get(path.suffix)
    matches = pattern.finditer(path.read_text(encoding="utf-8")) if pattern else ()
    found = [next(filter(None, match.groups())) for match in matches]
    return {
        (site / address.lstrip("/") if address.startswith("/") else path.parent / address).resolve()
        for address in found
        if not re.match(r"[a-z]+:", address)
    }


def asked_for(site: Path) -> set[Path]:
    """What pages ask for, and what that asks for."""
    frame = (ROOT / "hooks/gongkai/theme/main.html").read_text(encoding="utf-8")
    found = {site / shared for shared in _SHARED.findall(frame)}
    left = {asked for page in site.rglob("*.html") for asked in asked_by(page, site)}
    while left:
        found |= left
        left = {asked for path in left if path.is_file() for asked in asked_by(path, site)} - found
    return {path for path in found if path.relative_to(site).parts[0] == "assets"}


def test_every_file_is_asked_for_and_every_file_asked_for_is_there(site: Path, demo_site: Path) -> None:
    for folder in (site, demo_site):
        there = {path for path in (folder / "assets").rglob("*") if path.is_file()}
        assert {str(path.relative_to(folder)) for path in there ^ asked_for(folder)} == set()
        assert len(there) > 10


def test_every_class_of_the_stylesheet_stands_in_a_page_or_in_what_makes_pages(demo_site: Path) -> None:
    files = [*demo_site.rglob("*.html"), *_SCRIPTS.glob("*.js"), *_TEMPLATES.rglob("*.html")]
    found = {
        name for path in files for names in _CLASSES.findall(path.read_text(encoding="utf-8")) for name in names.split()
    }
    styled = {
        name for rule in rules(CSS) for selector in rule.selectors for name in re.findall(r"\.([a-z][\w-]*)", selector)
    }
    written = "".join(path.read_text(encoding="utf-8") for path in _SCRIPTS.glob("*.js"))
    # of a preview; of a line four levels deep; of a project's own form; of a derived figure; of more years;
    # of money that can be drawn one way only; of tables with more rows than the demo has
    rare = {"is-draft", "is-withdrawn", "gk-sub3", "gk-fold", "gk-derived", "is-quiet", "is-only"}
    rare |= {"gk-short", "gk-rest"}
    assert {name for name in styled - found - rare if f'"{name}"' not in written} == set()


def test_pages_have_no_control_outside_a_form_but_buttons_and_a_choice_that_the_stylesheet_follows(
    demo_site: Path,
) -> None:
    """Material's check boxes for drawer and search did nothing; by which a year's money is drawn needs no script."""
    for path in demo_site.rglob("*.html"):
        outside = re.sub(r"<form.*?</form>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for chosen in _CHOICE.findall(outside):
            assert f"#{chosen}:checked" in CSS, path
        assert not re.search(r"<(?:input|select|textarea|label)\b", _CHOICE.sub("", outside)), path
