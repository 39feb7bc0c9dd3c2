"""What is published is on the page: every field of a report under every outline, alone and together.

The pages are read as a reader reads them; what the layout says of itself is not asked.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages.fields import _TAKEN, NUMBERS, OUTLINES, page_of, report_of, words_of

from gongkai.load.outlines import parse_outline
from gongkai.model.outline import Chart, Kind, Outline, Sentence, placeable
from gongkai.model.paths import find_field, is_prose
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report

PATHS = tuple(NUMBERS)


def missing(paths: tuple[KeyPath, ...], outline: Outline) -> list[KeyPath]:
    """The fields whose value, or whose own names, are not on their page."""
    report, said = report_of(*paths)
    words = words_of(page_of(report, outline))
    return [
        path
        for path, value in said.items()
        if value not in words or any(str(key) not in words for key in path if str(key).startswith("自拟名"))
    ]


@pytest.mark.parametrize("name", OUTLINES)
def test_every_field_alone_is_on_the_page(name: str) -> None:
    assert len(PATHS) > 400
    assert [path for path in PATHS if missing((path,), OUTLINES[name])] == []


@pytest.mark.parametrize("name", OUTLINES)
def test_all_fields_together_are_on_the_page(name: str) -> None:
    assert missing(PATHS, OUTLINES[name]) == []


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """An outline with some of everything that can be placed, in any order, a part of it under one title."""
    named = [f"{kind}: {name}" for name, kind in placeable().items() if kind]
    made = [*(f"图: {chart}" for chart in Chart), *(f"句子: {sentence}" for sentence in Sentence)]
    chosen = draw(st.lists(st.sampled_from([*named, *made]), unique=True, max_size=25))
    entries = [_entry(at, words) for at, words in enumerate(chosen)]
    cut = draw(st.integers(0, len(entries)))
    below = f"- 标题: 余下各条\n  内容: [{', '.join(entries[cut:])}]\n" if entries[cut:] else ""
    text = "章节:\n" + "".join(f"- {entry}\n" for entry in entries[:cut]) + below
    outline, document = parse_outline(text if chosen else "章节: []\n", "x.yml")
    assert document.problems == []
    assert outline is not None
    return outline


def _entry(at: int, words: str) -> str:
    title = "" if words == "列表: 其他章节" else f"标题: 第{at}条, 地址: tiao-{chr(97 + at)}, "
    return f"{{{title}{words}}}"


@given(st.sets(st.sampled_from(PATHS), max_size=40), st.one_of(outlines(), st.sampled_from([*OUTLINES.values()])))
def test_any_fields_under_any_outline_are_on_the_page(paths: set[KeyPath], outline: Outline) -> None:
    chosen = tuple(path for path in PATHS if path in paths)
    assert missing(chosen, outline) == []
    assert_unique_ids(page_of(report_of(*chosen)[0], outline))


@pytest.mark.parametrize("name", OUTLINES)
def test_no_address_stands_twice(name: str) -> None:
    assert_unique_ids(page_of(report_of(*PATHS)[0], OUTLINES[name]))


def assert_unique_ids(html: str) -> None:
    """Every place on a page has an address of its own."""
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_every_kind_can_be_placed() -> None:
    assert {kind for kind in placeable().values() if kind} == {Kind.TEXT, Kind.TABLE, Kind.LIST}


@pytest.mark.parametrize("name", OUTLINES)
def test_a_value_of_one_line_knows_no_marks_however_long(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "**甲**和[乙](https://example.invalid/)" + "很长的一行" * 6
    lines = [path for path in PATHS if _is_one_line(path)]
    assert len(lines) > 20
    for path in lines:
        with monkeypatch.context() as patched:
            patched.setitem(_TAKEN, path, words)
            report, _ = report_of(path)
            assert words in words_of(page_of(report, OUTLINES[name])), path


def _is_one_line(path: KeyPath) -> bool:
    declared = find_field(Report, path)
    value = report_of(path)[1][path]
    return declared is not None and not is_prose(declared) and value.startswith("第")
