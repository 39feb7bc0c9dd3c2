"""Every field has one Chinese name, says what it means, and amounts say their measure."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from decimal import Decimal
from typing import get_args

import pytest
from pydantic.fields import FieldInfo

from gongkai import model
from gongkai.model.amounts import Item
from gongkai.model.record import Record

for found in pkgutil.iter_modules(model.__path__):
    importlib.import_module(f"gongkai.model.{found.name}")


def records(base: type[Record] = Record) -> set[type[Record]]:
    """Every kind of record."""
    return {base}.union(*(records(child) for child in base.__subclasses__())) - {Record}


KINDS: list[type[Record]] = sorted(records(), key=lambda record: record.__name__)
FIELDS = [
    pytest.param(record, name, declared, id=f"{record.__name__}.{name}")
    for record in KINDS
    for name, declared in record.model_fields.items()
]
#: Decimals that are not amounts still have a measure; these records' columns inherit theirs from the line.
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def measured(declared: FieldInfo) -> bool:
    """Whether the value is a number."""
    kinds = {declared.annotation, *get_args(declared.annotation)}
    return bool(kinds & {Decimal, int})


@pytest.mark.parametrize(("record", "name", "declared"), FIELDS)
def test_every_field_is_named_and_explained(record: type[Record], name: str, declared: FieldInfo) -> None:
    assert declared.alias, "no Chinese key"
    assert CHINESE.search(declared.alias)
    assert declared.title == declared.alias
    assert declared.description
    assert CHINESE.search(declared.description)


@pytest.mark.parametrize(("record", "name", "declared"), FIELDS)
def test_every_number_has_a_measure(record: type[Record], name: str, declared: FieldInfo) -> None:
    line = isinstance(declared.annotation, type) and issubclass(declared.annotation, Item)
    if not (measured(declared) or line) or name in {"year", "first_year", "last_year"}:
        return
    extra = declared.json_schema_extra
    assert isinstance(extra, dict)
    assert extra.get("measure")


@pytest.mark.parametrize("record", KINDS, ids=[record.__name__ for record in KINDS])
def test_keys_are_unique_and_records_documented(record: type[Record]) -> None:
    aliases = [declared.alias for declared in record.model_fields.values()]
    assert len(aliases) == len(set(aliases))
    assert record.__doc__


def test_one_english_name_for_each_official_term() -> None:
    official = {
        "基本支出": "basic_expenditure",
        "项目支出": "project_expenditure",
        "公务接待费": "official_receptions",
        "编制数": "authorized_posts",
    }
    names: defaultdict[str, set[str]] = defaultdict(set)
    for record in records():
        for name, declared in record.model_fields.items():
            names[declared.alias or ""].add(name)
    assert {term: names[term] for term in official} == {term: {name} for term, name in official.items()}
