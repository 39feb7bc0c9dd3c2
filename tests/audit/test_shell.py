"""Each word around the article of a page of a unit, changed: a fault, another shell, or a page to build once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import DEMO

from gongkai.audit.fault import Fault
from gongkai.audit.frame import Frame, look_around
from gongkai.audit.links import Links
from gongkai.audit.sayable import Around
from gongkai.audit.shell import faults_of_shells
from gongkai.load.inventory import take_inventory

#: What a page says in its head, and may not say otherwise.
_SAID = re.compile(r'<meta [^>]*content="()([^"]+)"')
#: A text between two tags.
_TEXT = re.compile(r">(\s*)([^<>\s][^<>]*)<")
#: Each so many pages one is looked at.
_STEP = 9


def spots(text: str) -> Iterator[int]:
    """Where each text around the article of a page begins, and each word of an official tag but the day."""
    body, begin, end = text.index("<body"), text.index("<article"), text.rindex("</article>")
    for found in (*_TEXT.finditer(text, body, begin + 1), *_TEXT.finditer(text, end)):
        yield found.start(2)
    for found in _SAID.finditer(text, 0, body):
        if "PubDate" not in found[0]:
            yield found.start(2)


def look(path: str, text: str) -> Frame:
    """What is found around the article of a page of the demo."""
    frame = take_inventory(DEMO).frame
    return look_around(path, text, Links(frozenset(), "", ""), Around.of(frame, path.split("/")[1]), frame.units)


def test_every_word_around_an_article_is_told(demo_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inventory = take_inventory(DEMO)
    monkeypatch.setitem(globals(), "take_inventory", lambda _: inventory)
    told, missed = 0, []
    for file in sorted(demo_site.glob("units/*/**/index.html"))[::_STEP]:
        path, text = file.relative_to(demo_site).as_posix(), file.read_text(encoding="utf-8")
        right = look(path, text)
        for at in spots(text):
            found = look(path, f"{text[:at]}改{text[at + 1 :]}")
            is_told = found.shell != right.shell or not found.is_plain or found.faults != right.faults
            told += is_told
            missed += [] if is_told else [(path, text[at - 60 : at + 30])]
    assert not missed, missed
    assert told > 800


def test_all_pages_of_units_have_one_shell(demo_site: Path) -> None:
    pages = sorted(demo_site.glob("units/*/**/index.html"))[::_STEP]
    shells = {look(file.relative_to(demo_site).as_posix(), file.read_text(encoding="utf-8")).shell for file in pages}
    assert len(shells) == 1


def test_a_shell_unlike_most_is_a_fault() -> None:
    shells = [(f"units/{name}/index.html", "a") for name in "xyz"]
    assert [*faults_of_shells(shells)] == []
    found = [*faults_of_shells([*shells, ("units/u/index.html", "b")])]
    assert [type(fault) for fault in found] == [Fault]
    assert [fault.file for fault in found] == ["units/u/index.html"]
