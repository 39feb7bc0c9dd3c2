"""Units and terms by what people call them, with mistakes and in traditional characters."""

from __future__ import annotations

import random

import yaml
from playwright.sync_api import Page
from tests.conftest import ROOT, demo

from gongkai.model.everyday import EVERYDAY
from gongkai.pages.glossary import GROUPS, terms_by_name
from gongkai.search.lookup import names_of

QUERIES: list[dict[str, str]] = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text(encoding="utf-8"))


def named_by(page: Page, queries: list[str]) -> list[dict[str, list[str]]]:
    """The units and terms that each query names, as a reader is shown them: the first three of each."""
    script = """async (queries) => {
      const { searchNames } = await import("/assets/gongkai-names.js");
      const found = [];
      for (const query of queries) {
        const { units, words } = await searchNames(query);
        const terms = words.filter(({ term }) => term);
        found.push({ 单位: units.slice(0, 3).map(({ id }) => id), 名词: terms.slice(0, 3).map(({ term }) => term) });
      }
      return found;
    }"""
    return list(page.evaluate(script, queries))


def test_everyday_queries_lead_to_the_unit_or_term_among_the_first_three(asking: Page) -> None:
    found = named_by(asking, [query["查"] for query in QUERIES])
    missed = [
        query["查"]
        for query, names in zip(QUERIES, found, strict=True)
        if any(query[kind] not in names[kind] for kind in ("单位", "名词") if kind in query)
    ]
    assert len(QUERIES) == 60
    assert len(QUERIES) - len(missed) >= 57, missed


def test_a_name_with_one_wrong_or_missing_character_is_found(asking: Page) -> None:
    """Of every name of four characters or more, one changed, and one left out."""
    chance, archive = random.Random(9), demo().archive
    named = [(unit_id, name) for unit_id, unit in archive.units.items() for name in names_of(unit) if len(name) > 3]
    queries, wanted = list[str](), list[str]()
    for unit_id, name in named:
        at = chance.randrange(1, len(name) - 1)
        queries += [f"{name[:at]}龘{name[at + 1 :]}", name[:at] + name[at + 1 :]]
        wanted += [unit_id, unit_id]
    found = named_by(asking, queries)
    assert len(queries) > 50
    assert [q for q, id_, names in zip(queries, wanted, found, strict=True) if id_ not in names["单位"]] == []


def test_characters_of_a_name_in_its_order_are_found(asking: Page) -> None:
    """First, last and any between them of the short name and the full one: 卫…计…局."""
    chance, archive = random.Random(10), demo().archive
    named = [(unit_id, name) for unit_id, unit in archive.units.items() for name in names_of(unit) if len(name) > 5]
    queries, wanted = list[str](), list[str]()
    for unit_id, name in named:
        places = sorted(chance.sample(range(len(name)), 4))
        queries.append("".join(name[place] for place in places))
        wanted.append(unit_id)
    script = """async (queries) => {
      const { lookup } = await import("/assets/gongkai-lookup.js");
      return Promise.all(queries.map(async (query) => (await lookup(query)).map(({ id }) => id)));
    }"""
    found = asking.evaluate(script, queries)
    assert len(queries) > 25
    assert [q for q, id_, ids in zip(queries, wanted, found, strict=True) if id_ not in ids] == []


def test_every_term_is_found_by_each_of_its_names(asking: Page) -> None:
    named = [
        (term.id, name) for _, terms in GROUPS for term in terms for name in (term.name, *term.others) if name != "—"
    ]
    named += [
        (terms_by_name()[name].id, word)
        for name, words in EVERYDAY.items()
        for word in words
        if name in terms_by_name()
    ]
    script = """async (queries) => {
      const { wordsNamed } = await import("/assets/gongkai-words.js");
      return Promise.all(queries.map(async (query) => (await wordsNamed(query)).slice(0, 3).map(({ term }) => term)));
    }"""
    found = asking.evaluate(script, [name for _, name in named])
    assert len(named) > 200
    assert [name for (id_, name), ids in zip(named, found, strict=True) if id_ not in ids] == []
