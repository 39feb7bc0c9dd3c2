"""The browser floor (docs/about/accessibility.md): no script asks for more than it, the common one for less still.

What the stylesheet may use is held by tests/test_stylesheet.py; that pages are read without any script by
tests/browser/test_reading.py.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from tests.conftest import ROOT

SCRIPTS: Final = sorted((ROOT / "docs/assets").glob("*.js"))
#: What every page loads; it must run in older browsers than the search and the comparison.
COMMON: Final = frozenset({"gongkai.js", "gongkai-early.js", "gongkai-elements.js"})
#: Came to Chromium after 80: what is written so stops the whole module.
NEWER_THAN_COMMON: Final = re.compile(r"\.at\(|\.replaceAll\(|\?\?=|\|\|=|&&=|\b\d+_\d+\b|\bWeakRef\b|\bPromise\.any\b")
#: Came to Chromium after 92, Firefox after 90 or Safari after 15.4.
NEWER: Final = re.compile(
    r"\bstructuredClone\b|\.(?:findLast|findLastIndex|toSorted|toReversed|toSpliced|with|isWellFormed|groupBy)\(|"
    r"\bObject\.groupBy\b|\bMap\.groupBy\b|\bArray\.fromAsync\b|\bPromise\.withResolvers\b|\bIterator\.from\b|"
    r"\.(?:union|intersection|difference|isSubsetOf|symmetricDifference)\(|startViewTransition|showPopover|togglePopover|"
    r"#\w+ in |static\s*\{|/[a-z]*v[a-z]*\.test|querySelector\w*\([^)]*:has\(|\bimport\.meta\.resolve\b|"
    r"with\s*\{\s*type:"
)


def bare(text: str) -> str:
    """A script without its comments."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", "", text, flags=re.DOTALL)


def faults(text: str, *, is_common: bool) -> list[str]:
    """What of a script an engine of the floor does not know."""
    found = NEWER.findall(bare(text)) + (NEWER_THAN_COMMON.findall(bare(text)) if is_common else [])
    return [str(one) for one in found]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_script_asks_for_more_than_the_floor(script: Path) -> None:
    assert faults(script.read_text(encoding="utf-8"), is_common=script.name in COMMON) == []


@pytest.mark.parametrize(
    "newer",
    [
        "rows.toSorted()",
        "rows.findLast((row) => row)",
        "Object.groupBy(rows, key)",
        "document.startViewTransition(show)",
        "document.querySelector('a:has(b)')",
        "new Set(a).union(b)",
        "class A { static { run(); } }",
        "const copy = structuredClone(rows)",
    ],
)
def test_what_is_newer_than_the_floor_is_found(newer: str) -> None:
    assert faults(newer, is_common=False) != []


@pytest.mark.parametrize("newer", ["rows.at(-1)", "text.replaceAll('a', 'b')", "a ??= b", "const n = 1_000"])
def test_the_common_script_may_use_less(newer: str) -> None:
    assert faults(newer, is_common=True) != []
    assert faults(newer, is_common=False) == []


def test_common_scripts_are_there_and_the_floor_is_written_down() -> None:
    assert {script.name for script in SCRIPTS} >= COMMON
    said = (ROOT / "docs/about/accessibility.md").read_text(encoding="utf-8")
    for words in ("Chromium 80", "Chromium 92", "Firefox 90", "Safari 15.4", "2019 年"):
        assert words in said
