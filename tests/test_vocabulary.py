"""Every field has one Chinese name, says what it means, and amounts say their measure."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from decimal import Decimal
from typing import get_args

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
#: Every field of every record, by ``Record.field``.
FIELDS = {f"{kind.__name__}.{name}": declared for kind in KINDS for name, declared in kind.model_fields.items()}
#: Decimals that are not amounts still have a measure; these records' columns inherit theirs from the line.
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def measured(declared: FieldInfo) -> bool:
    """Whether the value is a number."""
    kinds = {declared.annotation, *get_args(declared.annotation)}
    return bool(kinds & {Decimal, int})


def is_explained(declared: FieldInfo) -> bool:
    """Whether the field has a Chinese key that is also its title, and a Chinese description."""
    words = (declared.alias or "", declared.description or "")
    return declared.title == declared.alias and all(map(CHINESE.search, words))


def test_every_field_is_named_and_explained() -> None:
    assert len(FIELDS) > 200
    assert not [field for field, declared in FIELDS.items() if not is_explained(declared)]


def test_every_number_has_a_measure() -> None:
    for field, declared in FIELDS.items():
        line = isinstance(declared.annotation, type) and issubclass(declared.annotation, Item)
        extra = declared.json_schema_extra
        if (measured(declared) or line) and field.partition(".")[2] not in {"year", "first_year", "last_year"}:
            assert isinstance(extra, dict), field
            assert extra.get("measure"), field


def test_keys_are_unique_and_records_documented() -> None:
    aliases = {kind: [declared.alias for declared in kind.model_fields.values()] for kind in KINDS}
    assert not [kind for kind, keys in aliases.items() if len(keys) != len(set(keys)) or not kind.__doc__]


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
