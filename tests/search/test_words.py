"""The indexes of terms and of newest reports, and the table of traditional characters."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace

from tests.conftest import ROOT, demo

from gongkai.model.archive import Archive
from gongkai.model.everyday import EVERYDAY, searched_names
from gongkai.model.indicator import COMPARED
from gongkai.model.names import NAMES
from gongkai.model.unit import Unit
from gongkai.pages.glossary import GROUPS, terms_by_name
from gongkai.search.newest import newest_files, newest_json
from gongkai.search.words import words_index

SIMPLE = {bytes((row, at)).decode("gb2312", "replace") for row in range(0xB0, 0xF8) for at in range(0xA1, 0xFF)}


def archive() -> Archive:
    return demo().archive.for_readers(preview=False)


def test_every_term_and_every_compared_figure_is_there_once() -> None:
    index = json.loads(words_index(archive(), ()))
    names = [row[0] for row in index["words"]]
    assert len(names) == len(set(names))
    assert {term.name for _, terms in GROUPS for term in terms} | {figure.label for figure in COMPARED} == set(names)
    assert {row[4]: row[5] for row in index["words"] if len(row) > 4} == {f.key: f.measure for f in COMPARED}
    assert (index["year"], index["categories"][0]) == (2023, "人大机关")


def test_everyday_words_lead_to_terms_and_figures_only() -> None:
    targets = {*terms_by_name(), *(figure.label for figure in COMPARED)}
    assert set(searched_names()) <= targets


def test_an_everyday_word_is_not_the_first_name_of_something_else() -> None:
    """What the forms and the glossary call by a word is found by it, whatever people call so."""
    named = {figure.label for figure in COMPARED} | {term.name for _, terms in GROUPS for term in terms}
    assert [word for words in EVERYDAY.values() for word in words if word in named] == []


def test_a_bureaus_words_are_among_the_names() -> None:
    own = replace(archive(), everyday=(("公务接待费", ("摆席",)),), names=(("公务接待费", ("来客开销",)),))
    rows = {row[0]: row[1] for row in json.loads(words_index(own, ()))["words"]}
    assert {"摆席", "来客开销", "吃喝"} <= set(rows["公务接待费"])


def test_a_name_that_holds_a_shorter_one_is_left_out() -> None:
    rows = json.loads(words_index(archive(), ()))["words"]
    for name, others, *_ in rows:
        assert not [(a, b) for a in (name, *others) for b in others if a != b and a in b]
    assert "国内公务接待费" in NAMES["official_receptions"]
    assert "国内公务接待费" not in next(row[1] for row in rows if row[0] == "公务接待费")


def test_the_names_stay_light() -> None:
    assert len(gzip.compress(words_index(archive(), ()))) < 5_000


def test_each_unit_has_its_newest_report_and_what_was_spent() -> None:
    (file,) = newest_files(archive())
    rows = dict(zip(archive().units, json.loads(file.content()), strict=True))
    assert file.path == "search/newest-1.json"
    assert rows["yanshi-wenhua"] == [2020, "本年支出合计 913.97 万元"]
    assert {entry.unit_id for entry in file.entries} == {unit_id for unit_id, row in rows.items() if row}


def test_a_unit_without_a_report_has_nothing() -> None:
    assert newest_json([None]) == b"[null]"


def test_a_hundred_units_have_a_file_of_their_own() -> None:
    units = {f"u{n}": Unit.model_validate({"名称": f"第{n}局"}) for n in range(201)}
    files = list(newest_files(Archive(units, {})))
    assert [file.path for file in files] == [f"search/newest-{n}.json" for n in (1, 2, 3)]
    assert [len(json.loads(file.content())) for file in files] == [100, 100, 1]


def test_the_table_changes_traditional_characters_only_into_simplified_ones() -> None:
    script = (ROOT / "docs/assets/gongkai-traditional.js").read_text(encoding="utf-8")
    pairs = re.sub(r"\s", "", script.partition("`")[2].partition("`")[0])
    before, after = pairs[::2], pairs[1::2]
    assert len(before) == len(after) == len(set(before)) > 2_000
    assert before.encode("big5")
    assert not SIMPLE.intersection(before)
    assert SIMPLE.issuperset(after)
    table = dict(zip(before, after, strict=True))
    assert "".join(table.get(c, c) for c in "衛生和計劃生育局財務決算") == "卫生和计划生育局财务决算"
    assert len(gzip.compress(script.encode())) < 11_000
